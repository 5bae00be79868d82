/// Who owns which files, as a `CODEOWNERS` says it ("About code owners" of GitHub's documentation).
///
/// The last pattern that matches a path decides; one without owners takes them away. Patterns are those of
/// gitignore(5) but for `!`, `[…]` and escapes: one with a slash before its end starts at the top, others match at any
/// depth, a slash at the end means all below, `*` stops at slashes and `**` does not. Headings of sections, which
/// GitLab has, are read over.
package struct CodeOwners: Sendable, Hashable {
  /// Where the file is looked for, in this order.
  package static let paths = [".github/CODEOWNERS", ".gitlab/CODEOWNERS", "CODEOWNERS", "docs/CODEOWNERS"]

  /// A line.
  package struct Rule: Sendable, Hashable {
    package var pattern: String
    /// As they are written: `@alice`, `@org/team` or an e-mail address.
    package var owners: [String]
    /// The line's number, from 1 on.
    package var line: Int
    fileprivate var parts: [[UInt8]]
    /// Whether what lies below what it matches belongs to it.
    fileprivate var coversBelow: Bool
  }

  package private(set) var rules: [Rule] = []

  package init(_ text: String) {
    let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
    for (index, line) in lines.enumerated() {
      let words = CodeOwners.words(of: line)
      guard let pattern = words.first, !pattern.hasPrefix("["), !pattern.hasPrefix("^[") else { continue }
      rules.append(CodeOwners.rule(pattern, Array(words.dropFirst()), index + 1))
    }
  }

  /// The words before a comment; a backslash keeps a blank in its word.
  private static func words(of line: Substring) -> [String] {
    var words: [String] = []
    var word = ""
    var isEscaped = false
    for character in line {
      if isEscaped {
        word.append(character)
        isEscaped = false
      } else if character == "\\" {
        isEscaped = true
      } else if character == "#" {
        break
      } else if character == " " || character == "\t" {
        if !word.isEmpty { words.append(word) }
        word = ""
      } else {
        word.append(character)
      }
    }
    return word.isEmpty ? words : words + [word]
  }

  private static func rule(_ pattern: String, _ owners: [String], _ line: Int) -> Rule {
    let isFolder = pattern.hasSuffix("/")
    let inner = pattern.split(separator: "/").map { Array($0.utf8) }
    let isAnchored = pattern.hasPrefix("/") || inner.count > 1
    let anywhere: [[UInt8]] = isAnchored || inner.first == Array("**".utf8) ? [] : [Array("**".utf8)]
    // `docs/*` means what lies in the folder itself; a name at its end may be a folder's.
    let covers = isFolder || inner.last.map { $0 != [UInt8(ascii: "*")] } ?? true || inner.count == 1
    return Rule(pattern: pattern, owners: owners, line: line, parts: anywhere + inner, coversBelow: covers)
  }

  /// Who owns a file, with the line that says so.
  ///
  /// - Parameter path: From the top of the repository.
  /// - Returns: `nil` if no line matches; a rule without owners if the last that does has none.
  package func rule(for path: String) -> Rule? {
    let parts = path.split(separator: "/").map { Array($0.utf8) }
    return rules.last { CodeOwners.matches($0.parts, parts, coversBelow: $0.coversBelow) }
  }

  /// Goes through both at once, and back to the last `**` alone, so that the time is the product of the lengths.
  private static func matches(_ pattern: [[UInt8]], _ path: [[UInt8]], coversBelow: Bool) -> Bool {
    var (at, place) = (0, 0)
    var star: (pattern: Int, path: Int)?
    while true {
      if at == pattern.count, place == path.count || (coversBelow && place > 0) { return true }
      if at < pattern.count, pattern[at] == Array("**".utf8) {
        star = (at + 1, place)
        at += 1
      } else if at < pattern.count, place < path.count, matches(pattern[at], path[place]) {
        at += 1
        place += 1
      } else if let last = star, last.path < path.count {
        star = (last.pattern, last.path + 1)
        (at, place) = (last.pattern, last.path + 1)
      } else {
        return false
      }
    }
  }

  /// The same within a part, where `*` is any text and `?` one character.
  private static func matches(_ pattern: [UInt8], _ text: [UInt8]) -> Bool {
    var (at, place) = (0, 0)
    var star: (pattern: Int, text: Int)?
    while place < text.count {
      if at < pattern.count, pattern[at] == UInt8(ascii: "*") {
        star = (at + 1, place)
        at += 1
      } else if at < pattern.count, pattern[at] == UInt8(ascii: "?") || pattern[at] == text[place] {
        at += 1
        place += 1
      } else if let last = star {
        star = (last.pattern, last.text + 1)
        (at, place) = (last.pattern, last.text + 1)
      } else {
        return false
      }
    }
    return pattern[at...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
