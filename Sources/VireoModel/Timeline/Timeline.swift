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
  private var heads: [TimelineEvent?] = []
  /// The places of the heads in the order, for to compare whole events would copy each of them each time.
  private var keys: [Key?] = []
  private let filter: TimelineFilter

  private struct Key {
    var isUncommitted: Bool
    var seconds: Int64
    var rank: Int

    init(_ event: TimelineEvent) {
      (isUncommitted, seconds, rank) = (event.isUncommitted, event.time.seconds, event.rank)
    }

    /// Whether it comes before another one; `nil` where only the events' ids tell.
    func isBefore(_ other: Key) -> Bool? {
      if isUncommitted != other.isUncommitted { return isUncommitted }
      if seconds != other.seconds { return seconds > other.seconds }
      return rank != other.rank ? rank > other.rank : nil
    }
  }

  /// Puts sources together.
  ///
  /// - Throws: What a source throws.
  public init(_ sources: [any TimelineSource], matching filter: TimelineFilter = TimelineFilter()) throws {
    (self.sources, self.filter) = (sources, filter)
    for index in sources.indices {
      let head = try self.sources[index].next()
      keys.append(head.map { Key($0) })
      heads.append(head)
    }
  }

  /// The next event that is wanted.
  ///
  /// - Throws: What a source throws.
  public mutating func next() throws -> TimelineEvent? {
    while let (index, key) = newest() {
      guard let event = heads[index] else { return nil }
      heads[index] = try sources[index].next()
      keys[index] = heads[index].map { Key($0) }
      // Nothing older can be wanted.
      if let since = filter.since, key.seconds < since.seconds, !key.isUncommitted { return nil }
      if filter.matches(event) { return event }
    }
    return nil
  }

  private func newest() -> (index: Int, key: Key)? {
    var newest: (index: Int, key: Key)?
    for (index, key) in keys.enumerated() {
      guard let key else { continue }
      if let present = newest, !(key.isBefore(present.key) ?? hasLargerID(index, present.index)) { continue }
      newest = (index, key)
    }
    return newest
  }

  private func hasLargerID(_ index: Int, _ other: Int) -> Bool { (heads[index]?.id ?? "") > (heads[other]?.id ?? "") }

  /// Whether an event comes before another one: what is not committed first, then by time.
  static func isNewer(_ one: TimelineEvent, _ other: TimelineEvent) -> Bool {
    Key(one).isBefore(Key(other)) ?? (one.id > other.id)
  }
}
