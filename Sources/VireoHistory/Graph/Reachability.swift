/// Answers which commits are ancestors of which.
///
/// One thread at a time may use it.
package final class Reachability {
  private let graph: CommitGraph
  private let ends: [Int]
  private lazy var chains = CommitChains(graph, endingAt: ends)
  /// By chain.
  private lazy var marks = [UInt32](repeating: 0, count: chains.count)
  private var mark: UInt32 = 0
  private var stack: [Int] = []
  /// How often each commit was asked about, and its ancestors once that was often.
  private var questions: [Int: Int] = [:]
  private var sweeps: [Int: CommitSet] = [:]

  /// - Parameters:
  ///   - graph: The commits.
  ///   - ends: Commits at which chains end.
  package init(_ graph: CommitGraph, endingAt ends: [Int] = []) { (self.graph, self.ends) = (graph, ends) }

  /// The graph's chains, which end at these commits.
  func chains(endingAt ends: [Int]) -> CommitChains {
    ends.allSatisfy(self.ends.contains) ? chains : CommitChains(graph, endingAt: ends)
  }

  /// Whether a commit is another one's ancestor, and not the same.
  package func isProperAncestor(_ ancestor: Int, of commit: Int) -> Bool {
    guard ancestor < commit, graph.generations[ancestor] < graph.generations[commit] else { return false }
    if let sweep = sweeps[commit] { return sweep.contains(ancestor) }
    let asked = (questions[commit] ?? 0) + 1
    questions[commit] = asked
    if asked > 8 {
      let sweep = ancestors(of: [commit])
      sweeps[commit] = sweep
      return sweep.contains(ancestor)
    }
    return search(ancestor, from: commit)
  }

  package func isAncestorOrSame(_ ancestor: Int, of commit: Int) -> Bool {
    ancestor == commit || isProperAncestor(ancestor, of: commit)
  }

  /// Goes back from a commit, no further than to the ancestor's generation and chain.
  private func search(_ ancestor: Int, from commit: Int) -> Bool {
    let wanted = chains.chain(of: ancestor)
    let start = chains.chain(of: commit)
    if start == wanted { return true }
    mark += 1
    let floor = graph.generations[ancestor]
    stack.removeAll(keepingCapacity: true)
    stack.append(start)
    while let chain = stack.popLast() {
      var isFound = false
      graph.forEachParent(of: chains.bottom(of: chain)) { parent in
        let next = chains.chain(of: parent)
        // A parent is the newest of its chain.
        if next == wanted { isFound = true }
        guard next > wanted, graph.generations[parent] > floor, marks[next] != mark else { return }
        marks[next] = mark
        stack.append(next)
      }
      if isFound { return true }
    }
    return false
  }

  /// The commits that are ancestors of one commit, or the same, and not of another one.
  ///
  /// - Returns: `nil` where the other is no ancestor, or there are too many.
  package func commits(since base: Int, to tip: Int, limit: Int) -> [Int]? {
    var found: Set<Int> = []
    var pending = tip == base ? [] : [tip]
    var isReached = tip == base
    while let commit = pending.popLast() {
      guard found.insert(commit).inserted else { continue }
      guard found.count <= limit else { return nil }
      for parent in graph.parents(of: commit) {
        if parent == base {
          isReached = true
        } else if parent > base || !isProperAncestor(parent, of: base) {
          pending.append(parent)
        }
      }
    }
    return isReached ? found.sorted() : nil
  }

  /// The commits and all their ancestors.
  package func ancestors(of commits: [Int]) -> CommitSet {
    var set = CommitSet(count: graph.count)
    for commit in commits { set.insert(commit) }
    // Parents stand before their children, so one way back is enough.
    var position = commits.max() ?? -1
    while position >= 0 {
      if set.contains(position) { graph.forEachParent(of: position) { set.insert($0) } }
      position -= 1
    }
    return set
  }
}

/// A set of commits of one graph, by their positions.
package struct CommitSet: Sendable {
  package private(set) var words: [UInt64]

  package init(count: Int) { words = [UInt64](repeating: 0, count: (count + 63) / 64) }

  /// - Parameter words: As ``words`` gave them.
  package init(words: [UInt64], count: Int) {
    self.words = words
    grow(to: count)
  }

  /// Makes room for positions below a count.
  package mutating func grow(to count: Int) {
    while words.count < (count + 63) / 64 { words.append(0) }
  }

  package func contains(_ position: Int) -> Bool {
    position >> 6 < words.count && words[position >> 6] & (1 << UInt64(position & 63)) != 0
  }

  package mutating func insert(_ position: Int) { words[position >> 6] |= 1 << UInt64(position & 63) }

  package mutating func subtract(_ other: CommitSet) {
    for index in words.indices where index < other.words.count { words[index] &= ~other.words[index] }
  }

  /// The positions, smallest first.
  package var positions: [Int] {
    var found: [Int] = []
    for (index, word) in words.enumerated() {
      var rest = word
      while rest != 0 {
        found.append(index << 6 + rest.trailingZeroBitCount)
        rest &= rest - 1
      }
    }
    return found
  }
}
