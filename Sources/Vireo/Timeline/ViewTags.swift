import VireoGit
import VireoHistory
import VireoIndex
import VireoModel

/// The tags of a view's commits.
struct ViewTags {
  private let tags: [(reference: GitReference, position: Int)]
  /// Which of them has a commit first.
  let releases: ReleaseMap

  /// - Throws: `VireoError` with the code `unreadable-repository`.
  init(_ tracker: Tracker, _ history: HistoryTimeline) throws {
    let references = try ReferenceFiles(tracker.location).references(ObjectDatabase(tracker.git))
    tags = references.filter { $0.kind == .tag }.compactMap { reference in
      guard let position = history.view.graph.position(of: reference.commit), history.view.members.contains(position)
      else { return nil }
      return (reference, position)
    }
    releases = ReleaseMap(tags.map { ($0.reference.name, $0.position) }, history.view.graph)
  }

  /// The events: an annotated tag when it was made, another one when its commit was.
  func events(_ tracker: Tracker, _ history: HistoryTimeline, _ people: CommitReader) throws -> TimelineEvents {
    guard !tags.isEmpty else { return TimelineEvents([]) }
    let heads = try history.heads(of: tags.map(\.position))
    let annotations = try tracker.git.tagAnnotations()
    return TimelineEvents(
      tags.map { reference, position in
        let annotation = annotations[reference.name]
        let commit = history.time(of: position)
        var event = TimelineEvent(
          id: "tag/\(reference.name)", .tag, at: Timestamp(commitSeconds: annotation?.seconds ?? commit.time),
          by: (annotation?.person ?? heads[position]?.author).map { people.handle($0) }, .tag(reference.name))
        event.isTimeDoubtful = annotation == nil && commit.isDoubtful
        event.commit = reference.commit.commitID
        event.release = releases.release(of: position)
        event.note = annotation?.subject
        event.rank = position * 4 + 3
        return event
      })
  }
}
