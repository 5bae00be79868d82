/// How far each milestone is, at one time.
public struct Roadmap: Sendable {
  /// The time that it tells of: the present, or when the commit was made that is looked at.
  public var time: Timestamp
  /// The milestones in their order; those without a file, which issues name nevertheless, come last.
  public var milestones: [MilestoneOutlook]
  /// The issues of no milestone.
  public var unplanned: MilestoneProgress

  /// Creates a roadmap.
  public init(time: Timestamp, milestones: [MilestoneOutlook], unplanned: MilestoneProgress) {
    (self.time, self.milestones, self.unplanned) = (time, milestones, unplanned)
  }
}

/// How far a milestone is, and what is known of its end.
public struct MilestoneOutlook: Sendable {
  /// The part of a milestone that is one person's.
  public struct Share: Sendable, Hashable {
    /// Whose; `nil` for the issues that nobody is assigned to.
    public var person: Handle?
    /// How far it is.
    public var progress: MilestoneProgress

    /// Creates a share.
    public init(person: Handle?, progress: MilestoneProgress) { (self.person, self.progress) = (person, progress) }
  }

  /// An open issue with the open ones that must be done before it.
  public struct Blocked: Sendable {
    /// The issue.
    public var issue: Issue
    /// What it waits for, in the order of its field.
    public var blockers: [Issue]

    /// Creates an issue that waits.
    public init(issue: Issue, blockers: [Issue]) { (self.issue, self.blockers) = (issue, blockers) }
  }

  /// How far it was at one time.
  public struct Point: Sendable, Hashable {
    /// When.
    public var time: Timestamp
    /// How far.
    public var progress: MilestoneProgress

    /// Creates a point.
    public init(time: Timestamp, progress: MilestoneProgress) { (self.time, self.progress) = (time, progress) }
  }

  /// Why it may be reached later than it should.
  public enum Risk: Sendable {
    /// The forecast ends behind the day that it is due.
    case forecast
    /// Issues that are open though they were due.
    case lateIssues([Issue])
    /// Issues that wait for others which are planned for a later milestone, or for none.
    case blockedByLater([Blocked])
  }

  /// The milestone.
  public var milestone: Milestone
  /// Whether it has a file; else only issues name it.
  public var hasFile: Bool
  /// How far it is.
  public var progress: MilestoneProgress
  /// Who has what, most open issues first.
  public var shares: [Share]
  /// Its open issues that wait for others, by number.
  public var blocked: [Blocked]
  /// Its open issues that are due at some time, soonest first.
  public var dated: [Issue]
  /// How it came here, oldest first; empty where that was not asked for.
  public var points: [Point]
  /// When it will be done.
  public var forecast: Forecast?
  /// Whether it is open though it was due.
  public var isLate: Bool
  /// Why it is at risk; empty if it is late already, closed, or not at risk.
  public var risks: [Risk]

  /// Creates the outlook of a milestone of which only its progress is known.
  public init(_ milestone: Milestone, hasFile: Bool = true, _ progress: MilestoneProgress, at time: Timestamp) {
    (self.milestone, self.hasFile, self.progress) = (milestone, hasFile, progress)
    (shares, blocked, dated, points, risks) = ([], [], [], [], [])
    isLate = milestone.isLate(at: time)
  }

  /// Its open issues that should be closed already.
  ///
  /// - Parameter time: The present.
  public func lateIssues(at time: Timestamp) -> [Issue] {
    dated.filter { $0.due?.isOver(at: time) == true }
  }
}
