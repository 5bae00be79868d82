import VireoModel
import VireoQuery
import VireoTestSupport

/// Makes up queries that have a chance to match what ``IssueMaker`` makes up.
struct QueryMaker {
  var maker: IssueMaker
  let config: PlainConfig

  init(seed: UInt64, config: PlainConfig) {
    maker = IssueMaker(seed: seed)
    self.config = config
  }

  mutating func query() -> Query { query(depth: maker.random.below(4)) }

  mutating func query(depth: Int) -> Query {
    guard depth > 0 else { return maker.random.once(in: 30) ? .all : .condition(condition()) }
    switch maker.random.below(3) {
    case 0: return .every((0..<maker.random.below(4)).map { _ in query(depth: depth - 1) })
    case 1: return .any((0..<maker.random.below(4)).map { _ in query(depth: depth - 1) })
    default: return .not(query(depth: depth - 1))
    }
  }

  /// A question whose answer follows from the files alone.
  mutating func queryWithoutUpdates() -> Query {
    while true {
      let query = query()
      if !"\(query)".contains("DateField.updated"), !"\(query)".contains("DateField.closed") { return query }
    }
  }

  mutating func order() -> Order {
    let keys = Order.Key.allCases + [.custom("customer"), .custom("other-key"), .custom("effort")]
    return Order(
      (0..<maker.random.below(4)).map { _ in
        .init(maker.random.pick(keys), descending: maker.random.once(in: 2))
      })
  }

  mutating func condition() -> Condition {
    switch maker.random.below(14) {
    case 0: return maker.random.pick([.state(.open), .state(.closed), .draft, .attachment])
    case 1: return maker.random.pick([.blocked, .ready])
    case 2, 3: return .present(presence())
    case 4, 5, 6: return text()
    case 7: return .number(maker.random.pick([.issue, .comments, .custom("effort")]), numbers())
    case 8, 9:
      return .date(maker.random.pick([.created, .updated, .closed, .due, .custom("deadline")]), dates())
    case 10: return .person(role(), Handle(maker.person()))
    case 11: return .relation(relation(), IssueName(maker.name()) ?? .uid("k7h2"))
    default: return .words(words())
    }
  }

  private mutating func text() -> Condition {
    let field = textField()
    var wanted: String =
      switch field {
      case .title: maker.random.once(in: 3) ? maker.phrase(1) : maker.title()
      case .status: maker.random.pick(config.statuses.map(\.word))
      case .resolution: maker.random.pick(["fixed", "wontfix", "FIXED"])
      case .type: maker.random.pick(["defect", "task"])
      case .priority: maker.random.pick(config.priorities)
      case .severity: maker.random.pick(["s1", "s"])
      case .component: maker.random.pick(["core", "UI/X", "/"])
      case .version, .milestone: maker.random.pick(["1.9", "1.10", "next", "v2", "."])
      case .estimate, .spent: maker.random.pick(["3h", "h", "2D"])
      case .label: maker.random.pick(IssueMaker.labels + ["i", "i\u{307}", "\u{301}", "%"])
      case .uid: maker.random.pick(IssueMaker.uids + ["k7h2", "K7H2"])
      case .release, .environment: maker.random.pick(["1.2", "production"])
      case .custom(let key): maker.value(config.kind(of: key))
      }
    if maker.random.once(in: 3) {
      let scalars = wanted.unicodeScalars
      wanted = String(String.UnicodeScalarView(scalars.dropFirst(maker.random.below(scalars.count + 1))))
    }
    switch maker.random.below(4) {
    case 0: return .text(field, .contains(wanted))
    case 1: return .text(field, .begins(wanted))
    case 2: return .text(field, .ends(wanted))
    default: return .text(field, .equals(wanted))
    }
  }

  private mutating func textField() -> TextField {
    maker.random.pick([
      .title, .status, .resolution, .type, .priority, .severity, .component, .version, .label, .label, .milestone,
      .estimate, .spent, .uid, .custom("customer"), .custom("risk"), .custom("link"), .custom("other-key"),
    ])
  }

  mutating func words() -> String {
    var words = maker.random.pick(IssueMaker.words)
    for _ in 0..<maker.random.below(3) {
      words += maker.random.pick([" ", "-", ".", "\"", "\"\u{301}", "*", "…"]) + maker.random.pick(IssueMaker.words)
    }
    if maker.random.once(in: 3) {
      let scalars = words.unicodeScalars
      words = String(String.UnicodeScalarView(scalars.prefix(1 + maker.random.below(scalars.count)))) + "*"
    }
    return words
  }

  private mutating func role() -> PersonRole {
    maker.random.pick([.author, .assignee, .watcher, .commenter, .mentioned, .involved, .custom("reviewer")])
  }

  private mutating func relation() -> Relation {
    maker.random.pick([.blockedBy, .blocks, .parent, .child, .relates, .duplicateOf, .duplicatedBy, .custom("epic")])
  }

  private mutating func presence() -> PresenceField {
    switch maker.random.below(5) {
    case 0: .text(textField())
    case 1: .date(maker.random.pick([.created, .updated, .closed, .due, .custom("deadline")]))
    case 2: .person(role())
    case 3: .relation(relation())
    default: maker.random.pick([.number, .attachment, .comment, .text(.custom("effort"))])
    }
  }

  private mutating func numbers() -> NumberRange {
    let values = [0, 1].map { _ in Double(maker.random.below(26)) / 2 - 3 }.sorted()
    func bound(_ value: Double) -> NumberRange.Bound { .init(value, isIncluded: true) }
    switch maker.random.below(5) {
    case 0: return NumberRange(from: .init(values[0].rounded()), to: .init(values[0].rounded()))
    case 1: return NumberRange(from: .init(values[0], isIncluded: maker.random.once(in: 2)))
    case 2: return NumberRange(to: .init(values[0], isIncluded: maker.random.once(in: 2)))
    case 3: return NumberRange()
    default: return NumberRange(from: bound(values[0]), to: bound(values[1]))
    }
  }

  private mutating func dates() -> DateRange {
    let times = [0, 1].map { _ in PlainTime.seconds(maker.time()) ?? 0 }.sorted()
    switch maker.random.below(5) {
    case 0: return DateRange(from: times[0])
    case 1: return DateRange(to: times[0])
    case 2: return DateRange(from: times[0], to: times[0] + maker.random.pick([1, 60, 86_400, 86_400 * 100]))
    default: return DateRange(from: times[0], to: max(times[1], times[0] + 1))
    }
  }
}
