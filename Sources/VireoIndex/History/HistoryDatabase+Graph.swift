import Foundation
import GRDB
import VireoGit
import VireoHistory
import VireoModel

/// Commits and what their messages say.
extension Database {
  /// The columns of the graph, each a row of a chunk's rows.
  private enum GraphColumn: Int64 {
    case ids, firstParents, secondParents, furtherParents, generations, dates, copyKeys, subjectKeys, boundaries
    case sorted, sortedByKey

    static let rowsPerChunk: Int64 = 16

    func row(ofChunkFrom first: Int) -> Int64 { Int64(first) * GraphColumn.rowsPerChunk + rawValue }
  }

  func loadGraph() throws -> CommitGraph {
    let chunks = try chunks()
    guard !chunks.isEmpty else { return CommitGraph() }
    let blobs = BlobColumns(sqliteConnection, table: "graph")
    func rows(_ column: GraphColumn) -> [Int64] { chunks.map { column.row(ofChunkFrom: $0.first) } }
    var chunk = CommitGraph.Chunk(first: 0)
    chunk.ids = try blobs.all(rows(.ids))
    chunk.firstParents = try blobs.all(rows(.firstParents))
    chunk.secondParents = try blobs.all(rows(.secondParents))
    chunk.furtherParents = try blobs.all(rows(.furtherParents))
    chunk.generations = try blobs.all(rows(.generations))
    chunk.dates = try blobs.all(rows(.dates))
    chunk.copyKeys = try blobs.all(rows(.copyKeys))
    chunk.subjectKeys = try blobs.all(rows(.subjectKeys))
    chunk.boundaries = try blobs.all(rows(.boundaries))
    chunk.sorted = try blobs.each(rows(.sorted))
    chunk.sortedByKey = try blobs.each(rows(.sortedByKey))
    return CommitGraph(chunk)
  }

  /// The first position of each chunk and how many commits it has, in the graph's order.
  private func chunks() throws -> [(first: Int, count: Int)] {
    let (each, column) = (GraphColumn.rowsPerChunk, GraphColumn.sorted.rawValue)
    let rows = try Row.fetchAll(
      self, sql: "SELECT id / \(each), length(data) / 4 FROM graph WHERE id % \(each) = \(column) ORDER BY id")
    return rows.map { ($0[0], $0[1]) }
  }

  /// How many commits are cached.
  func commitCount() throws -> Int { try chunks().last.map { $0.first + $0.count } ?? 0 }

  /// Writes the commits from a position on, together with smaller chunks before them.
  func saveGraph(_ graph: inout CommitGraph, from first: Int) throws {
    guard graph.count > first else { return }
    var start = first
    // Each chunk at least twice as large as what comes behind it, so there are never many.
    for chunk in try chunks().reversed() where chunk.count < 2 * (graph.count - start) && chunk.first < start {
      start = chunk.first
    }
    try execute(sql: "DELETE FROM graph WHERE id >= ?", arguments: [Int64(start) * GraphColumn.rowsPerChunk])
    let chunk = graph.chunk(from: start)
    let insert = try makeStatement(sql: "INSERT INTO graph VALUES(?,?)")
    func save(_ column: GraphColumn, _ data: Data) throws {
      try insert.execute(arguments: [column.row(ofChunkFrom: start), data])
    }
    try save(.ids, chunk.ids.rawData)
    try save(.firstParents, chunk.firstParents.rawData)
    try save(.secondParents, chunk.secondParents.rawData)
    try save(.furtherParents, chunk.furtherParents.rawData)
    try save(.generations, chunk.generations.rawData)
    try save(.dates, chunk.dates.rawData)
    try save(.copyKeys, chunk.copyKeys.rawData)
    try save(.subjectKeys, chunk.subjectKeys.rawData)
    try save(.boundaries, chunk.boundaries.rawData)
    try save(.sorted, Array(chunk.sorted.joined()).rawData)
    try save(.sortedByKey, Array(chunk.sortedByKey.joined()).rawData)
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
