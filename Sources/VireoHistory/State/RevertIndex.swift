/// Which commits are undone by which.
package struct RevertIndex: Sendable {
  private var revertsByTarget: [Int: [Int]] = [:]
  /// Without the ranges.
  private var targetsByRevert: [Int: [Int]] = [:]
  /// The reverts of merges: the runs of positions that each undoes.
  package private(set) var ranges: [Range] = []

  package struct Range: Sendable, Hashable {
    package var revert: Int
    /// Bounds in turns: from, to behind the last, from, …, growing.
    package var bounds: [Int32]

    package init(revert: Int, bounds: [Int32]) { (self.revert, self.bounds) = (revert, bounds) }

    init(revert: Int, positions: [Int]) {
      self.revert = revert
      bounds = []
      for position in positions {
        if bounds.last == Int32(position) {
          bounds[bounds.count - 1] += 1
        } else {
          bounds += [Int32(position), Int32(position) + 1]
        }
      }
    }

    package var positions: [Int] {
      stride(from: 0, to: bounds.count - 1, by: 2).flatMap { Int(bounds[$0])..<Int(bounds[$0 + 1]) }
    }

    func contains(_ position: Int) -> Bool {
      bounds.partitioningIndex { $0 > Int32(position) } % 2 == 1
    }
  }

  package init() {}

  package mutating func insert(revert: Int, target: Int) {
    guard targetsByRevert[revert]?.contains(target) != true else { return }
    revertsByTarget[target, default: []].append(revert)
    targetsByRevert[revert, default: []].append(target)
  }

  package mutating func insert(_ range: Range) { ranges.append(range) }

  /// The commits that undo this one, whether or not they are in force.
  package func reverts(of commit: Int) -> [Int] {
    let single = revertsByTarget[commit] ?? []
    guard !ranges.isEmpty else { return single }
    return single + ranges.filter { $0.contains(commit) }.map(\.revert)
  }

  /// All that a commit undoes, whether or not it is in force.
  package func targets(of revert: Int) -> [Int] {
    (targetsByRevert[revert] ?? []) + ranges.filter { $0.revert == revert }.flatMap(\.positions)
  }

  /// Whether a commit is undone by a revert in force: one that is itself not undone.
  ///
  /// - Parameter isInView: Whether a commit is in the view that is asked about.
  package func isUndone(_ commit: Int, isInView: (Int) -> Bool) -> Bool {
    guard !reverts(of: commit).isEmpty else { return false }
    var later: [Int: [Int]] = [:]
    var pending = [commit]
    while let next = pending.popLast() {
      guard later[next] == nil else { continue }
      let found = reverts(of: next).filter(isInView)
      later[next] = found
      pending += found
    }
    // A revert stands behind what it undoes, so the last are decided first.
    var undone: Set<Int> = []
    for next in later.keys.sorted(by: >) where later[next]?.contains(where: { !undone.contains($0) }) == true {
      undone.insert(next)
    }
    return undone.contains(commit)
  }
}
