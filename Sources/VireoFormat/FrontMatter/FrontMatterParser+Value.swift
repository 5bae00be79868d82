import VireoModel

extension FrontMatterParser {
  /// Reads the value behind a colon or a list's hyphen.
  ///
  /// - Parameters:
  ///   - place: The byte behind the colon or hyphen.
  ///   - indent: The column of the key or hyphen; what belongs to it stands deeper.
  ///   - isItem: Whether it is an item of a list, which holds a scalar and nothing else.
  /// - Returns: The value and the start of the line behind it.
  mutating func parseValue(
    at place: Int, lineEnd: Int, indent: Int, isItem: Bool
  ) -> (FrontMatter.Value, next: Int) {
    let start = lines.skipBlanks(place, to: lineEnd)
    if start == lineEnd || isComment(at: start) {
      checkComment(at: start, lineEnd: lineEnd)
      return parseBelow(lines.nextLine(from: place), indent: indent, isItem: isItem)
    }
    switch source.bytes[start] {
    case UInt8(ascii: "&"), UInt8(ascii: "!"):
      if !properties.contains(source.bytes[start]), let behind = endOfProperty(at: start, lineEnd: lineEnd) {
        return parseProperty(from: start, to: behind, lineEnd: lineEnd, indent: indent, isItem: isItem)
      }
    case UInt8(ascii: "|"), UInt8(ascii: ">"):
      if let (scalar, next) = blockScalar(at: start, lineEnd: lineEnd, indent: indent) {
        return (.scalar(scalar), next)
      }
    case .doubleQuote, .singleQuote:
      if let found = parseQuoted(at: start, lineEnd: lineEnd, indent: indent) { return found }
    case .openBracket, .openBrace:
      if let found = parseFlow(at: start, lineEnd: lineEnd, indent: indent, isItem: isItem) { return found }
    case UInt8(ascii: "*"):
      let name = lines.text(start + 1, lines.trimBlanks(from: start, to: lineEnd))
      if anchors.contains(name) {
        report(.unsupportedYAML(source, start..<start + 1, "an alias", advice: "write the value out"))
        return (.unreadable(start..<lineEnd), skipIndented(from: lines.nextLine(from: start), deeperThan: indent))
      }
    default:
      if startsPlain(at: start), let found = plain(at: start, lineEnd: lineEnd, indent: indent, isItem: isItem) {
        return found
      }
    }
    return verbatim(at: start, lineEnd: lineEnd, indent: indent)
  }

  /// The rest of the line as text, since it is no YAML.
  private mutating func verbatim(at start: Int, lineEnd: Int, indent: Int) -> (FrontMatter.Value, next: Int) {
    let end = lines.trimBlanks(from: start, to: lineEnd)
    let scalar = FrontMatter.Scalar(text: lines.text(start, end), range: start..<end, style: .verbatim)
    report(.quoteNeeded(source, start..<end, text: scalar.text))
    return (.scalar(scalar), rejectContinuation(from: lines.nextLine(from: start), indent: indent))
  }

  /// Reports lines that would continue a value which cannot be continued.
  mutating func rejectContinuation(from start: Int, indent: Int) -> Int {
    guard let line = lines.contentLine(from: start), line.indent > indent else { return start }
    report(
      lines.hasTab(line)
        ? .tabIndent(source, line.start..<line.content) : .badIndent(source, line.content..<line.end))
    return skipIndented(from: start, deeperThan: indent)
  }

  private mutating func parseQuoted(
    at start: Int, lineEnd: Int, indent: Int
  ) -> (FrontMatter.Value, next: Int)? {
    switch quoted(at: start, indent: indent) {
    case .closed(let scalar, let behind):
      let closingEnd = lines.contentEnd(from: behind)
      if endsValue(at: behind, lineEnd: closingEnd) {
        checkComment(at: lines.skipBlanks(behind, to: closingEnd), lineEnd: closingEnd)
        return (.scalar(scalar), rejectContinuation(from: lines.nextLine(from: behind), indent: indent))
      }
      if behind <= lineEnd { return nil }
      report(.badIndent(source, behind..<closingEnd))
      return (.scalar(scalar), skipIndented(from: lines.nextLine(from: behind), deeperThan: indent))
    case .unclosed(let end, let defect):
      if end <= lineEnd { return nil }
      report(.unclosedValue(source, defect ?? start..<start + 1, isEscape: defect != nil))
      return (
        .unreadable(start..<lineEnd), skipIndented(from: lines.nextLine(from: start), deeperThan: indent)
      )
    }
  }

