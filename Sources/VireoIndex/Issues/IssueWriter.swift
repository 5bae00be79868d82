import GRDB
import VireoFormat
import VireoHistory
import VireoModel
import VireoQuery

/// Writes issues into the cache's tables.
final class IssueWriter {
  private let words: WordTable
  private let config: Config
  private let issue: RawStatement
  private let detail: RawStatement
  private let item: RawStatement
  private let relation: RawStatement
  private let clear: [RawStatement]
  private let remove: [RawStatement]
  private var nextID: Int64
  /// The highest number that any of the issues had before a repair.
  private(set) var highestFormer = 0

  init(_ database: Database, _ words: WordTable, config: Config) throws {
    self.words = words
    self.config = config
    issue = try RawStatement(
      database,
      """
      INSERT INTO issue(id, number, state, status, type, priority, severity, component, version, milestone, author,
        assignee, resolution, created, due, closed) VALUES(?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
      ON CONFLICT(id) DO UPDATE SET number = excluded.number, state = excluded.state, status = excluded.status,
        type = excluded.type, priority = excluded.priority, severity = excluded.severity,
        component = excluded.component, version = excluded.version, milestone = excluded.milestone,
        author = excluded.author, assignee = excluded.assignee, resolution = excluded.resolution,
        created = excluded.created, due = excluded.due, closed = excluded.closed
      """)
    detail = try RawStatement(
      database,
      """
      INSERT OR REPLACE INTO detail(id, folder, name, uid, title, statusDate, more, ownStatus, ownResolution, isKnown)
      VALUES(?,?,?,?,?,?,?,?,?,1)
      """)
    item = try RawStatement(database, "INSERT INTO item(issue, key, value, number, date) VALUES(?,?,?,?,?)")
    relation = try RawStatement(database, "INSERT INTO relation(issue, kind, number, uid, path) VALUES(?,?,?,?,?)")
    // The text's number is in the row that is replaced below.
    let clearText = "DELETE FROM doc WHERE id = (SELECT text FROM detail WHERE detail.id = ?)"
    clear = try (["item", "relation"].map { "DELETE FROM \($0) WHERE issue = ?" } + [clearText]).map {
      try RawStatement(database, $0)
    }
    remove =
      try [RawStatement(database, clearText)]
      + ["issue", "detail"].map { try RawStatement(database, "DELETE FROM \($0) WHERE id = ?") }
      + ["item", "relation", "comment", "person"].map {
        try RawStatement(database, "DELETE FROM \($0) WHERE issue = ?")
      }
    nextID = try (Int64.fetchOne(database, sql: "SELECT max(id) FROM issue") ?? 0) + 1
  }

  /// Takes all of an issue away.
  func remove(_ id: Int64) throws {
    for statement in remove {
      statement.bind(id, at: 1)
      try statement.run()
    }
  }

  /// Writes an issue with the state that its own file has.
  ///
  /// - Parameters:
  ///   - known: Its row; 0 for a new one.
  ///   - folder: The row of its folder.
  /// - Returns: Its row.
  func write(_ parsed: ParsedIssue, _ known: Int64, folder: Int64) throws -> Int64 {
    guard let value = parsed.issue else {
      if known != 0 { try remove(known) }
      return 0
    }
    highestFormer = max(highestFormer, value.was.max()?.value ?? 0)
    let id = known != 0 ? known : nextID
    if known == 0 {
      nextID += 1
    } else {
      for statement in clear {
        statement.bind(id, at: 1)
        try statement.run()
      }
    }
    let status = try words.id(value.status)
    let resolution = try words.id(value.resolution)
    issue.bind(id, at: 1)
    issue.bind(value.number.map { Int64($0.value) }, at: 2)
    issue.bind(value.state.stored, at: 3)
    issue.bind(status, at: 4)
    let facets = [
      value.type, value.priority, value.severity, value.component, value.version, value.milestone, value.author?.text,
      value.assignee?.text,
    ]
    for (index, word) in facets.enumerated() { issue.bind(try words.id(word), at: Int32(5 + index)) }
    issue.bind(resolution, at: 13)
    issue.bind(value.created?.stored, at: 14)
    issue.bind(value.due?.stored, at: 15)
    issue.bind(value.state == .closed ? value.statusDate?.stored : nil, at: 16)
    try issue.run()
    detail.bind(id, at: 1)
    detail.bind(folder, at: 2)
    detail.bind(value.path.lastName, at: 3)
    detail.bind(value.uid?.text, at: 4)
    detail.bind(value.title, at: 5)
    detail.bind(value.statusDate?.stored, at: 6)
    detail.bind(PackedFields(value).bytes, at: 7)
    detail.bind(parsed.version.status, at: 8)
    detail.bind(resolution, at: 9)
    try detail.run()
    try writeItems(value, id)
    try writeRelations(value, id)
    return id
  }

  private func writeItems(_ value: Issue, _ id: Int64) throws {
    func add(_ key: String, _ text: String) throws {
      item.bind(id, at: 1)
      item.bind(try words.id(key), at: 2)
      item.bind(try words.id(text), at: 3)
      if let number = Double(decimal: text) { item.bind(number, at: 4) } else { item.bind(nil as Int64?, at: 4) }
      item.bind(Timestamp(text)?.seconds, at: 5)
      try item.run()
    }
    for label in value.labels { try add("labels", label) }
    for watcher in value.watchers { try add("watchers", watcher.text) }
    if let estimate = value.estimate { try add("estimate", estimate) }
    if let spent = value.spent { try add("spent", spent) }
    for field in value.fields {
      let isPerson = config.fields.contains { $0.key == field.key && $0.type == .person }
      for text in field.value.list { try add(field.key, isPerson ? Handle(text).text : text) }
    }
  }

  private func writeRelations(_ value: Issue, _ id: Int64) throws {
    func add(_ kind: RelationKind, _ names: [String]) throws {
      for text in names {
        guard let name = IssueName(text) else { continue }
        relation.bind(id, at: 1)
        relation.bind(try kind.stored(words), at: 2)
        relation.bind(nil as Int64?, at: 3)
        relation.bind(nil as String?, at: 4)
        relation.bind(nil as String?, at: 5)
        switch name {
        case .number(let number): relation.bind(Int64(number.value), at: 3)
        case .uid(let uid): relation.bind(uid, at: 4)
        case .path(let path): relation.bind(path, at: 5)
        }
        try relation.run()
      }
    }
    try add(.blockedBy, value.blockedBy)
    try add(.parent, value.parent.map { [$0] } ?? [])
    try add(.relates, value.relates)
    try add(.duplicateOf, value.duplicateOf.map { [$0] } ?? [])
    for field in config.fields where field.type == .issue {
      try add(.custom(field.key), value.field(field.key)?.list ?? [])
    }
  }
}

/// Which field of an issue names another one.
enum RelationKind {
  case blockedBy, parent, relates, duplicateOf
  case custom(String)

  func stored(_ words: WordTable) throws -> Int64 {
    switch self {
    case .blockedBy: 0
    case .parent: 1
    case .relates: 2
    case .duplicateOf: 3
    case .custom(let key): 16 + (try words.id(key) ?? 0)
    }
  }
}

extension IssueState {
  var stored: Int64 { self == .open ? 0 : 1 }
  init(stored: Int64) { self = stored == 0 ? .open : .closed }
}

extension Timestamp {
  var stored: Int64 { seconds * 2 + (isDay ? 1 : 0) }
  init(stored: Int64) { self.init(seconds: stored >> 1, isDay: stored & 1 == 1) }
}
