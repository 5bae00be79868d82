/// The id of a commit.
public struct CommitID: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The 40 hexadecimal digits.
  public let hex: String

  /// Creates an id; `nil` for anything but 40 hexadecimal digits.
  public init?(_ hex: String) {
    guard hex.utf8.count == 40, hex.utf8.allSatisfy(\.isHexDigit) else { return nil }
    self.hex = hex.lowercased()
  }

  /// The first seven digits, as people write it.
  public var short: String { String(hex.prefix(7)) }

  /// Orders by the digits.
  public static func < (left: CommitID, right: CommitID) -> Bool { left.hex < right.hex }

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
