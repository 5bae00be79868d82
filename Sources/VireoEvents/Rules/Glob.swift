import VireoModel

/// A pattern of rules: `*` is any text, `?` one character, `[a-z]` and `[!a-z]` one of some, `\` takes a meaning away.
///
/// In paths `*` and `?` stop at a slash and `**` does not, a backslash of the text is a slash, and a relative path fits
/// as if it began with one. It runs over a text once, in all places of the pattern that are possible at the same time,
/// so that no pattern and no text makes it slow: its time is the product of their lengths, by 64.
package struct Glob: Sendable, Hashable {
  /// How letters are compared, and what `*` stops at.
  package enum Style: Sendable, Hashable {
    /// Capital and small letters differ.
    case exact
    /// Capital and small letters of ASCII are the same.
    case anyCase
    /// As `anyCase`, for paths.
    case path
  }

  /// Why a text is no pattern, with the byte of the text at which it shows.
  package struct Mistake: Error, Sendable, Hashable {
    package let offset: Int
    package let message: String

    package init(offset: Int, message: String) {
      self.offset = offset
      self.message = message
    }
  }

  /// The longest pattern, in bytes.
  package static let limit = 1024

  /// What was read.
  package let text: String
  private let style: Style
  /// For each byte and each word of 64 places: the places that it leads on from.
  private let steps: [UInt64]
  /// The places at which any text may stand: one that stops at slashes, and one that doesn't.
  private let stars: [UInt64]
  private let wideStars: [UInt64]
  /// The places behind one character, where its further bytes are passed over.
  private let behindCharacter: [UInt64]
  private let words: Int
  private let end: Int
  /// The only text that fits, where there is no pattern in it.
  private let plain: [UInt8]?

  package init(_ text: String, style: Style) throws(Mistake) {
    self.text = text
    self.style = style
    let tokens = try Glob.tokens(Array(text.utf8), style)
    words = tokens.count / 64 + 1
    end = tokens.count
    var steps = [UInt64](repeating: 0, count: 256 * words)
    var stars = [UInt64](repeating: 0, count: words)
    var wideStars = stars
    var behindCharacter = stars
    for (place, token) in tokens.enumerated() {
      let bit = UInt64(1) << UInt64(place % 64)
      switch token {
      case .star: stars[place / 64] |= bit
      case .wideStar: wideStars[place / 64] |= bit
      case .byte(let byte):
        for equal in Glob.equals(of: byte, style) { steps[Int(equal) * words + place / 64] |= bit }
      case .bytes(let set, let isCharacter):
        for byte in 0..<256 where set[byte] { steps[byte * words + place / 64] |= bit }
        if isCharacter { behindCharacter[(place + 1) / 64] |= UInt64(1) << UInt64((place + 1) % 64) }
      }
    }
    self.steps = steps
    self.stars = stars
    self.wideStars = wideStars
    self.behindCharacter = behindCharacter
    plain = style == .exact ? Glob.plain(tokens) : nil
  }

  /// Equal if they were read from the same text in the same way.
  package static func == (left: Glob, right: Glob) -> Bool { left.text == right.text && left.style == right.style }

  package func hash(into hasher: inout Hasher) { hasher.combine(text) }

  package func matches(_ text: String) -> Bool {
    text.withBytes { bytes in
      if let plain { return bytes.elementsEqual(plain) }
      if matches(bytes, behindSlash: false) { return true }
      return style == .path && bytes.first != .slash && matches(bytes, behindSlash: true)
    }
  }

  private func matches(_ text: UnsafeBufferPointer<UInt8>, behindSlash: Bool) -> Bool {
    if words == 1 { return matchesShort(text, behindSlash: behindSlash) }
    var states = [UInt64](repeating: 0, count: words)
    states[0] = 1
    pass(&states)
    if behindSlash { step(&states, .slash) }
    for byte in text {
      step(&states, byte)
      if !states.contains(where: { $0 != 0 }) { return false }
    }
    return states[end / 64] >> UInt64(end % 64) & 1 == 1
  }

  /// The same for a pattern of less than 64 places, without an array.
  private func matchesShort(_ text: UnsafeBufferPointer<UInt8>, behindSlash: Bool) -> Bool {
    let any = stars[0] | wideStars[0]
    var states: UInt64 = 1
    states |= (states & any) << 1
    func step(_ byte: UInt8) {
      let staying = isSlash(byte) ? wideStars[0] : any
      var next = (states & steps[Int(byte)]) << 1 | states & staying
      if byte & 0xC0 == 0x80 { next |= states & behindCharacter[0] }
      states = next | (next & any) << 1
    }
    if behindSlash { step(.slash) }
    for byte in text {
      step(byte)
      if states == 0 { return false }
    }
    return states >> UInt64(end) & 1 == 1
  }

  private func isSlash(_ byte: UInt8) -> Bool { style == .path && (byte == .slash || byte == .backslash) }

  private func step(_ states: inout [UInt64], _ byte: UInt8) {
    let isSlash = isSlash(byte)
    let isInside = byte & 0xC0 == 0x80
    var carry: UInt64 = 0
    for word in 0..<words {
      let state = states[word]
      let moved = state & steps[Int(byte) * words + word]
      var next = moved << 1 | carry | state & wideStars[word]
      if !isSlash { next |= state & stars[word] }
      if isInside { next |= state & behindCharacter[word] }
      carry = moved >> 63
      states[word] = next
    }
    pass(&states)
  }

  /// Any text may also be none.
  private func pass(_ states: inout [UInt64]) {
    var carry: UInt64 = 0
    for word in 0..<words {
      states[word] |= carry
      let passing = states[word] & (stars[word] | wideStars[word])
      states[word] |= passing << 1
      carry = passing >> 63
    }
  }
}

