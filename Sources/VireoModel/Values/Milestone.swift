/// A state of the project that issues lead to: a file of `.tracker/milestones`.
public struct Milestone: Sendable, Hashable {
  /// The name, which issues write: the file's, without `.md`.
  public var name: String
  /// What it is about, in one line.
  public var title: String?
  /// When work on it begins.
  public var start: Timestamp?
  /// When it should be reached.
  public var due: Timestamp?
  /// Whether it is still to be reached.
  public var state: IssueState
  /// Its place among the others; those without one come last.
  public var order: Double?
  /// The Markdown behind the front matter.
  public var body: String
  /// All other keys, in the file's order.
  public var fields: [Field]

  /// Creates an open milestone.
  public init(name: String, title: String? = nil, start: Timestamp? = nil, due: Timestamp? = nil, body: String = "") {
    (self.name, self.title, self.start, self.due, self.body) = (name, title, start, due, body)
    state = .open
    fields = []
  }

  /// The path of its file from the repository's root.
  public var path: String { ".tracker/milestones/\(name).md" }

  /// Whether it is open though the time that it should be reached at is over.
  public func isLate(at now: Timestamp) -> Bool {
    guard state == .open, let due else { return false }
    return now.seconds >= due.seconds + (due.isDay ? 86_400 : 0)
  }
}

/// How far a milestone is: how many of its issues are closed.
public struct MilestoneProgress: Sendable, Hashable {
  /// How many issues are open.
  public var open: Int
  /// How many are closed.
  public var closed: Int

  /// Creates a count.
  public init(open: Int = 0, closed: Int = 0) { (self.open, self.closed) = (open, closed) }

  /// The share that is closed, in hundredths and rounded down; `nil` without issues.
  public var percent: Int? { open + closed == 0 ? nil : closed * 100 / (open + closed) }
}
