package import VireoEvents
package import VireoModel

/// Writes the issues of groups; who has the tracker does it.
package protocol GroupFiler: Sendable {
  /// What the issues' files say now.
  func written() throws -> WrittenIssues

  /// The project's own rules of what makes a group.
  func rules() throws -> ErrorRules

  /// Writes issues for groups that have none.
  ///
  /// - Returns: The groups whose issues are there now.
  func file(_ groups: [NewGroup]) throws -> [Int64]

  /// Looks whether closed issues came back, and opens those that did.
  ///
  /// - Parameters:
  ///   - news: What came to issues.
  ///   - hours: The events of an issue since a time, by the hours since 1970.
  /// - Returns: The issues that were opened.
  func reopen(_ news: [UID: GroupNews], hours: (UID, Timestamp) throws -> [Int64: Int]) throws -> [UID]
}

/// What issues' files say of hashes.
package struct WrittenIssues: Sendable, Hashable {
  /// The uid of the issue in whose list each stands.
  package var hashes: [GroupingHash: UID] = [:]
  /// The issues that are closed.
  package var closed: Set<UID> = []

  package init(hashes: [GroupingHash: UID] = [:], closed: Set<UID> = []) {
    (self.hashes, self.closed) = (hashes, closed)
  }
}

/// A group whose issue is to be written.
package struct NewGroup: Sendable {
  package var group: EventGroup
  package var hashes: [GroupingHash]
  /// The event that it began with.
  package var event: ErrorEvent
  package var grouping: GroupingResult
  /// Whether it takes what is more than an hour may bring.
  package var isOverflow: Bool
}
