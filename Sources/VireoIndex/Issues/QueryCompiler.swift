import GRDB
import VireoModel
import VireoQuery

/// Turns a query into a condition of SQL over the cache's tables.
struct QueryCompiler {
  private let config: Config
  /// Finds the issues that a commit means.
  private let rows: (Condition) throws -> [Int64]
  /// Finds the issues of a part that is asked by itself.
  private let find: (Query) throws -> [Int64]
  private(set) var arguments: [any DatabaseValueConvertible] = []
  /// Whether so many conditions ask for titles or last changes that these are worked out once for each issue, and not
  /// for each condition.
  private let isLong: Bool
  private var usesWorkedOut = false

  /// The issues that a name means.
  private let others: (IssueName) throws -> [Other]

  /// An issue that a condition names.
  struct Other {
    var id: Int64
    var number: Int64?
    var uid: String?
    var path: String
  }

  /// SQLite bounds how deep and how long a statement is; what goes beyond is asked by itself.
  private enum Limit {
    static let depth = 4
    static let parts = 128
    /// How many titles or last changes are asked for as they come.
    static let workedOut = 3
  }

  /// - Parameter query: What will be compiled.
  init(
    for query: Query, config: Config, rows: @escaping (Condition) throws -> [Int64],
    find: @escaping (Query) throws -> [Int64],
    others: @escaping (IssueName) throws -> [Other]
  ) {
    (self.config, self.rows, self.find, self.others) = (config, rows, find, others)
    isLong = query.count(where: \.asksForWork) > Limit.workedOut
  }

  /// What stands before SELECT, once the query was compiled.
  var with: String {
    guard usesWorkedOut else { return "" }
    return """
      WITH worked AS MATERIALIZED (SELECT issue.id AS id, \
      (SELECT folded(detail.title) FROM detail WHERE detail.id = issue.id) AS foldedTitle, \
      \(QueryCompiler.updated) AS lastChange FROM issue)

      """
  }

  /// What stands behind FROM, once the query was compiled.
  var tables: String { usesWorkedOut ? "worked JOIN issue ON issue.id = worked.id" : "issue" }

  private mutating func lastChange() -> String {
    guard isLong else { return QueryCompiler.updated }
    usesWorkedOut = true
    return "worked.lastChange"
  }

  // MARK: - Trees

  mutating func sql(_ query: Query) throws -> String { try sql(query, depth: 0) }

  private mutating func sql(_ query: Query, depth: Int) throws -> String {
    if depth > Limit.depth, !query.isCondition { return try part(query) }
    return switch query {
    case .all: "1"
    case .saved: "0"
    case .condition(let condition): try sql(condition)
    case .not(let part): "NOT coalesce(\(try sql(part, depth: depth + 1)), 0)"
    case .every(let parts): try joined(parts, by: " AND ", empty: "1", depth) { .every($0) }
    case .any(let parts): try joined(parts, by: " OR ", empty: "0", depth) { .any($0) }
    }
  }

  private mutating func joined(
    _ parts: [Query], by word: String, empty: String, _ depth: Int, _ join: ([Query]) -> Query
  ) throws -> String {
    guard !parts.isEmpty else { return empty }
    // A row of operators is as deep as it is long, so they are put into pairs of pairs.
    var level =
      parts.count > Limit.parts
      ? try stride(from: 0, to: parts.count, by: Limit.parts).map { start in
        try part(join(Array(parts[start..<min(start + Limit.parts, parts.count)])))
      }
      : try parts.map { "(\(try sql($0, depth: depth + 1)))" }
    while level.count > 1 {
      level = stride(from: 0, to: level.count, by: 2).map { index in
        index + 1 < level.count ? "(\(level[index])\(word)\(level[index + 1]))" : level[index]
      }
    }
    return level[0]
  }

  private mutating func part(_ query: Query) throws -> String { among(try find(query)) }

  private mutating func among(_ rows: [Int64]) -> String {
    let list = "[" + rows.map(String.init).joined(separator: ",") + "]"
    return "issue.id IN (SELECT value FROM json_each(\(argument(list))))"
  }

  private mutating func argument(_ value: some DatabaseValueConvertible) -> String {
    arguments.append(value)
    return "?\(arguments.count)"
  }

  // MARK: - Conditions

  private mutating func sql(_ condition: Condition) throws -> String {
    switch condition {
    case .state(let state): "state = \(state.stored)"
    case .draft: "issue.number IS NULL"
    case .blocked: "state = 0 AND \(QueryCompiler.blocked)"
    case .ready: "state = 0 AND NOT \(QueryCompiler.blocked)"
    case .attachment: "attachments > 0"
    case .present(let field): try present(field)
    case .text(let field, let test): text(field, test)
    case .number(let field, let range): number(field, range)
    case .date(let field, let range): date(field, range)
    case .person(let role, let handle): person(role, handle)
    case .relation(let relation, let name): try self.relation(relation, name)
    case .words(let words): self.words(words)
    case .commit, .fixedIn: among(try rows(condition))
    }
  }

