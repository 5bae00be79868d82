import Vireo
import VireoErrors
import VireoEvents

/// An issue that was made of events, with what is counted of them.
struct ErrorRecord {
  let issue: Issue
  let group: EventGroup

  static let fields = [
    "number", "uid", "title", "state", "level", "culprit", "events", "users", "firstSeen", "lastSeen", "release",
    "path",
  ]

  func value(_ field: String) -> JSONValue {
    switch field {
    case "number": issue.number.map { .int(Int64($0.value)) } ?? .null
    case "uid": JSONValue(issue.uid?.text)
    case "title": .text(issue.title)
    case "state": .text(issue.state.rawValue)
    case "level": .text(group.level.rawValue)
    case "culprit": JSONValue(group.culprit)
    case "events": .int(Int64(group.events))
    case "users": .int(Int64(group.users))
    case "firstSeen": .text(group.first.description)
    case "lastSeen": .text(group.last.description)
    case "release": JSONValue(issue.field("first-release")?.text)
    default: .text(issue.path)
    }
  }

  /// The issues that had events, those with the newest first.
  static func all(_ tracker: Tracker, _ database: EventDatabase) throws -> [ErrorRecord] {
    let issues = try tracker.errorIssues()
    let byUID = Dictionary(issues.compactMap { issue in issue.uid.map { ($0, issue) } }) { first, _ in first }
    return try database.groups().compactMap { group in
      byUID[group.uid].map { ErrorRecord(issue: $0, group: group) }
    }
  }
}
