import GRDB
package import VireoModel
package import VireoQuery

extension IssueIndex {
  /// The rows that a question finds, as long as nobody writes to the cache.
  package struct Rows: Sendable {
    fileprivate var ids: ArraySlice<Int64>
    /// What SQLite says of the file as long as no other connection has changed it.
    fileprivate var version: Int64

    /// How many are left.
    package var count: Int { ids.count }
  }

  /// Finds issues whose values are read later, by ``take(_:from:)``.
  ///
  /// - Parameters:
  ///   - query: What is asked, without names of saved queries.
  ///   - order: The order; those without a value come last, and equal ones by number and path.
  /// - Returns: The rows, and why history cannot be read where it cannot.
  package func rows(matching query: Query, sortedBy order: Order) throws -> (rows: Rows, historyError: VireoError?) {
    try ask(query.needs.union(order.needs)) { database in
      let ids = try ids(matching: query, sortedBy: order, database)
      return Rows(ids: ids[...], version: try database.dataVersion())
    }
  }

  /// The next few issues of those that were found.
  ///
  /// - Parameters:
  ///   - count: How many at most.
  ///   - rows: What was found; it loses what is returned.
  /// - Returns: `nil` where the cache was changed since, so that the question must be asked again.
  package func take(_ count: Int, from rows: inout Rows) throws -> [Issue]? {
    do {
      let (ids, version) = (rows.ids.prefix(count), rows.version)
      let issues = try reading { database -> [Issue]? in
        guard try database.dataVersion() == version else { return nil }
        let decoder = try IssueDecoder(database, WordTable(database), config: config)
        return try ids.map { try decoder.issue($0) }
      }
      if issues != nil { rows.ids.removeFirst(ids.count) }
      return issues
    } catch is DatabaseError {
      return nil
    } catch is CacheRefusal {
      return nil
    }
  }
}
