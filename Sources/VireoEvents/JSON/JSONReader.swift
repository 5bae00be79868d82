package import VireoModel

/// Reads JSON as programs send it: RFC 8259, and what serialisers write beside it.
///
/// Nothing is refused for its contents. `NaN` and the infinities are kept as text, and so are whole numbers of more
/// than 64 bits; half of a surrogate pair and bytes that are no UTF-8 become U+FFFD; what lies deeper than
/// ``depthLimit`` is kept as the text that stood there. Of members with one name, all are kept.
package struct JSONReader {
  /// How many objects and lists may lie within each other before the rest is kept as text.
  package static let depthLimit = 64

  private let bytes: UnsafeBufferPointer<UInt8>
  private var position: Int

  /// Reads one value with nothing but white space around it.
  ///
  /// - Throws: ``JSONError`` with the offset of the byte that cannot be part of JSON.
  package static func value(of bytes: some Collection<UInt8>) throws(JSONError) -> JSONValue {
    let result: Result<JSONValue, JSONError>? = bytes.withContiguousStorageIfAvailable { read($0) }
    return try (result ?? Array(bytes).withUnsafeBufferPointer { read($0) }).get()
  }

  private static func read(_ bytes: UnsafeBufferPointer<UInt8>) -> Result<JSONValue, JSONError> {
    Result { () throws(JSONError) in
      var reader = JSONReader(bytes: bytes, position: 0)
      let value = try reader.value(depth: 0)
      reader.skipSpace()
      guard reader.position == bytes.count else { throw reader.error("nothing may follow the value") }
      return value
    }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>, position: Int) {
    self.bytes = bytes
    self.position = position
  }

  private func error(_ reason: String) -> JSONError { JSONError(offset: position, reason: reason) }

  private var current: UInt8? { position < bytes.count ? bytes[position] : nil }

  private mutating func skipSpace() {
    while position < bytes.count {
      switch bytes[position] {
      case 0x20, 0x0A, 0x0D, 0x09: position += 1
      default: return
      }
    }
  }

  private mutating func value(depth: Int) throws(JSONError) -> JSONValue {
    skipSpace()
    switch current {
    case UInt8(ascii: "{"): return depth < JSONReader.depthLimit ? try object(depth: depth) : try nested()
    case UInt8(ascii: "["): return depth < JSONReader.depthLimit ? try array(depth: depth) : try nested()
    case UInt8(ascii: "\""): return .text(try string())
    case UInt8(ascii: "t"): return try word("true", .bool(true))
    case UInt8(ascii: "f"): return try word("false", .bool(false))
    case UInt8(ascii: "n"): return try word("null", .null)
    case UInt8(ascii: "N"): return try word("NaN", .text("NaN"))
    case UInt8(ascii: "I"): return try word("Infinity", .text("Infinity"))
    case .some: return try number()
    case nil: throw error("a value is missing")
    }
  }

  private mutating func word(_ word: StaticString, _ value: JSONValue) throws(JSONError) -> JSONValue {
    let end = position + word.utf8CodeUnitCount
    guard end <= bytes.count else { throw error("the text ends within a word") }
    for offset in 0..<word.utf8CodeUnitCount where bytes[position + offset] != word.utf8Start[offset] {
      throw error("a word is none of JSON's")
    }
    position = end
    return value
  }

  private mutating func object(depth: Int) throws(JSONError) -> JSONValue {
    position += 1
    var members: [JSONValue.Member] = []
    skipSpace()
    if current == UInt8(ascii: "}") {
      position += 1
      return .object(members)
    }
    while true {
      skipSpace()
      guard current == UInt8(ascii: "\"") else { throw error("a member's name is missing") }
      let name = try string()
      skipSpace()
      guard current == UInt8(ascii: ":") else { throw error("a colon is missing") }
      position += 1
      members.append(JSONValue.Member(name, try value(depth: depth + 1)))
      skipSpace()
      switch current {
      case UInt8(ascii: ","): position += 1
      case UInt8(ascii: "}"):
        position += 1
        return .object(members)
      default: throw error("a comma or } is missing")
      }
    }
  }

  private mutating func array(depth: Int) throws(JSONError) -> JSONValue {
    position += 1
    var items: [JSONValue] = []
    skipSpace()
    if current == UInt8(ascii: "]") {
      position += 1
      return .array(items)
    }
    while true {
      items.append(try value(depth: depth + 1))
      skipSpace()
      switch current {
      case UInt8(ascii: ","): position += 1
      case UInt8(ascii: "]"):
        position += 1
        return .array(items)
      default: throw error("a comma or ] is missing")
      }
    }
  }

  /// What lies too deep, as its text: up to the bracket that ends it.
  private mutating func nested() throws(JSONError) -> JSONValue {
    let start = position
    var open = 0
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        try skipString()
        continue
      case UInt8(ascii: "{"), UInt8(ascii: "["): open += 1
      case UInt8(ascii: "}"), UInt8(ascii: "]"): open -= 1
      default: break
      }
      position += 1
      if open == 0 { return .text(text(start..<position)) }
    }
    throw error("the text ends within a list or an object")
  }

  private mutating func skipString() throws(JSONError) {
    position += 1
    while let byte = current {
      position += byte == UInt8(ascii: "\\") ? 2 : 1
      if byte == UInt8(ascii: "\"") { return }
    }
    throw error("the text ends within a string")
  }

  private func text(_ range: Range<Int>) -> String {
    String(decoding: UnsafeBufferPointer(rebasing: bytes[range]), as: UTF8.self)
  }
}

