import VireoFormat
import VireoGit
import VireoHistory
import VireoIndex
import VireoModel

/// What commits changed in the tracker's files.
struct TrackerEventSource: TimelineSource {
  private let history: HistoryTimeline
  private let people: CommitReader
  private let releases: ReleaseMap
  private let config: Config
  private let path: String?
  private let wantsTexts: Bool
  private let batches: ReadAhead<[TrackerEvent]>
  /// What was read last, and which of it comes next.
  private var batch: [TrackerEvent] = []
  private var index = 0
  private var authors: [Int: Handle?] = [:]
  private var commit: (position: Int, id: CommitID, hex: String)?

  private static let batchSize = 512
  /// How many issues are named to the table of events, which has no index for them.
  private static let few = 4096

  /// - Parameter question: What is wanted.
  init(
    _ history: HistoryTimeline, _ people: CommitReader, config: Config, _ releases: ReleaseMap,
    _ filter: TimelineFilter, _ question: Tracker.TimelineQuestion
  ) {
    (self.history, self.people, self.config, self.releases) = (history, people, config, releases)
    (path, wantsTexts) = (question.path, question.wantsTexts)
    // The issues that are wanted, where that are few and nothing else is.
    let isAboutFew = filter.milestones.isEmpty && (filter.issues?.count ?? .max) <= TrackerEventSource.few
    let numbers = isAboutFew ? filter.issues : nil
    let place = HistoryTimeline.Place(since: filter.since?.seconds, until: filter.until?.seconds)
    batches = ReadAhead(from: place) { [wantsTexts] place in
      let events = try history.events(
        from: &place, atMost: TrackerEventSource.batchSize, withComments: wantsTexts, of: numbers)
      return events.isEmpty ? nil : events
    }
  }

  mutating func next() throws -> TimelineEvent? {
    while try hasNext() {
      var parts = [take()]
      // What one commit did to one issue at one time is one event.
      while parts[0].number != nil, try hasNext(), belongTogether(parts[0], batch[index]) { parts.append(take()) }
      if parts.count > 1 { parts.reverse() }
      if let event = try event(parts) { return event }
    }
    return nil
  }

  private func belongTogether(_ one: TrackerEvent, _ other: TrackerEvent) -> Bool {
    one.position == other.position && one.time == other.time && one.number == other.number
      && one.kind != .bornClosed && other.kind != .bornClosed
  }

  /// Whether there is another event, which then stands in the batch.
  private mutating func hasNext() throws -> Bool {
    while true {
      while index < batch.count {
        if path == nil || batch[index].path.isAt(path) { return true }
        index += 1
      }
      guard let next = try batches.next() else { return false }
      (batch, index) = (next, 0)
    }
  }

  private mutating func take() -> TrackerEvent {
    defer { index += 1 }
    return batch[index]
  }

  // MARK: - One event

  /// - Parameter parts: What one commit did at one time, in the order of the files.
  private mutating func event(_ parts: [TrackerEvent]) throws -> TimelineEvent? {
    guard let first = parts.first else { return nil }
    let (id, hex) = name(ofCommitAt: first.position)
    let main = parts.first { $0.kind.rawValue <= TrackerEvent.Kind.bornClosed.rawValue } ?? first
    guard let kind = kind(main, parts) else { return nil }
    var event = TimelineEvent(
      id: hex + "/" + kind.rawValue + "/" + main.path, kind, at: Timestamp(commitSeconds: first.time),
      by: try author(main), subject(main))
    event.isTimeDoubtful = parts.contains(where: \.isDoubtful)
    event.commit = id
    event.release = releases.release(of: first.position)
    event.path = main.path
    event.rank = first.position * 4
    for part in parts { try add(part, to: &event) }
    return event
  }

  /// The name of a commit, which most events share with the one before.
  private mutating func name(ofCommitAt position: Int) -> (id: CommitID, hex: String) {
    if let commit, commit.position == position { return (commit.id, commit.hex) }
    let id = history.id(of: position).commitID
    let hex = id.hex
    commit = (position, id, hex)
    return (id, hex)
  }

  /// - Returns: `nil` where nothing happened after all.
  private func kind(_ main: TrackerEvent, _ parts: [TrackerEvent]) -> TimelineEvent.Kind? {
    switch main.kind {
    case .opened: return .opened
    case .deleted: return .deleted
    case .bornClosed: return main.new?.version?.state(config) == .closed ? .closed : nil
    case .changed:
      switch (main.old?.version?.state(config), main.new?.version?.state(config)) {
      case (.open, .closed): return .closed
      case (.closed, .open): return .reopened
      // A message had closed it: only the date of the word changes when it is opened again.
      case (.open, .open) where main.old?.version?.statusDate != main.new?.version?.statusDate: return .reopened
      default: return .changed
      }
    case .commented: return .commented
    case .attached: return .attached
    case .page: return .page
    case .milestone: return .milestone
    case .settings: return .settings
    }
  }

  private mutating func author(_ event: TrackerEvent) throws -> Handle? {
    if let author = event.author { return author }
    if let known = authors[event.position] { return known }
    let head = try history.heads(of: [event.position])[event.position]
    let author = head.map { people.handle($0.author) }
    authors[event.position] = .some(author)
    return author
  }

  private func subject(_ event: TrackerEvent) -> TimelineEvent.Subject {
    if let number = event.number {
      return .issue(number, title: event.title ?? event.text ?? "")
    }
    let parts = event.path.split(separator: "/").dropFirst(2)
    let name = parts.joined(separator: "/")
    let stem = name.hasSuffix(".md") ? String(name.dropLast(3)) : name
    switch event.kind {
    case .page: return .page(stem)
    case .milestone: return .milestone(stem)
    default: return .other(String(event.path.dropFirst(Layout.folder.count + 1)))
    }
  }

  private func add(_ part: TrackerEvent, to event: inout TimelineEvent) throws {
    switch part.kind {
    case .changed, .milestone:
      event.changes = FieldDifference.changes(from: try document(part.old, part), to: try document(part.new, part))
      if part.kind == .milestone { event.note = part.old == nil ? "made" : part.new == nil ? "removed" : nil }
    case .commented:
      if wantsTexts, let document = try document(part.new, part) {
        event.comments.append(document.body)
      } else if let text = part.text {
        event.comments.append(text)
      }
    case .attached:
      let change: TimelineEvent.File.Change = part.old == nil ? .added : part.new == nil ? .removed : .changed
      event.files.append(.init(path: part.path, change))
    case .page:
      event.note = part.old == nil ? "made" : part.new == nil ? "removed" : nil
      event.lines = LineDifference.count(from: try bytes(part.old), to: try bytes(part.new))
    case .settings: event.note = part.old == nil ? "made" : part.new == nil ? "removed" : nil
    case .opened, .deleted, .bornClosed: break
    }
  }

  private func bytes(_ content: TrackerEvent.Content?) throws -> [UInt8] {
    try content.flatMap { try history.bytes($0.blob) } ?? []
  }

  private func document(_ content: TrackerEvent.Content?, _ event: TrackerEvent) throws -> Document? {
    try content.flatMap { try history.bytes($0.blob) }.map { Document(SourceText(path: event.path, bytes: $0)) }
  }
}
