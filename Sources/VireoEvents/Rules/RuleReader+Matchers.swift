import VireoModel

/// The conditions of rules.
extension RuleReader {
  /// The names of conditions, with the short ones.
  private static let names = [
    "error.type", "type", "error.value", "value", "message", "logger", "level", "stack.abs_path", "path",
    "stack.module", "module", "stack.function", "function", "stack.package", "package", "family", "app",
    "release", "environment", "transaction", "platform", "server", "sdk", "url", "handled",
  ]

  /// Whether a condition stands here: a name and a colon.
  var isAtMatcher: Bool {
    var index = position
    let bytes = source.bytes
    if index < bytes.count, bytes[index] == UInt8(ascii: "!") { index += 1 }
    if index < bytes.count, bytes[index] == .doubleQuote { return true }
    while index < bytes.count, bytes[index].isWordCharacter || bytes[index] == .fullStop || bytes[index] == .hyphen {
      index += 1
    }
    return index < bytes.count && bytes[index] == .colon
  }

  /// Reads the conditions before an arrow, one at least, and the arrow.
  ///
  /// - Parameter advice: The way out where there is no arrow.
  mutating func matchers(before arrow: StaticString, advice: String) throws(RuleMistake) -> [RuleMatcher] {
    var matchers: [RuleMatcher] = []
    while !has(arrow) {
      guard !isAtEnd else { throw RuleMistake(here, "'\(arrow)' and what follows it are missing", advice: advice) }
      matchers.append(try matcher())
      skipBlanks()
    }
    guard !matchers.isEmpty else {
      throw RuleMistake(here, "a condition is missing before '\(arrow)'", advice: "write 'error.type:NAME', say")
    }
    _ = skip(arrow)
    return matchers
  }

  /// Reads a condition, as `!stack.function:"open *"`.
  mutating func matcher() throws(RuleMistake) -> RuleMatcher {
    let isNegated = skip("!")
    let name = current == .doubleQuote ? try quoted() : word { $0 == .colon }
    guard current == .colon else {
      throw RuleMistake(
        name.isEmpty ? here : name, "a condition is 'name:pattern'",
        advice: "write a colon and a pattern behind the name")
    }
    advance()
    let isQuoted = current == .doubleQuote
    let value = isQuoted ? try quoted() : word { _ in false }
    guard isQuoted || !value.isEmpty else {
      throw RuleMistake(here, "a pattern is missing behind '\(text(name)):'", advice: "write '*' for any")
    }
    return RuleMatcher(subject: try subject(name, value, isQuoted: isQuoted), isNegated: isNegated)
  }

  private func subject(
    _ name: Range<Int>, _ value: Range<Int>, isQuoted: Bool
  ) throws(RuleMistake) -> RuleMatcher.Subject {
    func glob(_ style: Glob.Style) throws(RuleMistake) -> Glob { try self.glob(value, isQuoted: isQuoted, style) }
    let word = text(name)
    switch word {
    case "error.type", "type": return .errorType(try glob(.exact))
    case "error.value", "value": return .errorValue(try glob(.anyCase))
    case "message": return .message(try glob(.anyCase))
    case "logger": return .logger(try glob(.exact))
    case "level": return .level(try glob(.anyCase))
    case "stack.abs_path", "path": return .path(try glob(.path))
    case "stack.module", "module": return .module(try glob(.exact))
    case "stack.function", "function": return .function(try glob(.exact))
    case "stack.package", "package": return .package(try glob(.path))
    case "family": return .family(try families(value))
    case "app": return .app(try truth(value, of: word))
    case "handled": return .handled(try truth(value, of: word))
    case "release": return .fact(.release, try glob(.exact))
    case "environment": return .fact(.environment, try glob(.exact))
    case "transaction": return .fact(.transaction, try glob(.exact))
    case "platform": return .fact(.platform, try glob(.exact))
    case "server": return .fact(.server, try glob(.anyCase))
    case "sdk": return .fact(.sdk, try glob(.anyCase))
    case "url": return .fact(.url, try glob(.anyCase))
    default:
      if word.hasPrefix("tags."), word.utf8.count > 5 { return .tag(String(word.dropFirst(5)), try glob(.exact)) }
      if word.hasPrefix("headers."), word.utf8.count > 8 {
        return .fact(.header(word.dropFirst(8).lowercased()), try glob(.anyCase))
      }
      throw RuleMistake(
        name, "'\(word)' is no condition" + Nearest.suggestion(for: word, among: RuleReader.names),
        advice: "see docs/grouping.md for all of them; tags are 'tags.NAME'")
    }
  }

  private func truth(_ value: Range<Int>, of name: String) throws(RuleMistake) -> Bool {
    switch text(value) {
    case "yes", "1", "true": return true
    case "no", "0", "false": return false
    default: throw RuleMistake(value, "'\(name)' is 'yes' or 'no'")
    }
  }

  private func families(_ value: Range<Int>) throws(RuleMistake) -> Set<String> {
    var words: Set<String> = []
    var start = value.lowerBound
    for part in source.bytes[value].split(separator: .comma, omittingEmptySubsequences: false) {
      let range = start..<(start + part.count)
      start = range.upperBound + 1
      guard PlatformFamily(rawValue: text(range)) != nil else {
        throw RuleMistake(
          range.isEmpty ? value : range, "a family is 'javascript', 'native' or 'other'",
          advice: "separate several with commas")
      }
      words.insert(text(range))
    }
    return words
  }

  private func glob(_ value: Range<Int>, isQuoted: Bool, _ style: Glob.Style) throws(RuleMistake) -> Glob {
    // In quotes `\"` is a quote; all other backslashes are the pattern's.
    var bytes: [UInt8] = []
    var offsets: [Int] = []
    var index = value.lowerBound
    while index < value.upperBound {
      let byte = source.bytes[index]
      if isQuoted, byte == .backslash, index + 1 < value.upperBound, source.bytes[index + 1] == .doubleQuote {
        index += 1
      } else if byte == .backslash, index + 1 < value.upperBound {
        bytes.append(byte)
        offsets.append(index)
        index += 1
      }
      bytes.append(source.bytes[index])
      offsets.append(index)
      index += 1
    }
    do throws(Glob.Mistake) { return try Glob(String(bytes: bytes), style: style) } catch {
      let start = error.offset < offsets.count ? offsets[error.offset] : value.lowerBound
      let advice =
        error.message.contains("brace")
        ? "write a rule for each, or a backslash before the brace"
        : "write a backslash before what shall stand for itself"
      throw RuleMistake(start..<min(start + 1, value.upperBound), error.message, advice: advice)
    }
  }
}
