public import Vireo
package import VireoModel

/// A roadmap as JSON: an array of milestones.
public enum RoadmapJSON {
  /// The text, with all fields; what has no value is `null`, and an empty list `[]`.
  ///
  /// - Parameter indented: Whether it is spread over lines.
  public static func text(_ roadmap: Roadmap, indented: Bool = false) -> String {
    JSONValue.array(roadmap.milestones.map { object($0, at: roadmap.time) }).serialized(indented: indented)
  }

  private static func object(_ outlook: MilestoneOutlook, at time: Timestamp) -> JSONValue {
    let milestone = outlook.milestone
    return .object(
      [
        .init("name", .text(milestone.name)), .init("title", JSONValue(milestone.title)),
        .init("state", .text(milestone.state.rawValue)), .init("hasFile", .bool(outlook.hasFile)),
        .init("isLate", .bool(outlook.isLate)), .init("isAtRisk", .bool(!outlook.risks.isEmpty)),
        .init("risks", JSONValue(outlook.risks.map(word))), .init("start", JSONValue(milestone.start?.description)),
        .init("due", JSONValue(milestone.due?.description)),
      ] + members(outlook.progress) + [
        .init("shares", .array(outlook.shares.map(share))), .init("blocked", .array(outlook.blocked.map(blocked))),
        .init("lateIssues", .array(outlook.lateIssues(at: time).map(issue))),
        .init("forecast", outlook.forecast.map(forecast) ?? .null), .init("points", .array(outlook.points.map(point))),
      ])
  }

  private static func word(_ risk: MilestoneOutlook.Risk) -> String {
    switch risk {
    case .forecast: "forecast"
    case .lateIssues: "late-issues"
    case .blockedByLater: "blocked-by-later"
    }
  }

  private static func members(_ progress: MilestoneProgress) -> [JSONValue.Member] {
    [
      .init("open", .int(Int64(progress.open))), .init("closed", .int(Int64(progress.closed))),
      .init("percent", progress.percent.map { .int(Int64($0)) } ?? .null),
      .init("openEstimate", .text(progress.openEffort.description)),
      .init("closedEstimate", .text(progress.closedEffort.description)),
      .init("unestimated", .int(Int64(progress.unestimated))),
    ]
  }

  private static func share(_ share: MilestoneOutlook.Share) -> JSONValue {
    .object([.init("assignee", JSONValue(share.person?.text))] + members(share.progress))
  }

  private static func issue(_ issue: Issue) -> JSONValue {
    .object([
      .init("number", issue.number.map { .int(Int64($0.value)) } ?? .null), .init("title", .text(issue.title)),
      .init("milestone", JSONValue(issue.milestone)), .init("due", JSONValue(issue.due?.description)),
      .init("path", .text(issue.path)),
    ])
  }

  private static func blocked(_ blocked: MilestoneOutlook.Blocked) -> JSONValue {
    .object([.init("issue", issue(blocked.issue)), .init("blockers", .array(blocked.blockers.map(issue)))])
  }

  private static func forecast(_ forecast: Forecast) -> JSONValue {
    .object([
      .init("earliest", JSONValue(forecast.earliest?.description)),
      .init("latest", JSONValue(forecast.latest?.description)), .init("runs", .int(Int64(Forecast.runs))),
      .init(
        "weeks",
        .array(
          forecast.weeks.map {
            .object([.init("closed", .int(Int64($0.closed))), .init("added", .int(Int64($0.added)))])
          })),
    ])
  }

  private static func point(_ point: MilestoneOutlook.Point) -> JSONValue {
    .object([.init("time", .text(point.time.description))] + members(point.progress))
  }
}
