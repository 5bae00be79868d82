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
  /// The issues that are wanted, where that are few and nothing else is.
  private let numbers: Set<IssueNumber>?
  private var place: HistoryTimeline.Place
  /// What was read and not told yet, the next last.
  private var read: [TrackerEvent] = []
  private var authors: [Int: Handle?] = [:]

  private static let batch = 512
  /// How many issues are named to the table of events, which has no index for them.
  private static let few = 4096

  /// - Parameter question: What is wanted.
  init(
    _ history: HistoryTimeline, _ people: CommitReader, config: Config, _ releases: ReleaseMap,
    _ filter: TimelineFilter, _ question: Tracker.TimelineQuestion
  ) {
    (self.history, self.people, self.config, self.releases) = (history, people, config, releases)
    (path, wantsTexts) = (question.path, question.wantsTexts)
    let isAboutFew = filter.milestones.isEmpty && (filter.issues?.count ?? .max) <= TrackerEventSource.few
    numbers = isAboutFew ? filter.issues : nil
    place = .init(since: filter.since?.seconds, until: filter.until?.seconds)
  }

  mutating func next() throws -> TimelineEvent? {
    while let first = try take() {
      var parts = [first]
      // What one commit did to one issue at one time is one event.
      while let other = try peek(), first.number != nil, belongTogether(first, other) {
        parts.append(other)
        _ = try take()
      }
      if let event = try event(parts.reversed()) { return event }
    }
    return nil
  }

  private func belongTogether(_ one: TrackerEvent, _ other: TrackerEvent) -> Bool {
    one.position == other.position && one.time == other.time && one.number == other.number
      && one.kind != .bornClosed && other.kind != .bornClosed
  }

  private mutating func peek() throws -> TrackerEvent? {
    while read.isEmpty {
      let events = try history.events(
        from: &place, atMost: TrackerEventSource.batch, withComments: wantsTexts, of: numbers)
      guard !events.isEmpty else { return nil }
      try history.readTitles(of: events.compactMap(\.number))
      read = events.filter { $0.path.isAt(path) }.reversed()
    }
    return read.last
  }

  private mutating func take() throws -> TrackerEvent? {
    guard try peek() != nil else { return nil }
    return read.popLast()
  }

  // MARK: - One event

  /// - Parameter parts: What one commit did at one time, in the order of the files.
  private mutating func event(_ parts: [TrackerEvent]) throws -> TimelineEvent? {
    guard let first = parts.first else { return nil }
    let commit = history.id(of: first.position)
    let main = parts.first { $0.kind.rawValue <= TrackerEvent.Kind.bornClosed.rawValue } ?? first
    guard let kind = kind(main, parts) else { return nil }
    var event = TimelineEvent(
      id: "\(commit)/\(kind.rawValue)/\(main.path)", kind, at: Timestamp(commitSeconds: first.time),
      by: try author(main), try subject(main))
    event.isTimeDoubtful = parts.contains(where: \.isDoubtful)
    event.commit = commit.commitID
    event.release = releases.release(of: first.position)
    event.path = main.path
    event.rank = first.position * 4
    for part in parts { try add(part, to: &event) }
    return event
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
    let head = try history.heads(of: [event.position])[history.id(of: event.position)]
    let author = head.map { people.handle($0.author) }
    authors[event.position] = .some(author)
    return author
  }

  private func subject(_ event: TrackerEvent) throws -> TimelineEvent.Subject {
    if let number = event.number {
      return .issue(number, title: try history.title(of: number) ?? event.text ?? "")
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
