/// The identity of an issue, which stays when its number changes: a letter and nine more letters or digits.
public struct UID: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The ten characters.
  public let text: String

  /// The number of characters of every uid.
  public static let length = 10

  /// Reads a uid; `nil` unless it is `[a-z][a-z0-9]{9}`.
  public init?(_ text: some StringProtocol) { self.init(String(text)) }

  /// Reads a uid; `nil` unless it is `[a-z][a-z0-9]{9}`.
  public init?(_ text: String) {
    let bytes = text.utf8
    guard bytes.count == UID.length, let first = bytes.first, first >= 0x61, first <= 0x7a,
      bytes.allSatisfy(UID.isAllowed)
    else { return nil }
    self.text = text
  }

  /// Makes a new one from the given source of randomness.
  public static func make(using random: inout some RandomNumberGenerator) -> UID {
    let letters = Array("abcdefghijklmnopqrstuvwxyz")
    let all = letters + Array("0123456789")
    var text = String(letters[Int.random(in: 0..<letters.count, using: &random)])
    for _ in 1..<length { text.append(all[Int.random(in: 0..<all.count, using: &random)]) }
    return UID(unchecked: text)
  }

  private init(unchecked text: String) { self.text = text }

  private static func isAllowed(_ byte: UInt8) -> Bool {
    (byte >= 0x61 && byte <= 0x7a) || (byte >= 0x30 && byte <= 0x39)
  }

  /// Orders by text.
  public static func < (left: UID, right: UID) -> Bool { left.text < right.text }

  /// The ten characters.
  public var description: String { text }
}
