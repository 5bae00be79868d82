package import VireoModel

/// A project's own rules of what makes a group, from `.tracker/errors/fingerprints`.
///
/// A line is a rule: conditions, `->`, values with commas between them, and perhaps a title:
///
///     error.type:ConnectionError stack.function:connect -> no-connection, {{ transaction }} title="No connection"
///
/// The language is that of Sentry's "Fingerprint Rules", so that rules can be brought along; what is otherwise is in
/// `docs/grouping.md`.
package struct FingerprintRules: Sendable, Hashable {
  /// A line of the file.
  package struct Rule: Sendable, Hashable {
    /// Where it stands, as `.tracker/errors/fingerprints:3`.
    package let place: String
    package let matchers: [RuleMatcher]
    /// One at least.
    package let fingerprint: [FingerprintTemplate]
    package let title: FingerprintTemplate?
  }

  package var rules: [Rule]

  package init(rules: [Rule] = []) { self.rules = rules }

  /// Reads a file; a line that is no rule is left out and told with its place.
  ///
  /// - Parameter path: The file's path from the repository's root, for places.
  package static func parse(text: String, path: String) -> (rules: FingerprintRules, diagnostics: [Diagnostic]) {
    let found = RuleReader.rules(of: text, path: path) { (reader, line) throws(RuleMistake) in
      try reader.fingerprintRule(place: "\(path):\(line)")
    }
    return (FingerprintRules(rules: found.rules), found.diagnostics)
  }

  /// The first rule that fits.
  func firstMatch(in context: RuleContext) -> Rule? { rules.first { context.satisfies($0.matchers) } }
}

extension RuleReader {
  fileprivate mutating func fingerprintRule(place: String) throws(RuleMistake) -> FingerprintRules.Rule {
    let matchers = try matchers(before: "->", advice: "write '-> NAME' behind the conditions")
    skipBlanks()
    var values: [FingerprintTemplate] = []
    while !isAtEnd, !isAtAttribute {
      values.append(try value())
      skipBlanks()
      guard !isAtEnd, !isAtAttribute else { break }
      guard current == .comma else {
        throw RuleMistake(
          here, "a comma is missing between two values", advice: "write ',', or quotes around a value with blanks")
      }
      advance()
      skipBlanks()
      guard !isAtEnd, !isAtAttribute else { throw RuleMistake(here, "a value is missing behind the comma") }
    }
    guard !values.isEmpty else {
      throw RuleMistake(here, "a fingerprint is missing behind '->'", advice: "write a name for the group")
    }
    return FingerprintRules.Rule(place: place, matchers: matchers, fingerprint: values, title: try title())
  }

  /// Whether `name="…"` stands here.
  private var isAtAttribute: Bool {
    var index = position
    while index < source.bytes.count, source.bytes[index].isWordCharacter { index += 1 }
    return index > position && index + 1 < source.bytes.count && source.bytes[index] == UInt8(ascii: "=")
      && source.bytes[index + 1] == .doubleQuote
  }

  private mutating func title() throws(RuleMistake) -> FingerprintTemplate? {
    guard !isAtEnd else { return nil }
    let name = word { $0 == UInt8(ascii: "=") }
    guard text(name) == "title" else {
      throw RuleMistake(name, "'\(text(name))' is no attribute", advice: "only 'title=\"…\"' can stand there")
    }
    advance()
    let template = try template(try quoted(), isTitle: true)
    skipBlanks()
    guard isAtEnd else { throw RuleMistake(position..<here.upperBound, "nothing can follow the title") }
    return template
  }

  private mutating func value() throws(RuleMistake) -> FingerprintTemplate {
    if current == .doubleQuote { return try template(try quoted(), isTitle: false) }
    let start = position
    while let byte = current, byte != .comma {
      if has("{{") {
        let open = position
        while !has("}}") {
          guard !isAtEnd else { throw RuleMistake(open..<(open + 2), "the braces aren't closed", advice: "add '}}'") }
          advance()
        }
        _ = skip("}}")
      } else if RuleReader.isBlank(byte) {
        break
      } else {
        advance()
      }
    }
    guard position > start else { throw RuleMistake(here, "a value is missing before the comma") }
    return try template(start..<position, isTitle: false)
  }
}
