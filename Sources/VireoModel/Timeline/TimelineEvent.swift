/// Something that happened to the project, at one time and by one person.
public struct TimelineEvent: Sendable, Hashable, Identifiable {
  /// In one word, the most telling one.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// An issue was filed.
    case opened
    /// An issue was closed in its file.
    case closed
    /// An issue was opened again in its file.
    case reopened
    /// An issue got other fields or another text.
    case changed
    /// An issue's file was taken away.
    case deleted
    /// Somebody wrote a comment.
    case commented
    /// A file was added to an issue, or one of its files was changed or taken away.
    case attached
    /// A page of the wiki was written.
    case page
    /// A milestone was made, changed, reached or missed.
    case milestone
    /// The project's configuration, templates or saved queries were changed.
    case settings
    /// A commit was made.
    case commit
    /// A tag was set.
    case tag
    /// What a source of somebody else tells.
    case other
  }

  /// What it happened to.
  public enum Subject: Sendable, Hashable {
    /// An issue, by its number then and its title; a draft has no number.
    case issue(IssueNumber?, title: String)
    /// A page, by its name.
    case page(String)
    /// A milestone, by its name.
    case milestone(String)
    /// A commit, with the first line of its message.
    case commit(CommitID, subject: String)
    /// A tag, by its name.
    case tag(String)
    /// Anything else, in a few words.
    case other(String)
  }

  /// An issue that a commit's message names.
  public struct Mention: Sendable, Hashable {
    /// What the message does to it.
    public var action: Reference.Action
    /// The number in the message.
    public var number: IssueNumber
    /// The issue's title, where it is known.
    public var title: String?

    /// Creates a mention.
    public init(_ action: Reference.Action, _ number: IssueNumber, title: String? = nil) {
      (self.action, self.number, self.title) = (action, number, title)
    }
  }

  /// A file beside an issue's own that was added, changed or taken away.
  public struct File: Sendable, Hashable {
    /// What became of it.
    public enum Change: String, Sendable, Hashable { case added, changed, removed }

    /// The path from the repository's root.
    public var path: String
    /// What became of it.
    public var change: Change

    /// Creates the value.
    public init(path: String, _ change: Change) { (self.path, self.change) = (path, change) }
  }

  /// A text that stays the same when the timeline is made again.
  public var id: String
  /// In one word, the most telling one.
  public var kind: Kind
  /// When it happened.
  public var time: Timestamp
  /// Whether the stamp is from before 1980 or from the future, so that ``time`` is a guess.
  public var isTimeDoubtful = false
  /// Who did it; `nil` where nobody can be named.
  public var author: Handle?
  /// What it happened to.
  public var subject: Subject
  /// The fields that changed; `text` for the Markdown under them.
  public var changes: [IssueLogEntry.FieldChange] = []
  /// The texts of comments that were written.
  public var comments: [String] = []
  /// Files of an issue beside its own.
  public var files: [File] = []
  /// The lines that a page gained and lost.
  public var lines: LineCount?
  /// The issues that a commit's message names.
  public var mentions: [Mention] = []
  /// Whether a later commit takes the message back.
  public var isUndone = false
  /// A few words more.
  public var note: String?
  /// The path of the file that it is about, if there is one.
  public var path: String?
  /// The commit that brought it; `nil` where it is not committed yet, or has nothing to do with commits.
  public var commit: CommitID?
  /// The first tag that has that commit; `nil` where none has it.
  public var release: String?
  /// Whether it stands in files that are not committed yet.
  public var isUncommitted = false
  /// What comes first of events of one time: the larger one is newer.
  public var rank = 0

  /// How many lines a text gained and lost.
  public struct LineCount: Sendable, Hashable {
    /// Lines that are new.
    public var added: Int
    /// Lines that are gone.
    public var removed: Int

    /// Creates a count.
    public init(added: Int, removed: Int) { (self.added, self.removed) = (added, removed) }
  }

  /// Creates an event.
  public init(id: String, _ kind: Kind, at time: Timestamp, by author: Handle? = nil, _ subject: Subject) {
    (self.id, self.kind, self.time, self.author, self.subject) = (id, kind, time, author, subject)
  }

  /// All that can be said of it: a commit that closes an issue is also `closed`.
  public var kinds: Set<Kind> {
    var kinds: Set<Kind> = [kind]
    if !changes.isEmpty, case .issue = subject, kind != .opened { kinds.insert(.changed) }
    if !comments.isEmpty { kinds.insert(.commented) }
    if !files.isEmpty { kinds.insert(.attached) }
    if !isUndone {
      for mention in mentions {
        if mention.action == .close { kinds.insert(.closed) }
        if mention.action == .reopen { kinds.insert(.reopened) }
      }
    }
    return kinds
  }

  /// The numbers of the issues that it is about or names.
  public var issues: Set<IssueNumber> {
    var numbers = Set(mentions.map(\.number))
    if case .issue(let number?, _) = subject { numbers.insert(number) }
    return numbers
  }
}
