/// What belongs to an issue beside its front matter.
public struct IssueContents: Sendable, Hashable {
  /// The Markdown after the front matter, without the blank line before it and the last line's end.
  public var body: String
  /// The comments, oldest first.
  public var comments: [Comment]
  /// The other files of the issue's folder, by path.
  public var attachments: [Attachment]

  /// Creates contents.
  public init(body: String, comments: [Comment] = [], attachments: [Attachment] = []) {
    self.body = body
    self.comments = comments
    self.attachments = attachments
  }
}

/// One comment of an issue: a file in the issue's folder.
public struct Comment: Sendable, Hashable {
  /// The path of the file from the repository's root.
  public var path: String
  /// Who wrote it: the front matter's, else the one in the file's name.
  public var author: Handle
  /// When: the front matter's, else the one in the file's name.
  public var date: Timestamp
  /// The name of the comment's file that it answers, without `.md`.
  public var replyTo: String?
  /// The Markdown.
  public var body: String
  /// All other keys of its front matter.
  public var fields: [Field]

  /// Creates a comment.
  public init(
    path: String, author: Handle, date: Timestamp, replyTo: String? = nil, body: String, fields: [Field] = []
  ) {
    self.path = path
    self.author = author
    self.date = date
    self.replyTo = replyTo
    self.body = body
    self.fields = fields
  }
}

/// A file kept with an issue.
public struct Attachment: Sendable, Hashable {
  /// The path from the repository's root.
  public var path: String

  /// Creates an attachment.
  public init(path: String) { self.path = path }

  /// The last part of the path.
  public var name: String { String(path.split(separator: "/").last ?? "") }
}
