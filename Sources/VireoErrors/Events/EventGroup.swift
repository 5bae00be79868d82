import GRDB
package import VireoEvents
package import VireoModel

/// What is known of the events that are one issue.
package struct EventGroup: Sendable, Hashable {
  /// Its place in the database.
  package var id: Int64
  /// The identity, from before its file is written.
  package var uid: UID
  package var title: String
  package var culprit: String?
  package var level: EventLevel
  package var first: Timestamp
  package var last: Timestamp
  package var events: Int
  package var users: Int
  /// Whether its issue has been written.
  package var isFiled: Bool
}

extension EventGroup {
  /// Reads a row; `nil` if it is not one that was written by this program.
  init?(_ row: Row) {
    guard let uid = UID(row["uid"] as String), let level = EventLevel(rawValue: row["level"]) else { return nil }
    self.init(
      id: row["id"], uid: uid, title: row["title"], culprit: row["culprit"], level: level,
      first: Timestamp(seconds: row["first"]), last: Timestamp(seconds: row["last"]), events: row["events"],
      users: row["users"], isFiled: row["isFiled"])
  }

  static func all(_ database: Database) throws -> [Int64: EventGroup] {
    let groups = try Row.fetchAll(database, sql: "SELECT * FROM eventGroup").compactMap(EventGroup.init)
    return Dictionary(groups.map { ($0.id, $0) }) { first, _ in first }
  }

  mutating func insert(_ database: Database) throws {
    try database.execute(
      sql: """
        INSERT INTO eventGroup(uid, title, culprit, level, first, last, events, users, isFiled)
        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
        """,
      arguments: [uid.text, title, culprit, level.rawValue, first.seconds, last.seconds, events, users, isFiled])
    id = database.lastInsertedRowID
  }

  /// Writes what events change.
  func update(_ database: Database) throws {
    try database.cachedStatement(
      sql: "UPDATE eventGroup SET first = ?, last = ?, events = ?, users = ?, isFiled = ? WHERE id = ?"
    ).execute(arguments: [first.seconds, last.seconds, events, users, isFiled, id])
  }
}
