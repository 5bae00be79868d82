public import VireoModel

/// Where a reference or link in a text leads.
public enum LinkDestination: Sendable, Hashable {
  /// An issue, by its file's path, perhaps a heading of its text.
  case issue(path: String, anchor: String?)
  /// A comment, by its file's path, on the issue in another.
  case comment(path: String, issue: String)
  /// A page, perhaps a heading of it.
  case page(name: String, anchor: String?)
  /// A milestone.
  case milestone(name: String)
  /// A commit.
  case commit(CommitID)
  /// Another file or a folder, by its path from the repository's root, perhaps at a revision and with lines.
  case file(path: String, revision: String?, lines: ClosedRange<Int>?)
  /// A person.
  case person(Handle)
  /// Nowhere: what it names is not there.
  case missing(MissingLink)
  /// It names nothing, and is text.
  case text

  /// The paths of the tracker's files that are named.
  var paths: [String] {
    switch self {
    case .issue(let path, _): [path]
    case .comment(let path, let issue): [path, issue]
    case .page(let name, _): [PageName.path(of: name)]
    case .milestone(let name): [Milestone(name: name).path]
    case .file(let path, _, _): [path]
    case .missing(let missing): missing.container.map { [$0] } ?? []
    case .commit, .person, .text: []
    }
  }
}

/// What a text names though it is not there.
public struct MissingLink: Sendable, Hashable {
  /// What it would be.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// A page.
    case page
    /// A heading of a text that is there.
    case heading
    /// An issue.
    case issue
    /// A comment on an issue that is there.
    case comment
    /// A milestone.
    case milestone
    /// A commit.
    case commit
    /// A file.
    case file
  }

  /// What it would be.
  public var kind: Kind
  /// What it would be called: a page's name, an issue's number, a path.
  public var name: String
  /// Why it leads nowhere, as `there is no page 'Storage'`.
  public var reason: String
  /// What may be meant, as it would be written there.
  public var nearest: String?
  /// The path of the file that the heading or comment would belong to.
  public var container: String?

  init(_ kind: Kind, _ name: String, _ reason: String, nearest: String? = nil, container: String? = nil) {
    (self.kind, self.name, self.reason, self.nearest, self.container) = (kind, name, reason, nearest, container)
  }
}

/// A text of the tracker that links stand in.
public struct LinkSource: Sendable, Hashable {
  /// What it is.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// The text of an issue.
    case issue
    /// A comment.
    case comment
    /// A page.
    case page
    /// The text of a milestone.
    case milestone
  }

  /// What it is.
  public var kind: Kind
  /// The path of its file.
  public var path: String
  /// How people name it: `#7`, also for a comment on that issue; a page's or milestone's name.
  public var name: String
  /// The path of the issue that a comment is on.
  public var issue: String?

  init(_ kind: Kind, path: String, name: String, issue: String? = nil) {
    (self.kind, self.path, self.name, self.issue) = (kind, path, name, issue)
  }
}

/// A reference or a relative link in a text, and where it leads.
public struct Link: Sendable, Hashable {
  /// The text that it stands in.
  public var source: LinkSource
  /// The bytes of the file that are the reference, or the address of a link.
  public var range: Range<Int>
  /// The line that it begins in, from 1.
  public var line: Int
  /// As it is written.
  public var spelling: String
  /// Where it leads.
  public var destination: LinkDestination

  /// Whether it leads to an issue, page, milestone, comment or other file, from another text.
  ///
  /// What a text or a comment says of its own issue or page leads nobody to it.
  func leads(toFile path: String) -> Bool {
    path != source.path && path != source.issue && destination.paths.contains(path)
  }

  /// Why it leads nowhere; `nil` where it leads somewhere.
  public var missing: MissingLink? { if case .missing(let missing) = destination { missing } else { nil } }
}
