import VireoModel

/// The body of `/envelope/`: a header, then items of a header and a payload each.
///
/// Follows "Envelopes" of Sentry's developer documentation: all headers are objects on a line; a payload has the
/// length that its header tells, else it ends at the line's end. What is wrong with one item costs no other.
enum SentryEnvelope {
  /// How many items an envelope may have.
  static let itemLimit = 1_000

  /// Where the items are; what is behind one whose end is unknown belongs to none.
  static func parts(of body: [UInt8]) throws(IntakeRefusal) -> [IntakePart] {
    var reader = LineCursor(body)
    let header = try header(reader.line(), of: "the envelope")
    let eventID = header["event_id"]?.filledText.flatMap { EventID($0) }
    var parts: [IntakePart] = []
    while let line = reader.filledLine() {
      guard parts.count < itemLimit else { throw .malformed("there are more than \(itemLimit) items") }
      let header: JSONValue
      // Behind a header that can't be read nobody knows where the next one begins.
      do { header = try SentryEnvelope.header(line, of: "an item") } catch {
        parts.append(IntakePart(type: "unknown", range: 0..<0, fault: error.detail))
        break
      }
      let type = header["type"]?.filledText ?? "unknown"
      guard let payload = payload(&reader, header) else {
        parts.append(IntakePart(type: type, range: 0..<0, fault: "the body ends before the item does"))
        break
      }
      guard payload.count <= IntakeItem.sizeLimit || !isRead(type) else {
        throw .tooLarge(limit: IntakeItem.sizeLimit)
      }
      var part = IntakePart(type: type, range: payload.startIndex..<payload.endIndex)
      part.filename = header["filename"]?.filledText
      part.contentType = header["content_type"]?.filledText
      part.id = eventID
      part.count = header["item_count"]?.wholeNumber ?? 1
      parts.append(part)
    }
    return parts
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

  /// What is kept beside events, by the type of its items.
  private static let records: [String: IntakeItem.RecordKind] = [
    "session": .session, "sessions": .sessions, "check_in": .checkIn, "user_report": .feedback, "feedback": .feedback,
    "log": .log, "client_report": .clientReport,
  ]

  /// Whether the payload of a type is looked into.
  private static func isRead(_ type: String) -> Bool { type == "event" || records[type] != nil }

  static func item(of part: IntakePart, in body: [UInt8]) -> IntakeItem {
    let type = part.type
    if let fault = part.fault { return .broken(type: type, reason: fault) }
    guard part.range.clamped(to: body.indices) == part.range else { return .broken(type: type, reason: "it is cut") }
    if type == "attachment" {
      return .attachment(
        EventAttachment(
          filename: part.filename ?? "attachment", contentType: part.contentType, size: part.range.count))
    }
    guard isRead(type) else { return .dropped(type: type, count: part.count) }
    do {
      let value = try JSONReader.value(of: body[part.range])
      guard case .object = value else { return .broken(type: type, reason: "the payload is no object") }
      if let kind = records[type] { return .record(kind, value) }
      return .event(value, id: value["event_id"]?.filledText.flatMap { EventID($0) } ?? part.id)
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
