import Foundation
import GRDB
import VireoGit
import VireoHistory
import VireoModel

/// Commits and what their messages say.
extension Database {
  func loadGraph() throws -> CommitGraph {
    let rows = try Int64.fetchAll(self, sql: "SELECT first FROM chunk ORDER BY first")
    guard !rows.isEmpty else { return CommitGraph() }
    let blobs = BlobColumns(sqliteConnection, table: "chunk", rows: rows)
    var chunk = CommitGraph.Chunk(first: 0)
    chunk.ids = try blobs.all("ids")
    chunk.firstParents = try blobs.all("firstParents")
    chunk.secondParents = try blobs.all("secondParents")
    chunk.furtherParents = try blobs.all("furtherParents")
    chunk.generations = try blobs.all("generations")
    chunk.dates = try blobs.all("dates")
    chunk.copyKeys = try blobs.all("copyKeys")
    chunk.subjectKeys = try blobs.all("subjectKeys")
    chunk.boundaries = try blobs.all("boundaries")
    chunk.sorted = try blobs.each("sorted")
    chunk.sortedByKey = try blobs.each("sortedByKey")
    return CommitGraph(chunk)
  }

  /// How many commits are cached.
  func commitCount() throws -> Int {
    let last = try Row.fetchOne(
      self, sql: "SELECT first, length(sorted) AS size FROM chunk ORDER BY first DESC LIMIT 1")
    guard let last else { return 0 }
    return (last["first"] as Int) + (last["size"] as Int) / MemoryLayout<Int32>.stride
  }

  /// Writes the commits from a position on, together with smaller chunks before them.
  func saveGraph(_ graph: inout CommitGraph, from first: Int) throws {
    guard graph.count > first else { return }
    var start = first
    let chunks = try Row.fetchAll(self, sql: "SELECT first, length(sorted) / 4 AS size FROM chunk ORDER BY first DESC")
    // Each chunk at least twice as large as what comes behind it, so there are never many.
    for chunk in chunks where chunk["size"] < 2 * (graph.count - start) && (chunk["first"] as Int) < start {
      start = chunk["first"]
    }
    try execute(sql: "DELETE FROM chunk WHERE first >= ?", arguments: [start])
    let chunk = graph.chunk(from: start)
    try execute(
      sql: "INSERT INTO chunk VALUES(?,?,?,?,?,?,?,?,?,?,?,?)",
      arguments: [
        start, chunk.ids.rawData, chunk.firstParents.rawData, chunk.secondParents.rawData,
        chunk.furtherParents.rawData, chunk.generations.rawData, chunk.dates.rawData, chunk.copyKeys.rawData,
        chunk.subjectKeys.rawData, chunk.boundaries.rawData, chunk.sorted.joined().map { $0 }.rawData,
        chunk.sortedByKey.joined().map { $0 }.rawData,
      ])
  }

  func save(_ facts: [(position: Int, facts: MessageFacts)]) throws {
    let effect = try makeStatement(sql: "INSERT OR IGNORE INTO effect VALUES(?,?,?)")
    let pick = try makeStatement(sql: "INSERT INTO pick VALUES(?,?)")
    for (position, facts) in facts {
      for one in facts.effects {
        try effect.execute(arguments: [one.number.value, position, Database.actions.firstIndex(of: one.action)])
      }
      for source in facts.picks { try pick.execute(arguments: [position, source]) }
    }
  }

  static let actions: [Reference.Action] = [.close, .reopen, .refer, .mention]

  /// The closes and reopens, of some numbers or of all.
  func events(_ numbers: Set<IssueNumber>? = nil) throws -> [IssueEvent] {
    var found: [IssueEvent] = []
    let statement = try cachedStatement(
      sql: "SELECT number, position, action FROM effect WHERE action < 2" + (numbers == nil ? "" : " AND number = ?"))
    for number in numbers.map({ $0.sorted().map(Optional.some) }) ?? [nil] {
      let rows = try Row.fetchCursor(statement, arguments: number.map { [$0.value] } ?? [])
      while let row = try rows.next() {
        guard let number = IssueNumber(row[0]) else { continue }
        found.append(IssueEvent(commit: row[1], number: number, closes: row[2] == 0))
      }
    }
    return found
  }

  /// What messages say of some numbers, by position.
  func effects(_ numbers: Set<IssueNumber>) throws -> [(position: Int, effect: CommitMessage.Effect)] {
    var found: [(position: Int, effect: CommitMessage.Effect)] = []
    for number in numbers.sorted() {
      let rows = try Row.fetchCursor(
        self, sql: "SELECT position, action FROM effect WHERE number = ?", arguments: [number.value])
      while let row = try rows.next() {
        guard let action = Database.actions.indices.contains(row[1]) ? Database.actions[row[1]] : nil else { continue }
        found.append((row[0], CommitMessage.Effect(action: action, number: number)))
      }
    }
    return found
  }

  func loadPicks() throws -> [Int: [String]] {
    var picks: [Int: [String]] = [:]
    let rows = try Row.fetchCursor(self, sql: "SELECT position, source FROM pick")
    while let row = try rows.next() { picks[row[0], default: []].append(row[1]) }
    return picks
  }

  func loadReverts() throws -> RevertIndex {
    var index = RevertIndex()
    let rows = try Row.fetchCursor(self, sql: "SELECT position, target FROM revert")
    while let row = try rows.next() { index.insert(revert: row[0], target: row[1]) }
    let ranges = try Row.fetchCursor(self, sql: "SELECT position, bounds FROM revertRange")
    while let row = try ranges.next() {
      index.insert(RevertIndex.Range(revert: row[0], bounds: Array(raw: row[1])))
    }
    return index
  }

  func save(_ resolver: RevertResolver) throws {
    for (revert, target) in resolver.found {
      try execute(sql: "INSERT OR IGNORE INTO revert VALUES(?,?)", arguments: [revert, target])
    }
    for range in resolver.foundRanges {
      try execute(sql: "INSERT INTO revertRange VALUES(?,?)", arguments: [range.revert, range.bounds.rawData])
    }
  }

  func fact(_ key: String) throws -> Data? {
    try Data.fetchOne(self, sql: "SELECT value FROM fact WHERE key = ?", arguments: [key])
  }

  func setFact(_ key: String, _ value: Data) throws {
    try execute(sql: "INSERT OR REPLACE INTO fact VALUES(?,?)", arguments: [key, value])
  }
}
