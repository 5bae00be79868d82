import Foundation

/// How often a property is tried.
///
/// `ROUNDS=20 script/test --filter …` tries twenty times as much; `SEED=7` begins elsewhere.
package enum Rounds {
  package static func count(_ usual: Int) -> Int { usual * (number("ROUNDS") ?? 1) }

  /// Seeds, which a failure must print.
  package static let seeds: [UInt64] = (1...4).map { UInt64((number("SEED") ?? 0) * 4 + $0) }

  private static func number(_ name: String) -> Int? { ProcessInfo.processInfo.environment[name].flatMap { Int($0) } }
}
