import GRDB
package import VireoModel

/// How many events a group had of one name: of a release, or in an environment.
package struct NamedCount: Sendable, Hashable {
  package var name: String
  package var events: Int
}

extension EventDatabase {
  /// What is counted in the record of a folder, by the issues' uids; nothing if there is none.
  ///
  /// - Throws: `VireoError` with the code `events-unreadable`.
  package static func counts(in folder: String) throws -> [UID: EventCounts] {
    let database = try EventDatabase(folder: folder, isWritable: false)
    return try database.queue.inDatabase { database in
      var counts: [Int64: EventCounts] = [:]
      let groups = try EventGroup.all(database).filter { $0.value.events > 0 }
      for (id, group) in groups {
        counts[id] = EventCounts(events: group.events, users: group.users, last: group.last)
      }
      for (column, path) in [("release", \EventCounts.releases), ("environment", \EventCounts.environments)] {
        let rows = try Row.fetchCursor(
          database,
          sql: "SELECT DISTINCT groupID, name.name FROM tally JOIN name ON name.id = tally.\(column) ORDER BY name.id")
        while let row = try rows.next() { counts[row[0]]?[keyPath: path].append(row[1]) }
      }
      return Dictionary(groups.compactMap { id, group in counts[id].map { (group.uid, $0) } }) { first, _ in first }
    }
  }

  /// All groups that had events, those with the newest first.
  package func groups() throws -> [EventGroup] {
    try queue.inDatabase { try EventGroup.all($0) }.values.filter { $0.events > 0 }
      .sorted { ($1.last, $1.id) < ($0.last, $0.id) }
  }

  /// The group of an issue.
  package func group(of uid: UID) throws -> EventGroup? {
    try queue.inDatabase { database in
      try Row.fetchOne(database, sql: "SELECT * FROM eventGroup WHERE uid = ?", arguments: [uid.text])
        .flatMap(EventGroup.init)
    }
  }

  /// The events of the hours from a time on, by the hours since 1970.
  ///
  /// - Parameter group: Of this group; `nil` for all.
  package func hours(of group: Int64? = nil, since: Timestamp) throws -> [Int64: Int] {
    try queue.inDatabase { database in
      let rows = try Row.fetchAll(
        database,
        sql: """
          SELECT hour, sum(events) AS count FROM tally WHERE hour >= ? AND (groupID = ? OR ?) GROUP BY hour
          """, arguments: [since.seconds / 3600, group ?? 0, group == nil])
      return Dictionary(rows.map { ($0["hour"], $0["count"]) }) { first, _ in first }
    }
  }

  /// In which releases a group had events, the one with the newest first.
  ///
  /// - Parameter group: Of this group; `nil` for all.
  package func releases(of group: Int64? = nil) throws -> [NamedCount] { try names("release", of: group) }

  /// In which environments a group had events.
  package func environments(of group: Int64) throws -> [NamedCount] { try names("environment", of: group) }

  private func names(_ column: String, of group: Int64?) throws -> [NamedCount] {
    try queue.inDatabase { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT name.name AS name, sum(events) AS count FROM tally JOIN name ON name.id = tally.\(column)
          WHERE groupID = ? OR ? GROUP BY name.id ORDER BY max(hour) DESC, name.id DESC
          """, arguments: [group ?? 0, group == nil]
      ).map { NamedCount(name: $0["name"], events: $0["count"]) }
    }
  }

  /// What was counted and not kept, by type, since a day.
  package func counted(since: Timestamp) throws -> [NamedCount] {
    try queue.inDatabase { database in
      try Row.fetchAll(
        database, sql: "SELECT type, sum(count) AS count FROM counted WHERE day >= ? GROUP BY type ORDER BY type",
        arguments: [since.dayNumber]
      ).map { NamedCount(name: $0["type"], events: $0["count"]) }
    }
  }

  /// What was kept beside events, by kind.
  package func recorded() throws -> [NamedCount] {
    try queue.inDatabase { database in
      try Row.fetchAll(database, sql: "SELECT kind, count(*) AS count FROM record GROUP BY kind ORDER BY kind")
        .map { NamedCount(name: $0["kind"], events: $0["count"]) }
    }
  }
}
