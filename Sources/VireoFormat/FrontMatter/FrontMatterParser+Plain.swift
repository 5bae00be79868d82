import VireoModel

extension FrontMatterParser {
  static func isIndicator(_ byte: UInt8) -> Bool {
    switch byte {
    case .hyphen, .question, .colon, .comma, .openBracket, .closeBracket, .openBrace, .closeBrace, .hash,
      UInt8(ascii: "&"), UInt8(ascii: "*"), UInt8(ascii: "!"), UInt8(ascii: "|"), UInt8(ascii: ">"),
      .singleQuote, .doubleQuote, UInt8(ascii: "%"), UInt8(ascii: "@"), UInt8(ascii: "`"):
      true
    default: false
    }
  }

  /// Whether a plain scalar may begin here (YAML 1.2, rule 123).
  func startsPlain(at place: Int) -> Bool {
    let byte = source.bytes[place]
    if byte == .hyphen || byte == .question || byte == .colon { return !lines.isBlank(place + 1) }
    return !FrontMatterParser.isIndicator(byte)
  }

  /// Where plain text on one line ends, and why.
  private enum PlainEnd {
    case lineEnd(Int)
    case comment(Int, hash: Int)
    /// A colon that would make it a key.
    case colon(Int)
  }

  private func plainEnd(from start: Int, to lineEnd: Int) -> PlainEnd {
    var index = start
    while index < lineEnd {
      let byte = source.bytes[index]
      if byte == .colon, lines.isBlank(index + 1) { return .colon(index) }
      if byte == .hash, index > start, source.bytes[index - 1].isBlank {
        return .comment(lines.trimBlanks(from: start, to: index), hash: index)
      }
      index += 1
    }
    return .lineEnd(lines.trimBlanks(from: start, to: lineEnd))
  }

  /// A plain scalar, which may go on over deeper lines; `nil` where the first line is no YAML.
  mutating func plain(
    at start: Int, lineEnd: Int, indent: Int, isItem: Bool
  ) -> (FrontMatter.Value, next: Int)? {
    var end: Int
    switch plainEnd(from: start, to: lineEnd) {
    case .colon: return nil
    case .comment(let textEnd, let hash):
      checkComment(at: hash, lineEnd: lineEnd)
      let scalar = FrontMatter.Scalar(text: lines.text(start, textEnd), range: start..<textEnd, style: .plain)
      return (.scalar(scalar), rejectContinuation(from: lines.nextLine(from: start), indent: indent))
    case .lineEnd(let textEnd): end = textEnd
    }
    var text = lines.text(start, end)
    var next = lines.nextLine(from: start)
    // Only blank lines may stand before a line that continues the text; a comment ends it.
    while let line = lines.contentLine(from: next, skippingComments: false), line.indent > indent {
      if source.bytes[line.content] == .hash || lines.hasTab(line) { break }
      let part: Int
      var isCut = false
      switch plainEnd(from: line.content, to: line.end) {
      case .colon:
        return (.scalar(.init(text: text, range: start..<end, style: .plain)), reject(line, indent: indent))
      case .comment(let textEnd, let hash):
        checkComment(at: hash, lineEnd: line.end)
        (part, isCut) = (textEnd, true)
      case .lineEnd(let textEnd): part = textEnd
      }
      let breaks = countLineBreaks(from: end, to: line.start)
      text += breaks <= 1 ? " " : String(repeating: "\n", count: breaks - 1)
      text += lines.text(line.content, part)
      end = part
      next = lines.nextLine(from: line.start)
      if isCut { break }
    }
    let scalar = FrontMatter.Scalar(text: text, range: start..<end, style: .plain)
    return (.scalar(scalar), rejectContinuation(from: next, indent: indent))
  }

  private mutating func reject(_ line: LineReader.Line, indent: Int) -> Int {
    report(.badIndent(source, line.content..<line.end))
    return skipIndented(from: line.start, deeperThan: indent)
  }

  func countLineBreaks(from start: Int, to end: Int) -> Int {
    source.bytes[start..<end].reduce(0) { $1 == .newline ? $0 + 1 : $0 }
  }

  func isComment(at place: Int) -> Bool {
    place < lines.limit && source.bytes[place] == .hash && place > 0 && source.bytes[place - 1].isBlank
  }

  /// Whether nothing but blanks and a comment follows a value on its line.
  func endsValue(at place: Int, lineEnd: Int) -> Bool {
    let rest = lines.skipBlanks(place, to: lineEnd)
    return rest == lineEnd || (source.bytes[rest] == .hash && rest > place)
  }

  /// Reports what looks like text but is a comment: a hash with no blank behind it, as in `C#, see #7`.
  mutating func checkComment(at place: Int, lineEnd: Int) {
    guard place < lineEnd, source.bytes[place] == .hash else { return }
    var behind = place
    while behind < lineEnd, source.bytes[behind] == .hash { behind += 1 }
    guard behind < lineEnd, !source.bytes[behind].isBlank else { return }
    report(.textCut(source, place..<lines.trimBlanks(from: place, to: lineEnd), as: "the beginning of a comment"))
  }
}

extension FrontMatterParser {
  /// Where an anchor or a tag ends; `nil` where the text is neither.
  func endOfProperty(at start: Int, lineEnd: Int) -> Int? {
    let isTag = source.bytes[start] == UInt8(ascii: "!")
    var index = start + 1
    if isTag, index < lineEnd, source.bytes[index] == UInt8(ascii: "!") { index += 1 }
    let nameStart = index
    while index < lineEnd, !source.bytes[index].isBlank {
      let byte = source.bytes[index]
      let isWord = byte.isASCIILetter || byte.isDigit || byte == .hyphen || byte == UInt8(ascii: "_")
      guard isWord || (isTag && "/:.~;?@=+$()'%&*".utf8.contains(byte)) else { return nil }
      index += 1
    }
    return isTag && nameStart == start + 1 || index > nameStart ? index : nil
  }

  /// Reads the value behind an anchor or a tag, which YAML would drop in silence.
  mutating func parseProperty(
    from start: Int, to behind: Int, lineEnd: Int, indent: Int, isItem: Bool
  ) -> (FrontMatter.Value, next: Int) {
    let isTag = source.bytes[start] == UInt8(ascii: "!")
    var probe = self
    probe.result.diagnostics = []
    probe.properties.insert(source.bytes[start])
    let found = probe.parseValue(at: behind, lineEnd: lineEnd, indent: indent, isItem: isItem)
    let isText = probe.result.diagnostics.contains { $0.code == .quoteNeeded }
    if isText {
      // What follows is no YAML, so the whole line is the text.
      let end = lines.trimBlanks(from: start, to: lineEnd)
      let scalar = FrontMatter.Scalar(text: lines.text(start, end), range: start..<end, style: .verbatim)
      report(.quoteNeeded(source, start..<end, text: scalar.text))
      return (.scalar(scalar), rejectContinuation(from: lines.nextLine(from: start), indent: indent))
    }
    report(.textCut(source, start..<behind, as: isTag ? "a tag" : "an anchor"))
    probe.result.diagnostics = result.diagnostics + probe.result.diagnostics
    probe.properties = properties
    self = probe
    if !isTag { anchors.insert(lines.text(start + 1, behind)) }
    return found
  }
}
