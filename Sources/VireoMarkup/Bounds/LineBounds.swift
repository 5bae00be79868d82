import VireoModel

/// Finds the lines that must not reach cmark: what would make it build a tree out of all proportion, or take too long
/// before it is known which texts the tree has.
///
/// It reads each line once, and knows no more of Markdown than where containers may begin and where a paragraph must
/// end. Where it cannot tell it assumes the worse.
struct LineBounds {
  /// Why something is shown as plain text.
  typealias Reason = MarkdownExcess.Reason

  /// Lines that are taken out, as a range of bytes that ends before the last line's end.
  struct Excess: Hashable {
    var range: Range<Int>
    var reason: Reason
  }

  private(set) var excesses: [Excess] = []
  /// Where the text ends that is not left out as a whole.
  private(set) var end = 0
  /// The bytes of the longest definition of an address, with its title.
  private(set) var longestDefinition = 0

  /// Containers within containers.
  static let deepest = 50
  /// Nanoseconds that blocks and marks may cost besides their share of `LeafBounds.share` for each byte.
  static let floor = 40_000_000
  /// The bytes of a text; nobody writes more.
  static let longest = 16 << 20

  /// Lines between which there is no empty one.
  private struct Run {
    var start: Int
    var reason: Reason?
    var quadratic = 0
  }

  /// What is known since the last place where a paragraph must have ended.
  private struct Paragraph {
    var bytes = 0
    var lines = 0
    var pipes = 0
    var columns = 0
    var definition: Int?
  }

  private var run: Run?
  private var paragraph = Paragraph()
  private var depth = 0
  private var linear = 0
  private var quadratic = 0
  private var previousEnd = 0

  init(_ bytes: [UInt8]) {
    end = bytes.count
    bytes.withUnsafeBufferPointer { buffer in
      var start = 0
      while start < buffer.count {
        var end = start
        while end < buffer.count, buffer[end] != .newline, buffer[end] != .carriageReturn { end += 1 }
        read(LineStart(buffer, start..<end), start..<end)
        if isTooMuch(end) {
          var rest = run ?? Run(start: start)
          rest.reason = .size
          run = rest
          self.end = rest.start
          endRun(buffer.count)
          return
        }
        previousEnd = end
        start = end + 1
        if end + 1 < buffer.count, buffer[end] == .carriageReturn, buffer[end + 1] == .newline { start += 1 }
      }
      endRun(previousEnd)
    }
  }

  private func isTooMuch(_ place: Int) -> Bool {
    linear > LineBounds.floor + place * LeafBounds.share || place > LineBounds.longest
  }

  private mutating func read(_ line: LineStart, _ range: Range<Int>) {
    linear += 100 + range.count * 2 + depth * 10
    guard !line.isBlank else { return endRun(previousEnd) }
    if run == nil { run = Run(start: range.lowerBound) }

    depth = line.markers + min(depth, line.blankColumns / 2)
    if depth > LineBounds.deepest { run?.reason = .depth }
    linear += line.cost

    if line.endsParagraph { endParagraph(range.lowerBound) }
    if line.isDefinition {
      endDefinition(range.lowerBound)
      paragraph.definition = range.lowerBound
    }
    if line.isDelimiterRow {
      // The rows above are taken for a table's head, each with all that stands before it.
      run?.quadratic += paragraph.lines * paragraph.bytes + paragraph.pipes * paragraph.pipes * 2
      paragraph.columns = max(paragraph.columns, line.pipes + 1)
    }
    if paragraph.columns > 0 {
      run?.quadratic += line.pipes * line.pipes * 6 + max(0, paragraph.columns - line.pipes - 3) * 400
      linear += min(line.pipes, paragraph.columns) * 350
    }
    paragraph.bytes += range.count
    paragraph.lines += 1
    paragraph.pipes += line.pipes
  }

  private mutating func endDefinition(_ end: Int) {
    if let start = paragraph.definition { longestDefinition = max(longestDefinition, end - start) }
    paragraph.definition = nil
  }

  private mutating func endParagraph(_ end: Int) {
    endDefinition(end)
    paragraph = Paragraph()
  }

  private mutating func endRun(_ end: Int) {
    endParagraph(end)
    guard var ended = run else { return }
    run = nil
    if ended.reason == nil, ended.quadratic > (end - ended.start) * LeafBounds.share {
      quadratic += ended.quadratic
      if quadratic > LeafBounds.floor {
        quadratic -= ended.quadratic
        ended.reason = .table
      }
    }
    guard let reason = ended.reason else { return }
    excesses.append(Excess(range: ended.start..<max(end, ended.start), reason: reason))
    depth = 0
  }
}

/// What the beginning of a line says of blocks.
struct LineStart {
  private(set) var isBlank = false
  /// The containers that may begin here: quotations, items, footnotes.
  private(set) var markers = 0
  /// The columns of blanks before, between and behind the markers.
  private(set) var blankColumns = 0
  /// Whether no paragraph goes on here: an item with a text or a heading begins that is not indented.
  private(set) var endsParagraph = false
  /// Whether it may be the row below a table's head.
  private(set) var isDelimiterRow = false
  private(set) var isDefinition = false
  private(set) var pipes = 0
  /// Nanoseconds that its blocks and what stands in them may take at most, from the tree to HTML.
  private(set) var cost = 400

