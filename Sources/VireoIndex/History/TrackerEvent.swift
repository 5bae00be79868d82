package import VireoGit
package import VireoHistory
package import VireoModel

/// What a commit did to one file of the tracker, at the time when it happened.
package struct TrackerEvent: Sendable {
  package enum Kind: Int, Sendable {
    case opened, changed, deleted
    /// A new file says that its issue was closed, and when.
    case bornClosed
    case commented
    /// Another file of an issue.
    case attached
    case page, milestone, settings
  }

  package var kind: Kind
  /// In seconds.
  package var time: Int64
  package var isDoubtful: Bool
  /// The commit's position.
  package var position: Int
  /// The issue that it is about.
  package var number: IssueNumber?
  /// The last title that an issue of that number had in the view.
  package var title: String?
  package var path: String
  package var old: Content?
  package var new: Content?
  /// Who did it, where the file says so.
  package var author: Handle?
  /// The issue's title then; of a comment, its first line.
  package var text: String?

  package struct Content: Sendable {
    package var blob: ObjectID
    /// What the file of an issue says.
    package var version: IssueVersion?
  }
}
