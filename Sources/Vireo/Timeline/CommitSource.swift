import VireoGit
import VireoHistory
import VireoIndex
import VireoModel

/// The commits, with the issues that their messages name.
///
/// Commits that change nothing but the tracker are told by what they changed there; as commits only if they close or
/// reopen an issue or point to one.
struct CommitSource: TimelineSource {
  private let history: HistoryTimeline
  private let people: CommitReader
  private let releases: ReleaseMap
  private let commits: [HistoryTimeline.Commit]
  private var index = 0
  private var heads: [ObjectID: CommitHead] = [:]
  /// What is known of the commits from `read.lowerBound` on.
  private var details: [HistoryTimeline.Detail] = []
  private var read = 0..<0

  private static let batch = 256

  /// - Parameter wanted: The only commits that are told of; all if it is `nil`.
  init(
    _ history: HistoryTimeline, _ people: CommitReader, _ releases: ReleaseMap, _ filter: TimelineFilter,
    among wanted: Set<ObjectID>?
  ) throws {
    (self.history, self.people, self.releases) = (history, people, releases)
    let all = history.commits(since: filter.since?.seconds, until: filter.until?.seconds)
    let naming =
      filter.milestones.isEmpty ? try filter.issues.map { try history.positions(naming: $0) } : nil
    commits = all.filter { commit in
      naming?.contains(commit.position) != false && wanted?.contains(history.id(of: commit.position)) != false
    }
  }

  mutating func next() throws -> TimelineEvent? {
    while index < commits.count {
      let commit = commits[index]
      if !read.contains(index) { try readOn() }
      let detail = details[index - read.lowerBound]
      index += 1
      let id = history.id(of: commit.position)
      if detail.changesTracker, !detail.effects.contains(where: { $0.action != .mention }),
        try history.isAboutTrackerAlone(commit.position)
      {
        continue
      }
      let head = heads[id]
      var event = TimelineEvent(
        id: id.description, .commit, at: Timestamp(commitSeconds: commit.time),
        by: head.map { people.handle($0.author) },
        .commit(id.commitID, subject: head?.subject ?? ""))
      event.isTimeDoubtful = commit.isDoubtful
      event.commit = id.commitID
      event.release = releases.release(of: commit.position)
      event.rank = commit.position * 4 + 2
      event.mentions = try detail.effects.map { .init($0.action, $0.number, title: try history.title(of: $0.number)) }
      event.isUndone = history.isUndone(commit.position)
      return event
    }
    return nil
  }

  private mutating func readOn() throws {
    read = index..<min(index + CommitSource.batch, commits.count)
    let positions = commits[read].map(\.position)
    heads = try history.heads(of: positions)
    details = try history.details(of: positions)
    try history.readTitles(of: details.flatMap { $0.effects.map(\.number) })
  }
}
