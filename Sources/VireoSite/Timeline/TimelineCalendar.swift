public import Vireo
import VireoModel

/// Events as a calendar (iCalendar, RFC 5545).
public struct TimelineCalendar: Sendable {
  private let title: String
  private let project: String

  /// - Parameters:
  ///   - title: The calendar's name.
  ///   - project: What tells the project from others, as the id of its first commit; ids follow from it.
  public init(title: String, project: String) { (self.title, self.project) = (title, project) }

  /// What comes before the first event.
  public func opening() -> String {
    CalendarText.lines([
      ("BEGIN", "VCALENDAR"), ("VERSION", "2.0"), ("PRODID", "-//vireo//timeline//EN"), ("CALSCALE", "GREGORIAN"),
      ("X-WR-CALNAME", CalendarText.escaped(title)),
    ])
  }

  /// An event as one of no length, or of a whole day.
  public func text(of event: TimelineEvent) -> String {
    let phrase = TimelinePhrase(event)
    let words = [event.author?.text ?? "", phrase.verb, phrase.label, phrase.title].filter { !$0.isEmpty }
    var lines: [(String, String)] = [
      ("BEGIN", "VEVENT"), ("UID", StableID.uuid(project + " " + event.id)),
      ("DTSTAMP", CalendarText.time(event.time)),
      event.time.isDay
        ? ("DTSTART;VALUE=DATE", CalendarText.day(event.time)) : ("DTSTART", CalendarText.time(event.time)),
      ("SUMMARY", CalendarText.escaped(words.joined(separator: " "))), ("CATEGORIES", event.kind.rawValue),
      ("TRANSP", "TRANSPARENT"),
    ]
    if !phrase.details.isEmpty {
      lines.append(("DESCRIPTION", CalendarText.escaped(phrase.details.joined(separator: "\n"))))
    }
    return CalendarText.lines(lines + [("END", "VEVENT")])
  }

  /// What comes behind the last event.
  public func closing() -> String { CalendarText.lines([("END", "VCALENDAR")]) }
}

/// The lines of iCalendar.
enum CalendarText {
  /// Lines of a name and a value, folded at 75 bytes (3.1) and ended with two characters.
  static func lines(_ lines: [(name: String, value: String)]) -> String {
    lines.map { folded("\($0.name):\($0.value)") }.joined()
  }

  private static func folded(_ line: String) -> String {
    var result = ""
    var length = 0
    for character in line.unicodeScalars {
      let size = UTF8.width(character)
      if length + size > 75 {
        result += "\r\n "
        length = 1
      }
      result.unicodeScalars.append(character)
      length += size
    }
    return result + "\r\n"
  }

  /// A value of the type TEXT (3.3.11).
  static func escaped(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      var result = ""
      for scalar in TerminalText.harmless(String(line)).unicodeScalars {
        if "\\;,".unicodeScalars.contains(scalar) { result += "\\" }
        result.unicodeScalars.append(scalar)
      }
      return result
    }.joined(separator: "\\n")
  }

  /// A time in UTC (3.3.5).
  static func time(_ time: Timestamp) -> String { Timestamp(seconds: time.seconds).compact }

  /// A day (3.3.4).
  static func day(_ time: Timestamp) -> String { time.day.filter { $0 != "-" } }
}