  // MARK: - Texts

  /// The column of the fields that have one.
  private static func column(_ field: TextField) -> String? {
    switch field {
    case .status: "status"
    case .resolution: "resolution"
    case .type: "type"
    case .priority: "priority"
    case .severity: "severity"
    case .component: "component"
    case .version: "version"
    case .milestone: "milestone"
    case .title, .label, .estimate, .spent, .uid, .custom: nil
    }
  }

  private static func key(_ field: TextField) -> String {
    switch field {
    case .label: "labels"
    case .estimate: "estimate"
    case .spent: "spent"
    case .custom(let key): key
    default: ""
    }
  }

  private mutating func text(_ field: TextField, _ test: TextTest) -> String {
    switch field {
    case .title where isLong:
      usesWorkedOut = true
      return self.test(test, "worked.foldedTitle")
    case .title: return detail(self.test(test, "folded(detail.title)"))
    case .uid: return detail(self.test(test, "detail.uid"))
    default:
      return if let column = QueryCompiler.column(field) {
        "\(column) IN (SELECT id FROM word WHERE \(self.test(test, "folded")))"
      } else {
        """
        issue.id IN (SELECT item.issue FROM item WHERE key = \(key(QueryCompiler.key(field))) AND value IN \
        (SELECT id FROM word WHERE \(self.test(test, "folded"))))
        """
      }
    }
  }

  private mutating func key(_ key: String) -> String { "(SELECT id FROM word WHERE word = \(argument(key)))" }

  private func detail(_ condition: String) -> String {
    "EXISTS (SELECT 1 FROM detail WHERE detail.id = issue.id AND \(condition))"
  }

  private mutating func test(_ test: TextTest, _ text: String) -> String {
    switch test {
    case .equals(let wanted): "\(text) = \(argument(TextFolding.folded(wanted)))"
    case .contains(let wanted): "instr(\(text), \(argument(TextFolding.folded(wanted)))) > 0"
    case .begins(let wanted): begins(text, TextFolding.folded(wanted))
    case .ends(let wanted): ends(text, TextFolding.folded(wanted))
    }
  }

  private mutating func begins(_ text: String, _ wanted: String) -> String {
    "substr(\(text), 1, \(wanted.unicodeScalars.count)) = \(argument(wanted))"
  }

  private mutating func ends(_ text: String, _ wanted: String) -> String {
    let count = wanted.unicodeScalars.count
    return count == 0 ? "\(text) IS NOT NULL" : "substr(\(text), -\(count)) = \(argument(wanted))"
  }

  private mutating func words(_ text: String) -> String {
    var folding = FoldedWords()
    let words = folding.words(text)
    if words.isEmpty { return "1" }
    let match = "\"" + words.joined(separator: " ") + "\"" + (text.unicodeScalars.last == "*" ? " *" : "")
    return """
      issue.id IN (SELECT doc.issue FROM text JOIN doc ON doc.id = text.rowid WHERE text MATCH \(argument(match)))
      """
  }

  // MARK: - Numbers and times

  private mutating func number(_ field: NumberField, _ range: NumberRange) -> String {
    switch field {
    case .issue: "issue.number IS NOT NULL AND \(self.range(range, "issue.number"))"
    case .comments: self.range(range, "coalesce(comments, 0)")
    case .custom(let key):
      "issue.id IN (SELECT item.issue FROM item WHERE key = \(self.key(key)) AND \(self.range(range, "item.number")))"
    }
  }

  private mutating func range(_ range: NumberRange, _ value: String) -> String {
    var parts = ["\(value) IS NOT NULL"]
    if let lower = range.lower { parts.append("\(value) \(lower.isIncluded ? ">=" : ">") \(argument(lower.value))") }
    if let upper = range.upper { parts.append("\(value) \(upper.isIncluded ? "<=" : "<") \(argument(upper.value))") }
    return "(" + parts.joined(separator: " AND ") + ")"
  }

  private mutating func date(_ field: DateField, _ range: DateRange) -> String {
    switch field {
    case .created: self.range(range, "created", scale: 2)
    case .due: self.range(range, "due", scale: 2)
    case .closed: "state = 1 AND \(self.range(range, "closed", scale: 2))"
    case .updated: self.range(range, lastChange(), scale: 1)
    case .custom(let key):
      """
      issue.id IN (SELECT item.issue FROM item WHERE key = \(self.key(key)) \
      AND \(self.range(range, "item.date", scale: 1)))
      """
    }
  }

