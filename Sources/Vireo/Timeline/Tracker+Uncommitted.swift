import VireoFormat
import VireoGit
import VireoHistory
import VireoIndex
import VireoModel
import VireoStore

/// What is not committed, which is waited for when the first event is asked for: git tells it while others are read.
struct UncommittedSource: TimelineSource {
  private let past: TrackerPast
  private var events: TimelineEvents?

  init(_ past: TrackerPast) { self.past = past }

  mutating func next() throws -> TimelineEvent? {
    if events == nil { events = try TimelineEvents(past.uncommitted()) }
    return events?.next()
  }
}

extension Tracker {
  /// What stands in the work tree's files and in no commit yet; of an issue, all in one event.
  ///
  /// - Parameter paths: The files that may have changed.
  func uncommitted(_ paths: Set<String>) throws -> [TimelineEvent] {
    let files = try files()
    let committed = try ReferenceFiles(location).head().map { RevisionFiles(git, commit: $0) }
    var events: [String: TimelineEvent] = [:]
    for path in paths.sorted() where path.hasPrefix(Layout.folder + "/") {
      let (old, new) = (try committed?.bytes(of: path), try files.bytes(of: path))
      guard old != new else { continue }
      let event = try UncommittedFile(path, old, new, self, files).event(at: environment.now(), by: try? me())
      if events[event.id]?.add(event) == nil { events[event.id] = event }
    }
    return Array(events.values)
  }
}

/// A file of the tracker that is not as the last commit has it.
private struct UncommittedFile {
  private let path: String
  private let old: Document?
  private let new: Document?
  private let config: Config
  private let workTree: String?
  private let files: any TrackerFiles

  init(_ path: String, _ old: [UInt8]?, _ new: [UInt8]?, _ tracker: Tracker, _ files: any TrackerFiles) {
    (self.path, config, workTree, self.files) = (path, tracker.config, tracker.workTree, files)
    self.old = old.map { Document(SourceText(path: path, bytes: $0)) }
    self.new = new.map { Document(SourceText(path: path, bytes: $0)) }
  }

  private var name: String { path.split(separator: "/").last.map(String.init) ?? "" }

  /// The path below `wiki` or the like, without the ending of Markdown files.
  private var stem: String {
    let rest = path.split(separator: "/").dropFirst(2).joined(separator: "/")
    return rest.hasSuffix(".md") ? String(rest.dropLast(3)) : rest
  }

  func event(at now: Timestamp, by me: Handle?) throws -> TimelineEvent {
    var event: TimelineEvent
    switch path.split(separator: "/").dropFirst().first {
    case "issues": event = try issueEvent(at: now, by: me)
    case "wiki":
      event = TimelineEvent(id: path, .page, at: now, by: me, .page(stem))
      event.lines = LineDifference.count(from: old?.source.bytes ?? [], to: new?.source.bytes ?? [])
      event.note = note
    case "milestones":
      event = TimelineEvent(id: path, .milestone, at: now, by: me, .milestone(stem))
      event.changes = FieldDifference.changes(from: old, to: new)
      event.note = note
    default:
      let rest = path.dropFirst(Layout.folder.count + 1)
      event = TimelineEvent(id: path, .settings, at: now, by: me, .other(String(rest)))
      event.note = note
    }
    event.path = event.path ?? path
    event.isUncommitted = true
    return event
  }

  private var note: String? { old == nil ? "made" : new == nil ? "removed" : nil }

  private func issueEvent(at now: Timestamp, by me: Handle?) throws -> TimelineEvent {
    guard let owner else { return try fileEvent(of: path, at: now, by: me) }
    return try fileEvent(of: owner, at: now, by: me)
  }

  /// The file of the issue in whose folder this one lies; `nil` where it is an issue's file itself.
  private var owner: String? {
    var folder = path.split(separator: "/").dropLast()
    while folder.count > 2 {
      let file = folder.joined(separator: "/") + ".md"
      if let workTree, FilePath.exists(FilePath.join(workTree, file)) { return file }
      folder = folder.dropLast()
    }
    return nil
  }

  /// - Parameter issue: The path of the issue's own file, which may be this one.
  private func fileEvent(of issue: String, at now: Timestamp, by me: Handle?) throws -> TimelineEvent {
    let number = IssuePlace(path: issue, hasFolder: false).number
    let reader = IssueReader(config: config)
    let present =
      issue == path ? new ?? old : try files.bytes(of: issue).map { Document(SourceText(path: issue, bytes: $0)) }
    let title = present.flatMap { reader.issue($0, number: number)?.title } ?? ""
    var event = TimelineEvent(id: issue, .changed, at: now, by: me, .issue(number, title: title))
    event.path = issue
    if issue == path {
      let (before, after) = (
        old.flatMap { reader.issue($0, number: number) }, new.flatMap { reader.issue($0, number: number) }
      )
      event.kind = kind(before, after)
      if old == nil {
        event.author = after?.author ?? me
      } else {
        event.changes = FieldDifference.changes(from: old, to: new)
      }
    } else if let comment = CommentName(fileName: name), old == nil, let new {
      let read = CommentReader.comment(new, name: comment)
      (event.kind, event.author, event.comments) = (.commented, read.author, [read.body])
    } else {
      event.kind = .attached
      event.files = [.init(path: path, old == nil ? .added : new == nil ? .removed : .changed)]
    }
    return event
  }

  private func kind(_ before: Issue?, _ after: Issue?) -> TimelineEvent.Kind {
    guard old != nil else { return .opened }
    guard new != nil else { return .deleted }
    switch (before?.state, after?.state) {
    case (.open, .closed): return .closed
    case (.closed, .open): return .reopened
    case (.open, .open) where before?.statusDate != after?.statusDate: return .reopened
    default: return .changed
    }
  }
}

extension TimelineEvent {
  /// Takes in what else happened to the same issue.
  fileprivate mutating func add(_ other: TimelineEvent) {
    comments += other.comments
    files += other.files
    changes += other.changes
    let order: [Kind] = [.opened, .deleted, .closed, .reopened, .changed, .commented, .attached]
    if (order.firstIndex(of: other.kind) ?? order.count) < (order.firstIndex(of: kind) ?? order.count) {
      (kind, author) = (other.kind, other.author)
    }
  }
}
