package import VireoGit

/// Finds out what reverts take back, commit by commit in the graph's order.
///
/// What a revert undoes depends on its ancestors alone (and on the commit that it names, where that is in the object
/// database), so it is found out once.
package struct RevertResolver {
  private let graph: CommitGraph
  private let reach: Reachability
  private let copies: CopyIndex
  private let objects: ObjectDatabase?
  private var ranks: [Int32]?
  package private(set) var index: RevertIndex
  /// What was found since the resolver was made.
  package private(set) var found: [(revert: Int, target: Int)] = []
  package private(set) var foundRanges: [RevertIndex.Range] = []

  package init(
    _ graph: CommitGraph, reach: Reachability, copies: CopyIndex, index: RevertIndex, objects: ObjectDatabase?
  ) {
    (self.graph, self.reach, self.copies, self.index, self.objects) = (graph, reach, copies, index, objects)
  }

  /// Takes in the notes of one commit; all earlier reverts must have been taken in.
  package mutating func resolve(_ notes: [RevertNote], of revert: Int) throws {
    guard !notes.isEmpty else { return }
    let ancestors = AncestorQuestion(reach, revert, graph)
    for note in notes {
      var isFound = false
      for target in note.targets where try resolve(target, ancestors) { isFound = true }
      if !isFound, let quoted = note.quoted, let target = try lastCommit(quoting: quoted, ancestors) {
        insert(revert, target)
      }
    }
  }

  private mutating func insert(_ revert: Int, _ target: Int) {
    index.insert(revert: revert, target: target)
    found.append((revert, target))
  }

  /// Whether an id leads to anything.
  private mutating func resolve(_ target: RevertNote.Target, _ ancestors: AncestorQuestion) throws -> Bool {
    let revert = ancestors.commit
    let named = graph.positions(beginningWith: target.commit).filter { ancestors.contains($0) }
    if named.count == 1 {
      insert(revert, named[0])
      if let base = target.base { undoRange(from: named[0], without: base, ancestors) }
      return true
    }
    guard named.isEmpty else { return false }
    let copied = try copiesOf(target, ancestors)
    for copy in copied { insert(revert, copy) }
    return !copied.isEmpty
  }

  /// Undoes all that is in a merge and not in the commit that it was merged into.
  private mutating func undoRange(from merge: Int, without base: String, _ ancestors: AncestorQuestion) {
    let bases = graph.positions(beginningWith: base).filter { ancestors.contains($0) }
    guard bases.count == 1 else { return }
    var range = reach.ancestors(of: [merge])
    range.subtract(reach.ancestors(of: bases))
    let found = RevertIndex.Range(revert: ancestors.commit, positions: range.positions)
    index.insert(found)
    foundRanges.append(found)
  }

  /// The copies among the ancestors of a commit that is none of them, and of what a merge brought in.
  private func copiesOf(_ target: RevertNote.Target, _ ancestors: AncestorQuestion) throws -> [Int] {
    let members = ancestors.members()
    let known = graph.positions(beginningWith: target.commit)
    var originals = known.count == 1 ? known : []
    if let merge = originals.first, let base = target.base {
      let bases = graph.positions(beginningWith: base)
      if bases.count == 1 {
        var range = reach.ancestors(of: [merge])
        range.subtract(reach.ancestors(of: bases))
        originals = range.positions
      }
    }
    var found: Set<Int> = []
    for original in originals {
      found.formUnion(
        copies.copies(
          ofID: graph.ids[original].description, key: graph.copyKeys[original], picked: copies.picked(by: original),
          in: members))
    }
    if originals.isEmpty {
      let stored = try storedCommit(target.commit)
      found.formUnion(
        copies.copies(
          ofID: stored?.id.description ?? target.commit, key: stored?.key, picked: stored?.picked ?? [], in: members))
    }
    return found.filter { ancestors.contains($0) }.sorted()
  }

  /// A commit that is in the object database, though not in the graph.
  private func storedCommit(_ hex: String) throws -> (id: ObjectID, key: UInt64, picked: [String])? {
    guard let objects, let id = objects.expand(hex) else { return nil }
    return try? objects.read(id, .commit) { bytes in
      let commit = CommitObject(bytes)
      let message = Array(bytes[min(commit.messageStart, bytes.count)...])
      return (id, CommitKeys.keys(commit, bytes).copy, CommitMessage.picks(in: message))
    }
  }

  /// Of the ancestors that are not undone yet and have this subject, the last in display order.
  private mutating func lastCommit(quoting subject: [UInt8], _ ancestors: AncestorQuestion) throws -> Int? {
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
