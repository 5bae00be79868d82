import Foundation
package import VireoGit
import VireoModel

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
  private let objects: ObjectDatabase
  private let cuts: HistoryCuts
  private let grammar: ReferenceGrammar

  package init(objects: ObjectDatabase, cuts: HistoryCuts, grammar: ReferenceGrammar) {
    (self.objects, self.cuts, self.grammar) = (objects, cuts, grammar)
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
    var found = Discovery()
    let queue = CommitQueue(grammar)
    for tip in tips where graph.position(of: tip) == nil { found.discover(tip) }
    guard !found.ids.isEmpty else { return Outcome() }
    let wanted = found.ids.count
    while let node = found.pending.popLast() {
      do {
        try read(Int(node), &found, graph, queue)
      } catch  where node >= wanted {
        found.missing.insert(node)
      }
      if found.missing.contains(node), node < wanted {
        throw VireoError(
          .unreadableRepository, "the commit \(found.ids[Int(node)]) is missing", advice: "run 'git fsck'")
      }
    }
    var outcome = Outcome()
    outcome.isDamaged = !found.missing.isEmpty
    let read = queue.finish()
    for batch in read { for (node, copy, subject) in batch.keys { found.setKeys(of: node, copy, subject) } }
    let first = graph.count
    let positions = append(found, to: &graph)
    outcome.trees = [ObjectID?](repeating: nil, count: graph.count - first)
    for (position, tree) in zip(positions, found.trees) where position >= 0 { outcome.trees[position - first] = tree }
    outcome.facts = read.flatMap(\.facts).map { (positions[$0.node], $0.facts) }.filter { $0.0 >= 0 }
    outcome.facts.sort { $0.position < $1.position }
    return outcome
  }

  /// The commits that were found, by the order in which they were.
  private struct Discovery {
    var ids: [ObjectID] = []
    var nodes: [ObjectID: Int32] = [:]
    var pending: [Int32] = []
    /// The parents of each: nodes, and below 0 positions p of the graph as -1 - p.
    var parents: [[Int32]] = []
    var dates: [Int64] = []
    var trees: [ObjectID?] = []
    var copyKeys: [UInt64] = []
    var subjectKeys: [UInt64] = []
    var boundaries: Set<Int32> = []
    var missing: Set<Int32> = []

    mutating func setKeys(of node: Int, _ copy: UInt64, _ subject: UInt64) {
      copyKeys[node] = copy
      subjectKeys[node] = subject
    }

    @discardableResult
    mutating func discover(_ id: ObjectID) -> Int32 {
      if let node = nodes[id] { return node }
      let node = Int32(ids.count)
      nodes[id] = node
      ids.append(id)
      parents.append([])
      dates.append(0)
      trees.append(nil)
      copyKeys.append(0)
      subjectKeys.append(0)
      pending.append(node)
      return node
    }
  }

  private func read(_ node: Int, _ found: inout Discovery, _ graph: CommitGraph, _ queue: CommitQueue) throws {
    let id = found.ids[node]
    let parents = try objects.read(cuts.replacements[id] ?? id, .commit) { bytes -> [ObjectID] in
      let commit = CommitObject(bytes)
      found.dates[node] = commit.committed
      found.trees[node] = commit.tree
      queue.add(node, bytes)
      return commit.parents
    }
    guard let parents else {
      found.missing.insert(Int32(node))
      return
    }
    if cuts.shallow.contains(id) {
      found.boundaries.insert(Int32(node))
      return
    }
    found.parents[node] = (cuts.grafts[id] ?? parents).map { parent in
      if graph.count > 0, let position = graph.position(of: parent) { return -1 - Int32(position) }
      return found.discover(parent)
    }
  }

  /// Adds what was found, parents first; returns the position of each node, -1 for what is missing.
  private func append(_ found: Discovery, to graph: inout CommitGraph) -> [Int] {
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

/// Commits whose messages are read beside the walk, by other threads.
private final class CommitQueue: @unchecked Sendable {
  private let grammar: ReferenceGrammar
  private let group = DispatchGroup()
  private let lock = NSLock()
  private var waiting = Batch()
  private var done: [Outcome] = []

  /// Commits one behind the other.
  private struct Batch: Sendable {
    var nodes: [Int] = []
    var ends: [Int] = []
    var bytes: [UInt8] = []
  }

  struct Outcome: Sendable {
    var keys: [(node: Int, copy: UInt64, subject: UInt64)] = []
    var facts: [(node: Int, facts: MessageFacts)] = []
  }

  init(_ grammar: ReferenceGrammar) { self.grammar = grammar }

  func add(_ node: Int, _ commit: UnsafeRawBufferPointer) {
    waiting.nodes.append(node)
    waiting.bytes.append(contentsOf: commit)
    waiting.ends.append(waiting.bytes.count)
    if waiting.bytes.count >= 1 << 19 { send() }
  }

  private func send() {
    let batch = waiting
    waiting = Batch()
    waiting.bytes.reserveCapacity(1 << 20)
    DispatchQueue.global().async(group: group) { [self] in
      let outcome = read(batch)
      lock.withLock { done.append(outcome) }
    }
  }

  private func read(_ batch: Batch) -> Outcome {
    var outcome = Outcome()
    batch.bytes.withUnsafeBytes { all in
      var start = 0
      for (node, end) in zip(batch.nodes, batch.ends) {
        let bytes = UnsafeRawBufferPointer(rebasing: all[start..<end])
        start = end
        let commit = CommitObject(bytes)
        let (copy, subject) = CommitKeys.keys(commit, bytes)
        outcome.keys.append((node, copy, subject))
        let message = UnsafeRawBufferPointer(rebasing: bytes[min(commit.messageStart, bytes.count)...])
        guard MessageGlance.isWorthReading(message, prefix: grammar.prefix) else { continue }
        let facts = MessageFacts(CommitMessage(Array(message), grammar: grammar))
        if !facts.isEmpty { outcome.facts.append((node, facts)) }
      }
    }
    return outcome
  }

  func finish() -> [Outcome] {
    let last = read(waiting)
    group.wait()
    return lock.withLock { done + [last] }
  }
}
