import VireoModel

/// Dates and times.
///
/// What Sentry knows as `date`, and beyond it: slashes in dates, fractions behind a comma, and dates of `date(1)`. A
/// clock behind a colon is none: in `cart.js:12:30` those are line and column, which must give the same as `123:4`.
extension ParameterScanner {
  func date(_ start: Int) -> Int? {
    guard byte(start).isDigit else { return namedDate(start) }
    guard !byte(start - 1).isDigit else { return nil }
    return calendarDate(start) ?? clock(start) ?? mailDate(start)
  }

  // MARK: - Numbers

  /// `2026-11-21`, `20261121T1004`, `2026-11-21T10:04:33.5Z`, `2026/11/21 10:04:33+0100`.
  private func calendarDate(_ start: Int) -> Int? {
    guard let year = digits(start, 4) else { return nil }
    let separator = byte(year)
    let hasSeparators = separator == .hyphen || separator == .slash
    let month = hasSeparators ? year + 1 : year
    guard byte(month) <= UInt8(ascii: "1"), let afterMonth = digits(month, 2) else { return nil }
    guard !hasSeparators || byte(afterMonth) == separator else { return nil }
    let day = hasSeparators ? afterMonth + 1 : afterMonth
    guard byte(day) <= UInt8(ascii: "3"), let end = digits(day, 2) else { return nil }
    if byte(end) == UInt8(ascii: "T") || isSpace(byte(end)), let behind = timeOfDay(end + 1) { return behind }
    return hasSeparators && !byte(end).isDigit ? end : nil
  }

  /// `10:04`, `1004`, `10:04:33.5Z`.
  private func timeOfDay(_ start: Int) -> Int? {
    guard byte(start) <= UInt8(ascii: "2"), let hour = digits(start, 2) else { return nil }
    let isSplit = byte(hour) == .colon
    guard var end = sixtieth(isSplit ? hour + 1 : hour) else { return nil }
    if !isSplit || byte(end) == .colon, let second = sixtieth(isSplit ? end + 1 : end) { end = fraction(second) }
    if byte(end) == UInt8(ascii: "Z") { return end + 1 }
    if byte(end) == UInt8(ascii: "+") || byte(end) == .hyphen, let hours = digits(end + 1, 2),
      let minutes = sixtieth(byte(hours) == .colon ? hours + 1 : hours)
    {
      return minutes
    }
    return byte(end).isDigit ? nil : end
  }

  /// `9:04`, `09:04:33`, `9:04 pm`; more than 23 hours or a third colon make it something else.
  private func clock(_ start: Int) -> Int? {
    guard byte(start - 1) != .colon else { return nil }
    let hour = endOfDigits(start, atMost: 2)
    guard hour - start <= 2, byte(hour) == .colon, value(start..<hour) < 24 else { return nil }
    guard var end = sixtieth(hour + 1) else { return nil }
    if byte(end) == .colon {
      guard let second = sixtieth(end + 1) else { return nil }
      end = second
    }
    guard !byte(end).isDigit, byte(end) != .colon else { return nil }
    let half = isSpace(byte(end)) ? end + 1 : end
    let letter = byte(half).lowercased
    if letter == UInt8(ascii: "a") || letter == UInt8(ascii: "p"), byte(half + 1).lowercased == UInt8(ascii: "m") {
      return half + 2
    }
    return fraction(end)
  }

  private func digits(_ start: Int, _ count: Int) -> Int? {
    for offset in start..<(start + count) where !byte(offset).isDigit { return nil }
    return start + count
  }

  private func value(_ range: Range<Int>) -> Int { bytes[range].reduce(0) { $0 * 10 + Int($1 - 0x30) } }

  /// Two digits below 60.
  private func sixtieth(_ start: Int) -> Int? { byte(start) < UInt8(ascii: "6") ? digits(start, 2) : nil }

  private func fraction(_ start: Int) -> Int {
    let isFraction = (byte(start) == .fullStop || byte(start) == .comma) && byte(start + 1).isDigit
    return isFraction ? endOfDigits(start + 1) : start
  }

  // MARK: - Names

