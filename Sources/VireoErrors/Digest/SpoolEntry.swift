import VireoEvents
import VireoModel

/// What waits in the spool.
enum SpoolEntry: Sendable {
  case event(Arrival)
  case record(IntakeRecord)
  /// What the spool keeps of a large one, which is read when its turn comes.
  case unread([UInt8])

  /// Reads what the spool kept; `nil` if it is of another version, or of a protocol that is not known.
  init?(bytes: [UInt8], protocols: [any IntakeProtocol]) {
    switch bytes.first {
    case Arrival.version?:
      guard let arrival = Arrival(bytes: bytes, protocols: protocols) else { return nil }
      self = .event(arrival)
    case IntakeRecord.version?:
      guard let record = IntakeRecord(bytes: bytes) else { return nil }
      self = .record(record)
    default: return nil
    }
  }

  /// How many bytes its body has.
  var size: Int {
    switch self {
    case .event(let arrival): arrival.body.count
    case .record(let record): record.body.count
    case .unread(let bytes): bytes.count
    }
  }

  /// What the spool keeps.
  var bytes: [UInt8] {
    switch self {
    case .event(let arrival): arrival.bytes
    case .record(let record): record.bytes
    case .unread(let bytes): bytes
    }
  }
}

/// What is kept beside events: a session, a check-in, what a user says.
struct IntakeRecord: Sendable, Hashable {
  var project: Int
  var kind: IntakeItem.RecordKind
  var received: Timestamp
  /// The record as JSON, without secrets.
  var body: [UInt8]

  init(project: Int, kind: IntakeItem.RecordKind, received: Timestamp, body: [UInt8]) {
    self.project = project
    self.kind = kind
    self.received = received
    self.body = body
  }

  /// What stands before everything else in ``bytes``, and tells records from events.
  static let version: UInt8 = 2

  /// The version, a line with project, time and kind, then the body.
  var bytes: [UInt8] {
    [IntakeRecord.version] + Array("\(project) \(received.seconds) \(kind.rawValue)\n".utf8) + body
  }

  init?(bytes: [UInt8]) {
    guard bytes.first == IntakeRecord.version, let end = bytes.firstIndex(of: .newline) else { return nil }
    let parts = String(decoding: bytes[1..<end], as: UTF8.self).split(separator: " ")
    guard parts.count == 3, let project = Int(parts[0]), let seconds = Int64(parts[1]),
      let kind = IntakeItem.RecordKind(rawValue: String(parts[2]))
    else { return nil }
    self.init(
      project: project, kind: kind, received: Timestamp(seconds: seconds), body: Array(bytes[(end + 1)...]))
  }
}
