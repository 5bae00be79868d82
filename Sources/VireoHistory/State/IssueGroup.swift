/// All that history holds of the issues that share a number or a uid: what their states follow from.
package struct IssueGroup: Sendable {
  package var changes: [IssueChange]
  package var events: [IssueEvent]
  /// The files at each commit that the view starts from.
  package var tipFiles: [[IssueFileState]]
  /// The files in the work tree, in a view that has one.
  package var workTreeFiles: [IssueFileState]?

  package init(
    changes: [IssueChange], events: [IssueEvent], tipFiles: [[IssueFileState]],
    workTreeFiles: [IssueFileState]?
  ) {
    (self.changes, self.events) = (changes, events)
    (self.tipFiles, self.workTreeFiles) = (tipFiles, workTreeFiles)
  }
}
