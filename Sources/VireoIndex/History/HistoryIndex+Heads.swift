import Foundation
import GRDB
package import VireoGit

extension IssueInHistory {
  /// What is told of commits, by their ids; those that cannot be read are left out.
  package func heads(of commits: [ObjectID]) throws -> [ObjectID: CommitHead] { try index.heads(of: commits) }
}

extension HistoryIndex {
  /// What is told of commits; what had to be read is kept for the next time.
  func heads(of commits: [ObjectID]) throws -> [ObjectID: CommitHead] {
    var found = try readTogether { try $0.heads(of: commits) }
    var new: [ObjectID: CommitHead] = [:]
    for id in commits where found[id] == nil {
      if let head = try? objects.read(id, .commit, { CommitHead($0) }) { new[id] = head }
    }
    guard !new.isEmpty else { return found }
    let added = new
    // Without a place to write they are read again the next time.
    try? write { try $0.save(added) }
    found.merge(new) { first, _ in first }
    return found
  }
}

extension Database {
  fileprivate func heads(of commits: [ObjectID]) throws -> [ObjectID: CommitHead] {
    let row = try RawStatement(self, "SELECT author, authored, subject FROM head WHERE id = ?")
    var found: [ObjectID: CommitHead] = [:]
    for id in commits {
      row.bind(id.bytes, at: 1)
      defer { row.reset() }
      guard try row.step() else { continue }
      found[id] = CommitHead(author: row.text(0), authored: row.integer(1), subject: row.text(2))
    }
    return found
  }

  fileprivate func save(_ heads: [ObjectID: CommitHead]) throws {
    let insert = try cachedStatement(sql: "INSERT OR REPLACE INTO head VALUES(?,?,?,?)")
    for (id, head) in heads {
      try insert.execute(arguments: [Data(id.bytes), head.author, head.authored, head.subject])
    }
  }
}
