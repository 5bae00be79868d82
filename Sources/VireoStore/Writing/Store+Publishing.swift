package import VireoGit
import VireoModel

extension Store {
  /// What became of the branch.
  package enum Publication: Sendable, Hashable {
    /// Both sides have the same commit, which was there before.
    case current
    /// This side took what the remote had, or gave it what it has, or both.
    case published(ObjectID)
  }

  /// Brings the current branch and the remote's of that name together: what is there is taken, merged if both moved,
  /// and what is here is given.
  ///
  /// It talks to the remote without the lock, so that others go on writing meanwhile.
  ///
  /// - Parameter mend: Called behind a merge, without the lock, to commit what two sides cannot both keep.
  /// - Throws: ``VireoError`` with the code `not-published`; what is committed stays.
  package func publish(to remote: String, mend: () throws -> Void) throws -> Publication {
    guard let branch = try git.currentBranch() else {
      throw VireoError(
        .notPublished, "HEAD is on no branch, so nothing can be pushed", state: "what is committed here stays",
        advice: "run 'git switch BRANCH'")
    }
    let before = try git.commit(named: "HEAD")
    for _ in 0..<Store.attempts {
      let theirs = try git.fetch(branch, from: remote)
      guard let isMerged = try take(theirs, of: "\(remote)/\(branch)") else { continue }
      if isMerged { try mend() }
      let ours = try git.commit(named: "HEAD")
      if ours == theirs { return ours == before ? .current : .published(ours) }
      if try git.push(ours, to: branch, of: remote) { return .published(ours) }
    }
    throw VireoError(
      .notPublished, "'\(remote)' moved again and again", state: "what is committed here stays, and is tried again",
      advice: "wait; others are pushing there")
  }

  /// How often it is tried while others push.
  private static let attempts = 8

  /// Takes what the remote has.
  ///
  /// - Returns: Whether there was something to merge; `nil` if HEAD moved meanwhile.
  private func take(_ theirs: ObjectID?, of name: String) throws -> Bool? {
    guard let theirs else { return false }
    try makeStateFolder()
    return try StoreLock.hold(in: stateFolder) {
      let ours = try git.commit(named: "HEAD")
      if try ours == theirs || git.isAncestor(theirs, of: ours) == true { return false }
      if try git.isAncestor(ours, of: theirs) == true {
        return try git.move(from: ours, to: theirs, why: "vireo: fast-forward to \(name)") ? false : nil
      }
      let (tree, conflicts) = try git.mergedTree(ours, theirs)
      guard let tree else {
        throw VireoError(
          .notPublished, "both sides changed the same lines, which have to be merged by hand",
          causes: Array(conflicts.prefix(5)), state: "what is committed here stays, and is tried again",
          advice: "run 'git pull' here and mend the files")
      }
      let message = "tracker: merge \(name)\n"
      let merge = try git.mergeCommit(tree, [ours, theirs], message: message)
      return try git.move(from: ours, to: merge, why: "vireo: merge \(name)") ? true : nil
    }
  }
}
