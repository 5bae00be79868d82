import VireoModel

extension FrontMatterParser {
  /// Reads a list in brackets or a map in braces; `nil` where the line is no YAML.
  mutating func parseFlow(
    at start: Int, lineEnd: Int, indent: Int, isItem: Bool
  ) -> (FrontMatter.Value, next: Int)? {
    var reader = FlowReader(parser: self, place: start + 1, indent: indent)
    let isMap = source.bytes[start] == .openBrace
    guard reader.read(isMap: isMap) else {
      if let nested = reader.nested {
        return unsupported(
          nested, "a list or map inside a list or map", from: lines.nextLine(from: start), indent: indent)
      }
      if reader.place <= lineEnd || isOnlyLine(start, indent: indent) { return nil }
      report(.unclosedValue(source, start..<start + 1, isEscape: false))
      return (
        .unreadable(start..<lineEnd), skipIndented(from: lines.nextLine(from: start), deeperThan: indent)
      )
    }
    let closingEnd = lines.contentEnd(from: reader.place)
    guard endsValue(at: reader.place, lineEnd: closingEnd) else {
      if reader.place <= lineEnd { return nil }
      report(.badIndent(source, reader.place..<closingEnd))
      return (.unreadable(start..<reader.place), lines.nextLine(from: reader.place))
    }
    if isItem {
      return unsupported(
        start..<reader.place, "a list or map inside a list", from: lines.nextLine(from: reader.place),
        indent: indent)
    }
    for comment in reader.comments { checkComment(at: comment, lineEnd: lines.contentEnd(from: comment)) }
    checkComment(at: lines.skipBlanks(reader.place, to: closingEnd), lineEnd: closingEnd)
    let range = start..<reader.place
    let value: FrontMatter.Value =
      isMap ? .map(reader.pairs, range) : .list(.init(items: reader.items, isFlow: true, range: range))
    for pair in reader.pairs { _ = rejectMergeKey(pair.key) }
    // The first will do: each holds the whole line, and there may be thousands on one.
    if let pair = reader.repeated {
      report(.duplicateKey(source, pair.key.range, key: pair.key.text, first: nil))
    }
    return (value, rejectContinuation(from: lines.nextLine(from: reader.place), indent: indent))
  }

  /// Whether no deeper line follows.
  private func isOnlyLine(_ start: Int, indent: Int) -> Bool {
    guard let line = lines.contentLine(from: lines.nextLine(from: start)) else { return true }
    return line.indent <= indent
  }
}

/// Reads the items between brackets or braces, over several lines if need be.
private struct FlowReader {
  let parser: FrontMatterParser
  var place: Int
  let indent: Int
  var items: [FrontMatter.Item] = []
  var pairs: [FrontMatter.Pair] = []
  var repeated: FrontMatter.Pair?
  var keys: Set<String> = []
  /// A collection inside this one.
  var nested: Range<Int>?
  /// Where comments begin.
  var comments: [Int] = []
  /// The end of the line that was looked at last, so that many items on one line cost no more than each of them.
  var lineEnd = -1

  init(parser: FrontMatterParser, place: Int, indent: Int) {
    self.parser = parser
    self.place = place
    self.indent = indent
  }

  private var lines: LineReader { parser.lines }
  private var bytes: [UInt8] { parser.source.bytes }

  private mutating func findLineEnd() -> Int {
    if place > lineEnd { lineEnd = lines.contentEnd(from: place) }
    return lineEnd
  }

  /// Reads up to and with the closing bracket; false where it is no collection that can be read.
  mutating func read(isMap: Bool) -> Bool {
    let closing: UInt8 = isMap ? .closeBrace : .closeBracket
    while skipSpace(closing: closing) {
      if bytes[place] == closing {
        place += 1
        return true
      }
      guard isMap ? readPair() : readItem() else { return false }
      guard skipSpace(closing: closing) else { return false }
      if bytes[place] == .comma {
        place += 1
      } else if bytes[place] != closing {
        return false
      }
    }
    return false
  }

  /// Passes over blanks, comments and line ends; false at the end or where a line cannot belong here.
  private mutating func skipSpace(closing: UInt8) -> Bool {
    while place < lines.limit {
      if bytes[place].isBlank {
        place += 1
      } else if parser.isComment(at: place) {
        comments.append(place)
        place = findLineEnd()
      } else if lines.isLineEnd(place) {
        let next = lines.nextLine(from: place)
        guard let line = lines.contentLine(from: next) else { return false }
        guard !lines.hasTab(line), line.indent > indent || bytes[line.content] == closing else { return false }
        place = line.content
      } else {
        return true
      }
    }
    return false
  }

  private mutating func readItem() -> Bool {
    guard let scalar = readScalar() else { return false }
    let afterScalar = lines.skipBlanks(place, to: findLineEnd())
    if afterScalar < lines.limit, bytes[afterScalar] == .colon {
      // A single pair is YAML for a map with one key.
      nested = scalar.range
      return false
    }
    items.append(.init(scalar: scalar, range: scalar.range))
    return true
  }

  private mutating func readPair() -> Bool {
    guard let key = readScalar() else { return false }
    var pair = FrontMatter.Pair(key: key, value: nil)
    let colon = lines.skipBlanks(place, to: findLineEnd())
    if colon < lines.limit, bytes[colon] == .colon {
      place = colon + 1
      guard skipSpace(closing: .closeBrace) else { return false }
      if bytes[place] != .comma, bytes[place] != .closeBrace {
        guard let value = readScalar() else { return false }
        pair.value = value
      }
    }
    if keys.insert(key.text).inserted { pairs.append(pair) } else { repeated = repeated ?? pair }
    return true
  }

  private mutating func readScalar() -> FrontMatter.Scalar? {
    let byte = bytes[place]
    if byte == .doubleQuote || byte == .singleQuote {
      guard case .closed(let scalar, let behind) = parser.quoted(at: place, indent: indent) else { return nil }
      place = behind
      return scalar
    }
    if byte == .openBracket || byte == .openBrace {
      nested = place..<place + 1
      return nil
    }
    guard startsFlowPlain() else { return nil }
    return readPlain()
  }

  private func startsFlowPlain() -> Bool {
    let byte = bytes[place]
    if byte == .hyphen || byte == .question || byte == .colon {
      return !lines.isBlank(place + 1) && !bytes[place + 1].isFlowIndicator
    }
    return !FrontMatterParser.isIndicator(byte)
  }

  private mutating func readPlain() -> FrontMatter.Scalar? {
    let start = place
    let lineEnd = findLineEnd()
    var index = place
    while index < lineEnd {
      let byte = bytes[index]
      if byte.isFlowIndicator { break }
      if byte == .colon, lines.isBlank(index + 1) || bytes[index + 1].isFlowIndicator { break }
      if byte == .hash, bytes[index - 1].isBlank { break }
      index += 1
    }
    let end = lines.trimBlanks(from: start, to: index)
    place = end
    return .init(text: lines.text(start, end), range: start..<end, style: .plain)
  }
}
