/// How far work has come that may take seconds.
public struct WorkProgress: Sendable, Hashable {
  /// What is read.
  public enum Subject: Sendable {
    case commits
    case issues
  }

  /// What is read.
  public var subject: Subject
  /// How many were read.
  public var done: Int
  /// How many there are; `nil` where that is not known.
  public var total: Int?

  package init(_ subject: Subject, done: Int, total: Int? = nil) {
    (self.subject, self.done, self.total) = (subject, done, total)
  }

  /// Is told how far work has come, by any thread and often.
  public typealias Observer = @Sendable (WorkProgress) -> Void
}
