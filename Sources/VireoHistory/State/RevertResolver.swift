/// Finds out what reverts take back, commit by commit in the graph's order.
///
/// What a revert undoes depends on its ancestors alone, so it is found out once, and every clone finds the same.
package struct RevertResolver {
  private let graph: CommitGraph
  private let reach: Reachability
  private let copies: CopyIndex
  private var ranks: [Int32]?
  package private(set) var index: RevertIndex
  /// What was found since the resolver was made.
  package private(set) var found: [(revert: Int, target: Int)] = []
  package private(set) var foundRanges: [RevertIndex.Range] = []

  package init(_ graph: CommitGraph, reach: Reachability, copies: CopyIndex, index: RevertIndex) {
    (self.graph, self.reach, self.copies, self.index) = (graph, reach, copies, index)
  }

  /// Takes in the notes of one commit; all earlier reverts must have been taken in.
  package mutating func resolve(_ notes: [RevertNote], of revert: Int) {
    guard !notes.isEmpty else { return }
    let ancestors = AncestorQuestion(reach, revert, graph)
    for note in notes {
      var isFound = false
      for target in note.targets where resolve(target, ancestors) { isFound = true }
      if !isFound, let quoted = note.quoted, let target = lastCommit(quoting: quoted, ancestors) {
        insert(revert, target)
        // The merge that is named is another one by now: what this one brought in goes.
        if note.targets.contains(where: { $0.base != nil }), let first = graph.parents(of: target).first {
          undoRange(from: target, without: first, revert)
        }
      }
    }
  }

  private mutating func insert(_ revert: Int, _ target: Int) {
    index.insert(revert: revert, target: target)
    found.append((revert, target))
  }

  /// Whether an id leads to anything.
  private mutating func resolve(_ target: RevertNote.Target, _ ancestors: AncestorQuestion) -> Bool {
    let revert = ancestors.commit
    let named = graph.positions(beginningWith: target.commit).filter { ancestors.contains($0) }
    if named.count == 1 {
      insert(revert, named[0])
      let bases = target.base.map { graph.positions(beginningWith: $0).filter { ancestors.contains($0) } } ?? []
      if bases.count == 1 { undoRange(from: named[0], without: bases[0], revert) }
      return true
    }
    guard named.isEmpty else { return false }
    // Commits that say that they were picked from it are its copies, wherever it is.
    let copied = copies.copies(ofID: target.commit, in: ancestors.members()).filter { ancestors.contains($0) }
    for copy in copied { insert(revert, copy) }
    return !copied.isEmpty
  }

  /// Undoes all that is in a merge and not in the commit that it was merged into.
  private mutating func undoRange(from merge: Int, without base: Int, _ revert: Int) {
    var range = reach.ancestors(of: [merge])
    range.subtract(reach.ancestors(of: [base]))
    let found = RevertIndex.Range(revert: revert, positions: range.positions)
    index.insert(found)
    foundRanges.append(found)
  }

  /// Of the ancestors that are not undone yet and have this subject, the last in display order.
  private mutating func lastCommit(quoting subject: [UInt8], _ ancestors: AncestorQuestion) -> Int? {
    let key = CommitKeys.key(ofSubject: subject)
    let candidates = graph.subjectKeys.indices.filter {
      graph.subjectKeys[$0] == key && $0 < ancestors.commit && ancestors.contains($0)
        && !index.isUndone($0, isInView: { ancestors.contains($0) })
    }
    guard candidates.count > 1 else { return candidates.first }
    let ranks = self.ranks ?? graph.displayRanks()
    self.ranks = ranks
    return candidates.max { ranks[$0] < ranks[$1] }
  }
}

/// Which commits are proper ancestors of one.
private struct AncestorQuestion {
  let commit: Int
  private let reach: Reachability
  private let graph: CommitGraph

  init(_ reach: Reachability, _ commit: Int, _ graph: CommitGraph) {
    (self.reach, self.commit, self.graph) = (reach, commit, graph)
  }

  func contains(_ position: Int) -> Bool { reach.isProperAncestor(position, of: commit) }

  func members() -> CommitSet { reach.ancestors(of: graph.parents(of: commit)) }
}
