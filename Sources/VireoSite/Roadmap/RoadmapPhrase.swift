public import Vireo

/// The words in which a milestone's outlook is told, as plain text that is not harmless yet.
public struct RoadmapPhrase: Sendable {
  private let outlook: MilestoneOutlook
  private let time: Timestamp

  /// How many issues of one sort are named.
  private static let most = 10

  /// - Parameters:
  ///   - outlook: The milestone.
  ///   - time: The roadmap's.
  public init(_ outlook: MilestoneOutlook, at time: Timestamp) { (self.outlook, self.time) = (outlook, time) }

  /// The state with its date: `late since 2026-12-01`, `due 2026-12-01, at risk`.
  public var state: String {
    let milestone = outlook.milestone
    let due = milestone.due.map { (outlook.isLate ? "late since " : "due ") + $0.day }
    let words =
      milestone.state == .closed ? ["closed"] : [due, outlook.risks.isEmpty ? nil : "at risk"].compactMap { $0 }
    let all = words + (outlook.hasFile ? [] : ["no file of its own"])
    return all.isEmpty ? "no date" : all.joined(separator: ", ")
  }

  /// How many issues are closed, and how much of the estimates: `3 of 10 issues closed (30 %)`.
  public var progress: String { RoadmapPhrase.progress(outlook.progress) }

  static func progress(_ progress: MilestoneProgress) -> String {
    guard let percent = progress.percent else { return "no issues" }
    return "\(progress.closed) of \(progress.total) issue\(progress.total == 1 ? "" : "s") closed (\(percent) %)"
  }

  /// How much of the estimates is done; `nil` without any.
  public var effort: String? {
    let progress = outlook.progress
    let all = progress.openEffort + progress.closedEffort
    guard all != .none else { return nil }
    let percent = progress.effortPercent.map { " (\($0) %)" } ?? ""
    let without = progress.unestimated > 0 ? "; \(progress.unestimated) without an estimate" : ""
    return "\(progress.closedEffort) of \(all) of the estimates done\(percent)\(without)"
  }

  /// Who has the open issues: `alice 3, bob 2, nobody 1`; `nil` where none is open.
  public var shares: String? {
    let open = outlook.shares.filter { $0.progress.open > 0 }
    guard !open.isEmpty else { return nil }
    func part(_ name: String, _ progress: MilestoneProgress) -> String {
      "\(name) \(progress.open)" + (progress.openEffort == .none ? "" : " (\(progress.openEffort))")
    }
    let rest = open.dropFirst(RoadmapPhrase.most)
    let others = rest.isEmpty ? [] : [part("\(rest.count) others", rest.map(\.progress).reduce(.init(), +))]
    let shown = open.prefix(RoadmapPhrase.most).map { part($0.person?.text ?? "nobody", $0.progress) }
    return "open: " + (shown + others).joined(separator: ", ")
  }

  /// What waits for what: `#12 waits for #7 Index (1.1)`.
  public var blocked: [String] {
    RoadmapPhrase.some(outlook.blocked) { blocked in
      let blockers = blocked.blockers.map { blocker in
        let milestone = blocker.milestone == outlook.milestone.name ? nil : blocker.milestone ?? "no milestone"
        return "\(blocker.displayName) \(blocker.title)" + (milestone.map { " (\($0))" } ?? "")
      }
      return "\(blocked.issue.displayName) \(blocked.issue.title) waits for \(blockers.joined(separator: ", "))"
    }
  }

  /// What makes it late or puts it at risk.
  public var risks: [String] {
    let late = outlook.lateIssues(at: time)
    var lines = RoadmapPhrase.some(late) { "\($0.displayName) \($0.title) was due \($0.due?.day ?? "")" }
    if outlook.risks.contains(where: { if case .forecast = $0 { true } else { false } }) {
      lines.append("the forecast ends behind the day that it is due")
    }
    return lines
  }

  /// When it is likely to be done, and how that was found; `nil` where there is too little to say.
  public var forecast: String? {
    guard let forecast = outlook.forecast else { return nil }
    let (closed, added) = forecast.weeks.reduce((0, 0)) { ($0.0 + $1.closed, $0.1 + $1.added) }
    let change = added < 0 ? "\(-added) taken out" : "\(added) added"
    let basis = "if weeks to come are like the last \(forecast.weeks.count), with \(closed) closed and \(change)"
    switch (forecast.earliest, forecast.latest) {
    case (let earliest?, let latest?) where earliest == latest: return "likely done on \(latest) \(basis)"
    case (let earliest?, let latest?):
      return "likely done from \(earliest) to \(latest) (8 of 10 of \(Forecast.runs) runs) \(basis)"
    case (let earliest?, nil): return "done on \(earliest) at the earliest, or not in two years, \(basis)"
    default: return "not done in two years \(basis)"
    }
  }

  /// The first of some things, and how many more there are.
  private static func some<Element>(_ elements: [Element], _ line: (Element) -> String) -> [String] {
    let rest = elements.count - most
    return elements.prefix(most).map(line) + (rest > 0 ? ["and \(rest) more"] : [])
  }
}
