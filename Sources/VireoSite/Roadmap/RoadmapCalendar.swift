public import Vireo
import VireoModel

/// A roadmap as a calendar (iCalendar, RFC 5545): the days on which milestones are due, and what is to be done by
/// which day.
public struct RoadmapCalendar: Sendable {
  private let title: String
  private let project: String

  /// - Parameters:
  ///   - title: The calendar's name.
  ///   - project: What tells the project from others, as the id of its first commit; ids follow from it.
  public init(title: String, project: String) { (self.title, self.project) = (title, project) }

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
    return [
      ("BEGIN", "VEVENT"), ("UID", StableID.uuid(project + " roadmap " + outlook.milestone.path)),
      ("DTSTAMP", CalendarText.time(time)),
      due.isDay ? ("DTSTART;VALUE=DATE", CalendarText.day(due)) : ("DTSTART", CalendarText.time(due)),
      ("SUMMARY", CalendarText.escaped(name)), ("DESCRIPTION", CalendarText.escaped(details.joined(separator: "\n"))),
      ("TRANSP", "TRANSPARENT"), ("END", "VEVENT"),
    ]
  }

  private func todo(_ issue: Issue, _ time: Timestamp) -> [(name: String, value: String)] {
    guard let due = issue.due else { return [] }
    return [
      ("BEGIN", "VTODO"), ("UID", StableID.uuid(project + " roadmap " + (issue.uid?.text ?? issue.path))),
      ("DTSTAMP", CalendarText.time(time)),
      due.isDay ? ("DUE;VALUE=DATE", CalendarText.day(due)) : ("DUE", CalendarText.time(due)),
      ("SUMMARY", CalendarText.escaped("\(issue.displayName) \(issue.title)")), ("STATUS", "NEEDS-ACTION"),
      ("END", "VTODO"),
    ]
  }
}
