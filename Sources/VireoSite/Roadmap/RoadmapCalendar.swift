public import Vireo
import VireoModel

/// A roadmap as a calendar (iCalendar, RFC 5545): the days on which milestones are due, and what is to be done by
/// which day.
public struct RoadmapCalendar: Sendable {
  private let title: String
  private let project: String
  private let address: @Sendable (_ page: String) -> String?

  /// - Parameters:
  ///   - title: The calendar's name.
  ///   - project: What tells the project from others, as the id of its first commit; ids follow from it.
  ///   - address: Gives the whole address of a page of the site that the calendar is a part of, where it has one.
  public init(title: String, project: String, address: @escaping @Sendable (_ page: String) -> String? = { _ in nil }) {
    (self.title, self.project, self.address) = (title, project, address)
  }

  /// The text; milestones without a day are left out.
  public func text(_ roadmap: Roadmap) -> String {
    var lines: [(name: String, value: String)] = [
      ("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", "-//vireo//roadmap//EN"), ("CALSCALE", "GREGORIAN"),
      ("X-WR-CALNAME", CalendarText.escaped(title)),
    ]
    for outlook in roadmap.milestones {
      if let due = outlook.milestone.due { lines += milestone(outlook, due, roadmap.time) }
      for issue in outlook.dated { lines += todo(issue, roadmap.time) }
    }
    return CalendarText.lines(lines + [("END", "VCALENDAR")])
  }

  private func milestone(
    _ outlook: MilestoneOutlook, _ due: Timestamp, _ time: Timestamp
  ) -> [(name: String, value: String)] {
    let phrase = RoadmapPhrase(outlook, at: time)
    let name = [outlook.milestone.name, outlook.milestone.title].compactMap { $0 }.joined(separator: ": ")
    let details = [phrase.state, phrase.progress, phrase.effort, phrase.shares, phrase.forecast].compactMap { $0 }
    let page = outlook.hasFile ? SiteAddress.list(ofMilestone: outlook.milestone.name) : nil
    return [
      ("BEGIN", "VEVENT"), ("UID", StableID.uuid(project + " roadmap " + outlook.milestone.path)),
      ("DTSTAMP", CalendarText.time(time)),
      due.isDay ? ("DTSTART;VALUE=DATE", CalendarText.day(due)) : ("DTSTART", CalendarText.time(due)),
      ("SUMMARY", CalendarText.escaped(name)), ("DESCRIPTION", CalendarText.escaped(details.joined(separator: "\n"))),
      ("TRANSP", "TRANSPARENT"),
    ] + (page.map(url) ?? []) + [("END", "VEVENT")]
  }

  private func todo(_ issue: Issue, _ time: Timestamp) -> [(name: String, value: String)] {
    guard let due = issue.due else { return [] }
    return [
      ("BEGIN", "VTODO"), ("UID", StableID.uuid(project + " roadmap " + (issue.uid?.text ?? issue.path))),
      ("DTSTAMP", CalendarText.time(time)),
      due.isDay ? ("DUE;VALUE=DATE", CalendarText.day(due)) : ("DUE", CalendarText.time(due)),
      ("SUMMARY", CalendarText.escaped("\(issue.displayName) \(issue.title)")), ("STATUS", "NEEDS-ACTION"),
    ] + (issue.number.map { url("issues/\($0).html") } ?? []) + [("END", "VTODO")]
  }

  /// Where something is shown (RFC 5545, 3.8.4.6).
  private func url(_ page: String) -> [(name: String, value: String)] { address(page).map { [("URL", $0)] } ?? [] }
}
