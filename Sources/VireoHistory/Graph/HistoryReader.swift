package import VireoGit
package import VireoModel

/// What a message says, as far as the history of issues needs it.
package struct MessageFacts: Sendable, Hashable {
  package var effects: [CommitMessage.Effect]
  package var reverts: [RevertNote]
  package var picks: [String]

  package init(effects: [CommitMessage.Effect], reverts: [RevertNote], picks: [String]) {
    (self.effects, self.reverts, self.picks) = (effects, reverts, picks)
  }

  init(_ message: CommitMessage) {
    self.init(effects: message.effects, reverts: message.reverts, picks: message.picks)
  }

  package var isEmpty: Bool { effects.isEmpty && reverts.isEmpty && picks.isEmpty }
}

/// Where a repository's history is not what the commits say.
package struct HistoryCuts: Sendable {
  package var shallow: Set<ObjectID>
  package var grafts: [ObjectID: [ObjectID]]
  package var replacements: [ObjectID: ObjectID]

  package init(_ files: ReferenceFiles) throws {
    shallow = try files.shallow()
    grafts = try files.grafts()
    replacements = try files.replacements()
  }
}

/// Reads commits that a graph does not hold yet.
package struct HistoryReader {
  private let git: GitProgram
  private let objects: ObjectDatabase
  private let cuts: HistoryCuts
  private let grammar: ReferenceGrammar
  private let progress: WorkProgress.Observer?

  /// - Parameters:
  ///   - git: The repository's git.
  ///   - objects: Its objects, for the first few commits.
  ///   - cuts: Where history is not what the commits say.
  ///   - grammar: How messages refer to issues.
  ///   - progress: Is told how many commits were read.
  package init(
    _ git: GitProgram, objects: ObjectDatabase, cuts: HistoryCuts, grammar: ReferenceGrammar,
    progress: WorkProgress.Observer? = nil
  ) {
    (self.git, self.objects, self.cuts, self.grammar) = (git, objects, cuts, grammar)
    self.progress = progress
  }

  package struct Outcome: Sendable {
    /// What the messages of new commits say, for those that say anything.
    package var facts: [(position: Int, facts: MessageFacts)] = []
    /// The trees of new commits, in the graph's order.
    package var trees: [ObjectID?] = []
    /// Whether a commit was missing or damaged, so that the history ends there for now.
    package var isDamaged = false
  }

  /// Adds commits and all their ancestors to a graph.
  ///
  /// - Throws: `VireoError` with the code `unreadable-repository` if a commit that is asked for cannot be read.
  package func read(_ tips: [ObjectID], into graph: inout CommitGraph) throws -> Outcome {
    let new = tips.filter { graph.position(of: $0) == nil }
    guard !new.isEmpty else { return Outcome() }
    let walk = HistoryWalk(graph, new, cuts, progress)
    let read = try walk.run(git, objects, grammar)
    var found = walk.found
    var outcome = Outcome()
    outcome.isDamaged = !found.missing.isEmpty
    for batch in read { for (node, copy, subject) in batch.keys { found.setKeys(of: node, copy, subject) } }
    let first = graph.count
    let positions = append(found, to: &graph)
    outcome.trees = [ObjectID?](repeating: nil, count: graph.count - first)
    for (position, tree) in zip(positions, found.trees) where position >= 0 { outcome.trees[position - first] = tree }
    outcome.facts = read.flatMap(\.facts).map { (positions[$0.node], $0.facts) }.filter { $0.0 >= 0 }
    outcome.facts.sort { $0.position < $1.position }
    return outcome
  }

  /// Adds what was found, parents first; returns the position of each node, -1 for what is missing.
  private func append(_ found: HistoryWalk.Discovery, to graph: inout CommitGraph) -> [Int] {
    let inner = found.parents.map { $0.filter { $0 >= 0 } }
    let order = DisplayOrder.sorted(parents: inner) { left, right in
      let (left, right) = (Int(left), Int(right))
      return found.dates[left] == found.dates[right]
        ? found.ids[left] < found.ids[right] : found.dates[left] < found.dates[right]
    }
    var positions = [Int](repeating: -1, count: found.ids.count)
    for node in order where !found.missing.contains(node) {
      let all = found.parents[Int(node)].map { $0 < 0 ? Int(-1 - $0) : positions[Int($0)] }
      let present = all.filter { $0 >= 0 }
      positions[Int(node)] = graph.append(
        CommitGraph.Commit(
          id: found.ids[Int(node)], parents: present, date: found.dates[Int(node)],
          copyKey: found.copyKeys[Int(node)], subjectKey: found.subjectKeys[Int(node)],
          isBoundary: found.boundaries.contains(node) || present.count < all.count))
    }
    return positions
  }
}
