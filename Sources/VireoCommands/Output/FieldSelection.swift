import ArgumentParser
import Vireo

/// The fields that `--json` can show.
struct FieldSelection {
  /// What a bare `--json` becomes: print the list of fields.
  static let listing = "?"

  /// The names, in the order of the documentation.
  static let names = [
    "number", "uid", "title", "status", "state", "stateKnown", "stateCommit", "statusDate", "resolution", "type",
    "priority", "severity",
    "component", "version", "labels", "author", "assignee", "watchers", "milestone", "created", "updated", "closed",
    "due",
    "estimate",
    "spent", "blockedBy", "parent", "relates", "duplicateOf", "was", "fields", "body", "comments", "attachments",
    "events", "users", "seen", "referredToBy", "path",
  ]

  private let wanted: [String]

  /// All that an issue's file and its state say.
  static let ofFields = FieldSelection(wanted: names.filter { needs($0).isEmpty })

  private init(wanted: [String]) { self.wanted = wanted }

  /// - Throws: `ValidationError` for a name that is none, with the nearest.
  init(_ text: String, config: Config) throws {
    let known = FieldSelection.names + config.fields.map(\.key)
    wanted = try FieldChoice.names(text, among: known, spelled: FieldSelection.camelCased)
  }

  /// `blocked-by` as `blockedBy`.
  private static func camelCased(_ name: String) -> String {
    let parts = name.split(separator: "-")
    return parts.prefix(1).joined() + parts.dropFirst().map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
  }

  /// What must be known beside the fields of issues.
  var needs: IssueParts { wanted.reduce(into: []) { $0.formUnion(FieldSelection.needs($1)) } }

  private static func needs(_ name: String) -> IssueParts {
    name == "body" ? .contents : name == "referredToBy" ? .links : IssueColumn(name)?.needs ?? []
  }

  func object(_ row: IssueRow) -> JSONValue { .object(wanted.map { .init($0, value($0, row)) }) }

  private func value(_ name: String, _ row: IssueRow) -> JSONValue {
    let (issue, contents) = (row.issue, row.contents)
    return switch name {
    case "number": issue.number.map { .int(Int64($0.value)) } ?? .null
    case "uid": JSONValue(issue.uid?.text)
    case "title": .text(issue.title)
    case "status": .text(issue.status)
    case "state": .text(issue.state.rawValue)
    case "stateKnown": .bool(issue.isStateKnown)
    case "stateCommit": JSONValue(issue.cause?.commit.hex)
    case "statusDate": JSONValue(issue.statusDate?.description)
    case "resolution": JSONValue(issue.resolution)
    case "type": JSONValue(issue.type)
    case "priority": JSONValue(issue.priority)
    case "severity": JSONValue(issue.severity)
    case "component": JSONValue(issue.component)
    case "version": JSONValue(issue.version)
    case "labels": JSONValue(issue.labels)
    case "author": JSONValue(issue.author?.text)
    case "assignee": JSONValue(issue.assignee?.text)
    case "watchers": JSONValue(issue.watchers.map(\.text))
    case "milestone": JSONValue(issue.milestone)
    case "created": JSONValue(issue.created?.description)
    case "updated": JSONValue(row.updated?.description)
    case "closed": JSONValue(row.closed?.description)
    case "due": JSONValue(issue.due?.description)
    case "estimate": JSONValue(issue.estimate)
    case "spent": JSONValue(issue.spent)
    case "blockedBy": JSONValue(issue.blockedBy)
    case "parent": JSONValue(issue.parent)
    case "relates": JSONValue(issue.relates)
    case "duplicateOf": JSONValue(issue.duplicateOf)
    case "was": .array(issue.was.map { .int(Int64($0.value)) })
    case "fields": .object(issue.fields.map { .init($0.key, FieldSelection.value($0.value)) })
    case "body": JSONValue(contents?.body)
    case "comments": .array(contents?.comments.map(FieldSelection.object) ?? [])
    case "attachments": JSONValue(contents?.attachments.map(\.path) ?? [])
    case "events": row.events.map { .int(Int64($0.events)) } ?? .null
    case "users": row.events.map { .int(Int64($0.users)) } ?? .null
    case "seen": JSONValue(row.events?.last.description)
    case "referredToBy":
      row.links.map { LinkLines(resolver: $0.resolver).objects($0.links(toFile: issue.path)) } ?? .null
    case "path": .text(issue.path)
    default: issue.field(name).map(FieldSelection.value) ?? .null
    }
  }

  static func object(_ comment: Comment) -> JSONValue {
    .object([
      .init("author", .text(comment.author.text)), .init("date", .text(comment.date.description)),
      .init("replyTo", JSONValue(comment.replyTo)), .init("body", .text(comment.body)),
      .init("fields", .object(comment.fields.map { .init($0.key, value($0.value)) })),
      .init("path", .text(comment.path)),
    ])
  }

  static func value(_ value: FieldValue) -> JSONValue {
    switch value {
    case .none: .null
    case .text(let text): .text(text)
    case .list(let items): JSONValue(items)
    case .map(let fields): .object(fields.map { .init($0.key, self.value($0.value)) })
    }
  }
}
