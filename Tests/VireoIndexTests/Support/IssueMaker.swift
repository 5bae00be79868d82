import VireoModel
import VireoTestSupport

/// Makes up issues, and writes them as files that ``PlainReader`` reads.
struct IssueMaker {
  var random: SplitMix64
  /// How high numbers go; small, so that issues name each other.
  var numbers = 12

  static let words = [
    "crash", "Crash", "CRASH", "save", "login", "log", "pars", "parser", "parsing", "Müller", "MULLER",
    "mu\u{308}ller", "u\u{308}ber", "Über", "an\u{303}o", "año", "7", "42", "1a", "naïve", "東京", "Ελλάδα", "ΕΛΛΑΔΑ",
    "привет", "ёлка", "елка", "हिन्दी", "हन", "x", "on", "the", "ế", "e", "ﬁ", "²", "οδός", "ΟΔΌΣ", "が", "か",
    "か\u{3099}", "1\u{FE0F}\u{20E3}", "1", "한글", "한",
  ]
  static let gaps = [
    " ", " ", " ", "-", ". ", ", ", "\n", "/", "'", "_", "…", " — ", "\u{E000}", "\u{F8FF}", "\n\n", "😀", "\u{2028}",
  ]
  static let people = ["alice", "bob", "Bob", "carl.x", "dörte", "do\u{308}rte", "me"]
  static let labels = ["bug", "Bug", "ui", "good first", "é", "e\u{301}", "É", "a,b", "50%", "_", "ß", "İ"]
  static let uids = ["k7h2aaaaaa", "k7h2bbbbbb", "zzzzzzzzz1", "abcdefghij", "a111111111", "b222222222"]

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  // MARK: - Values

  mutating func maybe<Value>(_ times: Int = 2, _ make: (inout IssueMaker) -> Value) -> Value? {
    random.once(in: times) ? make(&self) : nil
  }

  mutating func many<Value>(_ most: Int, _ make: (inout IssueMaker) -> Value) -> [Value] {
    (0..<random.below(most + 1)).map { _ in make(&self) }
  }

  mutating func phrase(_ most: Int) -> String {
    var text = random.pick(IssueMaker.words)
    for _ in 0..<random.below(most) { text += random.pick(IssueMaker.gaps) + random.pick(IssueMaker.words) }
    return text
  }

  mutating func title() -> String { phrase(4).replacing("\n", with: " ") }

  mutating func text() -> String {
    var text = phrase(8)
    if random.once(in: 3) {
      text +=
        random.pick([" ", "", "(", "“", "x", "@", "-", "é"]) + "@" + random.pick(IssueMaker.people)
        + random.pick(["", ".", ",", "’s", "-", " ", "…", "."])
      text += random.once(in: 2) ? " " + phrase(2) : ""
    }
    return text
  }

  mutating func day() -> String { PlainTime.text(2020 + random.below(3), 1 + random.below(12), 1 + random.below(28)) }

  mutating func time() -> String {
    if random.once(in: 3) { return day() }
    return PlainTime.text(
      2020 + random.below(3), 1 + random.below(12), 1 + random.below(28),
      (random.below(24), random.below(60), random.below(60)))
  }

  mutating func person() -> String { random.pick(IssueMaker.people) }

  mutating func number() -> Int { 1 + random.below(numbers) }

  mutating func name() -> String {
    switch random.below(8) {
    case 0: random.pick(IssueMaker.uids)
    case 1: random.pick(["k7h2", "a1", "z", "k7h2a"])
    case 2: "#\(number())"
    case 3: ".tracker/issues/\(number())-x.md"
    default: "\(number())"
    }
  }

  /// A value of one of the project's own fields; now and then one of another type.
  mutating func value(_ kind: PlainConfig.Kind?) -> String {
    if random.once(in: 8) { return random.pick(["", "none", "1e3", "x", "2021-02-30", "7"]) }
    switch kind {
    case .number: return random.pick(["1", "2.5", "-3", "10", "9", "+4", "007", "1.", ".5"])
    case .date: return time()
    case .choice: return random.pick(["small", "middling", "great", "Great"])
    case .person: return random.pick(["", "@"]) + person()
    case .issue: return name()
    default: return phrase(2).replacing("\n", with: " ")
    }
  }

