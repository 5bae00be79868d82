import VireoModel

/// Why a line is no rule.
struct RuleMistake: Error {
  let range: Range<Int>
  let message: String
  let advice: String?

  init(_ range: Range<Int>, _ message: String, advice: String? = nil) {
    self.range = range
    self.message = message
    self.advice = advice
  }
}

/// Reads a line of a file with rules, from left to right.
struct RuleReader {
  /// How many mistakes of a file are told one by one.
  static let mistakeLimit = 100

  let source: SourceText
  private(set) var position: Int
  private let end: Int

  init(_ source: SourceText, _ line: Range<Int>) {
    self.source = source
    position = line.lowerBound
    end = line.upperBound
  }

  /// The rules of all lines that can be read, and what is wrong with the others.
  ///
  /// Empty lines and those that begin with `#` are none. Behind ``mistakeLimit`` mistakes nothing more is told of any.
  static func rules<Rule>(
    of text: String, path: String, read: (inout RuleReader, _ line: Int) throws(RuleMistake) -> Rule
  ) -> (rules: [Rule], diagnostics: [Diagnostic]) {
    let source = SourceText(path: path, bytes: Array(text.utf8))
    var rules: [Rule] = []
    var found: [Diagnostic] = []
    var start = source.bytes.starts(with: SourceText.byteOrderMark) ? SourceText.byteOrderMark.count : 0
    var line = 1
    while start < source.bytes.count {
      let end = source.bytes[start...].firstIndex(of: .newline) ?? source.bytes.count
      var reader = RuleReader(source, start..<end)
      reader.skipBlanks()
      if !reader.isAtEnd, reader.current != .hash {
        do throws(RuleMistake) { rules.append(try read(&reader, line)) } catch {
          if found.count < mistakeLimit {
            found.append(
              Diagnostic(.invalidErrorRule, .init(source, error.range), error.message, advice: error.advice))
          } else if found.count == mistakeLimit {
            found.append(
              Diagnostic(
                .invalidErrorRule, .init(source, error.range), "this and perhaps more lines are no rules",
                advice: "mend the lines above first"))
          }
        }
      }
      start = end + 1
      line += 1
    }
    return (rules, found)
  }

  var isAtEnd: Bool { position >= end }
  var current: UInt8? { position < end ? source.bytes[position] : nil }
  /// The place behind the last byte read, where something is missing.
  var here: Range<Int> { position..<min(position + 1, max(end, position)) }

  static func isBlank(_ byte: UInt8) -> Bool { byte == .space || byte == .tab || byte == .carriageReturn }

  mutating func skipBlanks() { while let byte = current, RuleReader.isBlank(byte) { position += 1 } }

  mutating func advance() { position = min(position + 1, end) }

  /// Whether a text stands here.
  func has(_ text: StaticString) -> Bool {
    source.bytes.withUnsafeBufferPointer { $0.has(text, at: position) } && position + text.utf8CodeUnitCount <= end
  }

  /// Reads over a text, if it stands here.
  mutating func skip(_ text: StaticString) -> Bool {
    guard has(text) else { return false }
    position += text.utf8CodeUnitCount
    return true
  }

  /// The bytes up to one that ends the word.
  mutating func word(until isEnd: (UInt8) -> Bool) -> Range<Int> {
    let start = position
    while let byte = current, !RuleReader.isBlank(byte), !isEnd(byte) { position += 1 }
    return start..<position
  }

  /// What stands in double quotes, as `\"` and `\\` with their backslashes taken off if asked; the range is within.
  mutating func quoted() throws(RuleMistake) -> Range<Int> {
    let start = position
    position += 1
    while let byte = current, byte != .doubleQuote { position += byte == .backslash && position + 1 < end ? 2 : 1 }
    guard current == .doubleQuote else {
      throw RuleMistake(start..<end, "the quotes aren't closed", advice: "add '\"' where the text ends")
    }
    position += 1
    return (start + 1)..<(position - 1)
  }

  func text(_ range: Range<Int>) -> String { source.text(range) }
}
