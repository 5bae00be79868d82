package import VireoModel

/// Which issue the number in a message means.
extension StateDerivation {
  func holdsTracker(_ commit: Int) -> Bool {
    view.holdsTracker.contains(commit) || view.isTrackerUncommitted
  }

  func isAboutIssue(_ event: IssueEvent, at commit: Int) -> Bool {
    let named = trace.files(numbered: event.number, at: event.commit)
    if named.isEmpty {
      let present = trace.files(numbered: event.number, at: commit)
      return holdsTracker(event.commit) && present.count == 1 && present[0].path == trace.path(at: commit)
    }
    guard named.count > 1 else {
      return named[0].path == trace.path(at: event.commit) || isLost(named[0], event, at: commit)
    }
    let first = view.graph.parents(of: event.commit).first
    let before = first.map { trace.files(numbered: event.number, at: $0) } ?? []
    let added = named.filter { file in
      !before.contains { $0.path == file.path || ($0.version.uid != nil && $0.version.uid == file.version.uid) }
    }
    return added.count == 1 && added[0].path == trace.path(at: event.commit)
  }

  /// Whether a file without a uid became no issue of the view, so that the only issue of its number is meant; not one
  /// that lay beside it.
  private func isLost(_ file: IssueFileState, _ event: IssueEvent, at commit: Int) -> Bool {
    let present = trace.files(numbered: event.number, at: commit)
    guard file.version.uid == nil, trace.path(at: event.commit) == nil, present.count == 1,
      present[0].path == trace.path(at: commit)
    else { return false }
    let others = (group.workTreeFiles ?? group.tipFiles.flatMap { $0 }).filter { $0.path != issue.path }
    return !others.contains { FileTrace($0, group, view).path(at: event.commit) == file.path }
  }

  /// Whether a commit of the view that names a number means this issue.
  package func isAboutIssue(_ commit: Int, _ number: IssueNumber) -> Bool {
    isAboutIssue(IssueEvent(commit: commit, number: number, closes: true), at: view.head)
  }

  /// The paths of the files that a number has at a commit, of those that are connected with this issue; the view's,
  /// where the commit holds a tracker without one.
  package func paths(numbered number: IssueNumber, at commit: Int) -> [String] {
    let named = trace.files(numbered: number, at: commit)
    guard named.isEmpty else { return named.map(\.path) }
    return holdsTracker(commit) ? trace.files(numbered: number, at: view.head).map(\.path) : []
  }

  /// The issue's path at a commit; `nil` where the issue is absent.
  package func path(at commit: Int) -> String? { trace.path(at: commit) }
}
