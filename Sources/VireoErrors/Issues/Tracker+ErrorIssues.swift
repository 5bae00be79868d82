package import Vireo
package import VireoModel

extension Issue {
  /// Until when it stays closed whatever happens; `nil` if it is not archived.
  ///
  /// What can't be understood is as good as for ever: who archives an issue wants to be left alone.
  package var archive: Archive? { field("archived")?.text.map { Archive($0) ?? .forever } }
}

extension Tracker {
  /// The issues that have a list of hashes, the oldest first.
  package func errorIssues() throws -> [Issue] {
    try issues(matching: question("has:fingerprints").query).issues.reversed()
  }
}
