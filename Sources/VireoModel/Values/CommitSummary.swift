/// Who made a commit, when and what for.
public struct CommitSummary: Sendable, Hashable {
  /// The commit.
  public var id: CommitID
  /// The author, as the configuration and `.mailmap` know them.
  public var author: Handle
  /// When it was written.
  public var date: Timestamp
  /// The first line of its message.
  public var subject: String

  /// Creates a summary.
  public init(id: CommitID, author: Handle, date: Timestamp, subject: String) {
    self.id = id
    self.author = author
    self.date = date
    self.subject = subject
  }
}

/// One commit in an issue's history, or the changes that are not committed yet.
public struct IssueLogEntry: Sendable {
  /// One field before and after.
  public struct FieldChange: Sendable, Hashable {
    /// The key; `text` for the Markdown under the fields.
    public var key: String
    /// The value as it was written; `nil` where there was none.
    public var old: String?
    /// The value as it is written then; `nil` where there is none.
    public var new: String?

    /// Creates a change.
    public init(key: String, old: String?, new: String?) {
      self.key = key
      self.old = old
      self.new = new
    }
  }

  /// What happened to the issue's file.
  public enum FileEvent: String, Sendable, Hashable {
    /// It was made.
    case created
    /// It was taken away.
    case deleted
    /// It got another path.
    case moved
    /// It was changed.
    case edited
  }

  /// The commit; `nil` for what is not committed yet.
  public var commit: CommitSummary?
  /// What its message says of the issue.
  public var actions: [Reference.Action] = []
  /// The commit that takes the message back, where one does.
  public var undoneBy: CommitID?
  /// What happened to the issue's file, if anything did.
  public var file: FileEvent?
  /// The path of the file then.
  public var path: String?
  /// What the fields were and became.
  public var fields: [FieldChange] = []
  /// Comments that were written.
  public var comments: [Comment] = []
  /// The paths of other files that were added, changed or taken away with the issue.
  public var otherPaths: [String] = []

  /// Creates an entry with nothing in it.
  public init(commit: CommitSummary?) { self.commit = commit }
}

/// Which releases and branches have what closed an issue.
public struct FixedIn: Sendable, Hashable {
  /// The commits that closed it and stand, newest first.
  public var commits: [CommitID]
  /// The first tag that has one of them.
  public var firstTag: String?
  /// All tags that have one.
  public var tags: [String]
  /// The release branches, and the default one, that have one.
  public var branches: [String]
  /// The release branches, and the default one, that have none.
  public var missingBranches: [String]

  /// Creates the value.
  public init(
    commits: [CommitID], firstTag: String?, tags: [String], branches: [String], missingBranches: [String]
  ) {
    self.commits = commits
    self.firstTag = firstTag
    self.tags = tags
    self.branches = branches
    self.missingBranches = missingBranches
  }
}
