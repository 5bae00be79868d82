import VireoModel

/// Which events are kept whole, as a sample of their group.
///
/// Of an hour about as many are kept as a group has room for, by chance, so that a flood writes no more than a trickle.
/// When there is no room left, those go that are least worth it: half of a group's events would not be missed, a
/// quarter of the rest neither, and so on, and age counts by powers of four. That is the rule of Bugsink's "Retention"
/// documentation.
struct Retention: Sendable {
  /// How many events of a group are kept.
  var limit = 50

  /// Whether an event is kept, as the `count`th of its group in this hour.
  func admits(_ count: Int, _ random: inout some RandomNumberGenerator) -> Bool {
    count <= limit || Int.random(in: 0..<count, using: &random) < limit
  }

  /// How little an event is worth, apart from its age, in a group that has `stored` of them.
  func chance(stored: Int, _ random: inout some RandomNumberGenerator) -> Int {
    let value = Int.random(in: 0...max(1, stored * 2), using: &random)
    return Int.bitWidth - value.leadingZeroBitCount
  }

  /// How little an event is worth at its age.
  func irrelevance(chance: Int, age: Int64) -> Int {
    var hours = max(0, age / 3600) + 1
    var steps = 0
    while hours >= 4 {
      hours /= 4
      steps += 1
    }
    return chance + steps
  }
}
