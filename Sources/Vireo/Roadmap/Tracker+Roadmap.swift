import VireoGit
import VireoIndex
public import VireoModel
import VireoQuery

extension Tracker {
  /// Which milestones are wanted in a roadmap, and what of them.
  public struct RoadmapQuestion: Sendable, Hashable {
    /// The names of the milestones; all if it is empty.
    public var milestones: [String] = []
    /// The state of the milestones, for those that are not named; `nil` for both.
    public var state: IssueState? = .open
    /// Whether it is wanted how they came here.
    public var wantsPoints = true

    /// Creates a question for all open milestones.
    public init() {}
  }

  /// How far milestones are, and what is known of their ends.
  ///
  /// Everything follows from the files and from history; of a revision it is what was known then.
  ///
  /// - Throws: `VireoError` with the codes `no-such-milestone`, `unreadable-repository` or `read-failed`.
  public func roadmap(_ question: RoadmapQuestion = .init()) throws -> Roadmap {
    let time = try roadmapTime()
    let shares = try index(files()).milestoneShares()
    let progress = self.progress(of: shares)
    let milestones = try milestones()
    var wanted = try outlooks(question, milestones, progress, at: time)
    for share in shares {
      guard let index = wanted.firstIndex(where: { $0.milestone.name == share.milestone }) else { continue }
      wanted[index].shares.append(.init(person: share.assignee, progress: share.progress))
    }
    for index in wanted.indices {
      wanted[index].shares.sort {
        ($1.progress.open, $1.progress.closed, $0.person?.text ?? "~")
          < ($0.progress.open, $0.progress.closed, $1.person?.text ?? "~")
      }
    }
    try addIssues(to: &wanted)
    if let tip = try tips().first {
      try addPast(to: &wanted, MilestoneHistory(self, tip), shares, at: time, wantsPoints: question.wantsPoints)
    }
    let places = Dictionary(milestones.enumerated().map { ($1.name, $0) }) { first, _ in first }
    for index in wanted.indices { wanted[index].risks = risks(of: wanted[index], at: time, places) }
    return Roadmap(time: time, milestones: wanted, unplanned: progress[nil] ?? MilestoneProgress())
  }

  /// The present; of a revision, when its commit was made.
  private func roadmapTime() throws -> Timestamp {
    guard let revision else { return environment.now() }
    return try CommitReader(self).committed(revision)
  }

  private func outlooks(
    _ question: RoadmapQuestion, _ all: [Milestone], _ progress: [String?: MilestoneProgress], at time: Timestamp
  ) throws -> [MilestoneOutlook] {
    let known = Set(all.map(\.name))
    let others = progress.keys.compactMap { $0 }.filter { !known.contains($0) }
    let named = others.map { (NaturalText($0), $0) }.sorted { $0 < $1 }.map { Milestone(name: $0.1) }
    func outlook(_ milestone: Milestone) -> MilestoneOutlook {
      MilestoneOutlook(
        milestone, hasFile: known.contains(milestone.name), progress[milestone.name] ?? .init(), at: time)
    }
    guard question.milestones.isEmpty else {
      return try question.milestones.map { name in
        try outlook(named.first { $0.name == name } ?? milestone(named: name))
      }
    }
    return (all + named).filter { question.state == nil || $0.state == question.state }.map(outlook)
  }

  /// Adds the issues that wait for others, and those that are due.
  private func addIssues(to outlooks: inout [MilestoneOutlook]) throws {
    let places = Dictionary(outlooks.enumerated().map { ($1.milestone.name, $0) }) { first, _ in first }
    let named = Query.any(places.keys.sorted().map { .condition(.text(.milestone, .equals($0))) })
    let open = Query.every([.state(.open), named])
    let dated = Query.every([open, .condition(.present(.date(.due)))])
    for issue in try issues(matching: dated, sortedBy: Order([.init(.number)])).issues {
      issue.milestone.flatMap { places[$0] }.map { outlooks[$0].dated.append(issue) }
    }
    for index in outlooks.indices { outlooks[index].dated.sort { ($0.due?.seconds ?? 0) < ($1.due?.seconds ?? 0) } }
    let blocked = try issues(matching: .every([open, .condition(.blocked)]), sortedBy: Order([.init(.number)])).issues
    let relations = try relations(of: blocked, in: .blockedBy)
    for issue in blocked {
      guard let index = issue.milestone.flatMap({ places[$0] }) else { continue }
      outlooks[index].blocked.append(.init(issue: issue, blockers: relations.openBlockers(of: issue)))
    }
  }

