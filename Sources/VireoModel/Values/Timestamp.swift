/// A point in time with the precision of seconds, or a whole day, in UTC.
///
/// What is written follows RFC 3339 (`2026-11-21T10:04:33Z`, `2026-11-21`). What is read may also have an offset,
/// a fraction (dropped), a blank in the place of the `T`, or no seconds; without an offset it is UTC.
public struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// Seconds since 1970-01-01T00:00:00Z; of a day, its first second.
  public let seconds: Int64
  /// Whether only a day is meant.
  public let isDay: Bool

  /// Creates a timestamp from seconds since 1970-01-01T00:00:00Z.
  public init(seconds: Int64, isDay: Bool = false) {
    self.seconds = seconds
    self.isDay = isDay
  }

  /// Reads a date or a date with a time; `nil` where the text is neither.
  public init?(_ text: String) {
    var reader = Reader(bytes: Array(text.utf8))
    guard let value = reader.timestamp() else { return nil }
    self = value
  }

  /// Orders by the first second; of two equal ones the day comes first.
  public static func < (left: Timestamp, right: Timestamp) -> Bool {
    (left.seconds, left.isDay ? 0 : 1) < (right.seconds, right.isDay ? 0 : 1)
  }

  /// The day in UTC, as `2026-11-21`.
  public var day: String { text(withClock: false) }

  /// The text of RFC 3339: a day as `2026-11-21`, else with the time in UTC.
  public var description: String { text(withClock: !isDay) }

  /// Whether it has passed; a day when it is at its end.
  public func isOver(at now: Timestamp) -> Bool { now.seconds >= seconds + (isDay ? 86_400 : 0) }

  /// The days since 1970-01-01 that have begun.
  package var dayNumber: Int64 { Timestamp.floorDivide(seconds, 86_400) }

  /// The first second of its day.
  package var dayStart: Int64 { dayNumber * 86_400 }

  private func text(withClock: Bool) -> String {
    let parts = CivilDay(daysSinceEpoch: Timestamp.floorDivide(seconds, 86_400))
    let (hour, minute, second) = clock
    var bytes = Digits()
    bytes.append(parts.year, 4)
    bytes.append(parts.month, 2, after: "-")
    bytes.append(parts.day, 2, after: "-")
    guard withClock else { return bytes.text }
    bytes.append(hour, 2, after: "T")
    bytes.append(minute, 2, after: ":")
    bytes.append(second, 2, after: ":")
    return bytes.text + "Z"
  }

  /// Numbers with zeros before them.
  private struct Digits {
    var text = ""

    mutating func append(_ value: Int64, _ width: Int, after sign: Unicode.Scalar? = nil) {
      if let sign { text.unicodeScalars.append(sign) }
      var divisor: Int64 = 1
      for _ in 1..<width { divisor *= 10 }
      guard value >= 0, value < divisor * 10 else {
        text += String(value)
        return
      }
      while divisor > 0 {
        text.unicodeScalars.append(Unicode.Scalar(UInt8(truncatingIfNeeded: 0x30 + value / divisor % 10)))
        divisor /= 10
      }
    }
  }

  /// The compact form that begins the name of a comment's file, as `20261121T100433Z`.
  public var compact: String {
    let (hour, minute, second) = clock
    let digits = day.filter { $0 != "-" }
    return "\(digits)T\(padded(hour, 2))\(padded(minute, 2))\(padded(second, 2))Z"
  }

  private var clock: (Int64, Int64, Int64) {
    let rest = seconds - Timestamp.floorDivide(seconds, 86_400) * 86_400
    return (rest / 3600, rest / 60 % 60, rest % 60)
  }

  package static func floorDivide(_ value: Int64, _ by: Int64) -> Int64 {
    value >= 0 ? value / by : -((-value + by - 1) / by)
  }

  private func padded(_ value: Int64, _ width: Int) -> String { String(value).zeroPadded(to: width) }
}

