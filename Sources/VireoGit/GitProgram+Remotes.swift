import VireoModel

extension GitProgram {
  /// The branch that HEAD is on, without `refs/heads/`; `nil` for a detached HEAD.
  package func currentBranch() throws -> String? {
    let result = try run(["symbolic-ref", "--quiet", "--short", "HEAD"])
    return result.status == 0 ? result.text.trimmingLineEnd : nil
  }

  /// Fetches a remote's branch into a reference of our own, and the tags on the way to it.
  ///
  /// - Returns: Where the branch is there; `nil` if the remote has none of that name.
  /// - Throws: ``VireoError`` with the code `not-published` if the remote cannot be reached.
  package func fetch(_ branch: String, from remote: String) throws -> ObjectID? {
    let reference = "refs/vireo/published/" + branch
    let result = try runRemote(
      [
        "fetch", "--quiet", "--no-write-fetch-head", "--no-auto-maintenance", "--", remote,
        "+refs/heads/\(branch):\(reference)",
      ])
    guard result.status == 0 else {
      // An empty repository, or one without the branch, is a place to begin in.
      let isMissing = result.firstError.contains("couldn't find remote ref")
      guard isMissing else { throw GitProgram.notPublished("'\(remote)' can't be fetched from", result) }
      _ = try run(["update-ref", "-d", reference])
      return nil
    }
    return try commit(named: reference)
  }

  /// Gives a remote's branch a commit.
  ///
  /// - Returns: Whether it was taken; not if the branch has moved there.
  /// - Throws: ``VireoError`` with the code `not-published` if the remote refuses it for another reason.
  package func push(_ commit: ObjectID, to branch: String, of remote: String) throws -> Bool {
    let result = try runRemote(
      ["push", "--quiet", "--porcelain", "--no-verify", "--", remote, "\(commit):refs/heads/\(branch)"])
    if result.status == 0 { return true }
    // git-push(1), OUTPUT: a flag, the references and a summary, with the reason in parentheses.
    let hasMoved = result.text.split(separator: "\n").contains { line in
      line.hasPrefix("!")
        && ["(fetch first)", "(non-fast-forward)", "(stale info)", "cannot lock ref"].contains {
          line.contains($0)
        }
    }
    if hasMoved { return false }
    throw GitProgram.notPublished("'\(remote)' doesn't take the commits", result)
  }

  /// Merges two commits without a work tree.
  ///
  /// - Returns: The tree, or the paths that both sides changed in ways that do not go together.
  /// - Throws: ``VireoError`` with the code `not-published` if git cannot (before 2.38 it has no such command).
  package func mergedTree(_ ours: ObjectID, _ theirs: ObjectID) throws -> (tree: ObjectID?, conflicts: [String]) {
    let result = try run(
      ["merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", ours.description, theirs.description])
    let fields = result.text.split(separator: "\0").map(String.init)
    switch result.status {
    case 0: return (fields.first.flatMap { ObjectID(hex: $0) }, [])
    case 1: return (nil, Array(Set(fields.dropFirst())).sorted())
    default: throw GitProgram.notPublished("git can't merge the branch with what the remote has", result)
    }
  }

  /// Stores a commit of a tree that has two parents.
  ///
  /// - Throws: ``VireoError`` with the code `not-published`.
  package func mergeCommit(_ tree: ObjectID, _ parents: [ObjectID], message: String) throws -> ObjectID {
    let result = try run(
      ["commit-tree", tree.description] + parents.flatMap { ["-p", $0.description] }, input: Array(message.utf8))
    guard result.status == 0, let commit = ObjectID(hex: result.text.trimmingLineEnd) else {
      throw GitProgram.notPublished("the merge can't be committed", result)
    }
    return commit
  }

  /// Brings HEAD's branch, the index and the work tree from one commit to another; what is changed there stays.
  ///
  /// - Returns: Whether it did; not if HEAD is somewhere else by now.
  /// - Throws: ``VireoError`` with the code `not-published` if something that is not committed is in the way.
  package func move(from old: ObjectID, to new: ObjectID, why: String) throws -> Bool {
    let hasFiles = location.workTree != nil
    func readTree(_ one: ObjectID, _ other: ObjectID) throws -> ChildProcess.Output {
      _ = try runAtTop(["update-index", "-q", "--refresh"])
      return try runAtTop(["read-tree", "-m", "-u", one.description, other.description])
    }
    if hasFiles {
      let result = try readTree(old, new)
      guard result.status == 0 else {
        throw GitProgram.notPublished("the work tree can't follow what the remote has", result)
      }
    }
    let update = try run(["update-ref", "-m", why, "HEAD", new.description, old.description])
    if update.status != 0, hasFiles { _ = try readTree(new, old) }
    return update.status == 0
  }

  /// Runs git where it talks to another machine: without asking anybody anything.
  private func runRemote(_ arguments: [String]) throws -> ChildProcess.Output {
    let isOwn = try setting("core.sshCommand") != nil
    return try run((isOwn ? [] : ["-c", "core.sshCommand=ssh -oBatchMode=yes -oConnectTimeout=20"]) + arguments)
  }

  private static func notPublished(_ message: String, _ result: ChildProcess.Output) -> VireoError {
    let lines = String(decoding: result.errors, as: UTF8.self).split(separator: "\n").map(String.init)
    return VireoError(
      .notPublished, message, causes: Array(lines.filter { !$0.isEmpty }.prefix(3)),
      state: "what is committed here stays, and is tried again",
      advice: "see the cause; 'git push' and 'git pull' in that repository tell the same")
  }
}
