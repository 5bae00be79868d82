import VireoFormat
import VireoGit
public import VireoModel
import VireoStore

/// What became of one issue between two revisions.
public struct IssueDifference: Sendable {
  /// In one word, the most telling one.
  public enum Kind: String, Sendable, Hashable, CaseIterable {
    /// It is new.
    case added
    /// It was open and is closed.
    case closed
    /// It was closed and is open.
    case reopened
    /// It has other fields, or another text.
    case changed
    /// It is gone.
    case removed
  }

  /// In one word, the most telling one.
  public var kind: Kind
  /// The issue as it was; `nil` for a new one.
  public var old: Issue?
  /// The issue as it became; `nil` for one that is gone.
  public var new: Issue?
  /// The fields that differ; `text` for the Markdown under them.
  public var fields: [IssueLogEntry.FieldChange]
}

extension Tracker {
  /// What became of the issues between another revision and this one.
  ///
  /// - Parameter other: The tracker at an earlier revision.
  /// - Returns: The issues that differ, by kind and number.
  /// - Throws: `VireoError` where one of the trackers cannot be read.
  public func differences(from other: Tracker) throws -> [IssueDifference] {
    let before = try other.versions()
    let after = try versions()
    var matched: Set<String> = []
    var found: [IssueDifference] = []
    let byUID = Dictionary(before.compactMap { version in version.issue.uid.map { ($0, version) } }) { first, _ in first
    }
    let byPath = Dictionary(before.map { ($0.issue.path, $0) }) { first, _ in first }
    for version in after {
      // An issue of a uid is the one of that uid, or became it at its path.
      let atPath = byPath[version.issue.path].flatMap { old in
        old.issue.uid == nil || old.issue.uid == version.issue.uid ? old : nil
      }
      let old = version.issue.uid.flatMap { byUID[$0] } ?? atPath
      if let old { matched.insert(old.issue.path) }
      if let difference = Tracker.difference(from: old, to: version) { found.append(difference) }
    }
    found += before.filter { !matched.contains($0.issue.path) }
      .compactMap { Tracker.difference(from: $0, to: nil) }
    let kinds = IssueDifference.Kind.allCases
    return found.sorted { left, right in
      let (one, other) = (left.new ?? left.old, right.new ?? right.old)
      return (kinds.firstIndex(of: left.kind) ?? 0, one?.number?.value ?? 0, one?.path ?? "")
        < (kinds.firstIndex(of: right.kind) ?? 0, other?.number?.value ?? 0, other?.path ?? "")
    }
  }

  private struct Version: Sendable {
    var issue: Issue
    var document: Document
  }

  /// All issues with their states and files.
  private func versions() throws -> [Version] {
    let issues = Dictionary(try issues().issues.map { ($0.path, $0) }) { first, _ in first }
    return try snapshot().map { file in
      guard let document = file.document, let issue = issues[file.place.path] else { return nil }
      return Version(issue: issue, document: document)
    }
  }

  private static func difference(from old: Version?, to new: Version?) -> IssueDifference? {
    guard let new else { return IssueDifference(kind: .removed, old: old?.issue, new: nil, fields: []) }
    guard let old else { return IssueDifference(kind: .added, old: nil, new: new.issue, fields: []) }
    let fields = FieldDifference.changes(from: old.document, to: new.document)
    let kind: IssueDifference.Kind
    switch (old.issue.state, new.issue.state) {
    case (.open, .closed): kind = .closed
    case (.closed, .open): kind = .reopened
    default:
      guard !fields.isEmpty || old.issue.path != new.issue.path else { return nil }
      kind = .changed
    }
    return IssueDifference(kind: kind, old: old.issue, new: new.issue, fields: fields)
  }
}
