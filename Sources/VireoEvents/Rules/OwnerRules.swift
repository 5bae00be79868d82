package import VireoModel

/// Who gets the issues of new errors, from `.tracker/errors/owners`.
///
/// A line is a rule, conditions, `->` and a person; or the word `codeowners`, which stands for the owners of the code
/// that failed:
///
///     tags.team:payments       -> @alice
///     stack.module:shop.mail.* -> bob
///     codeowners
///
/// The first line that gives somebody wins.
package struct OwnerRules: Sendable, Hashable {
  /// A line of the file.
  package struct Rule: Sendable, Hashable {
    /// Where it stands, as `.tracker/errors/owners:3`.
    package let place: String
    package let matchers: [RuleMatcher]
    package let owner: Owner
  }

  /// Who is meant.
  package enum Owner: Sendable, Hashable {
    /// A person's handle.
    case person(String)
    /// Whoever owns the code by the release's `CODEOWNERS`.
    case codeOwners
  }

  package var rules: [Rule]

  package init(rules: [Rule] = []) { self.rules = rules }

  /// Reads a file; a line that is no rule is left out and told with its place.
  ///
  /// - Parameter path: The file's path from the repository's root, for places.
  package static func parse(text: String, path: String) -> (rules: OwnerRules, diagnostics: [Diagnostic]) {
    let found = RuleReader.rules(of: text, path: path) { (reader, line) throws(RuleMistake) in
      try reader.ownerRule(place: "\(path):\(line)")
    }
    return (OwnerRules(rules: found.rules), found.diagnostics)
  }

  /// Who is meant for an event, in the order of the lines.
  package func owners(of event: ErrorEvent, stacks: StackTraceRules = StackTraceRules()) -> [Owner] {
    guard !rules.isEmpty else { return [] }
    let context = RuleContext(event, EventStacks(event, rules: stacks), main: 0)
    return rules.filter { context.satisfies($0.matchers) }.map(\.owner)
  }
}

extension RuleReader {
  fileprivate mutating func ownerRule(place: String) throws(RuleMistake) -> OwnerRules.Rule {
    if skip("codeowners") {
      skipBlanks()
      guard isAtEnd else { throw RuleMistake(here, "nothing can follow 'codeowners'") }
      return OwnerRules.Rule(place: place, matchers: [], owner: .codeOwners)
    }
    let matchers = try matchers(before: "->", advice: "write '-> @NAME' behind the conditions")
    skipBlanks()
    let name = word { _ in false }
    skipBlanks()
    guard isAtEnd else { throw RuleMistake(here, "one person can be named") }
    let handle = text(name).first == "@" ? String(text(name).dropFirst()) : text(name)
    guard !handle.isEmpty else {
      throw RuleMistake(name.isEmpty ? here : name, "a person is missing behind '->'", advice: "write '@NAME'")
    }
    return OwnerRules.Rule(place: place, matchers: matchers, owner: .person(handle))
  }
}
