/// Writes text and attributes as HTML (WHATWG HTML, 13.1).
struct HTMLWriter {
  private(set) var bytes: [UInt8] = []

  var text: String { String(decoding: bytes, as: UTF8.self) }

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  /// Writes what is HTML already.
  mutating func write(_ markup: StaticString) {
    markup.withUTF8Buffer { bytes.append(contentsOf: $0) }
  }

  /// Writes HTML that somebody else made.
  mutating func writeMarkup(_ markup: String) { bytes.append(contentsOf: markup.utf8) }

  mutating func write(_ number: Int) { bytes.append(contentsOf: String(number).utf8) }

  /// Begins a new line, if something stands on this one.
  mutating func newLine() {
    if let last = bytes.last, last != 0x0A { bytes.append(0x0A) }
  }

  /// Writes a text, so that nothing in it is markup.
  ///
  /// Control characters, which HTML has not, become U+FFFD.
  mutating func escape(_ text: some Collection<UInt8>) {
    if text.withContiguousStorageIfAvailable({ escape($0) }) == nil {
      Array(text).withUnsafeBufferPointer { escape($0) }
    }
  }

  private mutating func escape(_ text: UnsafeBufferPointer<UInt8>) {
    // What needs no escape is copied at once.
    var start = 0
    for (index, byte) in text.enumerated() where !HTMLWriter.isPlain(byte) {
      if index > start { bytes.append(contentsOf: text[start..<index]) }
      start = index + 1
      switch byte {
      case UInt8(ascii: "&"): write("&amp;")
      case UInt8(ascii: "<"): write("&lt;")
      case UInt8(ascii: ">"): write("&gt;")
      case UInt8(ascii: "\""): write("&quot;")
      default: write("\u{FFFD}")
      }
    }
    if start < text.count { bytes.append(contentsOf: text[start...]) }
  }

  @inline(__always)
  private static func isPlain(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "&"), UInt8(ascii: "<"), UInt8(ascii: ">"), UInt8(ascii: "\""), 0x7F: false
    case 0..<0x20: byte == 0x09 || byte == 0x0A
    default: true
    }
  }

  mutating func escape(_ text: String) { escape(text.utf8) }

  /// Writes ` name="value"`.
  mutating func attribute(_ name: StaticString, _ value: String) {
    write(" ")
    write(name)
    write("=\"")
    // An apostrophe is harmless in double quotes.
    escape(value.utf8)
    write("\"")
  }

  /// Writes ` name="address"`, with `%` for what an address may not hold, as cmark does.
  mutating func attribute(_ name: StaticString, address: some Collection<UInt8>) {
    write(" ")
    write(name)
    write("=\"")
    for byte in address {
      switch byte {
      case UInt8(ascii: "&"): write("&amp;")
      case UInt8(ascii: "'"): write("&#x27;")
      default:
        if HTMLWriter.mayStandInAddress(byte) {
          bytes.append(byte)
        } else {
          bytes.append(UInt8(ascii: "%"))
          bytes.append(HTMLWriter.hexDigit(byte >> 4))
          bytes.append(HTMLWriter.hexDigit(byte & 0xF))
        }
      }
    }
    write("\"")
  }

  private static func mayStandInAddress(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"):
      true
    case UInt8(ascii: "!"), UInt8(ascii: "#")...UInt8(ascii: "%"), UInt8(ascii: "(")...UInt8(ascii: "/"),
      UInt8(ascii: ":"), UInt8(ascii: ";"), UInt8(ascii: "="), UInt8(ascii: "?"), UInt8(ascii: "@"), UInt8(ascii: "_"),
      UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private static func hexDigit(_ value: UInt8) -> UInt8 { value < 10 ? 0x30 + value : 0x37 + value }
}
