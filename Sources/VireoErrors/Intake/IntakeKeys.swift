import Foundation
import GRDB
import Synchronization
package import VireoEvents
package import VireoModel

/// The keys with which programs may send events.
///
/// A key is eight digits that name it and 24 that only the owner of the folder's secret can make, so none is stored and
/// each can be shown again. They are no passwords: a browser shows its key to everybody who looks. What a key can do is
/// to send, to one project, and that can be taken back.
package final class IntakeKeys: Sendable {
  /// What is kept of a key.
  package struct Key: Sendable, Hashable {
    package var id: Int64
    /// The number in the address that programs send to.
    package var project: Int
    /// What it is for, in its owner's words.
    package var name: String
    package var created: Timestamp
    package var revoked: Timestamp?
    /// How many events a minute may come with it; `nil` for any number.
    package var quota: Int?
  }

  private let events: EventDatabase
  private let secret: SecretKey
  private let state: Mutex<State>

  private struct State {
    var keys: [Int64: Key] = [:]
    var readAt: Timestamp?
    var buckets: [Int64: TokenBucket] = [:]
  }

  /// How old, in seconds, what is known of keys may be: a revoked key works so long at most.
  private static let patience: Int64 = 2

  package init(_ events: EventDatabase, secret: SecretKey) {
    self.events = events
    self.secret = secret
    state = Mutex(State())
  }

  /// Makes a key.
  package func add(project: Int, name: String, quota: Int?, at now: Timestamp) throws -> Key {
    try events.transaction { database in
      try database.execute(
        sql: "INSERT INTO intakeKey(project, name, created, quota) VALUES (?, ?, ?, ?)",
        arguments: [project, name, now.seconds, quota])
      return Key(
        id: database.lastInsertedRowID, project: project, name: name, created: now, revoked: nil, quota: quota)
    }
  }

  /// All keys, the revoked ones too, in the order in which they were made.
  package func all() throws -> [Key] {
    try events.queue.inDatabase { database in
      try Row.fetchAll(database, sql: "SELECT * FROM intakeKey ORDER BY id").map { row in
        Key(
          id: row["id"], project: row["project"], name: row["name"], created: Timestamp(seconds: row["created"]),
          revoked: (row["revoked"] as Int64?).map { Timestamp(seconds: $0) }, quota: row["quota"])
      }
    }
  }

  /// Takes a key back; false if there is no such key, or it was taken back before.
  package func revoke(_ id: Int64, at now: Timestamp) throws -> Bool {
    try events.transaction { database in
      try database.execute(
        sql: "UPDATE intakeKey SET revoked = ? WHERE id = ? AND revoked IS NULL", arguments: [now.seconds, id])
      return database.changesCount > 0
    }
  }

  /// The 32 digits of a key.
  package func text(of key: Key) -> String {
    let name = String(UInt32(truncatingIfNeeded: key.id), radix: 16).zeroPadded(to: 8)
    return name + mac(name, key.project)
  }

  private func mac(_ name: String, _ project: Int) -> String {
    String(secret.mac(of: "intake key \(name) of project \(project)").prefix(24))
  }

  /// Checks a key, and takes one event from its quota.
  ///
  /// A key that is unknown takes the same way as one that is known.
  ///
  /// - Throws: ``IntakeRefusal``: `keyRefused`, or `quota` with the time to wait.
  package func admit(_ text: String, project: Int, at now: Timestamp) throws(IntakeRefusal) {
    let name = String(text.prefix(8))
    let isGenuine = SecretKey.areEqual(String(text.dropFirst(8)), mac(name, project))
    let id = Int64(name, radix: 16) ?? -1
    let key = known(id, isGenuine: isGenuine, at: now)
    guard isGenuine, let key, key.revoked == nil, key.project == project else { throw .keyRefused }
    try take(1, from: key, at: now)
  }

  /// Takes what a request brought beyond its first event from a key's quota; the key was let in before.
  ///
  /// - Throws: ``IntakeRefusal/quota(seconds:)`` with the time to wait; nothing was taken then.
  package func charge(_ count: Int, to text: String, at now: Timestamp) throws(IntakeRefusal) {
    guard count > 0, let id = Int64(text.prefix(8), radix: 16), let key = state.withLock({ $0.keys[id] }) else {
      return
    }
    try take(count, from: key, at: now)
  }

  private func take(_ count: Int, from key: Key, at now: Timestamp) throws(IntakeRefusal) {
    guard let quota = key.quota else { return }
    let wait = state.withLock { state in
      state.buckets[key.id, default: TokenBucket(perMinute: quota, at: now)].take(count, at: now)
    }
    if let wait { throw .quota(seconds: wait) }
  }

  /// What is known of a key; one that nobody could have made up is looked for at once if it is not known.
  private func known(_ id: Int64, isGenuine: Bool, at now: Timestamp) -> Key? {
    let isOld = state.withLock { state in
      let isRead = state.readAt.map { abs(now.seconds - $0.seconds) < IntakeKeys.patience } ?? false
      return !isRead || (isGenuine && state.keys[id] == nil)
    }
    if isOld, let keys = try? all() {
      let byID = Dictionary(keys.map { ($0.id, $0) }) { first, _ in first }
      state.withLock { state in
        state.keys = byID
        state.readAt = now
      }
    }
    return state.withLock { $0.keys[id] }
  }
}

/// So many a minute, and as many at once after a minute's rest.
struct TokenBucket: Sendable {
  private let perMinute: Int
  private var tokens: Double
  private var last: Int64

  init(perMinute: Int, at now: Timestamp) {
    self.perMinute = max(1, perMinute)
    tokens = Double(self.perMinute)
    last = now.seconds
  }

  /// Takes so many, of which more than fit count as all that fit; where there are fewer, after how many seconds there
  /// will be enough.
  mutating func take(_ count: Int, at now: Timestamp) -> Int? {
    let rate = Double(perMinute) / 60
    tokens = min(Double(perMinute), tokens + Double(max(0, now.seconds - last)) * rate)
    last = max(last, now.seconds)
    let wanted = Double(min(count, perMinute))
    guard tokens < wanted else {
      tokens -= wanted
      return nil
    }
    return max(1, Int(((wanted - tokens) / rate).rounded(.up)))
  }
}
