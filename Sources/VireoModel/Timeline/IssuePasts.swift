/// What happened to issues, in short: enough to tell whether anything is new, and what releases closed.
package struct IssuePasts: Sendable {
  /// What tells the events of each issue from others.
  package var keys: [IssueNumber: ContentKey] = [:]
  /// The issues that commits close which each release has first, in order and each once.
  package var closings: [String: [IssueNumber]] = [:]
  /// The issues that each commit's message names.
  package var named: [CommitID: [IssueNumber]] = [:]

  package init() {}
}
