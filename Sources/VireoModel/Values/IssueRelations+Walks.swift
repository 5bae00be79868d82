extension IssueRelations {
  /// Rings of issues of which each names the next one in a field.
  ///
  /// There is one for each mention that closes a ring; without these mentions there would be none.
  ///
  /// - Parameter kind: The field.
  /// - Returns: The rings, each from its lowest number on.
  public func cycles(in kind: Kind) -> [[Issue]] {
    var found: [[Int]] = []
    var isDone = Array(repeating: false, count: issues.count)
    // Where an issue stands on the present path.
    var places: [Int?] = Array(repeating: nil, count: issues.count)
    for start in issues.indices where !isDone[start] {
      var path = [start]
      var next = [0]
      places[start] = 0
      while let index = path.last, let position = next.last {
        let others = targets(of: index, kind)
        guard position < others.count else {
          isDone[index] = true
          places[index] = nil
          path.removeLast()
          next.removeLast()
          continue
        }
        next[next.count - 1] += 1
        let other = others[position]
        if let place = places[other] {
          found.append(Array(path[place...]))
        } else if !isDone[other] {
          places[other] = path.count
          path.append(other)
          next.append(0)
        }
      }
    }
    let rotated = found.map { cycle -> [Int] in
      guard let lowest = cycle.indices.min(by: { cycle[$0] < cycle[$1] }) else { return cycle }
      return Array(cycle[lowest...] + cycle[..<lowest])
    }
    return rotated.sorted { $0.lexicographicallyPrecedes($1) }.map { $0.map { issues[$0] } }
  }

  /// A line of a tree of issues and their parts.
  public struct TreeLine: Sendable, Hashable {
    /// The issue.
    public var issue: Issue
    /// How many issues it is below.
    public var depth: Int
    /// What keeps its parts from being listed here, where something does.
    public var repetition: Repetition?

    /// Why an issue's parts are not listed at a place.
    public enum Repetition: String, Sendable, Hashable {
      /// It is a part of itself, directly or by way of others.
      case cycle
      /// They were listed further up.
      case above
    }
  }

  /// The issues that have parts and are part of none, each with all that is below it.
  ///
  /// Of a ring of issues that are parts of each other, the lowest number comes first.
  public var tree: [TreeLine] {
    let withParts = issues.indices.filter { !sources(of: $0, .parent).isEmpty }
    var walk = TreeWalk(self)
    for index in withParts where targets(of: index, .parent).isEmpty { walk.visit(index, depth: 0) }
    for index in withParts where !walk.isListed(index) { walk.visit(index, depth: 0) }
    return walk.lines
  }

  /// An issue with the issues that it is a part of above it, and all that is below it.
  public func tree(around issue: Issue) -> [TreeLine] {
    guard let index = index(of: issue) else { return [TreeLine(issue: issue, depth: 0, repetition: nil)] }
    var above: [Int] = []
    var seen: Set = [index]
    var current = index
    while let parent = targets(of: current, .parent).first, seen.insert(parent).inserted {
      above.append(parent)
      current = parent
    }
    var walk = TreeWalk(self)
    for (depth, parent) in above.reversed().enumerated() { walk.enter(parent, depth: depth) }
    walk.visit(index, depth: above.count)
    return walk.lines
  }
}

/// A walk from issues to their parts, with a stack of its own: a chain of parents may be of any length.
private struct TreeWalk {
  private let relations: IssueRelations
  private(set) var lines: [IssueRelations.TreeLine] = []
  private var listed: Set<Int> = []
  private var path: Set<Int> = []

  init(_ relations: IssueRelations) { self.relations = relations }

  func isListed(_ index: Int) -> Bool { listed.contains(index) }

  /// Lists an issue that others are below.
  mutating func enter(_ index: Int, depth: Int) {
    lines.append(.init(issue: relations.issues[index], depth: depth, repetition: nil))
    listed.insert(index)
    path.insert(index)
  }

  mutating func visit(_ index: Int, depth: Int) {
    enum Step { case enter(Int, Int), leave(Int) }
    var pending = [Step.enter(index, depth)]
    while let step = pending.popLast() {
      switch step {
      case .leave(let index): path.remove(index)
      case .enter(let index, let depth):
        let parts = relations.sources(of: index, .parent)
        let repetition: IssueRelations.TreeLine.Repetition? =
          path.contains(index) ? .cycle : listed.contains(index) && !parts.isEmpty ? .above : nil
        if repetition != nil {
          lines.append(.init(issue: relations.issues[index], depth: depth, repetition: repetition))
          continue
        }
        enter(index, depth: depth)
        pending.append(.leave(index))
        pending += parts.reversed().map { .enter($0, depth + 1) }
      }
    }
  }
}
