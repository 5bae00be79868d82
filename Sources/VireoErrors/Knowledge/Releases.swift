package import Vireo
import VireoEvents
package import VireoModel
import VireoStore

/// Which commits the releases of programs are.
package struct Releases {
  private let tracker: Tracker
  private let told: ReleaseCommits
  private let tags: [String: CommitID]
  private var known: [String: CommitID?] = [:]

  /// - Throws: `VireoError` with the codes `read-failed` or `unreadable-repository`.
  package init(_ tracker: Tracker) throws {
    self.tracker = tracker
    tags = try tracker.tagCommits()
    told = try ErrorRules.releases(tracker.snapshot().files).releases
  }

  /// The commit of a release: what the project's file says, else a tag, else the id that its name has in it.
  ///
  /// - Returns: `nil` if nobody knows.
  package mutating func commit(of release: String) -> CommitID? {
    if let found = known[release] { return found }
    let commit = found(release)
    known[release] = .some(commit)
    return commit
  }

  private func found(_ release: String) -> CommitID? {
    if let id = told.commits[release] { return tracker.commit(withID: id) }
    return ReleaseNames.tags(for: release).lazy.compactMap { tags[$0] }.first
      ?? ReleaseNames.commit(in: release).flatMap { tracker.commit(withID: $0) }
  }
}
