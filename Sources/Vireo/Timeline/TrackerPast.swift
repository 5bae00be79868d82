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
  /// What stands in the work tree and in no commit yet, once it was looked for.
  package private(set) var uncommitted: [TimelineEvent] = []

  /// - Parameter path: Only what happened to this file or below this folder.
  init(_ tracker: Tracker, _ history: HistoryTimeline?, path: String?) throws {
    (self.tracker, self.history, self.path) = (tracker, history, path)
    people = try CommitReader(tracker)
    tags = try history.map { try ViewTags(tracker, $0) }
  }

  /// Looks for what stands in the work tree and in no commit yet; timelines have it from then on.
  ///
  /// - Parameter changed: The files that may not be as the last commit has them; they are looked for if it is `nil`.
  package func lookAtWorkTree(_ changed: Set<String>? = nil) throws {
    if tracker.revision == nil { uncommitted = try tracker.uncommitted(history, path: path, changed) }
  }

  func timeline(
    _ question: Tracker.TimelineQuestion, _ filter: TimelineFilter, _ sources: [any TimelineSource]
  ) throws -> Timeline {
    let dated = try tracker.milestones().filter { $0.path.isAt(path) }
    var all = sources + [MilestoneDates(dated, now: tracker.environment.now())]
    if let history, let tags {
      let touching = try path.map { try tracker.commits(touching: $0, history) }
      all.append(TrackerEventSource(history, people, config: tracker.config, tags.releases, filter, question))
      all.append(try CommitSource(history, people, tags.releases, filter, among: touching))
      if path == nil { all.append(try tags.events(tracker, history, people)) }
    }
    all.append(TimelineEvents(uncommitted))
    return try Timeline(all, matching: filter)
  }

  /// All that happened, newest first, or what happened to some issues; of comments their first lines alone.
  package func timeline(of issues: Set<IssueNumber>? = nil) throws -> Timeline {
    var question = Tracker.TimelineQuestion()
    question.wantsTexts = false
    question.filter.issues = issues
    return try timeline(question, question.filter, [])
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
  /// Looks at what happened and is committed.
  ///
  /// - Throws: `VireoError` with the code `unreadable-repository`.
  package func past(_ includesAllBranches: Bool = false, path: String? = nil) throws -> TrackerPast {
    try TrackerPast(self, historyTimeline(includesAllBranches), path: path)
  }

  /// The tracker's files that may not be as the last commit has them; none of a revision.
  ///
  /// - Throws: `VireoError` with the code `unreadable-repository`.
  package func uncommittedFiles() throws -> Set<String> {
    revision == nil ? try git.uncommittedFiles(below: Layout.folder) : []
  }
}
