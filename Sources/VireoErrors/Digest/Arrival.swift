import VireoEvents
import VireoModel

/// An event that was taken in, with what is kept of it.
struct Arrival: Sendable {
  /// The project that the key was for.
  var project: Int
  var event: ErrorEvent
  /// The protocol that can read the body.
  var protocolName: String
  /// The event as JSON, without secrets.
  var body: [UInt8]

  init(project: Int, event: ErrorEvent, protocolName: String, body: [UInt8]) {
    self.project = project
    self.event = event
    self.protocolName = protocolName
    self.body = body
  }

  /// The form of ``bytes``, which stands before everything else in it.
  static let version: UInt8 = 1

  /// What the spool keeps: numbers with their low bytes first, then the protocol's name with its length, then the body.
  var bytes: [UInt8] {
    var bytes: [UInt8] = [Arrival.version]
    bytes.reserveCapacity(body.count + 48)
    for value in [
      UInt64(bitPattern: Int64(project)), UInt64(bitPattern: event.received.seconds), event.id.high, event.id.low,
    ] {
      for shift in stride(from: UInt64(0), to: 64, by: 8) { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
    }
    bytes.append(UInt8(truncatingIfNeeded: protocolName.utf8.count))
    bytes += protocolName.utf8
    return bytes + body
  }

  /// Reads what the spool kept.
  ///
  /// - Returns: `nil` if it is of another version, or of a protocol that is not known.
  init?(bytes: [UInt8], protocols: [any IntakeProtocol]) {
    guard bytes.count > 34, bytes[0] == Arrival.version else { return nil }
    let values = (0..<4).map { index in
      bytes[(1 + index * 8)..<(9 + index * 8)].reversed().reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
    }
    let nameEnd = 34 + Int(bytes[33])
    guard nameEnd <= bytes.count else { return nil }
    let name = String(decoding: bytes[34..<nameEnd], as: UTF8.self)
    let body = Array(bytes[nameEnd...])
    guard let reader = protocols.first(where: { $0.name == name }), let value = try? JSONReader.value(of: body) else {
      return nil
    }
    let received = Timestamp(seconds: Int64(bitPattern: values[1]))
    let event = reader.event(from: value, id: EventID(high: values[2], low: values[3]), received: received)
    self.init(project: Int(Int64(bitPattern: values[0])), event: event, protocolName: name, body: body)
  }
}
