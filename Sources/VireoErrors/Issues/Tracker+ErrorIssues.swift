package import Vireo
package import VireoModel

extension Tracker {
  /// The issues that have a list of hashes, the oldest first.
  package func errorIssues() throws -> [Issue] {
    try issues(matching: question("has:fingerprints").query).issues.reversed()
  }
}
