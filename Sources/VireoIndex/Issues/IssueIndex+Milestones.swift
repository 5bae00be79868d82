import GRDB
package import VireoModel

extension IssueIndex {
  /// How many issues of each milestone are open and closed, by the milestone's name.
  package func milestoneProgress() throws -> [String: MilestoneProgress] {
    try ask([]) { database in
      var found: [String: MilestoneProgress] = [:]
      let rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT word, state, count(*) FROM issue JOIN word ON word.id = milestone
          WHERE number IS NOT NULL GROUP BY milestone, state
          """)
      while let row = try rows.next() {
        let (name, isClosed, count): (String, Bool, Int) = (row[0], row[1], row[2])
        if isClosed {
          found[name, default: .init()].closed += count
        } else {
          found[name, default: .init()].open += count
        }
      }
      return found
    }.0
  }
}