  mutating func issue(_ config: PlainConfig) -> PlainIssue {
    var issue = PlainIssue()
    issue.title = random.once(in: 20) ? "" : title()
    issue.uid = maybe { $0.random.pick(IssueMaker.uids) }
    issue.status = maybe(1) { $0.random.pick(config.statuses.map(\.word) + ["open", "odd"]) }
    issue.statusDate = maybe { $0.time() }
    issue.resolution = maybe(4) { $0.random.pick(["fixed", "Wontfix", "duplicate"]) }
    issue.type = maybe { $0.random.pick(["defect", "task", "Task"]) }
    issue.priority = maybe { $0.random.pick(config.priorities + ["odd"]) }
    issue.severity = maybe(4) { $0.random.pick(["s1", "S1", "s10", "s9"]) }
    issue.component = maybe(4) { $0.random.pick(["core", "Core", "ui/x"]) }
    issue.version = maybe(4) { $0.random.pick(["1.9", "1.10", "v2", "01.9"]) }
    issue.milestone = maybe { $0.random.pick(["1.9", "1.10", "next", "Next"]) }
    issue.estimate = maybe(6) { $0.random.pick(["3h", "2d"]) }
    issue.spent = maybe(6) { $0.random.pick(["3h", "1h"]) }
    issue.author = maybe { $0.person() }
    issue.assignee = maybe { $0.person() }
    issue.labels = many(3) { $0.random.pick(IssueMaker.labels) }
    issue.watchers = many(1) { $0.person() }
    issue.created = maybe(1) { $0.time() }
    issue.due = maybe(3) { $0.time() }
    issue.blockedBy = many(1) { $0.name() }
    issue.parent = maybe(4) { $0.name() }
    issue.relates = many(1) { $0.name() }
    issue.duplicateOf = maybe(6) { $0.name() }
    for (key, kind) in config.fields where random.once(in: 4) {
      issue.own.append((key, (0...random.below(2)).map { _ in value(kind) }))
    }
    if random.once(in: 6) { issue.own.append(("other-key", [phrase(2).replacing("\n", with: " ")])) }
    issue.body = random.once(in: 8) ? "" : text()
    return issue
  }

  mutating func comment() -> PlainComment {
    let day = (1 + random.below(12), 1 + random.below(28))
    let clock = (random.below(24), random.below(60), random.below(60))
    var comment = PlainComment()
    comment.date = PlainTime.text(2021, day.0, day.1, clock)
    comment.author = random.pick(["alice", "bob", "carl.x", "zoe"])
    comment.body = random.once(in: 10) ? "" : text()
    comment.name =
      comment.date.filter { $0 != "-" && $0 != ":" } + "-\(comment.author)-\(random.below(10))\(random.below(10)).md"
    return comment
  }
}

extension PlainIssue {
  /// The file.
  var text: String {
    var lines = ["---"]
    func quoted(_ text: String) -> String { "\"" + text.replacing("\"", with: "\\\"") + "\"" }
    func add(_ key: String, _ text: String?) { if let text { lines.append("\(key): \(quoted(text))") } }
    func add(_ key: String, _ list: [String]) {
      if !list.isEmpty { lines.append("\(key):") }
      lines += list.map { "  - " + quoted($0) }
    }
    if !title.isEmpty { add("title", title) }
    for (key, text) in [
      ("uid", uid), ("status", status), ("status-date", statusDate), ("resolution", resolution), ("type", type),
      ("priority", priority), ("severity", severity), ("component", component), ("version", version),
      ("milestone", milestone), ("estimate", estimate), ("spent", spent), ("author", author), ("assignee", assignee),
      ("created", created), ("due", due), ("parent", parent), ("duplicate-of", duplicateOf),
    ] {
      add(key, text)
    }
    for (key, list) in [
      ("labels", labels), ("watchers", watchers), ("blocked-by", blockedBy), ("relates", relates),
    ] {
      add(key, list)
    }
    for (key, list) in own { add(key, list) }
    return (lines + ["---", "", body, ""]).joined(separator: "\n")
  }
}
