import GRDB
import VireoGit
import VireoHistory
import VireoModel

/// The issues that one commit has to do with.
struct CommitTouch {
  /// The uids in the issues' files that it changed.
  private(set) var uids: Set<UID> = []
  /// The paths of the issues' files that it changed, and of those in whose folders it changed something.
  private(set) var paths: Set<String> = []
  /// The numbers that its message names.
  private(set) var numbers: Set<IssueNumber> = []

  init(_ changes: [TrackerChange], _ versions: [IssueChange], _ numbers: Set<IssueNumber>) {
    self.numbers = numbers
    for change in versions {
      paths.insert(change.path)
      uids.formUnion([change.old?.uid, change.new?.uid].compactMap { $0 })
    }
    for change in changes where change.number == nil {
      var path = Substring(change.path)
      while let slash = path.lastIndex(of: "/") {
        path = path[..<slash]
        paths.insert(path + ".md")
      }
    }
  }
}

extension HistoryIndex {
  /// Which of some issues a commit changed or names; none where it is not in the view.
  ///
  /// - Throws: `VireoError` with the code `unreadable-repository`.
  func touched(
    _ files: [IssueFileState], by commit: ObjectID, workTree: WorkTreeReader?, tips: [ObjectID], config: Config
  ) throws -> [Bool] {
    let (history, view) = try view(tips, hasWorkTree: workTree != nil, config)
    guard let position = view.graph.position(of: commit), view.members.contains(position) else {
      return files.map { _ in false }
    }
    let touch = try read { database in
      CommitTouch(
        try database.changes(at: position), try database.issueChanges(at: position),
        try database.numbersNamed(by: position))
    }
    let connected = try read { try $0.numbersConnected(to: touch.numbers) }
    let candidates = files.filter { $0.number.map(connected.contains) ?? false }
    let issues = try self.issues(candidates, workTree, history, view)
    let named = Set(
      zip(candidates, issues).filter { _, issue in
        touch.numbers.contains { issue.isMeant(by: IssueEvent(commit: position, number: $0, closes: true)) }
      }.map(\.0.path))
    return files.map { file in
      if named.contains(file.path) { return true }
      if let uid = file.version.uid, touch.uids.contains(uid) { return true }
      return touch.paths.contains(file.path)
    }
  }

  /// Of which of some closed issues a commit's history has what closed them.
  ///
  /// - Throws: `VireoError` with the code `unreadable-repository`.
  func fixed(
    _ files: [IssueFileState], in commit: ObjectID, workTree: WorkTreeReader?, tips: [ObjectID], config: Config
  ) throws -> [Bool] {
    let (start, view) = try view(tips, hasWorkTree: workTree != nil, config)
    let issues = try self.issues(files, workTree, start, view)
    let history = try self.history(tips + [commit], withTracker: true)
    guard let tip = history.graph.position(of: commit) else { return files.map { _ in false } }
    let reach = Reachability(history.graph)
    let all = reach.ancestors(of: [tip] + tips.compactMap { history.graph.position(of: $0) })
    let members = reach.ancestors(of: [tip])
    let copies = CopyIndex(history.graph, picks: history.picks)
    return try issues.map { issue in
      let fixes = issue.answer.closes.compactMap { history.graph.position(of: $0) }
        .flatMap { copies.copies(of: $0, in: all) }
      guard fixes.contains(where: members.contains) else { return false }
      return try issue.stands(fixes, at: tip, history)
    }
  }
}

extension Database {
  /// What a commit changed in the tracker, against each parent.
  fileprivate func changes(at position: Int) throws -> [TrackerChange] {
    let sql = """
      SELECT change.parent, path.path, change.number FROM change JOIN path ON path.id = change.path
      WHERE change.position = ?
      """
    return try Row.fetchAll(self, sql: sql, arguments: [position]).map { row in
      TrackerChange(
        commit: position, parent: row[0], path: row[1], number: (row[2] as Int?).flatMap { IssueNumber($0) }, old: nil,
        new: nil)
    }
  }

  /// The changes of issues' files that a commit made.
  fileprivate func issueChanges(at position: Int) throws -> [IssueChange] {
    try changes(numbersChanged(by: [position])).filter { $0.commit == position }
  }

  /// The numbers that a commit's message names.
  fileprivate func numbersNamed(by position: Int) throws -> Set<IssueNumber> {
    let found = try Int.fetchAll(self, sql: "SELECT number FROM effect WHERE position = ?", arguments: [position])
    return Set(found.compactMap { IssueNumber($0) })
  }
}