  /// Adds how milestones came here, and what follows from it.
  private func addPast(
    to outlooks: inout [MilestoneOutlook], _ history: MilestoneHistory, _ shares: [MilestoneShare], at time: Timestamp,
    wantsPoints: Bool
  ) throws {
    // Oldest first over all milestones, since what is known of one commit helps with the next.
    var days: [[Int64]] = []
    let sundays = SampleDays.sundays(Forecast.usualWeeks + 1, before: time.dayNumber)
    for outlook in outlooks {
      let created = shares.filter { $0.milestone == outlook.milestone.name }.compactMap(\.firstCreated).min()
      let first = [created ?? history.start, outlook.milestone.start?.seconds].compactMap { $0 }.min() ?? time.seconds
      let wanted =
        wantsPoints ? SampleDays.days(from: Timestamp(seconds: first).dayNumber - 1, before: time.dayNumber) : []
      days.append(wanted)
    }
    let isForecast = outlooks.contains { $0.milestone.state == .open && $0.progress.open > 0 }
    var known: [Int64: [String?: MilestoneProgress]] = [:]
    for day in Set(days.joined()).union(isForecast ? sundays : []).sorted() {
      known[day] = try history.progress(before: (day + 1) * 86_400)
    }
    for (index, outlook) in outlooks.enumerated() {
      let name = outlook.milestone.name
      func progress(_ day: Int64) -> MilestoneProgress { known[day]?[name] ?? MilestoneProgress() }
      if wantsPoints {
        let past = days[index].map { day in
          MilestoneOutlook.Point(time: Timestamp(seconds: day * 86_400, isDay: true), progress: progress(day))
        }
        // One point without issues shows where it began.
        let start = max(0, (past.firstIndex { $0.progress.total > 0 } ?? past.count) - 1)
        outlooks[index].points = past[start...] + [.init(time: time, progress: outlook.progress)]
      }
      guard outlook.milestone.state == .open, isForecast else { continue }
      let weeks = zip(sundays, sundays.dropFirst()).compactMap { start, end -> Forecast.Week? in
        let (before, after) = (progress(start), progress(end))
        // The week in which it was planned tells nothing of the pace.
        guard before.total > 0 else { return nil }
        return Forecast.Week(closed: after.closed - before.closed, added: after.total - before.total)
      }
      outlooks[index].forecast = Forecast(open: outlook.progress.open, after: weeks, from: time)
    }
  }

  private func risks(
    of outlook: MilestoneOutlook, at time: Timestamp, _ places: [String: Int]
  ) -> [MilestoneOutlook.Risk] {
    guard outlook.milestone.state == .open, !outlook.isLate else { return [] }
    var found: [MilestoneOutlook.Risk] = []
    if let due = outlook.milestone.due, let forecast = outlook.forecast,
      forecast.latest.map({ $0.dayNumber > due.dayNumber }) ?? true
    {
      found.append(.forecast)
    }
    let late = outlook.lateIssues(at: time)
    if !late.isEmpty { found.append(.lateIssues(late)) }
    let own = places[outlook.milestone.name] ?? .max
    let waiting = outlook.blocked.compactMap { blocked -> MilestoneOutlook.Blocked? in
      let later = blocked.blockers.filter { ($0.milestone.flatMap { places[$0] } ?? .max) > own }
      return later.isEmpty ? nil : .init(issue: blocked.issue, blockers: later)
    }
    if !waiting.isEmpty { found.append(.blockedByLater(waiting)) }
    return found
  }
}
