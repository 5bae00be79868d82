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
    var digits = 0
    var high: UInt64 = 0
    var low: UInt64 = 0
    for byte in text.utf8 where byte != UInt8(ascii: "-") {
      guard let digit = Character(Unicode.Scalar(byte)).hexDigitValue, digits < 32 else { return nil }
      if digits < 16 { high = high << 4 | UInt64(digit) } else { low = low << 4 | UInt64(digit) }
      digits += 1
    }
    guard digits == 32, text.utf8.count == 32 || text.utf8.count == 36 else { return nil }
    self.init(high: high, low: low)
  }

  package var description: String { EventID.digits(high) + EventID.digits(low) }

  private static func digits(_ value: UInt64) -> String {
    let digits = String(value, radix: 16)
    return String(repeating: "0", count: 16 - digits.count) + digits
  }
}