  /// - Parameter scale: What a second is in the value; the lowest bit of those with two tells a whole day.
  private mutating func range(_ range: DateRange, _ value: String, scale: Int64) -> String {
    var parts = ["\(value) IS NOT NULL"]
    func scaled(_ seconds: Int64) -> Int64 {
      let product = seconds.multipliedReportingOverflow(by: scale)
      return product.overflow ? (seconds < 0 ? .min : .max) : product.partialValue
    }
    if let start = range.start { parts.append("\(value) >= \(argument(scaled(start)))") }
    if let end = range.end { parts.append("\(value) < \(argument(scaled(end)))") }
    return "(" + parts.joined(separator: " AND ") + ")"
  }

  /// When an issue last changed, in seconds.
  static let updated = """
    nullif(max(coalesce(created >> 1, -9e18), coalesce(closed >> 1, -9e18), coalesce(lastComment >> 1, -9e18), \
    coalesce((SELECT time FROM activity WHERE activity.number = issue.number), -9e18), \
    coalesce((SELECT statusDate >> 1 FROM detail WHERE detail.id = issue.id), -9e18)), -9e18)
    """

  // MARK: - People

  private mutating func person(_ role: PersonRole, _ handle: Handle) -> String {
    func words() -> String { "(SELECT id FROM word WHERE word = \(argument(handle.text)))" }
    switch role {
    case .author: return "author = \(words())"
    case .assignee: return "assignee = \(words())"
    case .watcher: return item("watchers", words())
    case .custom(let key): return item(key, words())
    case .commenter: return stored(.commenter, words())
    case .mentioned: return stored(.mentioned, words())
    case .involved:
      let parts = [PersonRole.author, .assignee, .watcher, .commenter, .mentioned].map { person($0, handle) }
      return "(" + parts.map { "coalesce(\($0), 0)" }.joined(separator: " OR ") + ")"
    }
  }

  private mutating func item(_ name: String, _ value: String) -> String {
    "issue.id IN (SELECT item.issue FROM item WHERE value = \(value) AND key = \(key(name)))"
  }

  private func stored(_ role: StoredRole, _ value: String) -> String {
    "issue.id IN (SELECT person.issue FROM person WHERE handle = \(value) AND role = \(role.rawValue))"
  }

  // MARK: - Relations

  static let blocked = """
    EXISTS (SELECT 1 FROM relation AS r WHERE r.issue = issue.id AND r.kind = 0 AND (\
    (r.number IS NOT NULL AND EXISTS (SELECT 1 FROM issue AS b WHERE b.number = r.number AND b.state = 0)) OR \
    (r.uid IS NOT NULL AND EXISTS (SELECT 1 FROM detail AS d JOIN issue AS b ON b.id = d.id \
    WHERE \(begins("d.uid", "r.uid")) AND b.state = 0)) OR \
    (r.path IS NOT NULL AND EXISTS (SELECT 1 FROM folder AS f JOIN detail AS d ON d.folder = f.id \
    JOIN issue AS b ON b.id = d.id WHERE r.path = f.path || '/' || d.name AND b.state = 0))))
    """

  /// Whether a uid begins with a text, so that an index can be used: uids are letters and digits, which `{` follows.
  private static func begins(_ uid: String, _ start: String) -> String {
    "\(uid) >= \(start) AND \(uid) < \(start) || '{'"
  }

  private mutating func relation(_ relation: Relation, _ name: IssueName) throws -> String {
    switch relation {
    case .blockedBy: try naming(name) { _ in "0" }
    case .parent: try naming(name) { _ in "1" }
    case .duplicateOf: try naming(name) { _ in "3" }
    case .custom(let key): try naming(name) { "16 + \($0.key(key))" }
    case .blocks: try named("0", name)
    case .child: try named("1", name)
    case .duplicatedBy: try named("3", name)
    case .relates: "(\(try naming(name) { _ in "2" }) OR \(try named("2", name)))"
    }
  }

  /// Issues whose field names the other one.
  ///
  /// - Parameter kind: Gives the number of the field.
  private mutating func naming(_ name: IssueName, _ kind: (inout QueryCompiler) -> String) throws -> String {
    let parts = try others(name).map { other -> String in
      var ways = ["r.path = \(argument(other.path))"]
      if let number = other.number { ways.append("r.number = \(argument(number))") }
      if let uid = other.uid {
        ways.append("(r.uid IS NOT NULL AND substr(\(argument(uid)), 1, length(r.uid)) = r.uid)")
      }
      return "(" + ways.joined(separator: " OR ") + ")"
    }
    guard !parts.isEmpty else { return "0" }
    return """
      issue.id IN (SELECT r.issue FROM relation AS r WHERE r.kind = \(kind(&self)) AND \
      (\(parts.joined(separator: " OR "))))
      """
  }

