import VireoFormat
import VireoGit
import VireoHistory
import VireoModel

/// Makes events of what one commit changed in the tracker.
struct TrackerEventBuilder {
  /// One file that is not as any parent has it.
  struct Change {
    var path: String
    var pathID: Int64
    /// The number of the issue that the file is.
    var number: IssueNumber?
    var old: (id: Int64, content: TrackerEvent.Content)?
    var new: (id: Int64, content: TrackerEvent.Content)?
  }

  /// An event as it is kept.
  struct Draft {
    var kind: TrackerEvent.Kind
    var number: IssueNumber?
    var pathID: Int64
    var old: Int64?
    var new: Int64?
    /// What must be read for its time, author and title.
    var blob: ObjectID?
    /// The date in the file's name or beside its status, and who the name says wrote it.
    var date: Timestamp?
    var author: Handle?
  }

  /// Puts a commit's changes in order: each issue's together, moves as changes.
  static func drafts(_ changes: [Change]) -> [Draft] {
    // They come in any order, and which of two that would fit are paired must not follow from that.
    let changes = changes.sorted { $0.path < $1.path }
    let issues = paired(changes.filter { $0.number != nil })
    var drafts: [Draft] = []
    for change in issues.sorted(by: { ($0.number?.value ?? 0, $0.path) < ($1.number?.value ?? 0, $1.path) }) {
      drafts += self.drafts(ofIssue: change)
    }
    let others = withoutMoves(changes.filter { $0.number == nil })
    drafts += others.compactMap { draft(ofOther: $0) }
    // What belongs to one issue stands together.
    return drafts.enumerated().sorted {
      ($0.element.number?.value ?? 0, $0.offset) < ($1.element.number?.value ?? 0, $1.offset)
    }
    .map(\.element)
  }

  /// Takes the removal and the addition of one issue together.
  private static func paired(_ changes: [Change]) -> [Change] {
    var gone = changes.filter { $0.new == nil }
    var found: [Change] = []
    for var change in changes where change.new != nil {
      if change.old == nil {
        let uid = change.new?.content.version?.uid
        let index =
          gone.firstIndex { uid != nil && $0.old?.content.version?.uid == uid }
          ?? gone.firstIndex { $0.number == change.number }
        if let index { change.old = gone.remove(at: index).old }
      }
      found.append(change)
    }
    return found + gone
  }

  private static func drafts(ofIssue change: Change) -> [Draft] {
    var draft = Draft(
      kind: .changed, number: change.number, pathID: change.pathID, old: change.old?.id, new: change.new?.id,
      blob: change.new?.content.blob)
    guard let new = change.new else {
      draft.kind = .deleted
      return [draft]
    }
    let version = new.content.version
    guard let old = change.old else {
      draft.kind = .opened
      guard version?.status != nil, let date = version?.statusDate else { return [draft] }
      var closed = draft
      (closed.kind, closed.blob, closed.date) = (.bornClosed, nil, date)
      return [draft, closed]
    }
    if version?.status != old.content.version?.status || version?.statusDate != old.content.version?.statusDate {
      draft.date = version?.statusDate
    }
    return [draft]
  }

  /// Leaves out what only lies elsewhere now, as the files of an issue whose title changed.
  private static func withoutMoves(_ changes: [Change]) -> [Change] {
    func key(_ path: String, _ content: TrackerEvent.Content) -> String { path.lastName + " \(content.blob)" }
    let added = Set(
      changes.compactMap { change in
        change.old == nil ? change.new.map { key(change.path, $0.content) } : nil
      })
    let removed = Set(
      changes.compactMap { change in
        change.new == nil ? change.old.map { key(change.path, $0.content) } : nil
      })
    return changes.filter { change in
      guard (change.old == nil) != (change.new == nil), let content = (change.old ?? change.new)?.content else {
        return true
      }
      let key = key(change.path, content)
      return !(added.contains(key) && removed.contains(key))
    }
  }

  private static func draft(ofOther change: Change) -> Draft? {
    var draft = Draft(
      kind: .settings, pathID: change.pathID, old: change.old?.id, new: change.new?.id)
    let parts = change.path.split(separator: "/").dropFirst()
    switch parts.first {
    case "issues":
      guard let number = HistoryIndex.owner(change.path) else { return nil }
      draft.number = number
      draft.kind = .attached
      if change.old == nil, let name = CommentName(fileName: change.path.lastName) {
        (draft.kind, draft.date, draft.author) = (.commented, name.date, Handle(name.who))
        draft.blob = change.new?.content.blob
      }
    case "wiki": draft.kind = .page
    case "milestones": draft.kind = .milestone
    default: draft.kind = .settings
    }
    return draft
  }
}
