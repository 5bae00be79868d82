import VireoModel

/// How long cmark-gfm 0.29.0.gfm.6 can take for the text of a paragraph, heading or cell at worst.
///
/// It counts in one pass what this version reads again and again. The numbers are nanoseconds, measured and rounded up
/// (docs/evidence/markup.md).
struct LeafCost {
  let tags: PositionTags?
  let longestDefinition: Int

  /// More than any bound.
  static let refused = Int.max / 4

  /// What is counted.
  private struct Counts {
    var specials = 0
    var closingBrackets = 0
    var images = 0
    var delimiterRuns = 0
    var declarations = 0
  }

  /// The cost, and the length without tags: with and without them a text must fare alike.
  func estimate(_ bytes: UnsafeBufferPointer<UInt8>) -> (cost: Int, length: Int) {
    var counts = Counts()
    var tagged = 0
    var ats = 0
    var lineStart = 0
    var cost = 0
    var word = Word()
    var previous: UInt8 = 0
    var index = -1
    while index + 1 < bytes.count {
      index += 1
      let byte = bytes[index]
      if byte == 0xF4, tags?.number(in: bytes, at: index) != nil {
        tagged += PositionTags.length
        index += PositionTags.length - 1
        lineStart += PositionTags.length
        word.start += PositionTags.length
        continue
      }
      let next = index + 1 < bytes.count ? bytes[index + 1] : 0
      switch byte {
      case UInt8(ascii: " "), UInt8(ascii: "\t"), 0x0B, 0x0C, UInt8(ascii: "\r"):
        cost += word.cost(end: index)
        word = Word(start: index + 1)
      case UInt8(ascii: "\n"):
        counts.specials += 1
        cost += word.cost(end: index) + LeafCost.addresses(ats, in: index - lineStart)
        word = Word(start: index + 1)
        (ats, lineStart) = (0, index + 1)
      case UInt8(ascii: "@"): ats += 1
      case UInt8(ascii: "["):
        counts.specials += 2
        // A caret that is written as an entity makes this version read freed memory, for it takes it for the beginning
        // of a footnote's mark.
        if next == UInt8(ascii: "&"), isCaret(bytes, at: index + 1) { return (LeafCost.refused, 0) }
      case UInt8(ascii: "]"): counts.closingBrackets += 1
      case UInt8(ascii: "!"):
        counts.specials += 1
        if next == UInt8(ascii: "[") { counts.images += 1 }
      case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"):
        if previous != byte {
          counts.specials += 2
          counts.delimiterRuns += 1
        }
      case UInt8(ascii: "<"):
        counts.specials += 1
        if next == UInt8(ascii: "!") || next == UInt8(ascii: "?") { counts.declarations += 1 }
      case UInt8(ascii: ":"):
        counts.specials += 1
        if next == UInt8(ascii: "/") { word.addresses += 1 }
      case UInt8(ascii: "w"):
        counts.specials += 1
        if next == byte, previous != byte { word.addresses += 1 }
      case UInt8(ascii: ")"): word.parentheses += 1
      case UInt8(ascii: "&"), UInt8(ascii: "\\"), UInt8(ascii: "`"): counts.specials += 1
      default: break
      }
      previous = byte
    }
    cost += word.cost(end: bytes.count) + LeafCost.addresses(ats, in: bytes.count - lineStart)
    return (cost + total(counts, length: bytes.count - tagged), bytes.count - tagged)
  }

  private func total(_ counts: Counts, length: Int) -> Int {
    // Each link looks through the open delimiters and images.
    let perLink = 300 + counts.delimiterRuns * 2 + counts.images * 2 + longestDefinition * 2
    return length * 6 + counts.specials * 150 + counts.closingBrackets * perLink + counts.declarations * length / 2
  }

  /// Addresses of mail are looked for up to a thousand times in the text of a line, and each one found copies the rest.
  private static func addresses(_ count: Int, in length: Int) -> Int { min(count, 1000) * (length + 500) }

  /// A run of characters that are no blanks.
  ///
  /// An address on the web may go through all of it, again for each beginning and for each `)` at its end.
  private struct Word {
    var start = 0
    var addresses = 0
    var parentheses = 0

    func cost(end: Int) -> Int {
      guard addresses > 0 else { return 0 }
      return addresses * (end - start) * 20 + parentheses * (end - start) + addresses * 500
    }
  }

  /// Whether the entity at a place stands for `^`.
  private func isCaret(_ bytes: UnsafeBufferPointer<UInt8>, at start: Int) -> Bool {
    let entity = bytes[start..<min(start + 40, bytes.count)]
    guard let end = entity.firstIndex(of: UInt8(ascii: ";")) else { return false }
    let name = String(decoding: bytes[start + 1..<end], as: UTF8.self)
    if name == "Hat" { return true }
    guard name.hasPrefix("#") else { return false }
    let digits = name.dropFirst()
    return Int(digits) == 94 || (digits.first == "x" || digits.first == "X") && Int(digits.dropFirst(), radix: 16) == 94
  }
}
