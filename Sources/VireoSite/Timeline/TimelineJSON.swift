public import Vireo
package import VireoModel

/// An event as JSON.
public enum TimelineJSON {
  /// The names of the fields, in their order.
  public static let fields = [
    "id", "kind", "kinds", "time", "isTimeDoubtful", "author", "issue", "page", "milestone", "commit", "release", "tag",
    "title",
    "changes", "comments", "files", "lines", "mentions", "isUndone", "isUncommitted", "note", "path",
  ]

  /// The object of an event on one line, with all fields; what has no value is `null`, and an empty list `[]`.
  public static func text(_ event: TimelineEvent) -> String { object(event).serialized() }

  /// The object of an event, with all fields.
  package static func object(_ event: TimelineEvent) -> JSONValue {
    .object(fields.map { .init($0, value($0, event)) })
  }

  /// One field of an event.
  package static func value(_ field: String, _ event: TimelineEvent) -> JSONValue {
    switch field {
    case "id": .text(event.id)
    case "kind": .text(event.kind.rawValue)
    case "kinds": JSONValue(TimelineEvent.Kind.allCases.filter(event.kinds.contains).map(\.rawValue))
    case "time": .text(event.time.description)
    case "isTimeDoubtful": .bool(event.isTimeDoubtful)
    case "author": JSONValue(event.author?.text)
    case "title": JSONValue(subject(event).title)
    case "commit": JSONValue(event.commit?.hex)
    case "release": JSONValue(event.release)
    case "changes":
      .array(
        event.changes.map {
          .object([.init("field", .text($0.key)), .init("old", JSONValue($0.old)), .init("new", JSONValue($0.new))])
        })
    case "comments": JSONValue(event.comments)
    case "files":
      .array(event.files.map { .object([.init("path", .text($0.path)), .init("change", .text($0.change.rawValue))]) })
    case "lines":
      event.lines.map {
        .object([.init("added", .int(Int64($0.added))), .init("removed", .int(Int64($0.removed)))])
      } ?? .null
    case "mentions":
      .array(
        event.mentions.map {
          .object([
            .init("action", .text($0.action.rawValue)), .init("issue", .int(Int64($0.number.value))),
            .init("title", JSONValue($0.title)),
          ])
        })
    case "isUndone": .bool(event.isUndone)
    case "isUncommitted": .bool(event.isUncommitted)
    case "note": JSONValue(event.note)
    case "path": JSONValue(event.path)
    default: subject(event).name == field ? subject(event).value : .null
    }
  }

  private static func subject(_ event: TimelineEvent) -> (name: String, value: JSONValue, title: String?) {
    switch event.subject {
    case .issue(let number, let title): ("issue", number.map { .int(Int64($0.value)) } ?? .null, title)
    case .page(let name): ("page", .text(name), nil)
    case .milestone(let name): ("milestone", .text(name), nil)
    case .commit(_, let subject): ("", .null, subject)
    case .tag(let name): ("tag", .text(name), nil)
    case .other(let text): ("", .null, text)
    }
  }
}
