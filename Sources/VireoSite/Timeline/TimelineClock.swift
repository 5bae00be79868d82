public import Vireo
import VireoModel

/// The times of events as people read them, in UTC.
public enum TimelineClock {
  /// The hour and minute; empty where only the day is known.
  public static func time(_ event: TimelineEvent) -> String {
    guard !event.time.isDay else { return "" }
    let minute = Int(event.time.seconds - event.time.dayStart) / 60
    func digits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
    return digits(minute / 60) + ":" + digits(minute % 60) + (event.isTimeDoubtful ? "?" : "")
  }

  /// The day with its name, as `2026-11-21 Saturday`.
  public static func day(_ event: TimelineEvent) -> String {
    if event.isUncommitted { return "not committed" }
    let names = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    return event.time.day + " " + names[weekday(event.time.dayNumber)]
  }

  /// The week by its first day, as `week of 2026-11-16`.
  public static func week(_ event: TimelineEvent) -> String {
    if event.isUncommitted { return "not committed" }
    let day = event.time.dayNumber
    let monday = Timestamp(seconds: (day - Int64(weekday(day))) * 86_400, isDay: true)
    return "week of \(monday)"
  }

  /// The days since Monday; the first of January 1970 was a Thursday.
  private static func weekday(_ day: Int64) -> Int { Int(((day + 3) % 7 + 7) % 7) }
}
