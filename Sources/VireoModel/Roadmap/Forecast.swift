/// When the last issue of a milestone will be closed if the next weeks are like the last ones.
///
/// Each of many runs goes on from the open issues by weeks that are drawn from the past ones at random, each with what
/// was closed and what was added in it. The days that a tenth and nine tenths of the runs have ended by are the range:
/// the Monte Carlo forecast from throughput that Daniel Vacanti describes ("Actionable Agile Metrics for
/// Predictability", 2015). The same weeks give the same range every time.
public struct Forecast: Sendable, Hashable {
  /// What happened to a milestone's issues in a week.
  public struct Week: Sendable, Hashable {
    /// How many more are closed at its end than at its beginning; less than zero where some were opened again.
    public var closed: Int
    /// How many more there are at its end than at its beginning; less than zero where some were moved away.
    public var added: Int

    /// Creates a week.
    public init(closed: Int, added: Int) { (self.closed, self.added) = (closed, added) }
  }

  /// The day by which a tenth of the runs have ended; `nil` if they have not in two years.
  public var earliest: Timestamp?
  /// The day by which nine tenths of them have; `nil` if they have not in two years.
  public var latest: Timestamp?
  /// The weeks that it was made from, oldest first.
  public var weeks: [Week]

  /// How many runs there are.
  public static let runs = 1000
  /// How many of the last weeks count.
  public static let usualWeeks = 8
  private static let fewestWeeks = 3
  private static let fewestClosed = 5
  private static let horizon = 104

  /// Makes a forecast; `nil` where nothing is open, or there is too little to say: less than three weeks, or less than
  /// five issues closed in them.
  ///
  /// - Parameters:
  ///   - open: How many issues are open.
  ///   - weeks: The last weeks, oldest first; of more than eight the last eight count.
  ///   - start: When it begins.
  public init?(open: Int, after weeks: [Week], from start: Timestamp) {
    let weeks = Array(weeks.suffix(Forecast.usualWeeks))
    guard open > 0, weeks.count >= Forecast.fewestWeeks,
      weeks.reduce(0, { $0 + $1.closed }) >= Forecast.fewestClosed
    else { return nil }
    var random = SplitMix64(seed: 0)
    let days = (0..<Forecast.runs).map { _ in Forecast.days(open, weeks, &random) ?? .max }.sorted()
    func day(_ count: Int) -> Timestamp? {
      count == .max ? nil : Timestamp(seconds: start.dayStart + Int64(count) * 86_400, isDay: true)
    }
    earliest = day(days[Forecast.runs / 10 - 1])
    latest = day(days[Forecast.runs * 9 / 10 - 1])
    self.weeks = weeks
  }

  /// How many days one run takes; `nil` where it does not end.
  private static func days(_ open: Int, _ weeks: [Week], _ random: inout SplitMix64) -> Int? {
    var left = open
    for week in 0..<horizon {
      let drawn = weeks[Int(random.next(upperBound: UInt64(weeks.count)))]
      let gain = drawn.closed - drawn.added
      // Within its last week a run ends on the day by which its share of the week's work is done.
      if gain >= left { return week * 7 + (left * 7 + gain - 1) / gain }
      left -= gain
    }
    return nil
  }
}
