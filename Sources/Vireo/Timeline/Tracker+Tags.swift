import VireoGit
import VireoHistory
import VireoIndex
import VireoModel

extension Tracker {
  /// The tags of a view's commits: an annotated one when it was made, another one when its commit was.
  func tags(_ history: HistoryTimeline, _ people: CommitReader) throws -> TimelineEvents {
    let objects = ObjectDatabase(git)
    let references = try ReferenceFiles(location).references(objects).filter { $0.kind == .tag }
    guard !references.isEmpty else { return TimelineEvents([]) }
    let positions = references.compactMap { reference in
      history.view.graph.position(of: reference.commit).flatMap { history.view.members.contains($0) ? $0 : nil }
    }
    let heads = try history.heads(of: positions)
    let annotations = try git.tagAnnotations()
    return TimelineEvents(
      references.compactMap { reference in
        guard let position = history.view.graph.position(of: reference.commit), history.view.members.contains(position)
        else { return nil }
        let annotation = annotations[reference.name]
        let commit = history.time(of: position)
        var event = TimelineEvent(
          id: "tag/\(reference.name)", .tag, at: Timestamp(commitSeconds: annotation?.seconds ?? commit.time),
          by: (annotation?.person ?? heads[reference.commit]?.author).map { people.handle($0) }, .tag(reference.name))
        event.isTimeDoubtful = annotation == nil && commit.isDoubtful
        event.commit = reference.commit.commitID
        event.note = annotation?.subject
        event.rank = position * 4 + 3
        return event
      })
  }
}