  private func namedDate(_ start: Int) -> Int? {
    switch byte(start) {
    case UInt8(ascii: "S"), UInt8(ascii: "M"), UInt8(ascii: "T"), UInt8(ascii: "W"), UInt8(ascii: "F"):
      if let day = dayName(start) {
        if byte(day) == .comma { return mailDate(spaces(day + 1)) ?? cookieDate(day + 1) }
        return isSpace(byte(day)) ? monthFirst(spaces(day)) : nil
      }
      return monthFirst(start)
    case UInt8(ascii: "J"), UInt8(ascii: "A"), UInt8(ascii: "O"), UInt8(ascii: "N"), UInt8(ascii: "D"):
      return monthFirst(start)
    case UInt8(ascii: "d"):
      guard has("datetime.datetime(", start) else { return nil }
      return bytes[start...].prefix(128).firstIndex(of: UInt8(ascii: ")")).map { $0 + 1 }
    default: return nil
    }
  }

  /// `21 Nov 2026 10:04:33 +0000` (RFC 822 and 1123).
  private func mailDate(_ start: Int) -> Int? {
    let day = endOfDigits(start, atMost: 2)
    guard day > start, day - start <= 2, let month = monthName(spaces(day)), month > day + 3 else { return nil }
    let year = spaces(month)
    let afterYear = endOfDigits(year, atMost: 4)
    guard year > month, (2...4).contains(afterYear - year), let time = timeOfWords(spaces(afterYear)) else {
      return nil
    }
    return zone(spaces(time))
  }

  /// `21-Nov-26 10:04:33 GMT` (RFC 850).
  private func cookieDate(_ start: Int) -> Int? {
    guard let day = digits(spaces(start), 2), byte(day) == .hyphen, let month = monthName(day + 1),
      byte(month) == .hyphen, digits(month + 1, 2) != nil
    else { return nil }
    return timeOfWords(spaces(endOfDigits(month + 1, atMost: 4))).flatMap { zone(spaces($0)) }
  }

  /// `Nov 21, 2026`; `Nov 21 2026 10:04:33 GMT+0000 (UTC)` (JavaScript); `Nov 21 10:04:33 UTC 2026` (`ctime`, `date`).
  private func monthFirst(_ start: Int) -> Int? {
    guard let month = monthName(start), isSpace(byte(month)) else { return nil }
    let number = spaces(month)
    let day = endOfDigits(number, atMost: 2)
    guard day > number, day - number <= 2 else { return nil }
    let next = spaces(byte(day) == .comma ? day + 1 : day)
    let year = endOfDigits(next, atMost: 4)
    if byte(day) == .comma { return (2...4).contains(year - next) ? year : nil }
    guard next > day else { return nil }
    if year - next == 4 {
      guard let time = timeOfWords(spaces(year)), has("GMT", spaces(time)), let zone = digits(spaces(time) + 4, 4)
      else {
        return nil
      }
      guard has(" (", zone), let end = bytes[zone...].prefix(64).firstIndex(of: UInt8(ascii: ")")) else { return zone }
      return end + 1
    }
    guard let time = timeOfWords(next) else { return nil }
    let behind = zone(spaces(time)).map { spaces($0) } ?? spaces(time)
    return digits(behind, 4) ?? time
  }

  /// `10:04` or `10:04:33`.
  private func timeOfWords(_ start: Int) -> Int? {
    let hour = endOfDigits(start, atMost: 2)
    guard hour > start, hour - start <= 2, byte(hour) == .colon, let minute = sixtieth(hour + 1) else { return nil }
    return byte(minute) == .colon ? digits(minute + 1, 2) : minute
  }

  /// `GMT`, `CEST`, `Z` or `+0100`.
  private func zone(_ start: Int) -> Int? {
    if byte(start) == UInt8(ascii: "+") || byte(start) == .hyphen { return digits(start + 1, 4) }
    var end = start
    while end - start < 5, byte(end) >= UInt8(ascii: "A"), byte(end) <= UInt8(ascii: "Z") { end += 1 }
    return end > start && !byte(end).isWordCharacter ? end : nil
  }

  private func spaces(_ start: Int) -> Int {
    var end = start
    while end - start < 8, isSpace(byte(end)) { end += 1 }
    return end
  }

  private func monthName(_ start: Int) -> Int? {
    let names: [StaticString] = [
      "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ]
    return names.contains { has($0, start) } ? start + 3 : nil
  }

  /// `Sat` or `Saturday`.
  private func dayName(_ start: Int) -> Int? {
    let names: [StaticString] = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"]
    if let long = names.first(where: { has($0, start) }) { return start + long.utf8CodeUnitCount }
    let short: [StaticString] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    return short.contains { has($0, start) } && !byte(start + 3).isWordCharacter ? start + 3 : nil
  }
}
