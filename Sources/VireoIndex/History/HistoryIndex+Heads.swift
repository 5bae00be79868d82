import GRDB
package import VireoGit
import VireoHistory

extension IssueInHistory {
  /// What is told of commits, by their ids; those that cannot be read are left out.
  package func heads(of commits: [ObjectID]) throws -> [ObjectID: CommitHead] {
    let heads = try index.heads(at: commits.compactMap { view.graph.position(of: $0) }, view.graph)
    return Dictionary(heads.map { (view.graph.ids[$0], $1) }, uniquingKeysWith: { first, _ in first })
  }
}

extension HistoryIndex {
  /// What is told of commits, by their positions; what had to be read is kept for the next time.
  func heads(at positions: [Int], _ graph: CommitGraph) throws -> [Int: CommitHead] {
    let wanted = Set(positions)
    var known: [Int: CommitHead] = [:]
    try readTogether { database in
      let row = try RawStatement(
        database, "SELECT position, author, authored, subject FROM head WHERE position BETWEEN ? AND ?")
      for run in PositionRuns.runs(of: positions) {
        row.bind(Int64(run.lowerBound), at: 1)
        row.bind(Int64(run.upperBound), at: 2)
        defer { row.reset() }
        while try row.step() {
          let position = Int(row.integer(0))
          guard wanted.contains(position) else { continue }
          known[position] = CommitHead(
            author: row.text(1), authored: row.integer(2), subject: row.text(3))
        }
      }
    }
    var new: [Int: CommitHead] = [:]
    for position in wanted where known[position] == nil {
      if let head = try? objects.read(graph.ids[position], .commit, { CommitHead($0) }) { new[position] = head }
    }
    if !new.isEmpty {
      let added = new
      // Without a place to write they are read again the next time.
      try? write { try $0.save(added) }
      known.merge(new) { first, _ in first }
    }
    return known
  }
}

extension Database {
  fileprivate func save(_ heads: [Int: CommitHead]) throws {
    let insert = try cachedStatement(sql: "INSERT OR REPLACE INTO head VALUES(?,?,?,?)")
    for (position, head) in heads {
      try insert.execute(arguments: [position, head.author, head.authored, head.subject])
    }
  }
}

/// Ranges of positions that are read at once.
enum PositionRuns {
  /// Ranges that hold all of some positions and few others: commits of one time mostly stand together, and to read a
  /// range takes little more than to read one row.
  static func runs(of positions: [Int]) -> [ClosedRange<Int>] {
    var runs: [ClosedRange<Int>] = []
    for position in positions.sorted() {
      if let last = runs.last, position - last.upperBound <= 16 {
        runs[runs.count - 1] = last.lowerBound...position
      } else {
        runs.append(position...position)
      }
    }
    return runs
  }
}