// MARK: - Reading

extension Glob {
  private enum Token {
    case star, wideStar
    case byte(UInt8)
    case bytes([Bool], isCharacter: Bool)
  }

  private static func tokens(_ text: [UInt8], _ style: Style) throws(Mistake) -> [Token] {
    guard text.count <= limit else { throw Mistake(offset: limit, message: "a pattern has \(limit) bytes at most") }
    var tokens: [Token] = []
    var index = 0
    while index < text.count {
      switch text[index] {
      case UInt8(ascii: "*"):
        let start = index
        while index < text.count, text[index] == UInt8(ascii: "*") { index += 1 }
        tokens.append(style == .path && index - start == 1 ? .star : .wideStar)
        continue
      case .question:
        tokens.append(.bytes(Array((0..<256).map { isFirst($0) && !stops($0, style) }), isCharacter: true))
      case .openBracket: tokens.append(try characterSet(text, &index, style))
      case .openBrace:
        throw Mistake(offset: index, message: "a choice in braces isn't read")
      case .backslash:
        index += 1
        guard index < text.count else { throw Mistake(offset: index - 1, message: "nothing follows the backslash") }
        tokens.append(.byte(text[index]))
      default: tokens.append(.byte(text[index]))
      }
      index += 1
    }
    return tokens
  }

  /// Whether a byte begins a character.
  private static func isFirst(_ byte: Int) -> Bool { byte & 0xC0 != 0x80 }

  private static func stops(_ byte: Int, _ style: Style) -> Bool {
    style == .path && (byte == Int(UInt8.slash) || byte == Int(UInt8.backslash))
  }

  /// The bytes that are the same as one of the pattern.
  private static func equals(of byte: UInt8, _ style: Style) -> [UInt8] {
    if style != .exact, byte.isASCIILetter { return [byte, byte ^ 0x20] }
    return style == .path && byte == .slash ? [.slash, .backslash] : [byte]
  }

  private static func insert(_ byte: UInt8, _ style: Style, into set: inout [Bool]) {
    for equal in equals(of: byte, style) { set[Int(equal)] = true }
  }

  /// Reads `[abc]`, `[a-z]` or `[!a-z]`, and leaves the index on the bracket at the end.
  private static func characterSet(_ text: [UInt8], _ index: inout Int, _ style: Style) throws(Mistake) -> Token {
    let start = index
    index += 1
    let isNegated = index < text.count && text[index] == UInt8(ascii: "!")
    if isNegated { index += 1 }
    var set = [Bool](repeating: false, count: 256)
    let first = index
    while index < text.count, text[index] != .closeBracket || index == first {
      if text[index] == .backslash { index += 1 }
      guard index < text.count else { break }
      guard text[index] < 0x80 else { throw Mistake(offset: index, message: "only ASCII can stand in brackets") }
      if index + 2 < text.count, text[index + 1] == .hyphen, text[index + 2] != .closeBracket {
        guard text[index] <= text[index + 2], text[index + 2] < 0x80 else {
          throw Mistake(offset: index, message: "the range ends before it begins")
        }
        for byte in text[index]...text[index + 2] { insert(byte, style, into: &set) }
        index += 3
      } else {
        insert(text[index], style, into: &set)
        index += 1
      }
    }
    guard index < text.count else { throw Mistake(offset: start, message: "the bracket isn't closed") }
    if !isNegated { return .bytes(set, isCharacter: false) }
    return .bytes((0..<256).map { !set[$0] && isFirst($0) && !stops($0, style) }, isCharacter: true)
  }

  /// The bytes of a pattern that has no other tokens.
  private static func plain(_ tokens: [Token]) -> [UInt8]? {
    var bytes: [UInt8] = []
    for token in tokens {
      guard case .byte(let byte) = token else { return nil }
      bytes.append(byte)
    }
    return bytes
  }
}
