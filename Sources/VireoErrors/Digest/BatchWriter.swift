import Foundation
import GRDB
import VireoEvents
import VireoModel

/// Writes what a batch of events changes, within the transaction that it was made in.
///
/// Counts are gathered and written once for each group, hour, release and environment.
struct BatchWriter {
  let database: Database
  private var tallies: [Tally: Int] = [:]
  private var inHour: [GroupHour: Int] = [:]
  private var changed: Set<Int64> = []

  private let insertArrival: Statement
  private let insertUser: Statement
  private let insertSample: Statement

  /// How many users of a group are told apart; beyond, their number stays.
  static let userLimit = 100_000
  /// For how many events it is known that they were counted, so that one that is sent again is not counted twice.
  static let arrivalLimit = 1_000_000
  /// How many records of each kind are kept at least.
  static let recordLimit = 10_000

  private struct Tally: Hashable {
    var group: Int64
    var hour: Int64
    var release: Int64
    var environment: Int64
  }

  private struct GroupHour: Hashable {
    var group: Int64
    var hour: Int64
  }

  init(_ database: Database) throws {
    self.database = database
    insertArrival = try database.cachedStatement(
      sql: "INSERT OR IGNORE INTO arrival(project, high, low, received) VALUES (?, ?, ?, ?)")
    insertUser = try database.cachedStatement(sql: "INSERT OR IGNORE INTO hit(groupID, user) VALUES (?, ?)")
    insertSample = try database.cachedStatement(
      sql: """
        INSERT OR IGNORE INTO sample(groupID, project, high, low, time, received, release, environment, isKept, chance,
          protocol, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
  }

  /// Notes an event; false if it was noted before.
  mutating func isNew(_ arrival: Arrival) throws -> Bool {
    let id = arrival.event.id
    try insertArrival.execute(arguments: [
      arrival.project, Int64(bitPattern: id.high), Int64(bitPattern: id.low), arrival.event.received.seconds,
    ])
    return database.changesCount > 0
  }

  /// Notes a user of a group; false if they were noted before.
  func isNewUser(_ identity: String, in group: Int64) throws -> Bool {
    var random = SplitMix64(seed: identity)
    try insertUser.execute(arguments: [group, Int64(bitPattern: random.next())])
    return database.changesCount > 0
  }

  /// Adds a group, with the id that it gets.
  mutating func addGroup(_ group: EventGroup) throws -> EventGroup {
    var group = group
    try group.insert(database)
    return group
  }

  func write(_ hash: GroupingHash, of group: Int64) throws {
    try database.execute(
      sql: "INSERT OR REPLACE INTO unfiled(hash, groupID) VALUES (?, ?)", arguments: [hash.description, group])
  }

  func learn(_ hash: GroupingHash, _ learned: GroupTable.Learned) throws {
    try database.execute(
      sql: "INSERT OR REPLACE INTO learned(hash, groupID, via) VALUES (?, ?, ?)",
      arguments: [hash.description, learned.group, learned.via.description])
  }

  /// Counts an event.
  ///
  /// - Returns: How many the group had in this hour, as far as this batch knows.
  mutating func tally(_ group: Int64, hour: Int64, release: Int64?, environment: Int64?) -> Int {
    tallies[Tally(group: group, hour: hour, release: release ?? 0, environment: environment ?? 0), default: 0] += 1
    changed.insert(group)
    let key = GroupHour(group: group, hour: hour)
    let before = inHour[key] ?? storedTally(key)
    inHour[key] = before + 1
    return before + 1
  }

  private func storedTally(_ key: GroupHour) -> Int {
    let sql = "SELECT sum(events) FROM tally WHERE groupID = ? AND hour = ?"
    let sum = try? Int.fetchOne(database.cachedStatement(sql: sql), arguments: [key.group, key.hour])
    return sum ?? 0
  }

  /// Keeps an event whole.
  func keep(
    _ arrival: Arrival, in group: Int64, release: Int64?, environment: Int64?, isFirst: Bool, chance: Int
  ) throws {
    let id = arrival.event.id
    try insertSample.execute(arguments: [
      group, arrival.project, Int64(bitPattern: id.high), Int64(bitPattern: id.low), arrival.event.time.seconds,
      arrival.event.received.seconds, release, environment, isFirst, chance, arrival.protocolName,
      Data(arrival.body),
    ])
  }

  /// Keeps what is no event.
  func keep(_ record: IntakeRecord) throws {
    try database.cachedStatement(sql: "INSERT INTO record(project, kind, received, body) VALUES (?, ?, ?, ?)")
      .execute(arguments: [record.project, record.kind.rawValue, record.received.seconds, Data(record.body)])
  }

  /// Counts what is not kept, by the days since 1970.
  func count(_ type: String, _ count: Int, on day: Int64) throws {
    try database.execute(
      sql: """
        INSERT INTO counted(day, type, count) VALUES (?, ?, ?)
        ON CONFLICT(day, type) DO UPDATE SET count = count + excluded.count
        """, arguments: [day, String(type.prefix(64)), count])
  }

  /// Removes the events of a group that are least worth keeping, if it has too many.
  func evict(from group: Int64, _ retention: Retention, now: Timestamp) throws {
    let count = try Int.fetchOne(
      database.cachedStatement(sql: "SELECT count(*) FROM sample WHERE groupID = ?"), arguments: [group])
    guard let count, count > retention.limit else { return }
    let rows = try Row.fetchAll(
      database, sql: "SELECT id, received, chance FROM sample WHERE groupID = ? AND NOT isKept", arguments: [group])
    let worth = rows.map { row in
      (
        id: row["id"] as Int64,
        irrelevance: retention.irrelevance(chance: row["chance"], age: now.seconds - row["received"])
      )
    }
    // A tenth at once, so that this is not done for each event.
    let surplus = count - retention.limit + retention.limit / 10
    for one in worth.sorted(by: { ($1.irrelevance, $0.id) < ($0.irrelevance, $1.id) }).prefix(surplus) {
      try database.execute(sql: "DELETE FROM sample WHERE id = ?", arguments: [one.id])
    }
  }

  /// Writes what was gathered, and the place in the spool.
  mutating func finish(_ groups: [Int64: EventGroup], _ position: String) throws {
    let insert = try database.cachedStatement(
      sql: """
        INSERT INTO tally(groupID, hour, release, environment, events) VALUES (?, ?, ?, ?, ?)
        ON CONFLICT(groupID, hour, release, environment) DO UPDATE SET events = events + excluded.events
        """)
    for (key, count) in tallies {
      try insert.execute(arguments: [key.group, key.hour, key.release, key.environment, count])
    }
    for id in changed { try groups[id]?.update(database) }
    try database.execute(
      sql: "INSERT OR REPLACE INTO fact(key, value) VALUES ('position', ?)", arguments: [position])
  }

  /// Forgets the events that were noted longest ago, beyond ``arrivalLimit``, and of each kind of record the oldest,
  /// beyond ``recordLimit``.
  func forget() throws {
    for kind in try String.fetchAll(database, sql: "SELECT DISTINCT kind FROM record") {
      try database.execute(
        sql: """
          DELETE FROM record WHERE kind = ?1 AND received < (SELECT received FROM record WHERE kind = ?1
            ORDER BY received DESC LIMIT 1 OFFSET \(BatchWriter.recordLimit))
          """, arguments: [kind])
    }
    try database.execute(
      sql: """
        DELETE FROM arrival WHERE received <= (SELECT received FROM arrival ORDER BY received DESC
          LIMIT 1 OFFSET \(BatchWriter.arrivalLimit))
        """)
  }
}
