/// The bytes that mean something to the parsers.
extension UInt8 {
  @inlinable package static var newline: UInt8 { UInt8(ascii: "\n") }
  @inlinable package static var carriageReturn: UInt8 { UInt8(ascii: "\r") }
  @inlinable package static var tab: UInt8 { UInt8(ascii: "\t") }
  @inlinable package static var space: UInt8 { UInt8(ascii: " ") }
  @inlinable package static var hash: UInt8 { UInt8(ascii: "#") }
  @inlinable package static var colon: UInt8 { UInt8(ascii: ":") }
  @inlinable package static var hyphen: UInt8 { UInt8(ascii: "-") }
  @inlinable package static var question: UInt8 { UInt8(ascii: "?") }
  @inlinable package static var comma: UInt8 { UInt8(ascii: ",") }
  @inlinable package static var fullStop: UInt8 { UInt8(ascii: ".") }
  @inlinable package static var slash: UInt8 { UInt8(ascii: "/") }
  @inlinable package static var singleQuote: UInt8 { UInt8(ascii: "'") }
  @inlinable package static var doubleQuote: UInt8 { UInt8(ascii: "\"") }
  @inlinable package static var backtick: UInt8 { UInt8(ascii: "`") }
  @inlinable package static var backslash: UInt8 { UInt8(ascii: "\\") }
  @inlinable package static var openBracket: UInt8 { UInt8(ascii: "[") }
  @inlinable package static var closeBracket: UInt8 { UInt8(ascii: "]") }
  @inlinable package static var openBrace: UInt8 { UInt8(ascii: "{") }
  @inlinable package static var closeBrace: UInt8 { UInt8(ascii: "}") }

  @inlinable package var isBlank: Bool { self == .space || self == .tab }
  @inlinable package var isDigit: Bool { self >= 0x30 && self <= 0x39 }
  @inlinable package var isASCIILetter: Bool { (self | 0x20) >= 0x61 && (self | 0x20) <= 0x7A }
  /// An ASCII letter, digit or `_`.
  @inlinable package var isWordCharacter: Bool { isASCIILetter || isDigit || self == UInt8(ascii: "_") }
  /// What a hexadecimal digit stands for; `nil` for any other byte.
  package var hexValue: UInt8? {
    guard isHexDigit else { return nil }
    return isDigit ? self - 0x30 : (self | 0x20) - 0x57
  }

  @inlinable package var isHexDigit: Bool {
    isDigit || (self >= 0x61 && self <= 0x66) || (self >= 0x41 && self <= 0x46)
  }
  /// The byte, as a small letter if it is a capital of ASCII.
  @inlinable package var lowercased: UInt8 { self >= 0x41 && self <= 0x5A ? self | 0x20 : self }
}

extension String {
  /// Whether it holds nothing but ASCII's visible characters and spaces, as nearly every text does.
  ///
  /// All bytes are looked at, without a way out between them, so that the machine looks at many at once.
  package var isPlain: Bool {
    let known = utf8.withContiguousStorageIfAvailable { bytes in
      var odd: UInt8 = 0
      for byte in bytes { odd |= byte &- 0x20 < 0x5F ? 0 : 1 }
      return odd == 0
    }
    return known ?? utf8.allSatisfy { $0 >= 0x20 && $0 < 0x7F }
  }
}
