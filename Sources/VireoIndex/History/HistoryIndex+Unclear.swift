import GRDB
package import VireoGit
package import VireoHistory
package import VireoModel

/// A message that closes or reopens something else than its writer can have meant, or nothing.
package struct UnclearReference: Sendable, Hashable {
  package enum Reason: Sendable, Hashable {
    /// Several issues had the number where the message was written: it means none of them. Their paths in the view,
    /// or as they were where the view has none of them.
    case ambiguous(paths: [String])
    /// The message is older than the repair that gave the number's issue another one.
    case outdated(path: String)
  }

  package var commit: ObjectID
  package var number: IssueNumber
  package var closes: Bool
  package var reason: Reason
}

extension HistoryIndex {
  /// The messages of a view whose number is no safe name of an issue.
  ///
  /// - Parameters:
  ///   - files: All issues of the view, each with the numbers that it had before a repair.
  ///   - workTree: Reads the issues of the work tree that have one of these numbers or uids; `nil` for a view of a
  ///     commit.
  ///   - tips: The commit, or HEAD and what an unfinished merge brings in.
  ///   - config: What the words of the status mean.
  /// - Throws: `VireoError` with the code `unreadable-repository`.
  package func unclearReferences(
    _ files: [(file: IssueFileState, was: [IssueNumber])], workTree: WorkTreeReader?, tips: [ObjectID], config: Config
  ) throws -> [UnclearReference] {
    let (history, view) = try view(tips, hasWorkTree: workTree != nil, config)
    let events = try read { try $0.events() }.filter { view.members.contains($0.commit) }
    let former = Set(files.flatMap(\.was))
    let shared = try read { try $0.sharedNumbers() }.union(former).union(repeated(files.compactMap(\.file.number)))
    let wanted = Set(events.map(\.number)).intersection(shared)
    guard !wanted.isEmpty else { return [] }
    let connected = try read { try $0.numbersConnected(to: wanted) }
    let concerned = files.filter { file in
      (file.file.number.map(connected.contains) ?? false) || !wanted.isDisjoint(with: file.was)
    }
    let issues = try issues(concerned.map(\.file), workTree, history, view)
    var found: [UnclearReference] = []
    for event in events.filter({ wanted.contains($0.number) }).sorted(by: { $0.commit < $1.commit }) {
      func report(_ reason: UnclearReference.Reason) {
        found.append(
          UnclearReference(
            commit: view.graph.ids[event.commit], number: event.number, closes: event.closes, reason: reason))
      }
      let meant = issues.first { $0.isMeant(by: event) }
      if meant == nil {
        let paths = issues.lazy.map { $0.paths(numbered: event.number, at: event.commit) }.max { $0.count < $1.count }
        guard let paths, paths.count > 1 else { continue }
        let present = issues.filter { issue in issue.path(at: event.commit).map(paths.contains) ?? false }
        report(.ambiguous(paths: (present.isEmpty ? paths : present.map(\.file.path)).sorted()))
        continue
      }
      for (issue, was) in zip(issues, concerned.map(\.was)) where was.contains(event.number) && issue !== meant {
        if try issue.isRepaired(after: event) { report(.outdated(path: issue.file.path)) }
      }
    }
    return found
  }

  private func repeated(_ numbers: [IssueNumber]) -> Set<IssueNumber> {
    var seen: Set<IssueNumber> = []
    return Set(numbers.filter { !seen.insert($0).inserted })
  }
}

extension IssueInHistory {
  func isMeant(by event: IssueEvent) -> Bool { derivation.isAboutIssue(event.commit, event.number) }

  func paths(numbered number: IssueNumber, at commit: Int) -> [String] {
    derivation.paths(numbered: number, at: commit)
  }

  /// The issue's path at a commit, or where it is absent there, in the view.
  func path(at commit: Int) -> String? { derivation.path(at: commit) ?? file.path }

  /// Whether a commit already has the issue under another number, which the issue got after its message was written.
  func isRepaired(after event: IssueEvent) throws -> Bool {
    guard let number = file.number, number != event.number, derivation.path(at: event.commit) == file.path else {
      return false
    }
    let arrivals = try index.read { try $0.changes([number]) }
      .filter { $0.path == file.path && $0.old == nil && view.members.contains($0.commit) }
    guard let repair = arrivals.map(\.commit).min(), let written = try authored(event.commit),
      let repaired = try authored(repair)
    else { return false }
    return written < repaired
  }

  private func authored(_ position: Int) throws -> Int64? {
    try objects.read(view.graph.ids[position], .commit) { CommitObject($0).authored }
  }
}

extension Database {
  /// The numbers that files of more than one path have or had.
  fileprivate func sharedNumbers() throws -> Set<IssueNumber> {
    let sql = "SELECT number FROM change WHERE number IS NOT NULL GROUP BY number HAVING count(DISTINCT path) > 1"
    return Set(try Int.fetchAll(self, sql: sql).compactMap { IssueNumber($0) })
  }
}
