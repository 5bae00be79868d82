internal import VireoModel

/// Why a text is no query: the place, what is wrong there and the way out.
public struct QueryError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The text that was read.
  public var query: String
  /// Bytes of UTF-8 before the place.
  public var offset: Int
  /// The column of the place in Unicode scalars, from 1.
  public var column: Int
  /// How many Unicode scalars are wrong; at least one, also at the end of the text.
  public var length: Int
  /// What is so, in one line without a full stop.
  public var message: String
  /// What could stand at the place instead.
  public var suggestion: String?
  /// The way out, as a verb phrase.
  public var advice: String?

  /// The query on one line, and a line with carets below the place.
  public var excerpt: [String] {
    var line = ""
    for scalar in query.unicodeScalars { line.unicodeScalars.append(scalar.properties.isWhitespace ? " " : scalar) }
    let excerpt = Excerpt(of: line, from: column - 1, to: column - 1 + length)
    return ["  " + excerpt.line, "  " + excerpt.marks]
  }

  /// The message, the excerpt and the way out, as people read it.
  public var description: String {
    var lines = [TerminalText.harmless(message)] + excerpt
    if let advice { lines.append("fix: " + TerminalText.harmless(advice)) }
    return lines.joined(separator: "\n")
  }
}

/// A query's text as the scalars that places in it count.
struct QuerySource: Sendable {
  let text: String
  let scalars: [Unicode.Scalar]

  init(_ text: String) {
    self.text = text
    scalars = Array(text.unicodeScalars)
  }

  /// The text of a range.
  func text(_ range: Range<Int>) -> String {
    var result = ""
    result.unicodeScalars.append(contentsOf: scalars[range.clamped(to: 0..<scalars.count)])
    return result
  }

  func error(_ range: Range<Int>, _ message: String, suggestion: String? = nil, advice: String? = nil) -> QueryError {
    QueryError(
      query: text, offset: text(0..<range.lowerBound).utf8.count, column: range.lowerBound + 1,
      length: max(1, range.count), message: message, suggestion: suggestion, advice: advice)
  }

  /// An error about a word that is near to known ones.
  func error(
    _ range: Range<Int>, _ message: String, word: String, among known: [String], advice: String? = nil
  ) -> QueryError {
    error(
      range, message + Nearest.suggestion(for: word, among: known),
      suggestion: Nearest.matches(for: word, among: known).first, advice: advice)
  }
}
