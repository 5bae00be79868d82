import Foundation

/// How often a property is tried.
///
/// `ROUNDS=20 script/test --filter …` tries twenty times as much; `SEED=7` begins elsewhere.
package enum Rounds {
  package static func count(_ usual: Int) -> Int { usual * (number("ROUNDS") ?? 1) }

  /// Seeds, which a failure must print.
  package static let seeds: [UInt64] = (1...4).map { UInt64((number("SEED") ?? 0) * 4 + $0) }

  /// As many seeds as a test usually takes, times `ROUNDS`.
  package static func seeds(normally usual: Int) -> [UInt64] {
    let count = count(usual)
    return (1...count).map { UInt64((number("SEED") ?? 0) * count + $0) }
  }

  private static func number(_ name: String) -> Int? { ProcessInfo.processInfo.environment[name].flatMap { Int($0) } }
}
