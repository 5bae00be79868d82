/// A field of issues as a column of text.
public struct IssueColumn: Sendable, Hashable {
  /// The name: the key of a file's front matter, another name of ``names``, or `field.` and any other key.
  public let name: String
  /// The key, of a field of the project's own.
  private let ownKey: String?

  /// The names that every project has.
  public static let names = [
    "number", "title", "status", "state", "resolution", "type", "priority", "severity", "component", "version",
    "labels", "author", "assignee", "watchers", "milestone", "created", "closed", "due", "status-date", "estimate",
    "spent", "blocked-by", "parent", "relates", "duplicate-of", "was", "comments", "attachments", "uid",
    "state-commit", "path",
  ]

  /// The column of a name; `nil` where there is none.
  ///
  /// - Parameters:
  ///   - name: As in ``names``, or as JSON has it: `blockedBy`.
  ///   - config: Says which fields the project has of its own; they need no `field.`.
  public init?(_ name: String, config: Config = Config()) {
    let hyphened = name.reduce(into: "") { result, letter in
      if letter.isUppercase, !result.isEmpty { result += "-" }
      result += letter.lowercased()
    }
    let isOwn = name.hasPrefix("field.")
    let key = isOwn ? String(name.dropFirst(6)) : name
    if !isOwn, let known = [name.lowercased(), hyphened].first(where: IssueColumn.names.contains) {
      (self.name, ownKey) = (known, nil)
    } else if isOwn, !key.isEmpty {
      (self.name, ownKey) = (name, config.fields.first { $0.key == key }?.key ?? key)
    } else if let field = config.fields.first(where: { $0.key == key })
      ?? config.fields.first(where: { $0.key.lowercased() == key.lowercased() })
    {
      (self.name, ownKey) = (field.key, field.key)
    } else {
      return nil
    }
  }

  /// Whether an issue's contents must be read for it.
  public var needsContents: Bool { ownKey == nil && ["comments", "attachments"].contains(name) }

  /// Whether it must be known when an issue was closed.
  public var needsClosingDate: Bool { ownKey == nil && name == "closed" }

  /// The text; empty where an issue has no value, with commas between the items of a list, and of a draft's number the
  /// path.
  ///
  /// - Parameters:
  ///   - issue: The issue.
  ///   - contents: What belongs to it, where that is needed.
  ///   - closed: When it was closed, where that is needed.
  public func text(of issue: Issue, contents: IssueContents? = nil, closed: Timestamp? = nil) -> String {
    if let ownKey { return issue.field(ownKey)?.columnText ?? "" }
    return switch name {
    case "number": issue.number?.description ?? issue.path
    case "title": issue.title
    case "status": issue.status
    case "state": issue.state.rawValue
    case "labels": issue.labels.joined(separator: ",")
    case "watchers": issue.watchers.map(\.text).joined(separator: ",")
    case "blocked-by", "parent", "relates", "duplicate-of": relation(of: issue)
    case "was": issue.was.map(\.description).joined(separator: ",")
    case "created", "closed", "due", "status-date": date(of: issue, closed)?.description ?? ""
    case "comments": contents.map { String($0.comments.count) } ?? ""
    case "attachments": contents.map { String($0.attachments.count) } ?? ""
    default: word(of: issue) ?? ""
    }
  }

  private func relation(of issue: Issue) -> String {
    let kind = IssueRelations.Kind.allCases.first { $0.key.rawValue == name }
    return kind.map { issue.names(in: $0).joined(separator: ",") } ?? ""
  }

  private func date(of issue: Issue, _ closed: Timestamp?) -> Timestamp? {
    switch name {
    case "created": issue.created
    case "closed": issue.state == .closed ? closed : nil
    case "due": issue.due
    default: issue.statusDate
    }
  }

  private func word(of issue: Issue) -> String? {
    switch name {
    case "resolution": issue.resolution
    case "type": issue.type
    case "priority": issue.priority
    case "severity": issue.severity
    case "component": issue.component
    case "version": issue.version
    case "author": issue.author?.text
    case "assignee": issue.assignee?.text
    case "milestone": issue.milestone
    case "estimate": issue.estimate
    case "spent": issue.spent
    case "uid": issue.uid?.text
    case "state-commit": issue.cause?.commit.hex
    default: issue.path
    }
  }
}

extension FieldValue {
  /// The value on one line: items with commas between them, of a map with their keys.
  fileprivate var columnText: String {
    switch self {
    case .none: ""
    case .text(let text): text
    case .list(let items): items.joined(separator: ",")
    case .map(let fields): fields.map { "\($0.key): \($0.value.columnText)" }.joined(separator: ",")
    }
  }
}
