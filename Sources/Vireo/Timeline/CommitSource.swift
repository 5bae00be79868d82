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
  private let batches: ReadAhead<Batch>
  private var batch = Batch()
  private var index = 0

  /// What is known of a range of the commits.
  private struct Batch {
    static let size = 256

    var range = 0..<0
    var heads: [Int: CommitHead] = [:]
    var details: [HistoryTimeline.Detail] = []
  }

  /// - Parameter wanted: The only commits that are told of; all if it is `nil`.
  init(
    _ history: HistoryTimeline, _ people: CommitReader, _ releases: ReleaseMap, _ filter: TimelineFilter,
    among wanted: Set<ObjectID>?
  ) throws {
    (self.history, self.people, self.releases) = (history, people, releases)
    let naming =
      filter.milestones.isEmpty ? try filter.issues.map { try history.positions(naming: $0) } : nil
    let commits = history.commits(since: filter.since?.seconds, until: filter.until?.seconds).filter { commit in
      naming?.contains(commit.position) != false && wanted?.contains(history.id(of: commit.position)) != false
    }
    self.commits = commits
    batches = ReadAhead(from: 0) { start in
      guard start < commits.count else { return nil }
      var batch = Batch(range: start..<min(start + Batch.size, commits.count))
      start = batch.range.upperBound
      let positions = commits[batch.range].map(\.position)
      batch.heads = try history.heads(of: positions)
      batch.details = try history.details(of: positions)
      return batch
    }
  }

  mutating func next() throws -> TimelineEvent? {
    while index < commits.count {
      let commit = commits[index]
      if !batch.range.contains(index) {
        guard let next = try batches.next() else { return nil }
        batch = next
      }
      let detail = batch.details[index - batch.range.lowerBound]
      index += 1
      let id = history.id(of: commit.position)
      if detail.changesTracker, !detail.mentions.contains(where: { $0.action != .mention }),
        try history.isAboutTrackerAlone(commit.position)
      {
        continue
      }
      let head = batch.heads[commit.position]
      var event = TimelineEvent(
        id: id.description, .commit, at: Timestamp(commitSeconds: commit.time),
        by: head.map { people.handle($0.author) },
        .commit(id.commitID, subject: head?.subject ?? ""))
      event.isTimeDoubtful = commit.isDoubtful
      event.commit = id.commitID
      event.release = releases.release(of: commit.position)
      event.rank = commit.position * 4 + 2
      event.mentions = detail.mentions
      event.isUndone = history.isUndone(commit.position)
      return event
    }
    return nil
  }
}
