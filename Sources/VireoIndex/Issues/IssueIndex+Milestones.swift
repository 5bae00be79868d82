import GRDB
package import VireoModel

/// The issues of one milestone that are one person's.
package struct MilestoneShare: Sendable {
  /// `nil` for the issues of none.
  package var milestone: String?
  /// `nil` for the issues that nobody is assigned to.
  package var assignee: Handle?
  package var progress = MilestoneProgress()
  /// When the first of them was filed, in seconds since 1970; `nil` where no file says so.
  package var firstCreated: Int64?
}

extension IssueIndex {
  /// How far each milestone is, by who has its issues; drafts count too.
  package func milestoneShares() throws -> [MilestoneShare] {
    try ask([]) { database in
      let words = try WordTable(database)
      let rows = try RawStatement(
        database,
        """
        SELECT milestone, assignee, state, item.value, count(*), min(created >> 1) FROM issue
        LEFT JOIN item ON item.issue = issue.id AND item.key = (SELECT id FROM word WHERE word = 'estimate')
        GROUP BY milestone, assignee, state, item.value ORDER BY milestone, assignee
        """)
      defer { rows.reset() }
      var found: [MilestoneShare] = []
      var last: (milestone: Int64?, assignee: Int64?)?
      while try rows.step() {
        let (milestone, assignee) = (rows.optionalInteger(0), rows.optionalInteger(1))
        if found.isEmpty || last?.milestone != milestone || last?.assignee != assignee {
          last = (milestone, assignee)
          found.append(
            MilestoneShare(milestone: try words.word(milestone), assignee: try words.word(assignee).map { Handle($0) }))
        }
        let created = rows.optionalInteger(5)
        found[found.count - 1].firstCreated = [found[found.count - 1].firstCreated, created].compactMap { $0 }.min()
        found[found.count - 1].progress.add(
          Int(rows.integer(4)), IssueState(stored: rows.integer(2)), estimate: try words.word(rows.optionalInteger(3)))
      }
      return found
    }.0
  }

  /// The issues with the dates of their beginning and end.
  package func milestoneSpans() throws -> [MilestoneSpan] {
    try ask([]) { database in
      let words = try WordTable(database)
      let rows = try RawStatement(
        database,
        """
        SELECT milestone, state, created >> 1, closed >> 1, item.value FROM issue
        LEFT JOIN item ON item.issue = issue.id AND item.key = (SELECT id FROM word WHERE word = 'estimate')
        """)
      defer { rows.reset() }
      var found: [MilestoneSpan] = []
      while try rows.step() {
        found.append(
          MilestoneSpan(
            milestone: try words.word(rows.optionalInteger(0)), state: IssueState(stored: rows.integer(1)),
            created: rows.optionalInteger(2), closed: rows.optionalInteger(3),
            estimate: try words.word(rows.optionalInteger(4))))
      }
      return found
    }.0
  }
}

/// When an issue was filed and closed, in seconds since 1970; `nil` where nobody knows.
package struct MilestoneSpan: Sendable {
  package var milestone: String?
  package var state: IssueState
  package var created: Int64?
  package var closed: Int64?
  package var estimate: String?
}
