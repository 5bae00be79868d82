import VireoModel

/// The identity of an event: 32 lower-case hexadecimal digits.
///
/// Senders choose it, so it is only ever looked up together with the project that it came to.
package struct EventID: Sendable, Hashable, CustomStringConvertible {
  /// The first and the second 16 digits.
  package let high: UInt64
  package let low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Reads 32 hexadecimal digits in any case, also with the hyphens of RFC 9562; `nil` for anything else.
  package init?(_ text: String) {
    guard text.utf8.count == 32 || text.utf8.count == 36,
      let (high, low) = Hexadecimal.words(of: text.utf8.lazy.filter { $0 != .hyphen })
    else { return nil }
    self.init(high: high, low: low)
  }

  package var description: String { Hexadecimal.text(high, low) }
}
