/// How far a milestone is: its issues that are open and those that are closed, by count and by estimate.
public struct MilestoneProgress: Sendable, Hashable {
  /// How many issues are open.
  public var open: Int
  /// How many are closed.
  public var closed: Int
  /// What the open ones are estimated at, as far as they are.
  public var openEffort = Effort.none
  /// What the closed ones were estimated at.
  public var closedEffort = Effort.none
  /// How many have no estimate that can be read.
  public var unestimated = 0

  /// Creates a count.
  public init(open: Int = 0, closed: Int = 0) { (self.open, self.closed) = (open, closed) }

  /// How many issues there are.
  public var total: Int { open + closed }

  /// The share that is closed, in hundredths and rounded down; `nil` without issues.
  public var percent: Int? { total == 0 ? nil : closed * 100 / total }

  /// The share of the estimates that is closed, in hundredths and rounded down; `nil` without estimates, and where some
  /// are in time and others in points.
  public var effortPercent: Int? {
    let all = openEffort + closedEffort
    switch (all.seconds, all.milliPoints) {
    case (0, 0): return nil
    case (let time, 0): return Int(closedEffort.seconds * 100 / time)
    case (0, let points): return Int(closedEffort.milliPoints * 100 / points)
    default: return nil
    }
  }

  /// Adds issues that are alike.
  ///
  /// - Parameter estimate: What the file of each says; `nil` where it says nothing.
  package mutating func add(_ count: Int, _ state: IssueState, estimate: String?) {
    let effort = estimate.flatMap { Effort($0) }
    if effort == nil { unestimated += count }
    let sum = (effort ?? .none).times(count)
    switch state {
    case .open: (open, openEffort) = (open + count, openEffort + sum)
    case .closed: (closed, closedEffort) = (closed + count, closedEffort + sum)
    }
  }

  /// Adds up.
  public static func + (left: MilestoneProgress, right: MilestoneProgress) -> MilestoneProgress {
    var sum = MilestoneProgress(open: left.open + right.open, closed: left.closed + right.closed)
    sum.openEffort = left.openEffort + right.openEffort
    sum.closedEffort = left.closedEffort + right.closedEffort
    sum.unestimated = left.unestimated + right.unestimated
    return sum
  }

  /// Adds to it.
  public static func += (left: inout MilestoneProgress, right: MilestoneProgress) { left = left + right }
}