// MARK: - Numbers

extension JSONReader {
  private mutating func number() throws(JSONError) -> JSONValue {
    let start = position
    if current == UInt8(ascii: "-") { position += 1 }
    if current == UInt8(ascii: "I") { return try word("Infinity", .text("-Infinity")) }
    let firstDigit = position
    var whole: Int64? = 0
    while let byte = current, (0x30...0x39).contains(byte) {
      whole = whole.flatMap { JSONReader.adding(byte, to: $0) }
      position += 1
    }
    guard position > firstDigit else {
      throw error("a value is missing")
    }
    if current == UInt8(ascii: ".") || current == UInt8(ascii: "e") || current == UInt8(ascii: "E") {
      return try fraction(from: start)
    }
    guard let whole else { return .text(text(start..<position)) }
    return .int(firstDigit > start ? -whole : whole)
  }

  private static func adding(_ digit: UInt8, to whole: Int64) -> Int64? {
    let (tenfold, tooLarge) = whole.multipliedReportingOverflow(by: 10)
    let (sum, overflow) = tenfold.addingReportingOverflow(Int64(digit - 0x30))
    return tooLarge || overflow ? nil : sum
  }

  private mutating func fraction(from start: Int) throws(JSONError) -> JSONValue {
    while let byte = current {
      switch byte {
      case 0x30...0x39, UInt8(ascii: "."), UInt8(ascii: "e"), UInt8(ascii: "E"), UInt8(ascii: "+"), UInt8(ascii: "-"):
        position += 1
        continue
      default: break
      }
      break
    }
    let text = text(start..<position)
    guard let value = Double(text) else {
      position = start
      throw error("a number is none")
    }
    return value.isFinite ? .number(value) : .text(text)
  }
}

// MARK: - Strings

extension JSONReader {
  private mutating func string() throws(JSONError) -> String {
    let start = position + 1
    var end = start
    while end < bytes.count {
      switch bytes[end] {
      case UInt8(ascii: "\""):
        position = end + 1
        return text(start..<end)
      case UInt8(ascii: "\\"): return try escapedString(from: start, firstEscape: end)
      default: end += 1
      }
    }
    position = end
    throw error("the text ends within a string")
  }

  private mutating func escapedString(from start: Int, firstEscape: Int) throws(JSONError) -> String {
    var result: [UInt8] = []
    result.reserveCapacity(firstEscape - start + 64)
    var runStart = start
    position = firstEscape
    while let byte = current {
      switch byte {
      case UInt8(ascii: "\""):
        result.append(contentsOf: bytes[runStart..<position])
        position += 1
        return String(decoding: result, as: UTF8.self)
      case UInt8(ascii: "\\"):
        result.append(contentsOf: bytes[runStart..<position])
        position += 1
        try escape(into: &result)
        runStart = position
      default: position += 1
      }
    }
    throw error("the text ends within a string")
  }

  private mutating func escape(into result: inout [UInt8]) throws(JSONError) {
    guard let byte = current else { throw error("the text ends within a string") }
    position += 1
    switch byte {
    case UInt8(ascii: "n"): result.append(0x0A)
    case UInt8(ascii: "t"): result.append(0x09)
    case UInt8(ascii: "r"): result.append(0x0D)
    case UInt8(ascii: "b"): result.append(0x08)
    case UInt8(ascii: "f"): result.append(0x0C)
    case UInt8(ascii: "\""), UInt8(ascii: "\\"), UInt8(ascii: "/"): result.append(byte)
    case UInt8(ascii: "u"): append(try scalar(), to: &result)
    default:
      position -= 1
      throw error("an escape is none of JSON's")
    }
  }

  /// The scalar behind `\u`, which may take a second escape; U+FFFD for half of a pair.
  private mutating func scalar() throws(JSONError) -> Unicode.Scalar {
    let high = try hexadecimal()
    if let scalar = Unicode.Scalar(high) { return scalar }
    let before = position
    if high < 0xDC00, current == UInt8(ascii: "\\"), position + 1 < bytes.count,
      bytes[position + 1] == UInt8(ascii: "u")
    {
      position += 2
      let low = try hexadecimal()
      if (0xDC00..<0xE000).contains(low), let scalar = Unicode.Scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00))
      {
        return scalar
      }
      position = before
    }
    return "\u{FFFD}"
  }

  private mutating func hexadecimal() throws(JSONError) -> UInt32 {
    guard position + 4 <= bytes.count else { throw error("an escape has less than four digits") }
    var value: UInt32 = 0
    for _ in 0..<4 {
      guard let digit = bytes[position].hexValue else { throw error("an escape has less than four digits") }
      value = value << 4 | UInt32(digit)
      position += 1
    }
    return value
  }

  private func append(_ scalar: Unicode.Scalar, to result: inout [UInt8]) {
    result.append(contentsOf: Unicode.UTF8.encode(scalar) ?? Unicode.UTF8.encodedReplacementCharacter)
  }
}

/// Why bytes are no JSON.
package struct JSONError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The byte at which it shows, counted from 0.
  package let offset: Int
  /// What is wrong there.
  package let reason: String

  package var description: String { "\(reason), at byte \(offset)" }
}
