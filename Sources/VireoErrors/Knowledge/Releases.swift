package import Vireo
import VireoEvents
package import VireoModel
import VireoStore

/// Which commits the releases of programs are.
package struct Releases {
  private let tracker: Tracker
  private let told: ReleaseCommits
  private var known: [String: CommitID?] = [:]

  /// - Throws: `VireoError` with the code `read-failed`.
  package init(_ tracker: Tracker) throws {
    self.tracker = tracker
    told = try ErrorRules.releases(tracker.snapshot().files).releases
  }

  /// The commit of a release: what the project's file says, else a tag, else the id that its name has in it.
  ///
  /// - Returns: `nil` if nobody knows.
  /// - Throws: `VireoError` with the code `unreadable-repository`.
  package mutating func commit(of release: String) throws -> CommitID? {
    if let found = known[release] { return found }
    let commit = try told.commits[release].map { tracker.commit(withID: $0) } ?? tracker.commit(ofRelease: release)
    known[release] = .some(commit)
    return commit
  }
}