extension Timestamp {
  /// Reads the compact form, as `20261121T100433Z`; `nil` for anything else, impossible dates included.
  public init?(compact text: some StringProtocol) {
    let bytes = Array(text.utf8)
    guard bytes.count == 16, bytes[8] == UInt8(ascii: "T"), bytes[15] == UInt8(ascii: "Z") else { return nil }
    var reader = Reader(bytes: bytes)
    guard let year = reader.digits(4), let month = reader.digits(2), let day = reader.digits(2),
      reader.take("T"), let hour = reader.digits(2), let minute = reader.digits(2), let second = reader.digits(2),
      let start = CivilDay.daysSinceEpoch(year: year, month: month, day: day),
      hour < 24, minute < 60, second < 60
    else { return nil }
    self.init(seconds: start * 86_400 + hour * 3600 + minute * 60 + second)
  }
}

/// A day of the proleptic Gregorian calendar.
///
/// The arithmetic is that of Howard Hinnant's "chrono-Compatible Low-Level Date Algorithms".
package struct CivilDay {
  package var year: Int64
  package var month: Int64
  package var day: Int64

  package init(daysSinceEpoch: Int64) {
    let shifted = daysSinceEpoch + 719_468
    let era = Timestamp.floorDivide(shifted, 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  package static func daysSinceEpoch(year: Int64, month: Int64, day: Int64) -> Int64? {
    guard (1...12).contains(month), day >= 1, day <= length(ofMonth: month, year: year) else { return nil }
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = Timestamp.floorDivide(shiftedYear, 400)
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return era * 146_097 + dayOfEra - 719_468
  }

  package static func length(ofMonth month: Int64, year: Int64) -> Int64 {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}

private struct Reader {
  let bytes: [UInt8]
  var place = 0

  init(bytes: [UInt8]) { self.bytes = bytes }

  var next: UInt8? { place < bytes.count ? bytes[place] : nil }

  mutating func take(_ character: Unicode.Scalar) -> Bool {
    guard next == UInt8(ascii: character) else { return false }
    place += 1
    return true
  }

  mutating func digits(_ count: Int) -> Int64? {
    guard place + count <= bytes.count else { return nil }
    var value: Int64 = 0
    for byte in bytes[place..<place + count] {
      guard byte >= 0x30, byte <= 0x39 else { return nil }
      value = value * 10 + Int64(byte - 0x30)
    }
    place += count
    return value
  }

  mutating func timestamp() -> Timestamp? {
    guard let year = digits(4), take("-"), let month = digits(2), take("-"), let day = digits(2),
      let days = CivilDay.daysSinceEpoch(year: year, month: month, day: day)
    else { return nil }
    if place == bytes.count { return Timestamp(seconds: days * 86_400, isDay: true) }
    guard take("T") || take("t") || take(" ") else { return nil }
    guard let hour = digits(2), take(":"), let minute = digits(2), hour < 24, minute < 60 else { return nil }
    var second: Int64 = 0
    if take(":") {
      // RFC 3339 allows a leap second; it becomes the next minute's first.
      guard let value = digits(2), value <= 60 else { return nil }
      second = value
      if take(".") {
        guard digits(1) != nil else { return nil }
        while digits(1) != nil {}
      }
    }
    guard let offset = offset(), place == bytes.count else { return nil }
    return Timestamp(seconds: days * 86_400 + hour * 3600 + minute * 60 + second - offset)
  }

  private mutating func offset() -> Int64? {
    if place == bytes.count || take("Z") || take("z") { return 0 }
    _ = take(" ")
    let sign: Int64
    if take("+") { sign = 1 } else if take("-") { sign = -1 } else { return nil }
    guard let hour = digits(2), hour < 24 else { return nil }
    _ = take(":")
    guard let minute = digits(2), minute < 60 else { return nil }
    return sign * (hour * 3600 + minute * 60)
  }
}
