package import VireoModel

/// A project's own rules of what becomes of an event before it is stored, from `.tracker/errors/events`.
///
/// A line is a rule: conditions, `->`, and actions with commas between them:
///
///     logger:django.security.DisallowedHost -> drop
///     message:"slow query*"                 -> level=warning, tags.team=database
///     environment:load-test                 -> sample=1%
///     url:*/checkout*                       -> remove=request.data
///
/// All rules whose conditions hold are carried out, from the first line to the last; each sees what those above it
/// changed.
package struct EventRules: Sendable, Hashable {
  /// What is done.
  package enum Action: Sendable, Hashable {
    /// Nothing of the event is kept.
    case drop
    /// Of a million events so many are kept.
    case sample(perMillion: Int)
    case set(EventField, FingerprintTemplate)
    /// What stands at these names in the sender's body goes.
    case remove([String])
  }

  /// A line of the file.
  package struct Rule: Sendable, Hashable {
    /// Where it stands, as `.tracker/errors/events:3`.
    package let place: String
    package let matchers: [RuleMatcher]
    package let actions: [Action]
  }

  package var rules: [Rule]

  package init(rules: [Rule] = []) { self.rules = rules }

  /// Reads a file; a line that is no rule is left out and told with its place.
  ///
  /// - Parameter path: The file's path from the repository's root, for places.
  package static func parse(text: String, path: String) -> (rules: EventRules, diagnostics: [Diagnostic]) {
    let found = RuleReader.rules(of: text, path: path) { (reader, line) throws(RuleMistake) in
      try reader.eventRule(place: "\(path):\(line)")
    }
    return (EventRules(rules: found.rules), found.diagnostics)
  }

  /// What becomes of an event.
  package enum Fate: Sendable, Hashable {
    case kept(ErrorEvent, body: JSONValue)
    /// It is dropped by the rule at this place.
    case dropped(by: String)
  }

  /// Carries out the rules.
  ///
  /// Whether an event is in a sample follows from its id, so one that is sent again has the same fate.
  ///
  /// - Parameters:
  ///   - event: What `body` says.
  ///   - body: The event as its sender wrote it, without secrets.
  ///   - reader: The protocol that reads the body.
  ///   - stacks: Which frames are in-app.
  package func fate(
    of event: ErrorEvent, body: JSONValue, _ reader: some IntakeProtocol, stacks: StackTraceRules = StackTraceRules()
  ) -> Fate {
    guard !rules.isEmpty else { return .kept(event, body: body) }
    var (event, body) = (event, body)
    var context = RuleContext(event, EventStacks(event, rules: stacks), main: 0)
    for rule in rules where context.satisfies(rule.matchers) {
      let before = body
      for action in rule.actions {
        switch action {
        case .drop: return .dropped(by: rule.place)
        case .sample(let perMillion):
          if event.id.low % 1_000_000 >= UInt64(perMillion) { return .dropped(by: rule.place) }
        case .set(let field, let template):
          body = body.setting(reader.path(of: field)[...], to: .text(template.text(in: context)))
        case .remove(let path): body = body.removing(path[...])
        }
      }
      guard body != before else { continue }
      event = reader.event(from: body, id: event.id, received: event.received)
      context = RuleContext(event, EventStacks(event, rules: stacks), main: 0)
    }
    return .kept(event, body: body)
  }
}

extension RuleReader {
  fileprivate mutating func eventRule(place: String) throws(RuleMistake) -> EventRules.Rule {
    let matchers = try matchers(before: "->", advice: "write '-> drop' behind the conditions, say")
    var actions: [EventRules.Action] = []
    repeat {
      skipBlanks()
      actions.append(try action())
      skipBlanks()
      guard isAtEnd || current == .comma else {
        throw RuleMistake(
          here, "a comma is missing between two actions", advice: "write ',', or quotes around a value with blanks")
      }
      guard current == .comma else { break }
      advance()
    } while true
    return EventRules.Rule(place: place, matchers: matchers, actions: actions)
  }

  private mutating func action() throws(RuleMistake) -> EventRules.Action {
    let name = word { $0 == UInt8(ascii: "=") || $0 == .comma }
    guard !name.isEmpty else {
      throw RuleMistake(here, "an action is missing", advice: "write 'drop' or 'level=warning', say")
    }
    guard current == UInt8(ascii: "=") else {
      if text(name) == "drop" { return .drop }
      throw unknown(name)
    }
    advance()
    switch text(name) {
    case "sample": return .sample(perMillion: try share(value()))
    case "remove":
      let path = try value()
      let names = text(path).split(separator: ".", omittingEmptySubsequences: false).map(String.init)
      guard !names.contains("") else {
        throw RuleMistake(path, "names are missing between the points", advice: "write 'remove=request.data', say")
      }
      return .remove(names)
    default:
      guard let field = EventField(text(name)) else { throw unknown(name) }
      let range = try value()
      let template = try template(range, isTitle: true)
      guard field != .level || EventLevel(word: text(range)) != nil else {
        throw RuleMistake(range, "this is no level", advice: "write debug, info, warning, error or fatal")
      }
      return .set(field, template)
    }
  }

  private func unknown(_ name: Range<Int>) -> RuleMistake {
    RuleMistake(
      name,
      "'\(text(name))' is no action"
        + Nearest.suggestion(for: text(name), among: ["drop", "sample", "remove"] + EventField.names),
      advice: "see docs/errors.md for all of them; tags are 'tags.NAME=…'")
  }

  /// The place of a value, in quotes or not.
  private mutating func value() throws(RuleMistake) -> Range<Int> {
    if current == .doubleQuote { return try quoted() }
    let range = word { $0 == .comma }
    guard !range.isEmpty else { throw RuleMistake(here, "a value is missing behind '='") }
    return range
  }

  /// A share as `0.25` or `25%`, in millionths.
  private func share(_ range: Range<Int>) throws(RuleMistake) -> Int {
    let word = text(range)
    let isPercent = word.hasSuffix("%")
    guard let number = Double(isPercent ? String(word.dropLast()) : word), number >= 0, number <= (isPercent ? 100 : 1)
    else {
      throw RuleMistake(range, "this is no share of the events", advice: "write '0.1' or '10%', say")
    }
    return Int((number * (isPercent ? 10_000 : 1_000_000)).rounded())
  }
}
