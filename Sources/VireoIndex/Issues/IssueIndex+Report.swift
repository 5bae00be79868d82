import GRDB
import GRDBSQLite
package import VireoModel

extension IssueIndex {
  /// Answers a question in SQL over the views of ``ReportViews``.
  ///
  /// Nothing can be written, attached, loaded or set by it.
  ///
  /// - Parameter sql: One SELECT, VALUES or WITH.
  /// - Returns: The rows, and why history cannot be read, where it cannot; the states are those of the files then.
  /// - Throws: `VireoError` with the code `invalid-sql`.
  package func report(_ sql: String) throws -> (ReportTable, VireoError?) {
    // In the cache a name that is none of the views' could be one of its own tables.
    try DatabaseQueue().inDatabase { database in
      try ReportViews.createEmpty(database)
      try ReportGuard(database).check(sql)
    }
    return try ask([.contents, .activity]) { database in
      try ReportViews.create(database)
      return try ReportGuard(database).run(sql)
    }
  }

  /// The names of the views with their columns.
  package static var reportViews: [(name: String, columns: [String])] {
    ReportViews.all.map { ($0.name, $0.columns.map(\.name)) }
  }
}

/// Lets a connection do nothing but read while it lives (sqlite.org/c3ref/set_authorizer.html).
private final class ReportGuard {
  private let connection: SQLiteConnection?

  init(_ database: Database) throws {
    // They declare themselves at their first use, which the guard would not allow.
    for name in ["json_each", "json_tree"] { try database.execute(sql: "SELECT 1 FROM \(name)('[]')") }
    connection = database.sqliteConnection
  }

  /// Throws what is wrong with a statement, and runs nothing.
  func check(_ sql: String) throws { try prepared(sql) { _ in } }

  func run(_ sql: String) throws -> ReportTable { try prepared(sql, rows) }

  private func prepared<Value>(_ sql: String, _ body: (OpaquePointer) throws -> Value) throws -> Value {
    let previous = sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, 0)
    sqlite3_set_authorizer(
      connection,
      { _, action, name, other, _, _ in
        ReportGuard.isAllowed(action, action == SQLITE_FUNCTION ? other : name)
      }, nil)
    defer {
      sqlite3_set_authorizer(connection, nil, nil)
      sqlite3_limit(connection, SQLITE_LIMIT_ATTACHED, previous)
    }
    var statement: OpaquePointer?
    var rest: UnsafePointer<CChar>?
    let code = sql.withCString { text -> Int32 in
      let code = sqlite3_prepare_v2(connection, text, -1, &statement, &rest)
      if code == SQLITE_OK, let rest, !String(cString: rest).allSatisfy({ $0.isWhitespace || $0 == ";" }) { return -1 }
      return code
    }
    defer { sqlite3_finalize(statement) }
    if code == -1 { throw invalid("only one statement can be run") }
    guard code == SQLITE_OK else { throw invalid(message(code)) }
    guard let statement else { throw invalid("there is no statement") }
    guard sqlite3_stmt_readonly(statement) != 0, sqlite3_column_count(statement) > 0 else {
      throw invalid("only questions can be asked: SELECT, VALUES or WITH")
    }
    return try body(statement)
  }

  private func rows(_ statement: OpaquePointer) throws -> ReportTable {
    let count = sqlite3_column_count(statement)
    var table = ReportTable(
      columns: (0..<count).map { sqlite3_column_name(statement, $0).map { String(cString: $0) } ?? "" })
    while true {
      let code = sqlite3_step(statement)
      if code == SQLITE_DONE { return table }
      guard code == SQLITE_ROW else { throw invalid(message(code)) }
      table.rows.append((0..<count).map { value(statement, $0) })
    }
  }

  private func value(_ statement: OpaquePointer, _ column: Int32) -> ReportTable.Value {
    switch sqlite3_column_type(statement, column) {
    case SQLITE_INTEGER: return .integer(sqlite3_column_int64(statement, column))
    case SQLITE_FLOAT: return .number(sqlite3_column_double(statement, column))
    case SQLITE_NULL: return .null
    default:
      guard let bytes = sqlite3_column_text(statement, column) else { return .text("") }
      let count = Int(sqlite3_column_bytes(statement, column))
      return .text(String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self))
    }
  }

  private func message(_ code: Int32) -> String {
    if code & 0xFF == SQLITE_AUTH { return "this may only read the views" }
    let message = sqlite3_errmsg(connection).map { String(cString: $0) } ?? "SQLite says \(code)"
    let unknown = "no such table: "
    guard message.hasPrefix(unknown) else { return message }
    return message
      + Nearest.suggestion(for: String(message.dropFirst(unknown.count)), among: ReportViews.all.map(\.name))
  }

  private func invalid(_ message: String) -> VireoError {
    VireoError(.invalidSQL, message, advice: "see 'vireo sql --views'")
  }

  /// Reading, functions but those that load code or touch files, and queries that call themselves.
  private static func isAllowed(_ action: Int32, _ subject: UnsafePointer<CChar>?) -> Int32 {
    let name = subject.map { String(cString: $0).lowercased() } ?? ""
    switch action {
    case SQLITE_SELECT, SQLITE_RECURSIVE: return SQLITE_OK
    case SQLITE_READ: return name.hasPrefix("sqlite_") || name.hasPrefix("pragma_") ? SQLITE_DENY : SQLITE_OK
    case SQLITE_FUNCTION:
      return ["load_extension", "fts3_tokenizer", "edit", "readfile", "writefile"].contains(name)
        ? SQLITE_DENY : SQLITE_OK
    default: return SQLITE_DENY
    }
  }
}
