package import VireoModel

/// Until when an archived issue stays closed whatever happens, as the key `archived` of its file says.
///
/// The counts are those of all events ever, so that the file alone says what is meant.
package enum Archive: Sendable, Hashable {
  case forever
  /// Until this day, in UTC.
  case day(Timestamp)
  /// Until so many events were counted.
  case events(Int)
  /// Until so many users were hit.
  case users(Int)
  /// Until it happens much more often than before.
  case escalating

  /// Reads the text of the key; `nil` if it can't be understood.
  package init?(_ text: String) {
    let words = text.lowercased().split(separator: " ")
    switch words {
    case ["forever"]: self = .forever
    case ["until", "escalating"]: self = .escalating
    case _ where words.count == 2 && words[0] == "until":
      guard words[1].utf8.count == 10, let day = Timestamp(String(words[1])) else { return nil }
      self = .day(day)
    case _ where words.count == 3 && words[0] == "until":
      guard let count = Int(words[1]), count > 0 else { return nil }
      switch words[2] {
      case "event", "events": self = .events(count)
      case "user", "users": self = .users(count)
      default: return nil
      }
    default: return nil
    }
  }

  /// The text of the key.
  package var text: String {
    switch self {
    case .forever: "forever"
    case .day(let day): "until \(day.day)"
    case .events(let count): "until \(count) events"
    case .users(let count): "until \(count) users"
    case .escalating: "until escalating"
    }
  }

  /// Why it ends with what came; `nil` if it goes on.
  ///
  /// - Parameters:
  ///   - start: When the issue was archived; the first day of counting is the yardstick where nobody knows.
  ///   - hours: The events since a time, by the hours since 1970.
  package func end(
    with news: GroupNews, since start: Timestamp?, hours: (Timestamp) throws -> [Int64: Int]
  ) rethrows -> String? {
    switch self {
    case .forever: return nil
    case .day(let day): return news.latest >= day ? "an event arrived at \(news.latest)" : nil
    case .events(let count): return news.events >= count ? "\(news.events) events were counted" : nil
    case .users(let count): return news.users >= count ? "\(news.users) users were hit" : nil
    case .escalating:
      let start = start ?? news.latest
      let day = Escalation.day
      let before = try hours(Timestamp(seconds: start.seconds - Escalation.days * day))
      let escalation = Escalation(
        usual: before.filter { $0.key < start.seconds / 3600 }.values.reduce(0, +),
        now: before.filter { $0.key > (news.latest.seconds - day) / 3600 && $0.key >= start.seconds / 3600 }.values
          .reduce(0, +))
      return escalation.isOne ? escalation.text : nil
    }
  }
}

/// How often something happens now beside how often it did.
///
/// It escalates if a day has more than three times as many events as the average day of the two weeks before the issue
/// was archived, and ten at least, as small numbers jump.
struct Escalation {
  /// The events of the two weeks before.
  let usual: Int
  /// The events of the last 24 hours.
  let now: Int

  static let days: Int64 = 14
  static let day: Int64 = 86_400
  private static let factor = 3
  private static let least = 10

  var isOne: Bool { now >= Escalation.least && now * Int(Escalation.days) > usual * Escalation.factor }

  var text: String {
    let tenths = usual * 10 / Int(Escalation.days)
    return "\(now) events came within a day, where \(tenths / 10).\(tenths % 10) were usual"
  }
}
