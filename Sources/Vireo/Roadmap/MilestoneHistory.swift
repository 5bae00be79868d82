import VireoFormat
import VireoGit
import VireoIndex
import VireoModel
import VireoStore

/// How far milestones were at earlier times: what ``Tracker/milestoneProgress()`` says of the commit that the branch
/// was at then.
///
/// The branch is what the first parents lead to, and it was at the newest of them that is not younger than the time:
/// `git rev-list -1 --first-parent --before=TIME`. Before the first commit that holds an issue the dates in that
/// commit's files count, so that an imported tracker has a past too.
final class MilestoneHistory {
  private let tracker: Tracker
  private let index: HistoryIndex
  /// Newest first.
  private let branch: [BranchPosition]
  /// The place of the first commit that holds an issue; `nil` where none does.
  private let first: Int?
  private var byCommit: [ObjectID: [String?: MilestoneProgress]] = [:]
  /// By milestone.
  private var spans: [String?: [MilestoneSpan]]?

  /// - Parameter tip: The newest commit of the branch.
  init(_ tracker: Tracker, _ tip: ObjectID) throws {
    self.tracker = tracker
    index = try HistoryIndex(
      tracker.git, references: tracker.config.references, usesCache: tracker.usesCache,
      progress: tracker.environment.progress)
    branch = try index.firstParents(of: tip)
    // Commits with issues are newer than those without, in all histories but odd ones.
    var (low, high) = (0, branch.count)
    while low < high {
      let middle = (low + high) / 2
      let folders = RevisionFiles(tracker.git, commit: branch[middle].commit)
      if try folders.entries(in: Layout.issuesFolder)?.isEmpty == false { low = middle + 1 } else { high = middle }
    }
    first = low > 0 ? low - 1 : nil
  }

  /// When the first commit was made that holds an issue, in seconds since 1970; `nil` where none does.
  var start: Int64? { first.map { branch[$0].time } }

  /// How far milestones were; `nil` names the issues of none.
  ///
  /// - Parameter end: The time, in seconds since 1970; what happened in that second does not count.
  func progress(before end: Int64) throws -> [String?: MilestoneProgress] {
    guard let first else { return [:] }
    guard let place = branch.firstIndex(where: { $0.time < end }), place <= first else {
      return try dated(before: end, at: branch[first].commit)
    }
    return try progress(at: branch[place].commit)
  }

  private func progress(at commit: ObjectID) throws -> [String?: MilestoneProgress] {
    if let known = try byCommit[commit] ?? index.keptProgress(at: commit) {
      byCommit[commit] = known
      return known
    }
    let then = try at(commit)
    let found = try then.progress(of: then.index(then.files()).milestoneShares())
    byCommit[commit] = found
    index.keep(found, at: commit)
    return found
  }

  private func at(_ commit: ObjectID) throws -> Tracker {
    try Tracker(
      location: tracker.location, git: tracker.git, environment: tracker.environment, revision: commit,
      usesCache: tracker.usesCache)
  }

  /// How far milestones were by the dates that a commit's files hold.
  private func dated(before end: Int64, at commit: ObjectID) throws -> [String?: MilestoneProgress] {
    if spans == nil {
      let then = try at(commit)
      spans = Dictionary(grouping: try then.index(then.files()).milestoneSpans(), by: \.milestone)
    }
    return (spans ?? [:]).compactMapValues { spans in
      var progress: MilestoneProgress?
      for span in spans {
        guard let created = span.created, created < end else { continue }
        let isClosed = span.state == .closed && span.closed.map { $0 < end } ?? false
        progress = progress ?? MilestoneProgress()
        progress?.add(1, isClosed ? .closed : .open, estimate: span.estimate)
      }
      return progress
    }
  }
}
