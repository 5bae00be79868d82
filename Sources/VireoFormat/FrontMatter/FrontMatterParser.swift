package import VireoModel

/// Reads the front matter of a file from its bytes.
///
/// It never fails: what is not read is a diagnostic, and everything that can be read is.
package struct FrontMatterParser {
  let source: SourceText
  var lines: LineReader
  var result = FrontMatter()
  /// The names of anchors seen so far, so that an alias of one is told from text with an asterisk.
  var anchors: Set<String> = []
  /// The keys of `result`, so that many keys cost no more than each of them.
  var keys: Set<String> = []
  /// The first bytes of the anchor and the tag before the value that is being read; a value has one of each at most.
  var properties: Set<UInt8> = []

  package static func parse(_ source: SourceText) -> FrontMatter {
    var parser = FrontMatterParser(source: source)
    parser.parseFile()
    return parser.result
  }

  /// Reads the values of one more text in the same way, as for the tests' oracle.
  init(source: SourceText) {
    self.source = source
    lines = LineReader(bytes: source.bytes, limit: source.bytes.count)
  }

  private mutating func parseFile() {
    result.hasByteOrderMark = source.bytes.starts(with: SourceText.byteOrderMark)
    let start = result.hasByteOrderMark ? 3 : 0
    result.bodyStart = start
    if startsConflict(start) {
      report(.conflictMarker(source, start..<lines.contentEnd(from: start)))
      return
    }
    guard isFence(start) else { return }
    let first = lines.nextLine(from: start)
    result.opening = start..<first
    var place = first
    while place < lines.limit, !isFence(place) { place = lines.nextLine(from: place) }
    if min(place, lines.limit) - first > FrontMatter.sizeLimit {
      result.bodyStart = place < lines.limit ? lines.nextLine(from: place) : lines.limit
      report(.frontMatterTooLarge(source, start..<lines.contentEnd(from: start), size: place - first))
      return
    }
    guard place < lines.limit else {
      result.bodyStart = lines.limit
      report(.unclosedFrontMatter(source, start..<lines.contentEnd(from: start)))
      return
    }
    result.closing = place..<lines.nextLine(from: place)
    result.bodyStart = lines.nextLine(from: place)
    lines.limit = place
    parseEntries(from: first)
    tellConflictsOnce()
  }

  /// Of each unfinished merge only the first marker is told, and not that the two sides have the same keys.
  private mutating func tellConflictsOnce() {
    guard result.diagnostics.contains(where: { $0.code == .conflictMarker }) else { return }
    let hasBeginning = result.diagnostics.contains { $0.place.excerpt?.hasPrefix("<<<<<<<") == true }
    result.diagnostics.removeAll { diagnostic in
      if diagnostic.code == .duplicateKey { return true }
      let isBeginning = diagnostic.place.excerpt?.hasPrefix("<<<<<<<") == true
      return diagnostic.code == .conflictMarker && hasBeginning && !isBeginning
    }
  }

  /// Whether the line is `---` and nothing else but blanks.
  private func isFence(_ start: Int) -> Bool {
    let end = lines.contentEnd(from: start)
    guard end - start >= 3, source.bytes[start..<start + 3].allSatisfy({ $0 == .hyphen }) else { return false }
    return lines.skipBlanks(start + 3, to: end) == end
  }

  /// Whether the line begins with what begins or ends a document of YAML: `---` or `...` and a blank.
  private func isDocumentMarker(_ line: LineReader.Line) -> Bool {
    guard line.end - line.start >= 3, lines.isBlank(line.start + 3) else { return false }
    let marker = source.bytes[line.start..<line.start + 3]
    return marker.allSatisfy { $0 == .hyphen } || marker.allSatisfy { $0 == UInt8(ascii: ".") }
  }

  private func startsConflict(_ start: Int) -> Bool {
    let end = lines.contentEnd(from: start)
    guard end - start >= 7 else { return false }
    let first = source.bytes[start]
    guard
      first == UInt8(ascii: "<") || first == UInt8(ascii: ">") || first == UInt8(ascii: "|")
        || first == UInt8(ascii: "=")
    else { return false }
    guard source.bytes[start..<start + 7].allSatisfy({ $0 == first }) else { return false }
    return start + 7 == end ? true : source.bytes[start + 7] == .space
  }

  mutating func parseEntries(from start: Int) {
    var place = start
    while let line = lines.contentLine(from: place) {
      if line.indent > 0 {
        if lines.hasTab(line) {
          report(.tabIndent(source, line.start..<line.content))
        } else {
          report(.badIndent(source, line.content..<line.end))
        }
        place = lines.nextLine(from: line.start)
      } else if startsConflict(line.start) {
        report(.conflictMarker(source, line.start..<line.end))
        place = lines.nextLine(from: line.start)
      } else {
        place = parseEntry(line)
      }
    }
  }

  /// Reads the key of a line and its value, and returns the start of the line behind them.
  private mutating func parseEntry(_ line: LineReader.Line) -> Int {
    guard !isDocumentMarker(line), let (key, colon) = parseKey(from: line.start, to: line.end) else {
      report(.notKeyValue(source, line.start..<line.end))
      return skipIndented(from: lines.nextLine(from: line.start), deeperThan: 0)
    }
    if rejectMergeKey(key) {
      return skipIndented(from: lines.nextLine(from: line.start), deeperThan: 0)
    }
    let (value, next) = parseValue(at: colon + 1, lineEnd: line.end, indent: 0, isItem: false)
    let entry = FrontMatter.Entry(key: key.text, keyRange: key.range, value: value, lines: line.start..<next)
    if !keys.insert(key.text).inserted, let first = result.entry(key.text) {
      report(.duplicateKey(source, key.range, key: key.text, first: first.keyRange))
    } else {
      result.entries.append(entry)
    }
    return next
  }

  mutating func rejectMergeKey(_ key: FrontMatter.Scalar) -> Bool {
    guard key.text == "<<" else { return false }
    report(.unsupportedYAML(source, key.range, "a merge key", advice: "write the keys out"))
    return true
  }

  /// The most bytes that a key may have (YAML 1.2, section 7.4.2).
  private static let keyLimit = 1024

  /// A key at the beginning of a line or pair, with the place of its colon.
  func parseKey(from start: Int, to end: Int) -> (FrontMatter.Scalar, Int)? {
    let bytes = source.bytes
    let first = bytes[start]
    if first == .doubleQuote || first == .singleQuote {
      guard let (scalar, next) = quoted(at: start, indent: 0).closedOnLine(before: end) else { return nil }
      let colon = lines.skipBlanks(next, to: end)
      guard colon < end, bytes[colon] == .colon, lines.isBlank(colon + 1), colon - start <= Self.keyLimit else {
        return nil
      }
      return (scalar, colon)
    }
    guard !FrontMatterParser.isIndicator(first) || startsPlain(at: start) else { return nil }
    var index = start
    while index < end {
      if bytes[index] == .colon, lines.isBlank(index + 1) {
        let keyEnd = lines.trimBlanks(from: start, to: index)
        guard keyEnd > start, index - start <= Self.keyLimit else { return nil }
        return (.init(text: lines.text(start, keyEnd), range: start..<keyEnd, style: .plain), index)
      }
      if bytes[index] == .hash, index > start, bytes[index - 1].isBlank { return nil }
      index += 1
    }
    return nil
  }

  mutating func report(_ diagnostic: Diagnostic) { result.diagnostics.append(diagnostic) }

  /// Passes over lines that are indented more deeply, so that one mistake is told once.
  func skipIndented(from start: Int, deeperThan indent: Int) -> Int {
    var place = start
    while let line = lines.contentLine(from: place), line.indent > indent {
      place = lines.nextLine(from: line.start)
    }
    return place
  }
}
