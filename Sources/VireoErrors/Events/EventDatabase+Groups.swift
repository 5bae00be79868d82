import GRDB
import VireoEvents
import VireoModel

extension EventDatabase {
  /// What a function gives that writes; if it throws, nothing was written.
  func transaction<Value>(_ body: (Database) throws -> Value) throws -> Value {
    var result: Value?
    try queue.inDatabase { database in
      try database.inTransaction(.immediate) {
        result = try body(database)
        return .commit
      }
    }
    guard let result else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
    return result
  }

  /// The hashes that came to a group beside those in its issue's file.
  func learnedHashes() throws -> [(GroupingHash, GroupTable.Learned)] {
    try queue.inDatabase { database in
      try Row.fetchAll(database, sql: "SELECT hash, groupID, via FROM learned").compactMap { row in
        guard let hash = GroupingHash(row["hash"] as String), let via = GroupingHash(row["via"] as String) else {
          return nil
        }
        return (hash, GroupTable.Learned(group: row["groupID"], via: via))
      }
    }
  }

  /// The hashes of groups whose issues are not written yet.
  func unfiledHashes() throws -> [GroupingHash: Int64] {
    try queue.inDatabase { database in
      let rows = try Row.fetchAll(database, sql: "SELECT hash, groupID FROM unfiled")
      return Dictionary(
        rows.compactMap { row in GroupingHash(row["hash"] as String).map { ($0, row["groupID"]) } },
        uniquingKeysWith: { first, _ in first })
    }
  }

  /// The hashes of a group whose issue is not written yet.
  func unfiledHashes(of group: Int64) throws -> [GroupingHash] {
    try queue.inDatabase { database in
      try String.fetchAll(
        database, sql: "SELECT hash FROM unfiled WHERE groupID = ? ORDER BY place", arguments: [group]
      )
      .compactMap { GroupingHash($0) }
    }
  }

  /// Adds a group for an issue that no event came to yet.
  func addGroup(uid: UID, title: String) throws -> EventGroup {
    try transaction { database in
      var group = EventGroup(
        id: 0, uid: uid, title: title, level: .error, first: Timestamp(seconds: .max), last: Timestamp(seconds: 0),
        events: 0, users: 0, isFiled: true)
      try group.insert(database)
      return group
    }
  }

  /// Notes that the issues of groups are written.
  func markFiled(_ groups: [Int64]) throws {
    try transaction { database in
      for id in groups {
        try database.execute(sql: "UPDATE eventGroup SET isFiled = 1 WHERE id = ?", arguments: [id])
        try database.execute(sql: "DELETE FROM unfiled WHERE groupID = ?", arguments: [id])
      }
    }
  }

  /// The place in the spool up to which everything is in here.
  func position() throws -> String? {
    try queue.inDatabase { try String.fetchOne($0, sql: "SELECT value FROM fact WHERE key = 'position'") }
  }

  /// Brings everything into the file itself, and flushes that.
  func checkpoint() throws {
    try queue.inDatabase { try $0.execute(sql: "PRAGMA wal_checkpoint(TRUNCATE)") }
  }
}
