import GRDB
import GRDBSQLite
package import VireoModel
package import VireoQuery

extension IssueIndex {
  /// What a question finds.
  package struct Answer: Sendable {
    package var issues: [Issue]
    /// The files with errors in them.
    package var brokenPaths: [String]
    /// Whether nothing is wrong with the names of files.
    package var isTidy: Bool
    /// Why history cannot be read, where it cannot; the states are those of the files then.
    package var historyError: VireoError?
  }

  /// Finds issues.
  ///
  /// - Parameters:
  ///   - query: What is asked, without names of saved queries.
  ///   - order: The order; those without a value come last, and equal ones by number and path.
  ///   - limit: How many are wanted at most.
  /// - Throws: `VireoError` where commits that the query names cannot be read.
  package func issues(matching query: Query, sortedBy order: Order, limit: Int? = nil) throws -> Answer {
    let (found, error) = try ask(query.needs.union(order.needs)) { database -> Answer in
      let ids = try ids(matching: query, sortedBy: order, database)
      return Answer(
        issues: try issues(Array(ids.prefix(limit ?? .max)), database),
        brokenPaths: try String.fetchAll(database, sql: "SELECT path FROM finding ORDER BY path"),
        isTidy: try String.fetchOne(database, sql: "SELECT value FROM fact WHERE key = 'tidy'") != nil)
    }
    var answer = found
    answer.historyError = error
    return answer
  }

  /// The rows that a question finds, in order.
  func ids(matching query: Query, sortedBy order: Order, _ database: Database) throws -> [Int64] {
    let events = IssuesOfEvents(database, readEvents)
    let search = try IssueSearch(database, WordTable(database), config: config, events)
    return try search.ids(matching: query, sortedBy: order) { condition in
      try events.rows(condition) ?? IssuesOfCommits(self, database).rows(condition)
    }
  }
}

/// Finds the rows that a query means, in order.
struct IssueSearch {
  private let database: Database
  private let words: WordTable
  private let config: Config
  private let events: IssuesOfEvents

  init(_ database: Database, _ words: WordTable, config: Config, _ events: IssuesOfEvents) {
    (self.database, self.words, self.config, self.events) = (database, words, config, events)
  }

  /// Rows with what they are sorted by.
  private struct Found {
    var rows: [Row] = []
    /// The keys of each row's columns, row by row.
    var keys: [Int64] = []
    /// What the keys of columns of text stand for.
    var texts: [NaturalText] = []

    struct Row {
      var id: Int64
      var number: Int64
      /// Where its keys begin.
      var keys: Int
    }

    /// The key of a row without a value, which comes last.
    static let none = Int64.max
  }

  func ids(
    matching query: Query, sortedBy order: Order, rows: @escaping (Condition) throws -> [Int64]
  ) throws -> [Int64] {
    var compiler = compiler(for: query, rows)
    let condition = try compiler.sql(query)
    let columns = try order.terms.map { try column($0.key) }
    let sql =
      compiler.with + "SELECT issue.id, issue.number" + columns.map { ", " + $0.sql }.joined()
      + " FROM \(compiler.tables) WHERE " + condition
    let statement = try database.makeStatement(sql: sql)
    try statement.setArguments(StatementArguments(compiler.arguments))
    var found = Found()
    let cursor = try Row.fetchCursor(statement)
    while try cursor.next() != nil {
      let handle = statement.sqliteStatement
      let isNumbered = sqlite3_column_type(handle, 1) != SQLITE_NULL
      found.rows.append(
        Found.Row(
          id: sqlite3_column_int64(handle, 0), number: isNumbered ? sqlite3_column_int64(handle, 1) : .max,
          keys: found.keys.count))
      for index in columns.indices {
        let key = try columns[index].key(handle, Int32(index + 2), &found.texts)
        found.keys.append(order.terms[index].isDescending && !columns[index].isText ? IssueSearch.reversed(key) : key)
      }
    }
    try sort(&found, order, isText: columns.map(\.isText))
    return found.rows.map(\.id)
  }

  /// The issues that a name means.
  private func others(_ name: IssueName) throws -> [QueryCompiler.Other] {
    let condition: (sql: String, argument: any DatabaseValueConvertible) =
      switch name {
      case .number(let number): ("issue.number = ?", number.value)
      case .uid(let start): ("detail.uid >= ?1 AND detail.uid < ?1 || '{'", start)
      case .path(let path): ("folder.path || '/' || detail.name = ?", path)
      }
    let sql = """
      SELECT issue.id, number, uid, path || '/' || name FROM issue JOIN detail ON detail.id = issue.id
      JOIN folder ON folder.id = detail.folder WHERE \(condition.sql)
      """
    return try Row.fetchAll(database, sql: sql, arguments: [condition.argument]).map {
      QueryCompiler.Other(id: $0[0], number: $0[1], uid: $0[2], path: $0[3])
    }
  }

  private func compiler(
    for query: Query, _ rows: @escaping (Condition) throws -> [Int64]
  ) -> QueryCompiler {
    QueryCompiler(
      for: query, rows: rows,
      find: { part in
        var compiler = compiler(for: part, rows)
        let condition = try compiler.sql(part)
        let sql = compiler.with + "SELECT issue.id FROM \(compiler.tables) WHERE " + condition
        return try Int64.fetchAll(database, sql: sql, arguments: StatementArguments(compiler.arguments))
      }, others: others)
  }

