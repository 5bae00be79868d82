/// The number by which people call an issue: one to nine digits, the first not 0.
public struct IssueNumber: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The number, from 1 to 999,999,999.
  public let value: Int

  /// The largest number that there is.
  public static let largest = 999_999_999

  /// Creates a number; `nil` where it is out of range.
  public init?(_ value: Int) {
    guard value >= 1, value <= IssueNumber.largest else { return nil }
    self.value = value
  }

  /// Reads `7`, `#7` or `007`; `nil` for anything else.
  public init?(text: some StringProtocol) {
    var digits = Substring(text)
    if digits.first == "#" { digits = digits.dropFirst() }
    guard !digits.isEmpty, digits.utf8.count <= 9, digits.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }),
      let value = Int(digits)
    else { return nil }
    self.init(value)
  }

  /// Orders by value.
  public static func < (left: IssueNumber, right: IssueNumber) -> Bool { left.value < right.value }

  /// The digits, without `#`.
  public var description: String { String(value) }
}