  /// Issues that the other one's field names.
  private mutating func named(_ kind: String, _ name: IssueName) throws -> String {
    let ids = try others(name).map { argument($0.id) }
    guard !ids.isEmpty else { return "0" }
    let source = "relation AS r WHERE r.issue IN (\(ids.joined(separator: ", "))) AND r.kind = \(kind)"
    return """
      (issue.number IN (SELECT r.number FROM \(source)) OR issue.id IN (SELECT d.id FROM detail AS d, \(source) \
      AND \(QueryCompiler.begins("d.uid", "r.uid"))) OR issue.id IN (SELECT d.id FROM folder AS f \
      JOIN detail AS d ON d.folder = f.id, \(source) AND r.path = f.path || '/' || d.name))
      """
  }

  // MARK: - Presence

  private mutating func present(_ field: PresenceField) throws -> String {
    switch field {
    case .number: "issue.number IS NOT NULL"
    case .attachment: "attachments > 0"
    case .comment: "comments > 0"
    case .text(.title): detail("detail.title <> ''")
    case .text(.uid): detail("detail.uid IS NOT NULL")
    case .text(let field):
      if let column = QueryCompiler.column(field) { "\(column) IS NOT NULL" } else { hasItem(QueryCompiler.key(field)) }
    case .date(.created): "created IS NOT NULL"
    case .date(.due): "due IS NOT NULL"
    case .date(.closed): "state = 1 AND closed IS NOT NULL"
    case .date(.updated): "\(lastChange()) IS NOT NULL"
    case .date(.custom(let key)), .person(.custom(let key)), .relation(.custom(let key)): hasItem(key)
    case .person(.author): "author IS NOT NULL"
    case .person(.assignee): "assignee IS NOT NULL"
    case .person(.watcher): hasItem("watchers")
    case .person(.commenter): hasPerson("role = 1")
    case .person(.mentioned): hasPerson("role = 2")
    case .person(.involved):
      "(author IS NOT NULL OR assignee IS NOT NULL OR \(hasItem("watchers")) OR \(hasPerson("1")))"
    case .relation(let relation): hasRelation(relation)
    }
  }

  private mutating func hasItem(_ key: String) -> String {
    "issue.id IN (SELECT item.issue FROM item WHERE key = \(self.key(key)))"
  }

  private func hasPerson(_ condition: String) -> String {
    "issue.id IN (SELECT person.issue FROM person WHERE \(condition))"
  }

  private func hasRelation(_ relation: Relation) -> String {
    func forward(_ kind: Int) -> String { "issue.id IN (SELECT r.issue FROM relation AS r WHERE r.kind = \(kind))" }
    func backward(_ kind: Int) -> String {
      """
      (issue.number IN (SELECT r.number FROM relation AS r WHERE r.kind = \(kind)) OR issue.id IN (SELECT d.id \
      FROM detail AS d, relation AS r WHERE r.kind = \(kind) AND \(QueryCompiler.begins("d.uid", "r.uid"))) OR \
      issue.id IN (SELECT d.id FROM folder AS f JOIN detail AS d ON d.folder = f.id, relation AS r \
      WHERE r.kind = \(kind) AND r.path = f.path || '/' || d.name))
      """
    }
    return switch relation {
    case .blockedBy: forward(0)
    case .parent: forward(1)
    case .duplicateOf: forward(3)
    case .blocks: backward(0)
    case .child: backward(1)
    case .duplicatedBy: backward(3)
    case .relates: "(\(forward(2)) OR \(backward(2)))"
    case .custom: "0"
    }
  }
}

extension Query {
  fileprivate var isCondition: Bool { if case .condition = self { true } else { false } }

  /// What must be known beside fields for an answer.
  var needs: IssueIndex.Needs {
    switch self {
    case .all, .saved: []
    case .not(let part): part.needs
    case .every(let parts), .any(let parts): parts.reduce(into: []) { $0.formUnion($1.needs) }
    case .condition(let condition):
      switch condition {
      case .words, .attachment, .number(.comments, _), .present(.attachment), .present(.comment),
        .person(.commenter, _), .person(.mentioned, _), .person(.involved, _), .present(.person(.commenter)),
        .present(.person(.mentioned)), .present(.person(.involved)):
        .contents
      case .date(.updated, _), .present(.date(.updated)): [.contents, .activity]
      default: []
      }
    }
  }
}

extension Condition {
  /// Whether something must be worked out for each issue to test it.
  fileprivate var asksForWork: Bool {
    switch self {
    case .text(.title, _), .date(.updated, _), .present(.date(.updated)): true
    default: false
    }
  }
}
