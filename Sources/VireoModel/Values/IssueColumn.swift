/// A field of issues as a column of text.
public struct IssueColumn: Sendable, Hashable {
  /// The name: the key of a file's front matter, another name of ``names``, or `field.` and any other key.
  public let name: String
  /// The key, of a field of the project's own.
  private let ownKey: String?

  /// The values that every issue can have; `nil` for a field of the project's own.
  private let kind: Kind?

  private enum Kind: String, CaseIterable {
    case number, title, status, state, resolution, type, priority, severity, component, version, labels, author
    case assignee, watchers, milestone, created, updated, closed, due
    case statusDate = "status-date"
    case estimate, spent
    case blockedBy = "blocked-by"
    case parent, relates
    case duplicateOf = "duplicate-of"
    case was, comments, attachments, uid, events, users, seen
    case stateCommit = "state-commit"
    case path
  }

  /// The names that every project has.
  public static let names = Kind.allCases.map(\.rawValue)

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
      (self.name, ownKey, kind) = (known, nil, Kind(rawValue: known))
    } else if isOwn, !key.isEmpty {
      (self.name, ownKey, kind) = (name, config.fields.first { $0.key == key }?.key ?? key, nil)
    } else if let field = config.fields.first(where: { $0.key == key })
      ?? config.fields.first(where: { $0.key.lowercased() == key.lowercased() })
    {
      (self.name, ownKey, kind) = (field.key, field.key, nil)
    } else {
      return nil
    }
  }

  /// What must be known for it beside an issue's fields.
  public var needs: IssueParts {
    switch kind {
    case .comments, .attachments: .contents
    case .closed: .closingDate
    case .updated: .updateDate
    case .events, .users, .seen: .events
    default: []
    }
  }

  /// The text; empty where an issue has no value, with commas between the items of a list, and of a draft's number the
  /// path.
  ///
  /// - Parameters:
  ///   - issue: The issue.
  ///   - contents: What belongs to it, where that is needed.
  ///   - closed: When it was closed, where that is needed.
  ///   - updated: When something of it last changed, where that is needed.
  ///   - events: What is recorded of its events, where that is needed.
  public func text(
    of issue: Issue, contents: IssueContents? = nil, closed: Timestamp? = nil, updated: Timestamp? = nil,
    events: EventCounts? = nil
  ) -> String {
    switch kind {
    case .number: issue.number?.description ?? issue.path
    case .title: issue.title
    case .status: issue.status
    case .state: issue.state.rawValue
    case .resolution: issue.resolution ?? ""
    case .type: issue.type ?? ""
    case .priority: issue.priority ?? ""
    case .severity: issue.severity ?? ""
    case .component: issue.component ?? ""
    case .version: issue.version ?? ""
    case .labels: issue.labels.joined(separator: ",")
    case .author: issue.author?.text ?? ""
    case .assignee: issue.assignee?.text ?? ""
    case .watchers: issue.watchers.map(\.text).joined(separator: ",")
    case .milestone: issue.milestone ?? ""
    case .created: issue.created?.description ?? ""
    case .updated: updated?.description ?? ""
    case .closed: issue.state == .closed ? closed?.description ?? "" : ""
    case .due: issue.due?.description ?? ""
    case .statusDate: issue.statusDate?.description ?? ""
    case .estimate: issue.estimate ?? ""
    case .spent: issue.spent ?? ""
    case .blockedBy: issue.names(in: .blockedBy).joined(separator: ",")
    case .parent: issue.names(in: .parent).joined(separator: ",")
    case .relates: issue.names(in: .relates).joined(separator: ",")
    case .duplicateOf: issue.names(in: .duplicateOf).joined(separator: ",")
    case .was: issue.was.map(\.description).joined(separator: ",")
    case .comments: contents.map { String($0.comments.count) } ?? ""
    case .attachments: contents.map { String($0.attachments.count) } ?? ""
    case .uid: issue.uid?.text ?? ""
    case .events: events.map { String($0.events) } ?? ""
    case .users: events.map { String($0.users) } ?? ""
    case .seen: events?.last.description ?? ""
    case .stateCommit: issue.cause?.commit.hex ?? ""
    case .path: issue.path
    case nil: ownKey.flatMap { issue.field($0)?.columnText } ?? ""
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
