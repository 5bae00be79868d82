import VireoModel

/// An issue as the oracle sees it: plain values, written down by what made the file or read from it by ``PlainReader``.
struct PlainIssue {
  /// The path from the repository's root.
  var path = ""
  var number: Int?
  var uid: String?
  var title = ""
  var status: String?
  var statusDate: String?
  var resolution: String?
  var type: String?
  var priority: String?
  var severity: String?
  var component: String?
  var version: String?
  var milestone: String?
  var estimate: String?
  var spent: String?
  var author: String?
  var assignee: String?
  var labels: [String] = []
  var watchers: [String] = []
  var created: String?
  var due: String?
  var blockedBy: [String] = []
  var parent: String?
  var relates: [String] = []
  var duplicateOf: String?
  /// The project's own fields.
  var own: [(key: String, values: [String])] = []
  var body = ""
  var comments: [PlainComment] = []
  /// The paths of attached files, from the issue's folder.
  var attachments: [String] = []
  /// When commits last changed it or named it.
  var activity: Int64?
  /// What history says of it, where that is not what the file says.
  var decided: Decided?

  struct Decided {
    var isOpen: Bool
    var status: String
    var resolution: String?
    var closed: Int64?
  }

  func values(of key: String) -> [String] { own.first { $0.key == key }?.values ?? [] }
}

struct PlainComment {
  /// The file's name.
  var name = ""
  var author = ""
  var date = ""
  var body = ""
}

/// What the oracle needs of `config.yml`.
struct PlainConfig: Equatable {
  enum Kind: String { case text, number, date, choice, person, issue, url }

  var statuses: [(word: String, isOpen: Bool)] = [
    ("open", true), ("in-progress", true), ("closed", false), ("done", false),
  ]
  var priorities = ["low", "normal", "high", "critical"]
  var fields: [(key: String, kind: Kind)] = [
    ("customer", .text), ("effort", .number), ("deadline", .date), ("risk", .choice), ("reviewer", .person),
    ("epic", .issue), ("link", .url),
  ]

  func isPerson(_ key: String) -> Bool { fields.contains { $0.key == key && $0.kind == .person } }

  static func == (left: PlainConfig, right: PlainConfig) -> Bool { left.text == right.text }

  /// The file.
  var text: String {
    "statuses:\n" + statuses.map { "  \($0.word): \($0.isOpen ? "open" : "closed")\n" }.joined()
      + "priorities: [\(priorities.joined(separator: ", "))]\nfields:\n"
      + fields.map {
        "  \($0.key): {type: \($0.kind.rawValue), list: true"
          + ($0.kind == .choice ? ", values: [small, middling, great]" : "") + "}\n"
      }.joined()
  }

  func kind(of key: String) -> Kind? { fields.first { $0.key == key }?.kind }

  func isOpen(_ status: String?) -> Bool { statuses.first { $0.word == status }?.isOpen ?? true }
}

/// All issues of a tracker with what follows from one about another.
struct PlainTracker {
  var config = PlainConfig()
  var issues: [PlainIssue] = []

  func isOpen(_ issue: PlainIssue) -> Bool { issue.decided?.isOpen ?? config.isOpen(issue.status) }

  func status(_ issue: PlainIssue) -> String { issue.decided?.status ?? issue.status ?? "open" }

  func resolution(_ issue: PlainIssue) -> String? {
    if let decided = issue.decided { return decided.resolution }
    return issue.resolution
  }

  func closed(_ issue: PlainIssue) -> Int64? {
    if let decided = issue.decided { return decided.isOpen ? nil : decided.closed }
    return isOpen(issue) ? nil : issue.statusDate.flatMap(PlainTime.seconds)
  }

  func updated(_ issue: PlainIssue) -> Int64? {
    let dates = [issue.created, issue.statusDate] + issue.comments.map(\.date)
    return (dates.map { $0.flatMap(PlainTime.seconds) } + [closed(issue), issue.activity]).compactMap { $0 }.max()
  }

  /// The issues that a text in a field means.
  func named(_ text: String) -> [PlainIssue] { IssueName(text).map(named) ?? [] }

  func named(_ name: IssueName) -> [PlainIssue] {
    issues.filter { issue in
      switch name {
      case .number(let number): issue.number == number.value
      case .uid(let text): issue.uid.map { $0.hasPrefix(text) } ?? false
      case .path(let path): issue.path.isSame(path)
      }
    }
  }

  func names(_ texts: [String], _ issue: PlainIssue) -> Bool {
    texts.contains { text in named(text).contains { $0.path.isSame(issue.path) } }
  }

  func isBlocked(_ issue: PlainIssue) -> Bool {
    isOpen(issue) && issue.blockedBy.contains { named($0).contains(where: isOpen) }
  }
}

extension String {
  /// Whether it has the same scalars: Swift takes texts for equal that only look alike.
  func isSame(_ other: String) -> Bool { unicodeScalars.elementsEqual(other.unicodeScalars) }
}

extension PlainConfig {
  /// Reads what ``text`` writes.
  init?(text: String) {
    self.init()
    let lines = text.split(separator: "\n").map(String.init)
    guard let end = lines.firstIndex(where: { $0.hasPrefix("priorities: [") }), lines.first == "statuses:" else {
      return nil
    }
    // What git left of a conflict has other lines.
    let words = lines[1..<end].map { $0.split(separator: ":").map { $0.trimmingPrefix(while: { $0 == " " }) } }
    guard words.allSatisfy({ $0.count == 2 }), lines.count > end + 1 else { return nil }
    statuses = words.map { (String($0[0]), $0[1] == "open") }
    priorities = lines[end].dropFirst(13).dropLast().split(separator: ",").map { String($0.trimmingPrefix(" ")) }
    let keys = lines[(end + 2)...].map { String($0.dropFirst(2).prefix { $0 != ":" }) }
    fields = fields.filter { keys.contains($0.key) }
  }
}
