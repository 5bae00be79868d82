import VireoFormat
import VireoGit
import VireoHistory
import VireoIndex
package import VireoModel

/// What happened, looked at once: several timelines can be read from it.
///
/// One thread at a time may use it.
package final class TrackerPast: @unchecked Sendable {
  private let tracker: Tracker
  private let history: HistoryTimeline?
  private let people: CommitReader
  private let tags: ViewTags?
  private let path: String?
  private let files: Background<Set<String>>?
  private var fresh: [TimelineEvent]?

  /// - Parameters:
  ///   - path: Only what happened to this file or below this folder.
  ///   - files: Finds the files that may not be as the last commit has them; `nil` of a revision.
  init(_ tracker: Tracker, _ history: HistoryTimeline?, path: String?, _ files: Background<Set<String>>?) throws {
    (self.tracker, self.history, self.path, self.files) = (tracker, history, path, files)
    people = try CommitReader(tracker)
    tags = try history.map { try ViewTags(tracker, $0) }
  }

  /// What stands in the work tree and in no commit yet; none of a revision.
  package func uncommitted() throws -> [TimelineEvent] {
    if let fresh { return fresh }
    let found = try files.map { try tracker.uncommitted($0.wait()) } ?? []
    fresh = found
    return found
  }

  func timeline(
    _ question: Tracker.TimelineQuestion, _ filter: TimelineFilter, _ sources: [any TimelineSource]
  ) throws -> Timeline {
    try Timeline(sources + committed(question, filter) + [UncommittedSource(self)], matching: filter)
  }

  private func committed(
    _ question: Tracker.TimelineQuestion, _ filter: TimelineFilter
  ) throws -> [any TimelineSource] {
    let dated = try tracker.milestones().filter { $0.path.isAt(path) }
    var all: [any TimelineSource] = [MilestoneDates(dated, now: tracker.environment.now())]
    if let history, let tags {
      let touching = try path.map { try tracker.commits(touching: $0, history) }
      all.append(TrackerEventSource(history, people, config: tracker.config, tags.releases, filter, question))
      all.append(try CommitSource(history, people, tags.releases, filter, among: touching))
      if path == nil { all.append(try tags.events(tracker, history, people)) }
    }
    return all
  }

  /// What happened to some issues, newest first; of comments their first lines alone.
  package func timeline(of issues: Set<IssueNumber>) throws -> Timeline {
    var question = Tracker.TimelineQuestion()
    question.wantsTexts = false
    question.filter.issues = issues
    return try timeline(question, question.filter, [])
  }

  /// All that happened and is committed, newest first; of comments their first lines alone.
  package func committedTimeline() throws -> Timeline {
    var question = Tracker.TimelineQuestion()
    question.wantsTexts = false
    return try Timeline(committed(question, question.filter), matching: question.filter)
  }

  /// What tells the project from others, as ``Tracker/projectID()``.
  package var projectID: String {
    guard let history else { return tracker.location.gitDirectory }
    let graph = history.view.graph
    let roots = (0..<graph.count).filter { history.view.members.contains($0) && graph.parents(of: $0).isEmpty }
    return roots.map { history.id(of: $0).description }.min() ?? tracker.location.gitDirectory
  }

  /// The tags, the newest first.
  package func tagEvents() throws -> [TimelineEvent] {
    guard let history, let tags else { return [] }
    var events = try tags.events(tracker, history, people)
    var found: [TimelineEvent] = []
    while let event = events.next() { found.append(event) }
    return found
  }

  /// What happened to issues, in short; what is not committed is not in it.
  ///
  /// - Parameter mark: Adds something to the keys of a commit's events.
  package func issuePasts(mark: (CommitID) -> Bool) throws -> IssuePasts {
    guard let history, let tags else { return .init() }
    return try history.issuePasts(tags.releases, config: tracker.config, mark: mark)
  }

  /// What tells the names of people from others: who a commit is of may be said elsewhere than in it.
  ///
  /// - Returns: `nil` where that cannot be told.
  package var namesKey: ContentKey? { people.namesKey }
}

extension Tracker {
  /// Looks at what happened and is committed, and meanwhile for what is not.
  ///
  /// - Parameters:
  ///   - includesAllBranches: Whether commits of other branches are looked at too.
  ///   - path: Only what happened to this file or below this folder.
  ///   - files: What ``uncommittedFiles(below:)`` gave, where it was started before.
  /// - Throws: `VireoError` with the code `unreadable-repository`.
  package func past(
    _ includesAllBranches: Bool = false, path: String? = nil, looking files: Background<Set<String>>? = nil
  ) throws -> TrackerPast {
    let files = files ?? uncommittedFiles(below: path)
    return try TrackerPast(self, historyTimeline(includesAllBranches), path: path, files)
  }

  /// Starts to look for the tracker's files that may not be as the last commit has them.
  ///
  /// - Parameter path: Only this file or what lies below this folder; all of the tracker if it is `nil`.
  /// - Returns: `nil` of a revision. What is waited for throws `VireoError` with the code `unreadable-repository`.
  package func uncommittedFiles(below path: String? = nil) -> Background<Set<String>>? {
    guard revision == nil else { return nil }
    return Background { try UncommittedPaths(self).paths(below: path ?? Layout.folder) }
  }
}