  private func sort(_ found: inout Found, _ order: Order, isText: [Bool]) throws {
    let paths = try pathsOfTwins(found.rows)
    let texts = found.texts
    found.keys.withUnsafeBufferPointer { keys in
      found.rows.sort { left, right in
        for index in isText.indices {
          let (a, b) = (keys[left.keys + index], keys[right.keys + index])
          if a == b { continue }
          guard isText[index], a != Found.none, b != Found.none else { return a < b }
          let (one, other) = (texts[Int(a)], texts[Int(b)])
          // Texts that differ may be equal in order, as 1.9 and 01.9.
          if one < other { return !order.terms[index].isDescending }
          if other < one { return order.terms[index].isDescending }
        }
        return left.number != right.number
          ? left.number < right.number : (paths[left.id] ?? "") < (paths[right.id] ?? "")
      }
    }
  }

  /// The key of a number that is sorted the other way round.
  private static func reversed(_ key: Int64) -> Int64 { key == Found.none ? key : ~key }

  /// The paths of issues whose number another one has, or that have none.
  private func pathsOfTwins(_ rows: [Found.Row]) throws -> [Int64: String] {
    let sorted = rows.sorted { $0.number < $1.number }
    var paths: [Int64: String] = [:]
    for (one, other) in zip(sorted, sorted.dropFirst()) where one.number == other.number {
      for id in [one.id, other.id] where paths[id] == nil {
        paths[id] = try String.fetchOne(
          database,
          sql: "SELECT path || '/' || name FROM detail JOIN folder ON folder.id = detail.folder WHERE detail.id = ?",
          arguments: [id])
      }
    }
    return paths
  }

  // MARK: - What is compared

  private struct Column {
    let sql: String
    /// Whether its keys are places among texts, and not what is compared.
    let isText: Bool
    /// Reads a column of the statement's row; ``Found/none`` where it has no value.
    let key: (_ statement: OpaquePointer?, _ index: Int32, _ texts: inout [NaturalText]) throws -> Int64
  }

  private func column(_ key: Order.Key) throws -> Column {
    switch key {
    case .number: return number("issue.number")
    case .created: return number("created >> 1")
    case .due: return number("due >> 1")
    case .closed: return number("CASE WHEN state = 1 THEN closed >> 1 END")
    case .comments: return number("coalesce(comments, 0)")
    case .updated: return number(QueryCompiler.updated)
    case .events: return try counted { Int64($0.events) }
    case .users: return try counted { Int64($0.users) }
    case .seen: return try counted(\.last.seconds)
    case .title: return text("(SELECT title FROM detail WHERE detail.id = issue.id)")
    case .status: return word("status", ranked: config.statuses.map(\.word))
    case .priority: return word("priority", ranked: config.priorities)
    case .type, .severity, .component, .version, .resolution, .milestone, .assignee, .author:
      return word(key.rawValue, ranked: nil)
    case .custom(let name):
      let id = try words.id(name) ?? 0
      return text(
        """
        (SELECT word.word FROM item JOIN word ON word.id = item.value WHERE item.issue = issue.id \
        AND item.key = \(id) ORDER BY item.rowid LIMIT 1)
        """)
    }
  }

  private func number(_ sql: String) -> Column {
    Column(sql: sql, isText: false) { statement, index, _ in
      sqlite3_column_type(statement, index) == SQLITE_NULL ? Found.none : sqlite3_column_int64(statement, index)
    }
  }

  private func counted(_ value: @escaping (EventCounts) -> Int64) throws -> Column {
    let counts = try events.counts()
    return Column(sql: "issue.id", isText: false) { statement, index, _ in
      counts[sqlite3_column_int64(statement, index)].map(value) ?? Found.none
    }
  }

  private func text(_ sql: String) -> Column {
    Column(sql: sql, isText: true) { statement, index, texts in
      guard let text = sqlite3_column_text(statement, index) else { return Found.none }
      texts.append(NaturalText(String(cString: text)))
      return Int64(texts.count - 1)
    }
  }

  /// A word's place in the configuration, or else its text.
  private func word(_ sql: String, ranked: [String]?) -> Column {
    var known: [Int64: Int64] = [:]
    return Column(sql: sql, isText: ranked == nil) { statement, index, texts in
      guard sqlite3_column_type(statement, index) != SQLITE_NULL else { return Found.none }
      let id = sqlite3_column_int64(statement, index)
      if let key = known[id] { return key }
      var key = Found.none
      if let word = try words.word(id) {
        if let ranked {
          key = ranked.firstIndex(of: word).map { Int64($0) } ?? Found.none
        } else {
          texts.append(NaturalText(word))
          key = Int64(texts.count - 1)
        }
      }
      known[id] = key
      return key
    }
  }
}

extension Order {
  /// What must be known beside fields.
  var needs: IssueIndex.Needs {
    terms.reduce(into: []) { needs, term in
      if term.key == .comments { needs.insert(.contents) }
      if term.key == .updated { needs.formUnion([.contents, .activity]) }
    }
  }
}
