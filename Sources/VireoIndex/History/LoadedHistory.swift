import Foundation
import GRDB
import VireoGit
import VireoHistory
import VireoModel

/// The commits of the cache in memory, with what their messages undo and copy.
struct LoadedHistory: Sendable {
  private(set) var graph: CommitGraph
  private(set) var picks: [Int: [String]]
  private(set) var reverts: RevertIndex
  /// The commits whose tree holds a tracker, as far as it was looked at.
  private(set) var holdsTracker: CommitSet
  /// Up to which position the tracker's changes were read.
  private(set) var scanned: Int
  /// The trees of the commits that were added last, as far as they are known without reading the commits again.
  private(set) var trees = KnownTrees()

  init(_ database: Database) throws {
    graph = try database.loadGraph()
    picks = try database.loadPicks()
    reverts = try database.loadReverts()
    scanned = try database.scannedCount()
    let words: [UInt64] = try database.fact("holdsTracker").map { Array(raw: $0) } ?? []
    holdsTracker = CommitSet(words: words, count: graph.count)
  }

  /// What was added to a history.
  struct Addition {
    var facts: [(position: Int, facts: MessageFacts)]
    var resolver: RevertResolver
    var isDamaged: Bool
  }

  /// Reads commits with their ancestors, and finds out what they take back.
  mutating func add(_ tips: [ObjectID], _ reader: HistoryReader) throws -> Addition {
    let first = graph.count
    let outcome = try reader.read(tips, into: &graph)
    trees = KnownTrees(first: first, ids: outcome.trees)
    graph.sortAdded()
    for (position, facts) in outcome.facts where !facts.picks.isEmpty { picks[position] = facts.picks }
    let copies = CopyIndex(graph, picks: picks)
    var resolver = RevertResolver(graph, reach: Reachability(graph), copies: copies, index: reverts)
    for (position, facts) in outcome.facts { resolver.resolve(facts.reverts, of: position) }
    reverts = resolver.index
    holdsTracker.grow(to: graph.count)
    return Addition(facts: outcome.facts, resolver: resolver, isDamaged: outcome.isDamaged)
  }

  mutating func save(_ database: Database, _ addition: Addition, from first: Int) throws {
    try database.saveGraph(&graph, from: first)
    try database.save(addition.facts)
    try database.save(addition.resolver)
  }

  mutating func takeIn(_ outcome: TrackerReader.Outcome) {
    for position in outcome.holders { holdsTracker.insert(position) }
    scanned = graph.count
    trees = KnownTrees()
  }

  func saveScan(_ database: Database) throws {
    try database.setFact("holdsTracker", holdsTracker.words.rawData)
    try database.setFact("scanned", [Int64(scanned)].rawData)
  }

  /// The history as a commit, or some of them, sees it.
  func view(tips: [Int], hasWorkTree: Bool, config: Config, reach: Reachability? = nil) -> HistoryView {
    HistoryView(
      graph: graph, reach: reach, tips: tips, hasWorkTree: hasWorkTree, config: config, reverts: reverts,
      picks: picks, holdsTracker: holdsTracker)
  }
}

extension Database {
  func scannedCount() throws -> Int {
    let values: [Int64] = try fact("scanned").map { Array(raw: $0) } ?? []
    return Int(values.first ?? 0)
  }
}
