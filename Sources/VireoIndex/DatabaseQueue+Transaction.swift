import GRDB

extension DatabaseQueue {
  /// What a function gives that is run in a transaction; if it throws, nothing was written.
  func transaction<Value>(_ kind: Database.TransactionKind, _ body: (Database) throws -> Value) throws -> Value {
    var result: Value?
    try inTransaction(kind) { database in
      result = try body(database)
      return .commit
    }
    guard let result else { throw DatabaseError(resultCode: .SQLITE_ABORT) }
    return result
  }
}
