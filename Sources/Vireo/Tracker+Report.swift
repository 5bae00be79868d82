import VireoIndex
public import VireoModel

extension Tracker {
  /// Answers a question in SQL, for reports that no query covers.
  ///
  /// The views and their columns are described in docs/sql.md. The statement can write, attach and load nothing.
  ///
  /// - Parameter sql: One SELECT, VALUES or WITH of SQLite.
  /// - Returns: The rows, and why history cannot be read where it cannot; the states are those of the files then.
  /// - Throws: `VireoError` with the code `invalid-sql`, or as ``issues(matching:sortedBy:limit:)``.
  public func report(_ sql: String) throws -> (table: ReportTable, historyError: VireoError?) {
    let (table, error) = try index(files()).report(sql)
    return (table, error)
  }

  /// The views that ``report(_:)`` can ask, with the names of their columns.
  public static var reportViews: [(name: String, columns: [String])] { IssueIndex.reportViews }
}
