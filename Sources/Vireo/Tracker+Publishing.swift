import VireoGit
package import VireoModel
import VireoStore

extension Tracker {
  /// Brings the current branch and a remote's of that name together, and gives the remote what it lacks.
  ///
  /// It is the one place where something is fetched. Where both sides gave out the same number, one of the two issues
  /// gets the next free one, as ``repair(keeping:commit:)`` does.
  ///
  /// - Returns: The commit that both have now; `nil` if they were the same before.
  /// - Throws: `VireoError` with the code `not-published`; what is committed here stays.
  package func publish(to remote: String) throws -> CommitID? {
    let outcome = try Store(location: location, git: git).publish(to: remote) {
      _ = try repair(commit: true)
    }
    if case .published(let commit) = outcome { return commit.commitID }
    return nil
  }
}
