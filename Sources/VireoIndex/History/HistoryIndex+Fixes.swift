package import VireoGit
import VireoHistory

extension IssueInHistory {
  /// Which of some branches and tags have what closed the issue.
  ///
  /// A reference has it if it holds one of the closes that stand in this view, or a copy of one, which no revert in
  /// force there undoes and no reopen there has seen.
  ///
  /// - Returns: Those of the references that have it.
  package func holders(among references: [GitReference]) throws -> [GitReference] {
    let closes = answer.closes
    guard !closes.isEmpty, !references.isEmpty else { return [] }
    let tips = Set(references.map(\.commit))
    let history = try index.history(view.tips.map { view.graph.ids[$0] } + Array(tips), withTracker: true)
    let graph = history.graph
    let positions =
      tips.compactMap { graph.position(of: $0) }
      + view.tips.compactMap {
        graph.position(of: view.graph.ids[$0])
      }
    let all = Reachability(graph).ancestors(of: positions)
    let copies = CopyIndex(graph, picks: history.picks)
    let fixes = closes.compactMap { graph.position(of: $0) }.flatMap { copies.copies(of: $0, in: all) }
    let holding = descendants(of: fixes, in: graph)
    var answers: [Int: Bool] = [:]
    return try references.filter { reference in
      guard let tip = graph.position(of: reference.commit), holding.contains(tip) else { return false }
      if let known = answers[tip] { return known }
      let isHolder = try stands(fixes, at: tip, history)
      answers[tip] = isHolder
      return isHolder
    }
  }

  /// The commit of some references that is an ancestor of all others.
  package func firstAncestor(among references: [GitReference]) throws -> ObjectID? {
    let tips = Set(references.map(\.commit))
    let history = try index.history(Array(tips))
    let reach = Reachability(history.graph)
    let positions = tips.compactMap { history.graph.position(of: $0) }
    guard let first = positions.min(), positions.allSatisfy({ reach.isAncestorOrSame(first, of: $0) }) else {
      return nil
    }
    return history.graph.ids[first]
  }

  private func descendants(of commits: [Int], in graph: CommitGraph) -> CommitSet {
    var found = CommitSet(count: graph.count)
    for commit in commits { found.insert(commit) }
    for position in (commits.min() ?? graph.count)..<graph.count where !found.contains(position) {
      var isFound = false
      graph.forEachParent(of: position) { if found.contains($0) { isFound = true } }
      if isFound { found.insert(position) }
    }
    return found
  }

  /// Whether one of some closes stands in the view of a commit.
  func stands(_ fixes: [Int], at tip: Int, _ history: LoadedHistory) throws -> Bool {
    let isSimple = try fixes.allSatisfy { history.reverts.reverts(of: $0).isEmpty } && !isReopened()
    if isSimple { return true }
    let there = history.view(tips: [tip], hasWorkTree: false, config: view.config)
    let standing = fixes.filter { fix in
      there.members.contains(fix) && !there.reverts.isUndone(fix, isInView: there.members.contains)
    }
    guard !standing.isEmpty else { return false }
    let files = try index.files(at: tip, there, numbers)
    guard let file = files.first(where: { isSame($0) }) else { return true }
    let issue = try index.issues([file], nil, history, there)[0]
    return issue.hasUnseen(standing)
  }

  /// Whether anything ever opened the issue again: a message, or a status written after the first.
  private func isReopened() throws -> Bool {
    let changes = try index.read { try $0.changes(numbers) }
    let events = try index.read { try $0.events(numbers) }
    return changes.contains { $0.old != nil } || events.contains { !$0.closes }
  }

  private func isSame(_ file: IssueFileState) -> Bool {
    if let uid = self.file.version.uid { return file.version.uid == uid }
    return file.path == self.file.path
  }
}