  /// What stands on the lines below a key or hyphen without a value of its own.
  private mutating func parseBelow(_ start: Int, indent: Int, isItem: Bool) -> (FrontMatter.Value, next: Int) {
    guard let line = lines.contentLine(from: start) else { return (.none, start) }
    let isList = isHyphen(at: line.content, lineEnd: line.end)
    guard line.indent > indent || (line.indent == indent && isList && !isItem) else { return (.none, start) }
    if lines.hasTab(line) {
      report(.tabIndent(source, line.start..<line.content))
      return (.none, skipIndented(from: start, deeperThan: indent))
    }
    if isItem, isList || parseKey(from: line.content, to: line.end) != nil {
      return unsupported(line.content..<line.end, "a list or map inside a list", from: start, indent: indent)
    }
    if isList { return parseList(from: line, deeperThan: indent) }
    if parseKey(from: line.content, to: line.end) != nil { return parseMap(from: line, deeperThan: indent) }
    return parseValue(at: line.content, lineEnd: line.end, indent: indent, isItem: isItem)
  }

  func isHyphen(at place: Int, lineEnd: Int) -> Bool {
    place < lineEnd && source.bytes[place] == .hyphen && (place + 1 == lineEnd || source.bytes[place + 1].isBlank)
  }

  private mutating func parseList(
    from first: LineReader.Line, deeperThan indent: Int
  ) -> (FrontMatter.Value, next: Int) {
    var items: [FrontMatter.Item] = []
    var next = first.start
    while let line = lines.contentLine(from: next), line.indent == first.indent, !lines.hasTab(line),
      isHyphen(at: line.content, lineEnd: line.end)
    {
      let behindHyphen = line.content + 1
      let value: FrontMatter.Value
      (value, next) = parseItem(at: behindHyphen, line: line)
      switch value {
      case .scalar(let scalar): items.append(.init(scalar: scalar, range: line.start..<next))
      case .none:
        let empty = FrontMatter.Scalar(text: "", range: behindHyphen..<behindHyphen, style: .plain)
        items.append(.init(scalar: empty, range: line.start..<next))
      case .list, .map, .unreadable: break
      }
    }
    if let line = lines.contentLine(from: next), line.indent > indent {
      next = rejectContinuation(from: next, indent: indent)
    }
    return (.list(.init(items: items, isFlow: false, range: first.start..<next)), next)
  }

  private mutating func parseItem(at place: Int, line: LineReader.Line) -> (FrontMatter.Value, next: Int) {
    let start = lines.skipBlanks(place, to: line.end)
    let isNested = isHyphen(at: start, lineEnd: line.end)
    if start < line.end, isNested || parseKey(from: start, to: line.end) != nil {
      let what = isNested ? "a list inside a list" : "a map inside a list"
      return unsupported(start..<line.end, what, from: lines.nextLine(from: line.start), indent: line.indent)
    }
    return parseValue(at: place, lineEnd: line.end, indent: line.indent, isItem: true)
  }

  private mutating func parseMap(
    from first: LineReader.Line, deeperThan indent: Int
  ) -> (FrontMatter.Value, next: Int) {
    var pairs: [FrontMatter.Pair] = []
    var keys: Set<String> = []
    var next = first.start
    while let line = lines.contentLine(from: next), line.indent == first.indent, !lines.hasTab(line),
      let (key, colon) = parseKey(from: line.content, to: line.end)
    {
      let value: FrontMatter.Value
      (value, next) = parseValue(at: colon + 1, lineEnd: line.end, indent: line.indent, isItem: true)
      if rejectMergeKey(key) {
        continue
      } else if !keys.insert(key.text).inserted, let earlier = pairs.first(where: { $0.key.text == key.text }) {
        report(.duplicateKey(source, key.range, key: key.text, first: earlier.key.range))
      } else if case .scalar(let scalar) = value {
        pairs.append(.init(key: key, value: scalar))
      } else {
        pairs.append(.init(key: key, value: nil))
      }
    }
    if let line = lines.contentLine(from: next), line.indent > indent {
      next = rejectContinuation(from: next, indent: indent)
    }
    return (.map(pairs, first.start..<next), next)
  }

  mutating func unsupported(
    _ range: Range<Int>, _ what: String, from start: Int, indent: Int
  ) -> (FrontMatter.Value, next: Int) {
    report(.unsupportedYAML(source, range, what, advice: "quote the text, or write one value"))
    return (.unreadable(range), skipIndented(from: start, deeperThan: indent))
  }
}
