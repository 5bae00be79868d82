import VireoModel

/// The days on which milestones were due.
struct MilestoneDates: TimelineSource {
  private var events: TimelineEvents

  /// - Parameter now: This moment; what is due later has not happened.
  init(_ milestones: [Milestone], now: Timestamp) {
    events = TimelineEvents(
      milestones.compactMap { milestone in
        guard let due = milestone.due, due <= now else { return nil }
        var event = TimelineEvent(
          id: "due/\(milestone.path)", .milestone, at: due, .milestone(milestone.name))
        event.note = milestone.isLate(at: now) ? "due, and still open" : "due"
        event.path = milestone.path
        return event
      })
  }

  mutating func next() -> TimelineEvent? { events.next() }
}
