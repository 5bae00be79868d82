import VireoModel

/// Tells messages that can say something of issues or commits from the many that cannot.
enum MessageGlance {
  /// - Returns: Whether the message has a `#`, a noun before a number, the configured prefix, or a phrase of git's
  ///   about another commit. It may be wrong only by saying yes.
  static func isWorthReading(_ message: UnsafeRawBufferPointer, prefix: [UInt8]?) -> Bool {
    var index = 0
    let end = message.count
    while index < end {
      switch message[index] {
      case .hash:
        if prefix == nil { return true }
      case UInt8(ascii: "u"), UInt8(ascii: "U"):
        // issue, bug
        if prefix == nil, isNoun(message, index) { return true }
      case UInt8(ascii: "k"), UInt8(ascii: "K"):
        // ticket
        if prefix == nil, index >= 3, index + 2 < end, message[index + 1].lowercased == UInt8(ascii: "e"),
          leadsToDigit(message, index + 3)
        {
          return true
        }
      case UInt8(ascii: "R"):
        if starts(message, index, "Revert \"") || starts(message, index, "Reapply \"") { return true }
      case UInt8(ascii: "T"):
        if starts(message, index, "This reverts ") { return true }
      case UInt8(ascii: "("):
        if starts(message, index, "(cherry picked from commit ") { return true }
      default: break
      }
      if let prefix, message[index] == prefix[0], message[index...].starts(with: prefix) { return true }
      index += 1
    }
    return false
  }

  /// Whether the `u` belongs to `issue` or `bug` with a number behind it.
  private static func isNoun(_ message: UnsafeRawBufferPointer, _ index: Int) -> Bool {
    guard index > 0, index + 1 < message.count else { return false }
    switch (message[index - 1].lowercased, message[index + 1].lowercased) {
    case (UInt8(ascii: "s"), UInt8(ascii: "e")), (UInt8(ascii: "b"), UInt8(ascii: "g")):
      return leadsToDigit(message, index + 2)
    default: return false
    }
  }

  private static func leadsToDigit(_ message: UnsafeRawBufferPointer, _ start: Int) -> Bool {
    var index = start
    while index < message.count, message[index].isBlank || message[index].isLineEnd || message[index] == .colon {
      index += 1
    }
    return index < message.count && message[index].isDigit
  }

  private static func starts(_ message: UnsafeRawBufferPointer, _ index: Int, _ text: StaticString) -> Bool {
    guard message.count - index >= text.utf8CodeUnitCount else { return false }
    for offset in 0..<text.utf8CodeUnitCount where message[index + offset] != text.utf8Start[offset] { return false }
    return true
  }
}
