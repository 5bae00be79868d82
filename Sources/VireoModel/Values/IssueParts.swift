/// What can be known of an issue beside the fields of its file.
public struct IssueParts: OptionSet, Sendable, Hashable {
  /// The bits of the parts.
  public let rawValue: Int

  /// Creates a set of parts from its bits.
  public init(rawValue: Int) { self.rawValue = rawValue }

  /// Its text, comments and attachments.
  public static let contents = IssueParts(rawValue: 1)
  /// When it was closed.
  public static let closingDate = IssueParts(rawValue: 2)
  /// When something of it last changed.
  public static let updateDate = IssueParts(rawValue: 4)
  /// What texts refer to it.
  public static let links = IssueParts(rawValue: 8)
  /// What is recorded of its events.
  public static let events = IssueParts(rawValue: 16)
}
