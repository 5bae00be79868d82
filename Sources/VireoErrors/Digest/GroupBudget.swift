/// How many new groups an hour may bring.
///
/// A fingerprint that varies with every event would make an issue of every event; beyond the budget they all go to one.
struct GroupBudget: Sendable {
  /// How many groups may be new within an hour.
  var limit = 100

  private var hour: Int64 = 0
  private var count = 0

  init(limit: Int = 100) { self.limit = limit }

  /// Takes one from the budget; false if there is none left in this hour.
  ///
  /// - Parameter seconds: The time, in seconds since 1970.
  mutating func take(at seconds: Int64) -> Bool {
    if seconds / 3600 != hour {
      hour = seconds / 3600
      count = 0
    }
    guard count < limit else { return false }
    count += 1
    return true
  }
}
