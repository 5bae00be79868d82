import VireoModel

/// 128 bits as 32 hexadecimal digits.
enum Hexadecimal {
  /// Reads exactly 32 digits in any case.
  static func words(of digits: some Sequence<UInt8>) -> (high: UInt64, low: UInt64)? {
    var words: (high: UInt64, low: UInt64) = (0, 0)
    var count = 0
    for digit in digits {
      guard count < 32, let value = digit.hexValue else { return nil }
      if count < 16 { words.high = words.high << 4 | UInt64(value) } else { words.low = words.low << 4 | UInt64(value) }
      count += 1
    }
    return count == 32 ? words : nil
  }

  /// 32 digits in lower case.
  static func text(_ high: UInt64, _ low: UInt64) -> String {
    String(high, radix: 16).zeroPadded(to: 16) + String(low, radix: 16).zeroPadded(to: 16)
  }
}
