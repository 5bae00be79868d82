import VireoModel
import VireoQuery
import VireoTestSupport

/// Makes up queries that the language can say.
struct QueryGenerator {
  var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  mutating func question() -> QueryText {
    let keys = Order.Key.allCases + [.custom("effort"), .custom("a,b"), .custom("x-desc")]
    let groups = GroupKey.allCases + [.custom("risk"), .custom("a \"b\"")]
    var terms: [Order.Term] = []
    if random.once(in: 3) {
      for _ in 0...random.below(3) { terms.append(.init(random.pick(keys), descending: random.once(in: 2))) }
    }
    return QueryText(
      query: query(depth: random.below(5)).simplified, order: terms.isEmpty ? nil : Order(terms),
      group: random.once(in: 3) ? random.pick(groups) : nil)
  }

  private mutating func query(depth: Int) -> Query {
    guard depth > 0 else {
      return random.once(in: 20) ? .all : random.once(in: 10) ? .saved("next week") : .condition(condition())
    }
    switch random.below(3) {
    case 0: return .every((0..<random.below(4)).map { _ in query(depth: depth - 1) })
    case 1: return .any((0..<random.below(4)).map { _ in query(depth: depth - 1) })
    default: return .not(query(depth: depth - 1))
    }
  }

  private mutating func condition() -> Condition {
    switch random.below(14) {
    case 0: return random.pick([.state(.open), .state(.closed), .draft, .blocked, .ready])
    case 1, 2: return .present(presence())
    case 3, 4: return .text(textField(), test())
    case 5, 6:
      return .number(
        random.pick([.issue, .comments, .events, .users, .custom("effort"), .custom("versions")]), numbers())
    case 7, 8: return .date(dateField(), dates())
    case 9: return .person(role(), Handle("@" + text(orEmpty: false)))
    case 10: return .relation(relation(), issue())
    case 11: return .commit(text(orEmpty: false))
    case 12: return .fixedIn(text(orEmpty: false))
    default: return .words(random.pick(["a", "7", "ü", "字"]) + text() + random.pick(["", "*", " b", "\"c"]))
    }
  }

  private mutating func textField() -> TextField {
    random.pick([
      .title, .status, .resolution, .type, .priority, .severity, .component, .version, .label, .milestone, .estimate,
      .spent, .uid, .release, .environment, .custom("customer"), .custom("risk"), .custom("two words"), .custom("sort"),
      .custom("was"),
      .custom("field.x"), .custom("\u{301}\"\\"), .custom("number"),
    ])
  }

  private mutating func dateField() -> DateField {
    random.pick([.created, .updated, .closed, .due, .seen, .custom("deadline")])
  }

  private mutating func role() -> PersonRole {
    random.pick([.author, .assignee, .watcher, .commenter, .mentioned, .involved, .custom("reviewer")])
  }

  private mutating func relation() -> Relation {
    random.pick([
      .blockedBy, .blocks, .parent, .child, .relates, .duplicateOf, .duplicatedBy, .custom("epic"),
    ])
  }

  private mutating func presence() -> PresenceField {
    switch random.below(6) {
    case 0: .text(textField())
    case 1: .date(dateField())
    case 2: .person(role())
    case 3: .relation(relation())
    default: random.pick([.number, .events, .users, .attachment, .comment])
    }
  }

  private mutating func test() -> TextTest {
    switch random.below(4) {
    case 0: .contains(text())
    case 1: .begins(text())
    case 2: .ends(text())
    default: .equals(text())
    }
  }

  private mutating func issue() -> IssueName {
    let names = ["7", "999999999", "none", "k7h2", "a/b c.md", "..", "a..b/c", "x,y.md", "(.md"]
    return IssueName(random.pick(names)) ?? .uid("k7h2")
  }

  private mutating func number() -> Double {
    switch random.below(4) {
    case 0: Double(random.below(1000))
    case 1: Double(random.below(1000)) / 8 - 50
    default: Double(bitPattern: random.next())
    }
  }

  private mutating func numbers() -> NumberRange {
    let values = [number(), number()].map { $0.isFinite ? $0 : 1 }.sorted()
    switch random.below(5) {
    case 0: return NumberRange(from: .init(values[0]), to: .init(values[0]))
    case 1: return NumberRange(from: .init(values[0], isIncluded: random.once(in: 2)))
    case 2: return NumberRange(to: .init(values[0], isIncluded: random.once(in: 2)))
    case 3: return NumberRange()
    default: return NumberRange(from: .init(values[0]), to: .init(values[1]))
    }
  }

  private mutating func dates() -> DateRange {
    let times = [0, 1].map { _ in
      let time = Int64.random(in: -62_167_219_199..<253_402_300_800, using: &random)
      return random.once(in: 2) ? time - time % 86_400 : time
    }.sorted()
    switch random.below(4) {
    case 0: return DateRange(from: times[0])
    case 1: return DateRange(to: times[0])
    case 2: return DateRange(from: times[0], to: times[0] + random.pick([1, 60, 86_400]))
    default: return DateRange(from: times[0], to: max(times[1], times[0] + 1))
    }
  }

  /// Texts with whatever has a meaning in the language.
  mutating func text(orEmpty: Bool = true) -> String {
    let parts = [
      "a", "Ü", "\u{301}", "\"", "\\", " ", "\n", ",", "..", "(", ")", "-", "@", "@me", "none", "AND", "OR", "*", "#7",
      ":", ">", "<=",
      "=", "~", "^", "$", "!", "field.", "\u{2028}", "\u{0}", "😀", "<7d", "2026", "k",
    ]
    var text = ""
    for _ in 0..<random.below(4) { text.unicodeScalars.append(contentsOf: random.pick(parts).unicodeScalars) }
    return text.isEmpty && !orEmpty ? "x" : text
  }
}
