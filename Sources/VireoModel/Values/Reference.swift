/// What a commit message says of an issue.
public struct Reference: Sendable, Hashable {
  /// What the message does to the issue.
  public enum Action: String, Sendable, Hashable, CaseIterable {
    /// It closes it, as `Fixes #7`.
    case close
    /// It opens it again, as `Reopens #7`.
    case reopen
    /// It points to it, as `Refs #7`.
    case refer
    /// It names it, as a bare `#7`.
    case mention
  }

  /// What the message does to the issue.
  public var action: Action
  /// The number that the message names.
  public var number: IssueNumber
  /// Where the number stands, as offsets of bytes in the message: all of `#7`, `issue 7` or `[#7]`.
  public var range: Range<Int>

  /// Creates a reference.
  public init(action: Action, number: IssueNumber, range: Range<Int>) {
    self.action = action
    self.number = number
    self.range = range
  }
}
