package import VireoFormat
package import VireoModel

/// What an issue's file says, as far as its state follows from it.
package struct IssueVersion: Sendable, Hashable {
  package var uid: UID?
  /// The word, where one is written.
  package var status: String?
  package var statusDate: Timestamp?
  /// Whether the file can be understood; if not, the issue counts as absent.
  package var isReadable: Bool

  package init(uid: UID? = nil, status: String? = nil, statusDate: Timestamp? = nil, isReadable: Bool = true) {
    (self.uid, self.status, self.statusDate, self.isReadable) = (uid, status, statusDate, isReadable)
  }

  package init(_ document: Document) {
    self.init(isReadable: !document.isUnreadable)
    guard isReadable else { return }
    for entry in document.frontMatter.entries {
      let text = IssueReader.text(entry.value, document.source)
      switch IssueKey(rawValue: entry.key) {
      case .uid: uid = text.flatMap { UID($0) }
      case .status: status = text
      case .statusDate: statusDate = text.flatMap { Timestamp($0) }
      default: break
      }
    }
  }

  /// Whether both say the same of the status; none written differs from `open` written.
  func hasSameStatus(as other: IssueVersion) -> Bool { status == other.status && statusDate == other.statusDate }

  package func state(_ config: Config) -> IssueState { status.flatMap { config.state(of: $0) } ?? .open }
}

/// A difference of one issue's file between a commit and one of its parents.
package struct IssueChange: Sendable, Hashable {
  /// The commit's position.
  package var commit: Int
  /// The number of the parent, from 0; 0 for a commit without parents, against nothing.
  package var parent: Int
  package var path: String
  package var number: IssueNumber?
  /// `nil` where the parent has no such file.
  package var old: IssueVersion?
  /// `nil` where the commit has none.
  package var new: IssueVersion?

  package init(
    commit: Int, parent: Int, path: String, number: IssueNumber?, old: IssueVersion?, new: IssueVersion?
  ) {
    (self.commit, self.parent, self.path, self.number) = (commit, parent, path, number)
    (self.old, self.new) = (old, new)
  }
}

/// A file of an issue in a view or a commit.
package struct IssueFileState: Sendable, Hashable {
  package var path: String
  package var number: IssueNumber?
  package var version: IssueVersion
  /// When the issue was filed, where the file says so.
  package var created: Timestamp?

  package init(path: String, number: IssueNumber?, version: IssueVersion, created: Timestamp? = nil) {
    (self.path, self.number, self.version, self.created) = (path, number, version, created)
  }
}

/// A commit whose message closes or reopens the issue of a number.
package struct IssueEvent: Sendable, Hashable {
  package var commit: Int
  package var number: IssueNumber
  package var closes: Bool

  package init(commit: Int, number: IssueNumber, closes: Bool) {
    (self.commit, self.number, self.closes) = (commit, number, closes)
  }
}
