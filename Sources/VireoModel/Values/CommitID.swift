/// The id of a commit.
public struct CommitID: Sendable, Hashable, Comparable, CustomStringConvertible {
  private let high: UInt64
  private let middle: UInt64
  private let low: UInt32

  /// Creates an id; `nil` for anything but 40 hexadecimal digits.
  public init?(_ hex: String) {
    var words: (UInt64, UInt64, UInt64) = (0, 0, 0)
    var count = 0
    for digit in hex.utf8 {
      guard count < 40, let value = digit.hexValue else { return nil }
      switch count {
      case 0..<16: words.0 = words.0 << 4 | UInt64(value)
      case 16..<32: words.1 = words.1 << 4 | UInt64(value)
      default: words.2 = words.2 << 4 | UInt64(value)
      }
      count += 1
    }
    guard count == 40 else { return nil }
    (high, middle, low) = (words.0, words.1, UInt32(truncatingIfNeeded: words.2))
  }

  /// Creates an id of its bits.
  package init(high: UInt64, middle: UInt64, low: UInt32) { (self.high, self.middle, self.low) = (high, middle, low) }

  /// The 40 hexadecimal digits.
  public var hex: String {
    String(unsafeUninitializedCapacity: 40) { digits in
      func write(_ word: UInt64, _ start: Int, _ count: Int) {
        for index in 0..<count { digits[start + index] = CommitID.digit(word >> UInt64(4 * (count - 1 - index))) }
      }
      write(high, 0, 16)
      write(middle, 16, 16)
      write(UInt64(low), 32, 8)
      return 40
    }
  }

  /// The first seven digits, as people write it.
  public var short: String {
    String(unsafeUninitializedCapacity: 7) { digits in
      for index in 0..<7 { digits[index] = CommitID.digit(high >> UInt64(60 - 4 * index)) }
      return 7
    }
  }

  /// The hexadecimal digit of the last four bits.
  private static func digit(_ word: UInt64) -> UInt8 {
    let value = UInt8(truncatingIfNeeded: word) & 0xF
    return value < 10 ? 0x30 + value : 0x57 + value
  }

  /// Orders by the digits.
  public static func < (left: CommitID, right: CommitID) -> Bool {
    (left.high, left.middle, left.low) < (right.high, right.middle, right.low)
  }

  /// The 40 hexadecimal digits.
  public var description: String { hex }
}

/// Why an issue has the state that it has.
public struct StateCause: Sendable, Hashable {
  /// The commit that decides.
  public var commit: CommitID
  /// Whether its message says so; if not, the file in it does.
  public var isByMessage: Bool

  /// Creates a cause.
  public init(commit: CommitID, isByMessage: Bool) {
    self.commit = commit
    self.isByMessage = isByMessage
  }
}
