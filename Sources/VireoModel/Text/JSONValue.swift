/// A JSON value whose objects keep the order of their members (RFC 8259).
package enum JSONValue: Sendable, Hashable {
  case null
  case bool(Bool)
  case int(Int64)
  case number(Double)
  case text(String)
  case array([JSONValue])
  case object([Member])

  package struct Member: Sendable, Hashable {
    package var name: String
    package var value: JSONValue

    package init(_ name: String, _ value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// A text, or `null`.
  package init(_ text: String?) { self = text.map(JSONValue.text) ?? .null }

  /// A list of texts.
  package init(_ texts: [String]) { self = .array(texts.map(JSONValue.text)) }

  /// The text on one line, or indented by two blanks a level.
  package func serialized(indented: Bool = false) -> String {
    var bytes: [UInt8] = []
    write(to: &bytes, level: indented ? 0 : nil)
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text on one line, in UTF-8.
  ///
  /// - Parameter capacity: How many bytes it may have, about.
  package func serializedBytes(capacity: Int = 0) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(capacity)
    write(to: &bytes, level: nil)
    return bytes
  }

  private func write(to bytes: inout [UInt8], level: Int?) {
    switch self {
    case .null: bytes += "null".utf8
    case .bool(let value): bytes += (value ? "true" : "false").utf8
    case .int(let value): bytes += String(value).utf8
    case .number(let value): bytes += (value.isFinite ? String(value) : "null").utf8
    case .text(let text): JSONValue.write(text, to: &bytes)
    case .array(let items):
      JSONValue.write(items, between: ("[", "]"), to: &bytes, level: level) { item, bytes, level in
        item.write(to: &bytes, level: level)
      }
    case .object(let members):
      JSONValue.write(members, between: ("{", "}"), to: &bytes, level: level) { member, bytes, level in
        JSONValue.write(member.name, to: &bytes)
        bytes += (level == nil ? ":" : ": ").utf8
        member.value.write(to: &bytes, level: level)
      }
    }
  }

  private static func write<Item>(
    _ items: [Item], between brackets: (String, String), to bytes: inout [UInt8], level: Int?,
    _ writeItem: (Item, inout [UInt8], Int?) -> Void
  ) {
    bytes += brackets.0.utf8
    for (index, item) in items.enumerated() {
      if index > 0 { bytes.append(UInt8(ascii: ",")) }
      breakLine(to: &bytes, level: level.map { $0 + 1 })
      writeItem(item, &bytes, level.map { $0 + 1 })
    }
    if !items.isEmpty { breakLine(to: &bytes, level: level) }
    bytes += brackets.1.utf8
  }

  private static func breakLine(to bytes: inout [UInt8], level: Int?) {
    guard let level else { return }
    bytes.append(UInt8(ascii: "\n"))
    bytes.append(contentsOf: repeatElement(UInt8(ascii: " "), count: level * 2))
  }

  /// Writes a text in quotes; what could steer a terminal is escaped too, which changes nothing for a program.
  private static func write(_ text: String, to bytes: inout [UInt8]) {
    bytes.append(UInt8(ascii: "\""))
    var text = text
    text.withUTF8 { write($0, to: &bytes) }
    bytes.append(UInt8(ascii: "\""))
  }

  private static func write(_ text: UnsafeBufferPointer<UInt8>, to bytes: inout [UInt8]) {
    // What stands for itself is copied in runs.
    var start = 0
    var index = 0
    func flush(_ bytes: inout [UInt8]) { bytes.append(contentsOf: UnsafeBufferPointer(rebasing: text[start..<index])) }
    while index < text.count {
      let byte = text[index]
      if byte < 0x80 {
        if byte >= 0x20, byte != UInt8(ascii: "\""), byte != UInt8(ascii: "\\"), byte != 0x7F {
          index += 1
          continue
        }
        flush(&bytes)
        writeEscape(of: byte, to: &bytes)
        index += 1
        start = index
      } else {
        let length = byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
        let end = min(index + length, text.count)
        let scalars = String(decoding: text[index..<end], as: UTF8.self).unicodeScalars
        if scalars.contains(where: TerminalText.isHarmful) {
          flush(&bytes)
          for scalar in scalars { String(scalar).utf16.forEach { writeEscape($0, to: &bytes) } }
          start = end
        }
        index = end
      }
    }
    flush(&bytes)
  }

  private static func writeEscape(of byte: UInt8, to bytes: inout [UInt8]) {
    switch byte {
    case UInt8(ascii: "\""): bytes += "\\\"".utf8
    case UInt8(ascii: "\\"): bytes += "\\\\".utf8
    case UInt8(ascii: "\n"): bytes += "\\n".utf8
    case UInt8(ascii: "\r"): bytes += "\\r".utf8
    case UInt8(ascii: "\t"): bytes += "\\t".utf8
    default: writeEscape(UInt16(byte), to: &bytes)
    }
  }

  private static func writeEscape(_ unit: UInt16, to bytes: inout [UInt8]) {
    let digits = Array("0123456789abcdef".utf8)
    bytes += "\\u".utf8
    for shift in [12, 8, 4, 0] { bytes.append(digits[Int(unit >> shift & 15)]) }
  }
}
