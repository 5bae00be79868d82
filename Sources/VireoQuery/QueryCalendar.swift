internal import VireoModel

/// A length of time as people type it, as `7d`.
package struct TimeLength: Sendable, Hashable {
  package enum Unit: String, Sendable, Hashable {
    case minute = "min"
    case hour = "h"
    case day = "d"
    case week = "w"
    case month = "mo"
    case year = "y"

    /// Where its length does not depend on the calendar.
    fileprivate var seconds: Int64? {
      switch self {
      case .minute: 60
      case .hour: 3600
      case .day: 86_400
      case .week: 604_800
      case .month, .year: nil
      }
    }
  }

  package var count: Int64
  package var unit: Unit

  /// Reads up to nine digits and a unit; `nil` for anything else.
  package init?(_ text: String) {
    let digits = text.utf8.prefix { $0 >= 0x30 && $0 <= 0x39 }
    let unit = text[digits.endIndex...].lowercased()
    guard digits.count <= 9, let count = Int64(Substring(digits)),
      let known = unit == "m" ? .month : Unit(rawValue: unit)
    else { return nil }
    self.count = count
    self.unit = known
  }
}

/// The times from the year 0 to 9999 in UTC, around a present moment.
struct QueryCalendar {
  /// The first second of the year 0, and the first behind the year 9999.
  static let bounds: Range<Int64> = -62_167_219_200..<253_402_300_800

  private let now: Int64

  init(now: Int64) {
    self.now = min(max(now, QueryCalendar.bounds.lowerBound), QueryCalendar.bounds.upperBound - 1)
  }

  /// The time that is a length away from now; `nil` where the calendar does not reach.
  func point(_ length: TimeLength, isForward: Bool) -> Int64? {
    let count = isForward ? length.count : -length.count
    let point =
      if let seconds = length.unit.seconds {
        now + count * seconds
      } else {
        QueryCalendar.time(now, movedBy: length.unit == .year ? 12 * count : count)
      }
    return QueryCalendar.bounds.contains(point) ? point : nil
  }

  /// The span of time that a text names: a year, month, day, minute or second.
  func span(_ text: String) -> Range<Int64>? {
    switch text.lowercased() {
    case "yesterday": return day(-1)
    case "today": return day(0)
    case "tomorrow": return day(1)
    default: break
    }
    let bytes = Array(text.utf8)
    switch bytes.count {
    case 4: return Timestamp(text + "-01-01").map { $0.seconds..<QueryCalendar.time($0.seconds, movedBy: 12) }
    case 7: return Timestamp(text + "-01").map { $0.seconds..<QueryCalendar.time($0.seconds, movedBy: 1) }
    default:
      guard let time = Timestamp(text), QueryCalendar.bounds.contains(time.seconds) else { return nil }
      let hasSeconds = bytes.count > 16 && bytes[16] == UInt8(ascii: ":")
      return time.seconds..<time.seconds + (time.isDay ? 86_400 : hasSeconds ? 1 : 60)
    }
  }

  private func day(_ offset: Int64) -> Range<Int64> {
    let start = (Timestamp.floorDivide(now, 86_400) + offset) * 86_400
    return start..<start + 86_400
  }

  /// The same day and time some months on; where the month is shorter, its last day.
  static func time(_ seconds: Int64, movedBy months: Int64) -> Int64 {
    let days = Timestamp.floorDivide(seconds, 86_400)
    let civil = CivilDay(daysSinceEpoch: days)
    let total = civil.year * 12 + civil.month - 1 + months
    let year = Timestamp.floorDivide(total, 12)
    let month = total - year * 12 + 1
    let day = min(civil.day, CivilDay.length(ofMonth: month, year: year))
    let moved = CivilDay.daysSinceEpoch(year: year, month: month, day: day) ?? days
    return moved * 86_400 + seconds - days * 86_400
  }
}
