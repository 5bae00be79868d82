/// What tells the files of an issue from what they were, without reading them.
package struct IssueContentKey: Sendable {
  /// Differs where the issue's file, its comments' or the names in its folders differ; `nil` where that cannot be told,
  /// as of a file that was written at the moment when it was read.
  package var key: ContentKey?
  /// The names of its comments' files.
  package var comments: [String] = []
  /// Whether there are other files, whose contents the key tells nothing of in a work tree.
  package var hasAttachments = false

  package init(key: ContentKey?) { self.key = key }
}
