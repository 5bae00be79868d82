import VireoGit
public import VireoModel
import VireoQuery

/// The issues that were closed between two revisions.
public struct Changelog: Sendable {
  /// An issue with what closed it.
  public struct Entry: Sendable {
    /// The issue as it is in the later revision.
    public var issue: Issue
    /// The commits between the revisions that closed it, oldest first, by their messages or in its file.
    public var commits: [CommitID]
    /// Who made them.
    public var people: [Handle]
  }

  /// The issues, by number.
  public var entries: [Entry]
  /// When the later revision's commit was made.
  public var date: Timestamp?

  /// Who closed any of them, by name.
  public var people: [Handle] { Set(entries.flatMap(\.people)).sorted { $0.text < $1.text } }
}

extension Tracker {
  /// The issues that are closed in this revision, and were open or not there in an earlier one.
  ///
  /// An issue that was closed and opened again in between is none of them.
  ///
  /// - Parameter other: The tracker at an earlier revision.
  /// - Throws: `VireoError` where one of the trackers cannot be read.
  public func changelog(since other: Tracker) throws -> Changelog {
    let before = try other.issues(matching: .state(.closed)).issues
    let (uids, paths) = (Set(before.compactMap(\.uid)), Set(before.filter { $0.uid == nil }.map(\.path)))
    let closed = try issues(matching: .state(.closed), sortedBy: Order([.init(.number)])).issues.filter { issue in
      !(issue.uid.map(uids.contains) ?? paths.contains(issue.path))
    }
    let range = try tips().map(\.description) + other.tips().map { "^\($0)" }
    let between = Set(try git.commits(between: range).map(\.commitID))
    var closers: [IssueNumber: [TimelineEvent]] = [:]
    var question = TimelineQuestion()
    question.filter.kinds = [.closed]
    question.wantsTexts = false
    var timeline = try timeline(question)
    while let event = try timeline.next() {
      guard let commit = event.commit, between.contains(commit) else { continue }
      for number in event.closedIssues { closers[number, default: []].append(event) }
    }
    let entries = closed.map { issue -> Changelog.Entry in
      let events = (issue.number.flatMap { closers[$0] } ?? []).reversed()
      return Changelog.Entry(
        issue: issue, commits: events.compactMap(\.commit).uniqued(), people: events.compactMap(\.author).uniqued())
    }
    return Changelog(entries: entries, date: try tips().first.flatMap { try CommitReader(self).summary($0).date })
  }
}

extension TimelineEvent {
  /// The issues that it closes, in their files or by its message.
  fileprivate var closedIssues: [IssueNumber] {
    if case .issue(let number?, _) = subject { return [number] }
    return mentions.filter { $0.action == .close }.map(\.number)
  }
}

extension Sequence where Element: Hashable {
  /// Each element once, where it comes first.
  fileprivate func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
