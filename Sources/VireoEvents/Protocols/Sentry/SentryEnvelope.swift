import VireoModel

/// The body of `/envelope/`: a header, then items of a header and a payload each.
///
/// Follows "Envelopes" of Sentry's developer documentation: all headers are objects on a line; a payload has the
/// length that its header tells, else it ends at the line's end. What is wrong with one item costs no other.
enum SentryEnvelope {
  /// How many items are read; what follows is counted as one.
  static let itemLimit = 1_000

  static func items(of body: [UInt8]) throws(IntakeRefusal) -> [IntakeItem] {
    var reader = LineCursor(body)
    let header = try header(reader.line(), of: "the envelope")
    let eventID = header["event_id"]?.filledText.flatMap { EventID($0) }
    var items: [IntakeItem] = []
    while let line = reader.filledLine() {
      guard items.count < itemLimit else {
        items.append(.broken(type: "envelope", reason: "there are more than \(itemLimit) items"))
        break
      }
      let header: JSONValue
      // Behind a header that can't be read nobody knows where the next one begins.
      do { header = try SentryEnvelope.header(line, of: "an item") } catch {
        items.append(.broken(type: "unknown", reason: error.detail))
        break
      }
      let type = header["type"]?.filledText ?? "unknown"
      guard let payload = payload(&reader, header) else {
        items.append(.broken(type: type, reason: "the body ends before the item does"))
        break
      }
      items.append(try item(type, header, payload, eventID))
    }
    return items
  }

  static func key(in body: [UInt8]) -> String? {
    var reader = LineCursor(body)
    guard let header = try? header(reader.line(), of: "the envelope"), let address = header["dsn"]?.filledText,
      let scheme = address.firstRange(of: "://"), let at = address[scheme.upperBound...].firstIndex(of: "@")
    else { return nil }
    let key = address[scheme.upperBound..<at].prefix { $0 != ":" }
    return key.isEmpty ? nil : String(key)
  }

  private static func header(_ line: ArraySlice<UInt8>, of owner: String) throws(IntakeRefusal) -> JSONValue {
    let value: JSONValue
    do { value = try JSONReader.value(of: line) } catch { throw .malformed("the header of \(owner): \(error)") }
    guard case .object = value else { throw .malformed("the header of \(owner) is no object") }
    return value
  }

  private static func payload(_ reader: inout LineCursor, _ header: JSONValue) -> ArraySlice<UInt8>? {
    guard let length = header["length"] else { return reader.line() }
    guard let length = length.wholeNumber, length >= 0 else { return nil }
    return reader.bytes(length)
  }

  private static func item(
    _ type: String, _ header: JSONValue, _ payload: ArraySlice<UInt8>, _ eventID: EventID?
  ) throws(IntakeRefusal) -> IntakeItem {
    switch type {
    case "event":
      return try json(type, payload) { .event($0, id: $0["event_id"]?.filledText.flatMap { EventID($0) } ?? eventID) }
    case "attachment":
      return .attachment(
        EventAttachment(
          filename: header["filename"]?.filledText ?? "attachment", contentType: header["content_type"]?.filledText,
          bytes: Array(payload)))
    case "session": return try json(type, payload) { .record(.session, $0) }
    case "sessions": return try json(type, payload) { .record(.sessions, $0) }
    case "check_in": return try json(type, payload) { .record(.checkIn, $0) }
    case "user_report", "feedback": return try json(type, payload) { .record(.feedback, $0) }
    case "log": return try json(type, payload) { .record(.log, $0) }
    case "client_report": return try json(type, payload) { .record(.clientReport, $0) }
    default: return .dropped(type: type, count: header["item_count"]?.wholeNumber ?? 1)
    }
  }

  private static func json(
    _ type: String, _ payload: ArraySlice<UInt8>, _ item: (JSONValue) -> IntakeItem
  ) throws(IntakeRefusal) -> IntakeItem {
    guard payload.count <= IntakeItem.sizeLimit else { throw .tooLarge(limit: IntakeItem.sizeLimit) }
    do {
      let value = try JSONReader.value(of: payload)
      guard case .object = value else { return .broken(type: type, reason: "the payload is no object") }
      return item(value)
    } catch { return .broken(type: type, reason: error.description) }
  }
}

/// Bytes, taken a line or a number at a time.
struct LineCursor {
  private let body: [UInt8]
  private var position = 0

  init(_ body: [UInt8]) { self.body = body }

  /// The bytes up to the end of the line, without it.
  mutating func line() -> ArraySlice<UInt8> {
    let end = body[position...].firstIndex(of: .newline) ?? body.count
    defer { position = min(end + 1, body.count) }
    let hasReturn = end > position && body[end - 1] == .carriageReturn
    return body[position..<(hasReturn ? end - 1 : end)]
  }

  /// The next line that has anything in it; `nil` at the end.
  mutating func filledLine() -> ArraySlice<UInt8>? {
    while position < body.count {
      let line = line()
      if line.contains(where: { !$0.isBlank }) { return line }
    }
    return nil
  }

  /// So many bytes and the line's end behind them; `nil` if there are fewer.
  mutating func bytes(_ count: Int) -> ArraySlice<UInt8>? {
    guard count <= body.count - position else { return nil }
    let bytes = body[position..<position + count]
    position += count
    if position < body.count, body[position] == .newline { position += 1 }
    return bytes
  }
}
