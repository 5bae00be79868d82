import Foundation
import GRDB
package import VireoGit
import VireoHistory
package import VireoModel

/// A commit that a branch was at, since a time.
package struct BranchPosition: Sendable {
  package var commit: ObjectID
  /// When it was committed, in seconds since 1970.
  package var time: Int64
}

extension HistoryIndex {
  /// A commit, its first parent, that one's first parent and so on: what a branch was at, newest first.
  ///
  /// - Throws: `VireoError` with the code `unreadable-repository`.
  package func firstParents(of tip: ObjectID) throws -> [BranchPosition] {
    let graph = try history([tip]).graph
    var found: [BranchPosition] = []
    var next = graph.position(of: tip)
    while let position = next {
      found.append(BranchPosition(commit: graph.ids[position], time: graph.dates[position]))
      let parent = graph.firstParents[position]
      next = parent >= 0 ? Int(parent) : nil
    }
    return found
  }

  /// How far milestones were at a commit, if that was kept; `nil` names the issues of no milestone.
  package func keptProgress(at commit: ObjectID) throws -> [String?: MilestoneProgress]? {
    let rows = try read { database in
      try Row.fetchAll(
        database,
        sql: """
          SELECT milestone, open, closed, openSeconds, openPoints, closedSeconds, closedPoints, unestimated
          FROM progress WHERE tip = ?
          """, arguments: [Data(commit.bytes)])
    }
    guard !rows.isEmpty else { return nil }
    let found = rows.map { row -> (String?, MilestoneProgress) in
      var progress = MilestoneProgress(open: row[1], closed: row[2])
      progress.openEffort = Effort(seconds: row[3], milliPoints: row[4])
      progress.closedEffort = Effort(seconds: row[5], milliPoints: row[6])
      progress.unestimated = row[7]
      return (row[0], progress)
    }
    return Dictionary(found) { first, _ in first }
  }

  /// Keeps how far milestones were at a commit; without a place to write it is found again the next time.
  package func keep(_ progress: [String?: MilestoneProgress], at commit: ObjectID) {
    var progress = progress
    // A commit that holds no issue has a row too.
    if progress[nil] == nil { progress[nil] = MilestoneProgress() }
    let rows = progress
    try? write { database in
      try database.execute(sql: "DELETE FROM progress WHERE tip = ?", arguments: [Data(commit.bytes)])
      let insert = try database.cachedStatement(sql: "INSERT INTO progress VALUES(?,?,?,?,?,?,?,?,?)")
      for (milestone, value) in rows {
        try insert.execute(arguments: [
          Data(commit.bytes), milestone, value.open, value.closed, value.openEffort.seconds,
          value.openEffort.milliPoints, value.closedEffort.seconds, value.closedEffort.milliPoints, value.unestimated,
        ])
      }
    }
  }
}
