import GRDB
import VireoFormat
import VireoGit
import VireoHistory
import VireoModel

extension HistoryIndex {
  /// When commits of a view last changed the files of a number or named it, in seconds.
  ///
  /// - Throws: `VireoError` with the code `unreadable-repository`.
  func activity(_ tips: [ObjectID], config: Config) throws -> [IssueNumber: Int64] {
    let (history, view) = try view(tips, hasWorkTree: false, config)
    var times: [IssueNumber: Int64] = [:]
    func note(_ number: IssueNumber?, _ position: Int) {
      guard let number, view.members.contains(position) else { return }
      times[number] = max(times[number] ?? .min, view.graph.dates[position])
    }
    try read { database in
      var rows = try Row.fetchCursor(
        database,
        sql: """
          SELECT change.position, change.number, path.path FROM change JOIN path ON path.id = change.path
          WHERE substr(path.path, 1, \(Layout.issuesFolder.count)) = '\(Layout.issuesFolder)'
          """)
      while let row = try rows.next() {
        let number = (row[1] as Int?).flatMap { IssueNumber($0) }
        note(number ?? HistoryIndex.owner(row[2]), row[0])
      }
      rows = try Row.fetchCursor(database, sql: "SELECT position, number FROM effect")
      while let row = try rows.next() {
        if history.holdsTracker.contains(row[0]) { note(IssueNumber(row[1]), row[0]) }
      }
    }
    return times
  }

  /// The number of the issue in whose folder a file lies.
  static func owner(_ path: String) -> IssueNumber? {
    for part in path.split(separator: "/").dropFirst(2).dropLast() {
      if case .number(let number, _) = IssueFileName.numbering(of: part + ".md") { return number }
    }
    return nil
  }
}
