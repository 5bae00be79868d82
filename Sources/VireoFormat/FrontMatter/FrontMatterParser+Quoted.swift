import VireoModel

/// What a quotation mark turned out to begin.
enum Quotation {
  /// A scalar and the byte behind its closing mark.
  case closed(FrontMatter.Scalar, Int)
  /// Nothing: where the search ended, and the bytes of an escape that is none.
  case unclosed(Int, escape: Range<Int>?)

  func closedOnLine(before lineEnd: Int) -> (FrontMatter.Scalar, Int)? {
    if case .closed(let scalar, let behind) = self, behind <= lineEnd { (scalar, behind) } else { nil }
  }
}

extension FrontMatterParser {
  /// Reads a quoted scalar; on further lines it must stand deeper than the indent.
  func quoted(at start: Int, indent: Int) -> Quotation {
    var reader = QuotedReader(lines: lines, place: start + 1, isDouble: source.bytes[start] == .doubleQuote)
    return reader.read(from: start, indent: indent)
  }
}

/// Collects the text of a quoted scalar, folding its lines.
private struct QuotedReader {
  let lines: LineReader
  var place: Int
  let isDouble: Bool
  var text: [UInt8] = []
  var blanks: [UInt8] = []
  var breaks = 0
  /// The line with content that was found last, so that many blank lines are looked at once.
  var upcoming: LineReader.Line?

  mutating func read(from start: Int, indent: Int) -> Quotation {
    let bytes = lines.bytes
    while place < lines.limit {
      let byte = bytes[place]
      if lines.isLineEnd(place) {
        guard breakLine(indent: indent) else { return .unclosed(place, escape: nil) }
      } else if byte.isBlank {
        if breaks == 0 { blanks.append(byte) }
        place += 1
      } else if byte == (isDouble ? .doubleQuote : .singleQuote) {
        if !isDouble, place + 1 < lines.limit, bytes[place + 1] == .singleQuote {
          flush()
          text.append(byte)
          place += 2
        } else {
          flush()
          return .closed(scalar(from: start), place + 1)
        }
      } else if isDouble, byte == .backslash {
        let escape = place
        flush()
        guard readEscape(indent: indent) else { return .unclosed(place, escape: escape..<min(escape + 2, lines.limit)) }
      } else {
        flush()
        text.append(byte)
        place += 1
      }
    }
    return .unclosed(place, escape: nil)
  }

  private func scalar(from start: Int) -> FrontMatter.Scalar {
    .init(
      text: String(decoding: text, as: UTF8.self), range: start..<place + 1,
      style: isDouble ? .doubleQuoted : .singleQuoted)
  }

  /// Goes to the next line; false where that line cannot belong to the scalar.
  private mutating func breakLine(indent: Int) -> Bool {
    let next = lines.nextLine(from: place)
    if upcoming.map({ $0.start < next }) ?? true {
      upcoming = lines.contentLine(from: next, skippingComments: false)
    }
    guard let line = upcoming else { return false }
    if line.start == next {
      guard line.indent > indent, !lines.hasTab(line) else { return false }
    }
    blanks = []
    breaks += 1
    place = next
    return true
  }

  private mutating func flush() {
    if breaks == 1 {
      text.append(.space)
    } else if breaks > 1 {
      text.append(contentsOf: repeatElement(.newline, count: breaks - 1))
    } else {
      text += blanks
    }
    blanks = []
    breaks = 0
  }

  /// Reads an escape of YAML 1.2, rules 42 to 62; false where there is none of that name.
  private mutating func readEscape(indent: Int) -> Bool {
    guard place + 1 < lines.limit else { return false }
    if lines.isLineEnd(place + 1) {
      place += 1
      guard breakLine(indent: indent) else { return false }
      breaks -= 1
      place = lines.skipBlanks(place, to: lines.contentEnd(from: place))
      // Blank lines behind an escaped line break stay as line breaks.
      while lines.isLineEnd(place), place < lines.limit {
        guard breakLine(indent: indent) else { return false }
        breaks -= 1
        text.append(.newline)
        place = lines.skipBlanks(place, to: lines.contentEnd(from: place))
      }
      return true
    }
    let name = lines.bytes[place + 1]
    place += 2
    if let plain = QuotedReader.escapes[name] {
      text += plain.utf8
      return true
    }
    switch name {
    case UInt8(ascii: "x"): return readScalar(digits: 2)
    case UInt8(ascii: "u"): return readScalar(digits: 4)
    case UInt8(ascii: "U"): return readScalar(digits: 8)
    default: return false
    }
  }

  private mutating func readScalar(digits: Int) -> Bool {
    guard place + digits <= lines.limit,
      let value = UInt32(lines.text(place, place + digits), radix: 16), let scalar = Unicode.Scalar(value),
      lines.bytes[place] != UInt8(ascii: "+")
    else { return false }
    text += String(Character(scalar)).utf8
    place += digits
    return true
  }

  private static let escapes: [UInt8: String] = [
    UInt8(ascii: "0"): "\0", UInt8(ascii: "a"): "\u{07}", UInt8(ascii: "b"): "\u{08}", UInt8(ascii: "t"): "\t",
    .tab: "\t", UInt8(ascii: "n"): "\n", UInt8(ascii: "v"): "\u{0B}", UInt8(ascii: "f"): "\u{0C}",
    UInt8(ascii: "r"): "\r", UInt8(ascii: "e"): "\u{1B}", .space: " ", .doubleQuote: "\"",
    UInt8(ascii: "/"): "/", .backslash: "\\", UInt8(ascii: "N"): "\u{85}", UInt8(ascii: "_"): "\u{A0}",
    UInt8(ascii: "L"): "\u{2028}", UInt8(ascii: "P"): "\u{2029}",
  ]
}