  init(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) {
    var index = line.lowerBound
    var column = 0
    let end = line.upperBound
    func byte(_ index: Int) -> UInt8 { index < end ? bytes[index] : .newline }
    func skipBlanks() -> Int {
      let before = column
      while byte(index).isBlank {
        column += byte(index) == .tab ? 4 - column % 4 : 1
        index += 1
      }
      return column - before
    }

    blankColumns = skipBlanks()
    guard index < end else {
      isBlank = true
      return
    }
    let indent = column
    var ruleStart: Int?
    markers: while index < end {
      let first = byte(index)
      var length = 1
      switch first {
      case UInt8(ascii: ">"): break
      case .hyphen, UInt8(ascii: "+"), UInt8(ascii: "*"):
        guard byte(index + 1).isBlank || index + 1 == end else { break markers }
        if ruleStart == nil { ruleStart = LineStart.ruleStart(bytes, line) }
        // A line of nothing but hyphens or stars is a rule, and no list.
        if let ruleStart, index >= ruleStart { break markers }
        if markers == 0, indent < 4, LineStart.hasText(bytes, index + 1..<end) { endsParagraph = true }
      case UInt8(ascii: "0")...UInt8(ascii: "9"):
        while length < 10, byte(index + length).isDigit { length += 1 }
        guard byte(index + length) == .fullStop || byte(index + length) == UInt8(ascii: ")"),
          byte(index + length + 1).isBlank || index + length + 1 == end
        else { break markers }
        length += 1
      case .openBracket:
        guard byte(index + 1) == UInt8(ascii: "^"), let close = LineStart.footnoteEnd(bytes, index..<end) else {
          break markers
        }
        length = close - index
      default: break markers
      }
      markers += 1
      cost += first == .openBracket ? 2300 : first == UInt8(ascii: ">") ? 300 : 450
      index += length
      column += length
      blankColumns += skipBlanks()
    }
    if markers == 0, indent < 4, byte(index) == .hash { endsParagraph = isHeading(bytes, index..<end) }
    readRest(bytes, index..<end)
  }

  private mutating func readRest(_ bytes: UnsafeBufferPointer<UInt8>, _ rest: Range<Int>) {
    var isDelimiter = true
    var hasHyphen = false
    var hasOther = false
    var previous: UInt8 = .space
    for index in rest {
      let byte = bytes[index]
      switch byte {
      case UInt8(ascii: "|"): (pipes, hasOther) = (pipes + 1, true)
      case .hyphen: hasHyphen = true
      case .colon:
        hasOther = true
        if previous == .closeBracket { isDefinition = true }
      case .space, .tab, 0x0B, 0x0C: break
      default:
        isDelimiter = false
        cost += LineStart.cost(byte, behind: previous)
      }
      previous = byte
    }
    isDelimiterRow = isDelimiter && hasHyphen && hasOther
  }

  /// Nanoseconds that a mark may take at most, measured and rounded (docs/evidence/markup.md).
  @inline(__always)
  private static func cost(_ byte: UInt8, behind previous: UInt8) -> Int {
    switch byte {
    case UInt8(ascii: "*"), UInt8(ascii: "_"), UInt8(ascii: "~"): previous == byte ? 250 : 500
    case .openBracket: previous == .openBracket ? 900 : 400
    case UInt8(ascii: "("): previous == .closeBracket ? 2000 : 0
    case UInt8(ascii: "^"): previous == .openBracket ? 3000 : 0
    case UInt8(ascii: "1")...UInt8(ascii: "9"): previous == .hash ? 900 : 0
    case UInt8(ascii: "@"): 700
    case .doubleQuote, .singleQuote: 150
    case .slash: previous == .colon ? 600 : 0
    case UInt8(ascii: "&"): 400
    case UInt8(ascii: "<"): 700
    default: 0
    }
  }

  /// Where the rest of a line begins to be one of `-`, `*`, `+` and blanks alone.
  private static func ruleStart(_ bytes: UnsafeBufferPointer<UInt8>, _ line: Range<Int>) -> Int {
    var mark: UInt8?
    var index = line.upperBound
    while index > line.lowerBound {
      let byte = bytes[index - 1]
      if !byte.isBlank {
        guard byte == .hyphen || byte == UInt8(ascii: "*"), mark == nil || mark == byte else { break }
        mark = byte
      }
      index -= 1
    }
    return mark == nil ? line.upperBound : index
  }

  private static func hasText(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    range.contains { !bytes[$0].isBlank }
  }

  private static func footnoteEnd(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Int? {
    guard let close = range.first(where: { bytes[$0] == .closeBracket || bytes[$0].isBlank }),
      bytes[close] == .closeBracket, close + 1 < range.upperBound, bytes[close + 1] == .colon
    else { return nil }
    return close + 2
  }

  private func isHeading(_ bytes: UnsafeBufferPointer<UInt8>, _ range: Range<Int>) -> Bool {
    let marks = range.prefix { bytes[$0] == .hash }.count
    let next = range.lowerBound + marks
    return marks <= 6 && (next == range.upperBound || bytes[next].isBlank)
  }
}
