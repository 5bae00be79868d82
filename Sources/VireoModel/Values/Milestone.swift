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
    state == .open && due?.isOver(at: now) == true
  }
}
