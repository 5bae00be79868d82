package import VireoModel

/// Tells times that can be right from those that cannot.
package struct TimeTrust: Sendable {
  /// When each commit was made, as far as that can be believed.
  private let dates: [Int64]
  private let doubtful: Set<Int>

  /// The beginning of 1980: no file of a tracker is older.
  private static let earliest: Int64 = 315_532_800
  /// How far clocks may be apart.
  private static let day: Int64 = 86_400

  /// - Parameters:
  ///   - dates: When commits were made, as they say, in an order in which parents come first.
  ///   - parents: Gets the parents of a commit.
  ///   - now: This moment, in seconds.
  package init(_ dates: [Int64], parents: (Int) -> [Int], now: Int64) {
    var believed = dates
    var doubtful: Set<Int> = []
    for (position, date) in dates.enumerated() where date < TimeTrust.earliest || date > now + TimeTrust.day {
      doubtful.insert(position)
      believed[position] = parents(position).map { believed[$0] }.max() ?? TimeTrust.earliest
    }
    (self.dates, self.doubtful) = (believed, doubtful)
  }

  /// When a commit was made; where its own stamp cannot be right, when the newest of its parents was.
  package subscript(position: Int) -> (time: Int64, isDoubtful: Bool) {
    (dates[position], doubtful.contains(position))
  }

  /// When something happened that a file of a commit dates itself.
  ///
  /// - Returns: The file's date, or the commit's where the file has none or one that cannot be right: before 1980, or
  ///   after the commit.
  package func time(_ date: Timestamp?, at position: Int) -> (time: Int64, isDoubtful: Bool) {
    let commit = self[position]
    guard let date else { return commit }
    let isRight =
      date.seconds >= TimeTrust.earliest && (commit.isDoubtful || date.seconds <= commit.time + TimeTrust.day)
    return isRight ? (date.seconds, false) : (commit.time, true)
  }
}
