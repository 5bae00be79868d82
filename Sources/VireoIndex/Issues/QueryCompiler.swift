import GRDB
import VireoModel
import VireoQuery

/// Turns a query into a condition of SQL over the cache's tables.
struct QueryCompiler {
  /// Finds the issues of a condition on commits or events.
  private let rows: (Condition) throws -> [Int64]
  /// Finds the issues of a part that is asked by itself.
  private let find: (Query) throws -> [Int64]
  private(set) var arguments: [any DatabaseValueConvertible] = []
  /// Whether so many conditions ask for titles or last changes that these are worked out once for each issue, and not
  /// for each condition.
  let isLong: Bool
  var usesWorkedOut = false

  /// The issues that a name means.
  let others: (IssueName) throws -> [Other]

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
    for query: Query, rows: @escaping (Condition) throws -> [Int64],
    find: @escaping (Query) throws -> [Int64],
    others: @escaping (IssueName) throws -> [Other]
  ) {
    (self.rows, self.find, self.others) = (rows, find, others)
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

  mutating func lastChange() -> String {
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

  mutating func among(_ rows: [Int64]) -> String {
    let list = "[" + rows.map(String.init).joined(separator: ",") + "]"
    return "issue.id IN (SELECT value FROM json_each(\(argument(list))))"
  }

  mutating func argument(_ value: some DatabaseValueConvertible) -> String {
    arguments.append(value)
    return "?\(arguments.count)"
  }

  // MARK: - Conditions

  private mutating func sql(_ condition: Condition) throws -> String {
    if condition.isOfEvents { return among(try rows(condition)) }
    return switch condition {
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
}

extension Query {
  fileprivate var isCondition: Bool { if case .condition = self { true } else { false } }
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
