import VireoFormat
public import VireoModel
import VireoStore

/// What an edit would change of an issue.
public struct IssueChange: Sendable, Hashable {
  /// The issue as it is.
  public var issue: Issue
  /// The fields that would differ; `text` for the Markdown under them.
  public var fields: [IssueLogEntry.FieldChange]
}

extension Tracker {
  /// Says what an edit would change, and changes nothing.
  ///
  /// - Parameters:
  ///   - issues: The issues whose changes are wanted.
  ///   - body: Makes the changes, as ``edit(commit:_:)`` takes it.
  /// - Returns: The issues of which something would change, in their order.
  /// - Throws: What the edit would throw.
  public func preview(of issues: [Issue], _ body: (inout TrackerEdit) throws -> Void) throws -> [IssueChange] {
    guard revision == nil else {
      throw VireoError(
        .invalidEdit, "a past revision can't be changed", state: "nothing was written", advice: "leave out --at")
    }
    return try Store(location: location, git: git).rehearsal { transaction in
      var edit = TrackerEdit(tracker: self, transaction: transaction)
      try body(&edit)
      return try issues.compactMap { issue in
        let old = try transaction.bytes(of: issue.path)
        guard let new = try edit.transaction.bytes(of: issue.path), new != old else { return nil }
        let fields = FieldDifference.changes(
          from: old.map { Document(SourceText(path: issue.path, bytes: $0)) },
          to: Document(SourceText(path: issue.path, bytes: new)))
        return IssueChange(issue: issue, fields: fields)
      }
    }
  }
}
