import Foundation
import GRDB
package import VireoEvents
package import VireoModel

/// An event that is kept whole.
package struct EventSample: Sendable, Hashable {
  package var id: EventID
  package var project: Int
  /// The group's place in the database.
  package var group: Int64
  package var received: Timestamp
  package var protocolName: String
  /// The event as JSON, without secrets.
  package var body: [UInt8]

  /// The event that the body says; `nil` if no protocol of its name is known, or the body is damaged.
  package func event(_ protocols: [any IntakeProtocol]) -> ErrorEvent? {
    guard let reader = protocols.first(where: { $0.name == protocolName }), let value = try? JSONReader.value(of: body)
    else { return nil }
    return reader.event(from: value, id: id, received: received)
  }

  init(_ row: Row) {
    id = EventID(high: UInt64(bitPattern: row["high"] as Int64), low: UInt64(bitPattern: row["low"] as Int64))
    project = row["project"]
    group = row["groupID"]
    received = Timestamp(seconds: row["received"])
    protocolName = row["protocol"]
    body = Array(row["body"] as Data)
  }
}

extension EventDatabase {
  /// The event that a group began with.
  func firstSample(of group: Int64) throws -> EventSample? {
    try sample("groupID = ? ORDER BY isKept DESC, id LIMIT 1", [group])
  }

  /// The event of a group that came last, of those that are kept.
  package func latestSample(of group: Int64) throws -> EventSample? {
    try sample("groupID = ? ORDER BY id DESC LIMIT 1", [group])
  }

  /// An event of this identity, of whichever project.
  package func sample(_ id: EventID) throws -> EventSample? {
    try sample("high = ? AND low = ? LIMIT 1", [Int64(bitPattern: id.high), Int64(bitPattern: id.low)])
  }

  private func sample(_ condition: String, _ arguments: StatementArguments) throws -> EventSample? {
    try queue.inDatabase { database in
      try Row.fetchOne(database, sql: "SELECT * FROM sample WHERE " + condition, arguments: arguments)
        .map(EventSample.init)
    }
  }
}
