/// Where events come from, newest first.
///
/// A source knows nothing of how they are shown. The tracker's own are in `Sources/Vireo/Timeline`; to add another kind
/// of event, write another source.
public protocol TimelineSource {
  /// Makes the next event, which is no newer than the one before; `nil` where there is none left.
  mutating func next() throws -> TimelineEvent?
}

/// Events that are known already.
public struct TimelineEvents: TimelineSource {
  private var rest: ArraySlice<TimelineEvent>

  /// Creates a source of events in any order.
  public init(_ events: [TimelineEvent]) {
    rest = events.sorted { Timeline.isNewer($0, $1) }[...]
  }

  /// The next event.
  public mutating func next() -> TimelineEvent? { rest.popFirst() }
}

/// Which events are wanted.
public struct TimelineFilter: Sendable, Hashable {
  /// The earliest time.
  public var since: Timestamp?
  /// The time that all must be before.
  public var until: Timestamp?
  /// The kinds, of which one must be said of an event; all if it is empty.
  public var kinds: Set<TimelineEvent.Kind> = []
  /// The people, of whom one must have done it; all if it is empty.
  public var authors: Set<Handle> = []
  /// The issues, of which it must be about or name one; all events if it is `nil`.
  public var issues: Set<IssueNumber>?
  /// The milestones, whose own events are wanted beside those of ``issues``.
  public var milestones: Set<String> = []

  /// Creates a filter that lets everything pass.
  public init() {}

  /// Whether an event is wanted.
  public func matches(_ event: TimelineEvent) -> Bool {
    if let since, event.time.seconds < since.seconds { return false }
    if let until, event.time.seconds >= until.seconds { return false }
    if !kinds.isEmpty, kinds.isDisjoint(with: event.kinds) { return false }
    if !authors.isEmpty, !(event.author.map(authors.contains) ?? false) { return false }
    guard let issues else { return true }
    if case .milestone(let name) = event.subject, milestones.contains(name) { return true }
    return !issues.isDisjoint(with: event.issues)
  }
}

/// All events of some sources, newest first.
///
/// It holds one event of each source, so it may have any length.
public struct Timeline: TimelineSource {
  private var sources: [any TimelineSource]
  private var heads: [TimelineEvent?]
  private let filter: TimelineFilter

  /// Puts sources together.
  ///
  /// - Throws: What a source throws.
  public init(_ sources: [any TimelineSource], matching filter: TimelineFilter = TimelineFilter()) throws {
    (self.sources, self.filter) = (sources, filter)
    heads = []
    for index in sources.indices { heads.append(try self.sources[index].next()) }
  }

  /// The next event that is wanted.
  ///
  /// - Throws: What a source throws.
  public mutating func next() throws -> TimelineEvent? {
    while true {
      var newest: (index: Int, event: TimelineEvent)?
      for (index, head) in heads.enumerated() {
        guard let head else { continue }
        if let present = newest, !Timeline.isNewer(head, present.event) { continue }
        newest = (index, head)
      }
      guard let (index, event) = newest else { return nil }
      heads[index] = try sources[index].next()
      // Nothing older can be wanted.
      if let since = filter.since, event.time.seconds < since.seconds, !event.isUncommitted { return nil }
      if filter.matches(event) { return event }
    }
  }

  /// Whether an event comes before another one: what is not committed first, then by time.
  static func isNewer(_ one: TimelineEvent, _ other: TimelineEvent) -> Bool {
    if one.isUncommitted != other.isUncommitted { return one.isUncommitted }
    if one.time.seconds != other.time.seconds { return one.time.seconds > other.time.seconds }
    if one.rank != other.rank { return one.rank > other.rank }
    return one.id > other.id
  }
}
