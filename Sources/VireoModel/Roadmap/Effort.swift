/// How much work something is, as the fields `estimate` and `spent` say it: time, or points that are no time.
///
/// A number alone is points. Time is written with its units, as `3h`, `1.5d` or `1w 2d`. A day of work has eight hours,
/// a week five days and a month four weeks, as in GitLab ("Time tracking") and in Jira as it is delivered.
public struct Effort: Sendable, Hashable {
  /// The time in seconds.
  public private(set) var seconds: Int64
  /// The points, in thousandths.
  public private(set) var milliPoints: Int64

  /// No work at all.
  public static let none = Effort(seconds: 0, milliPoints: 0)

  /// Creates an effort from seconds and thousandths of points.
  public init(seconds: Int64, milliPoints: Int64) { (self.seconds, self.milliPoints) = (seconds, milliPoints) }

  /// What is more is no estimate: sums of it could not be counted any more.
  private enum Limit {
    static let number = 1e7
    static let seconds = 1e9
  }

  private static let units: [(names: [String], seconds: Double)] = [
    (["m", "min", "minute", "minutes"], 60), (["h", "hour", "hours"], 3_600), (["d", "day", "days"], 28_800),
    (["w", "week", "weeks"], 144_000), (["mo", "month", "months"], 576_000),
  ]

  /// Reads an effort; `nil` where the text is none.
  public init?(_ text: String) {
    func number(_ text: Substring) -> Double? {
      guard !text.isEmpty, text.utf8.allSatisfy({ (0x30...0x39).contains($0) || $0 == UInt8(ascii: ".") }),
        let value = Double(text), value <= Limit.number
      else { return nil }
      return value
    }
    let words = text.lowercased().split { $0 == " " || $0 == "\t" }
    if words.count == 1, let points = number(words[0]) {
      self.init(seconds: 0, milliPoints: Int64((points * 1000).rounded()))
      return
    }
    var seconds = 0.0
    var rest = words.joined()[...]
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
      let word = rest.dropFirst(digits.count).prefix { $0.isASCII && $0.isLetter }
      guard let value = number(digits), let unit = Effort.units.first(where: { $0.names.contains(String(word)) }) else {
        return nil
      }
      seconds += value * unit.seconds
      rest = rest.dropFirst(digits.count + word.count)
    }
    guard seconds <= Limit.seconds else { return nil }
    self.init(seconds: Int64(seconds.rounded()), milliPoints: 0)
  }

  /// The effort of several things alike.
  public func times(_ count: Int) -> Effort {
    Effort(seconds: seconds * Int64(count), milliPoints: milliPoints * Int64(count))
  }

  /// Adds up.
  public static func + (left: Effort, right: Effort) -> Effort {
    Effort(seconds: left.seconds + right.seconds, milliPoints: left.milliPoints + right.milliPoints)
  }

  /// Adds to it.
  public static func += (left: inout Effort, right: Effort) { left = left + right }
}

extension Effort: CustomStringConvertible {
  /// The text, which can be read again if it is not both: `1w 2d`, `13`, `13 and 4h`; `0` for none.
  public var description: String {
    var parts: [String] = []
    if milliPoints != 0 || seconds == 0 {
      let (whole, rest) = (milliPoints / 1000, milliPoints % 1000)
      let digits = String(rest).zeroPadded(to: 3)
      parts.append(rest == 0 ? "\(whole)" : "\(whole)." + String(digits.reversed().drop { $0 == "0" }.reversed()))
    }
    var left = (seconds + 30) / 60
    let times = [("w", Int64(2_400)), ("d", 480), ("h", 60), ("m", 1)].compactMap { name, minutes -> String? in
      let count = left / minutes
      left -= count * minutes
      return count > 0 ? "\(count)\(name)" : nil
    }
    if !times.isEmpty { parts.append(times.joined(separator: " ")) }
    return parts.joined(separator: " and ")
  }
}
