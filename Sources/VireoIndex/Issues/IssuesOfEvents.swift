import GRDB
import VireoModel
import VireoQuery

/// Finds the rows of issues that events were counted for.
final class IssuesOfEvents {
  private let database: Database
  private let read: () throws -> [UID: EventCounts]
  private var known: [Int64: EventCounts]?

  /// - Parameter read: Reads the record; called once at most.
  init(_ database: Database, _ read: @escaping () throws -> [UID: EventCounts]) {
    (self.database, self.read) = (database, read)
  }

  /// What is known, by the issues' rows.
  func counts() throws -> [Int64: EventCounts] {
    if let known { return known }
    let recorded = try read()
    var found: [Int64: EventCounts] = [:]
    if !recorded.isEmpty {
      let list = "[" + recorded.keys.map { "\"\($0.text)\"" }.joined(separator: ",") + "]"
      let rows = try Row.fetchCursor(
        database, sql: "SELECT id, uid FROM detail WHERE uid IN (SELECT value FROM json_each(?))", arguments: [list])
      while let row = try rows.next() { found[row[0]] = UID(row[1] as String).flatMap { recorded[$0] } }
    }
    known = found
    return found
  }

  /// The rows for which a condition holds; `nil` if it is none on events.
  func rows(_ condition: Condition) throws -> [Int64]? {
    guard let test = IssuesOfEvents.test(condition) else { return nil }
    return try counts().filter { test($0.value) }.map(\.key)
  }

  private static func test(_ condition: Condition) -> ((EventCounts) -> Bool)? {
    switch condition {
    case .number(.events, let range): { range.contains(Double($0.events)) }
    case .number(.users, let range): { range.contains(Double($0.users)) }
    case .date(.seen, let range): { range.contains($0.last.seconds) }
    case .text(.release, let test): { $0.releases.contains(where: test.holds) }
    case .text(.environment, let test): { $0.environments.contains(where: test.holds) }
    case .present(.events), .present(.date(.seen)): { $0.events > 0 }
    case .present(.users): { $0.users > 0 }
    case .present(.text(.release)): { !$0.releases.isEmpty }
    case .present(.text(.environment)): { !$0.environments.isEmpty }
    default: nil
    }
  }
}

extension TextTest {
  /// Whether a text is as wanted, without regard to case.
  fileprivate func holds(_ text: String) -> Bool {
    let text = text.lowercased()
    return switch self {
    case .equals(let wanted): text == wanted.lowercased()
    case .contains(let wanted): text.contains(wanted.lowercased()) || wanted.isEmpty
    case .begins(let wanted): text.hasPrefix(wanted.lowercased())
    case .ends(let wanted): text.hasSuffix(wanted.lowercased())
    }
  }
}
