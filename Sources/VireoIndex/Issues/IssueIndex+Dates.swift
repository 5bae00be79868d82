import GRDB
package import VireoModel

extension IssueIndex {
  /// When something of issues last changed, in their order: the newest of their dates, their comments' and their
  /// commits'; `nil` where there is none, or the issue is gone.
  package func updateDates(of issues: [Issue]) throws -> [Timestamp?] {
    try ask([.contents, .activity]) { database in
      let row = try RawStatement(
        database,
        """
        SELECT folder.path, name, \(QueryCompiler.updated) FROM issue
        JOIN detail ON detail.id = issue.id JOIN folder ON folder.id = detail.folder WHERE number IS ?
        """)
      defer { row.reset() }
      var dates: [String: Timestamp] = [:]
      for number in Set(issues.map(\.number)) {
        row.reset()
        row.bind(number.map { Int64($0.value) }, at: 1)
        while try row.step() {
          dates[row.text(0) + "/" + row.text(1)] = row.optionalInteger(2).map { Timestamp(seconds: $0) }
        }
      }
      return issues.map { dates[$0.path] }
    }.0
  }
}
