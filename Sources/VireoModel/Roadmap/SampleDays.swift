/// The days at whose ends a chart over a time is sampled.
///
/// The steps are 1, 7, 28, 84 and 364 days and what doubles them, so that a coarse chart asks for days that a fine one
/// asks for too; from weeks on they are Sundays.
package enum SampleDays {
  /// How many there are at most.
  package static let most = 60

  private static let steps: [Int64] = [1, 7, 28, 84, 364, 728, 1456, 2912, 5824]

  /// The days since 1970 from the last one of the grid that is not behind a day, to the last one before another.
  ///
  /// Of times that are too long to be true the last part is taken.
  package static func days(from first: Int64, before end: Int64) -> [Int64] {
    guard first < end else { return [] }
    let step = steps.first { (end - first) / $0 < Int64(most) } ?? steps[steps.count - 1]
    let newest = floor(end - 1, step)
    let oldest = max(floor(first, step), newest - Int64(most) * step)
    return Array(stride(from: oldest, through: newest, by: Int64.Stride(step)))
  }

  /// The last Sundays before a day, oldest first.
  package static func sundays(_ count: Int, before end: Int64) -> [Int64] {
    let newest = floor(end - 1, 7)
    return (0..<Int64(count)).reversed().map { newest - $0 * 7 }
  }

  /// The last day of the grid that is not behind a day; the fourth of January 1970 was a Sunday.
  private static func floor(_ day: Int64, _ step: Int64) -> Int64 {
    step == 1 ? day : Timestamp.floorDivide(day - 3, step) * step + 3
  }
}
