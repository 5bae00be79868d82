import VireoModel

/// Ids of feeds and calendars that are the same whenever they are made again.
enum StableID {
  /// A UUID of version 8 (RFC 9562, 5.8) made from a text by two hashes of 64 bits (FNV-1a).
  static func uuid(_ text: String) -> String {
    var high = hash(text.utf8, from: 0xCBF2_9CE4_8422_2325)
    var low = hash(text.utf8, from: high ^ 0x9E37_79B9_7F4A_7C15)
    high = high & ~0xF000 | 0x8000
    low = low & ~(0b11 << 62) | 0b10 << 62
    let digits = [high, low].map { String($0, radix: 16).zeroPadded(to: 16) }.joined()
    var parts: [Substring] = []
    var rest = digits[...]
    for length in [8, 4, 4, 4, 12] {
      parts.append(rest.prefix(length))
      rest = rest.dropFirst(length)
    }
    return parts.joined(separator: "-")
  }

  /// Eight hexadecimal digits that follow from a text.
  static func digits(_ text: String) -> String {
    let word = hash(text.utf8, from: 0xCBF2_9CE4_8422_2325)
    return String((word ^ word >> 32) & 0xFFFF_FFFF, radix: 16).zeroPadded(to: 8)
  }

  /// What tells some bytes from others: a hash of 64 bits, and their number.
  static func fingerprint(_ bytes: [UInt8]) -> String {
    String(hash(bytes, from: 0xCBF2_9CE4_8422_2325), radix: 16) + "-\(bytes.count)"
  }

  private static func hash(_ bytes: some Sequence<UInt8>, from start: UInt64) -> UInt64 {
    bytes.reduce(start) { ($0 ^ UInt64($1)) &* 0x100_0000_01B3 }
  }
}
