/// Times as the tests write them: `2026-03-05` and `2026-03-05T10:00:00Z`.
enum PlainTime {
  static func seconds(_ text: String) -> Int64? {
    let bytes = Array(text.utf8)
    let form = Array((bytes.count == 10 ? "0000-00-00" : "0000-00-00T00:00:00Z").utf8)
    let isTime =
      bytes.count == form.count
      && zip(bytes, form).allSatisfy { $1 == UInt8(ascii: "0") ? (0x30...0x39).contains($0) : $0 == $1 }
    guard isTime else { return nil }
    let parts = bytes.split { !(0x30...0x39).contains($0) }.map { $0.reduce(0) { $0 * 10 + Int64($1 - 0x30) } }
    guard (1...12).contains(parts[1]), parts[2] >= 1 else { return nil }
    // Days are counted one month after the other.
    var days: Int64 = 0
    for year in 1970..<max(parts[0], 1970) { days += isLeap(year) ? 366 : 365 }
    for month in 1..<parts[1] { days += length(month, parts[0]) }
    guard parts[2] <= length(parts[1], parts[0]) else { return nil }
    days += parts[2] - 1
    guard parts.count > 3 else { return days * 86_400 }
    guard parts[3] < 24, parts[4] < 60, parts[5] < 60 else { return nil }
    return days * 86_400 + parts[3] * 3600 + parts[4] * 60 + parts[5]
  }

  static func text(_ year: Int, _ month: Int, _ day: Int, _ clock: (Int, Int, Int)? = nil) -> String {
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    let date = "\(year)-\(two(month))-\(two(day))"
    return clock.map { "\(date)T\(two($0.0)):\(two($0.1)):\(two($0.2))Z" } ?? date
  }

  private static func isLeap(_ year: Int64) -> Bool { year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) }

  private static func length(_ month: Int64, _ year: Int64) -> Int64 {
    month == 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }
}
