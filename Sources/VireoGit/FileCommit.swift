import CLibgit2
import VireoModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A commit of certain files beside what the user has staged.
///
/// It is built from HEAD's tree, so the index and the rest of the work tree have no part in it; no hook runs.
/// Attributes, as for line ends, are those that the work tree's `.gitattributes` give.
/// Afterwards the index's entries of just these files follow, where they were as in HEAD before.
package struct FileCommit {
  /// Paths from the top of the work tree.
  ///
  /// A file that is gone is removed.
  package var paths: [String]
  package var message: String

  package init(paths: [String], message: String) {
    self.paths = paths
    self.message = message
  }

  /// Makes the commit on the current branch, or on a detached HEAD.
  ///
  /// - Returns: The commit; `nil` if the files are as in HEAD.
  /// - Throws: ``VireoError`` with the codes `not-committed` or `no-identity`. HEAD and index are then as before.
  package func make(in repository: Repository, with git: GitProgram) throws -> ObjectID? {
    try checkState(of: repository)
    let index = try IndexUpdate(of: paths, with: git)
    let whoCommits = Background { try git.identity(.committer) }
    guard let author = try git.identity(.author), let committer = try whoCommits.wait() else {
      throw VireoError(
        .noIdentity, "git doesn't know who you are, so nothing was committed",
        state: "the files are written, but not committed",
        advice: "run 'git config user.name …' and 'git config user.email …'")
    }
    try repository.forgetIndex()
    for _ in 0..<5 {
      let head = try git.run(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"])
      let parent = head.status == 0 ? ObjectID(hex: head.text.trimmingLineEnd) : nil
      let baseline = try parent.map { try repository.tree(ofCommit: $0) }
      guard let (tree, changes) = try makeTree(in: repository, baseline: baseline) else { return nil }
      let commit = try makeCommit(in: repository, tree: tree, parent: parent, author: author, committer: committer)
      let zero = String(repeating: "0", count: 40)
      let subject = message.split(separator: "\n").first.map(String.init) ?? ""
      let update = try git.run([
        "update-ref", "-m", "commit: " + subject, "HEAD", commit.description, parent?.description ?? zero,
      ])
      if update.status == 0 {
        try index.finish(changes)
        return commit
      }
      let now = try git.run(["rev-parse", "--verify", "--quiet", "HEAD^{commit}"])
      guard now.status != head.status || now.output != head.output else {
        throw notCommitted("the branch can't be moved", causes: [update.firstError])
      }
    }
    throw notCommitted("the branch moved again and again")
  }

  /// A file's entry in HEAD's tree before and after; `nil` for none.
  struct Change {
    var path: String
    var old: ObjectID?
    var new: ObjectID?
  }

  private func notCommitted(_ message: String, causes: [String] = []) -> VireoError {
    VireoError(
      .notCommitted, message, causes: causes, state: "the files are written, but not committed",
      advice: "commit them yourself with 'git commit -- \(paths.joined(separator: " "))'")
  }

  private func checkState(of repository: Repository) throws {
    let state = git_repository_state(repository.handle)
    guard state != GIT_REPOSITORY_STATE_NONE.rawValue else { return }
    let names: [UInt32: String] = [
      GIT_REPOSITORY_STATE_MERGE.rawValue: "a merge", GIT_REPOSITORY_STATE_REVERT.rawValue: "a revert",
      GIT_REPOSITORY_STATE_CHERRYPICK.rawValue: "a cherry-pick", GIT_REPOSITORY_STATE_BISECT.rawValue: "a bisection",
    ]
    throw notCommitted("\(names[UInt32(state)] ?? "a rebase") is under way, so nothing was committed")
  }

  private func makeTree(
    in repository: Repository, baseline: ObjectID?
  ) throws -> (ObjectID, [Change])? {
    var changes: [Change] = []
    for path in Set(paths).sorted() {
      let old = try baseline.flatMap { try repository.entry(at: path, inTree: $0) }
      let new = try blob(of: path, in: repository)
      if old?.id == new || (old == nil && new == nil) { continue }
      changes.append(Change(path: path, old: old?.id, new: new))
    }
    guard !changes.isEmpty else { return nil }
    let names = changes.map { strdup($0.path) }
    defer { names.forEach { free($0) } }
    let updates = zip(changes, names).map { change, name in
      git_tree_update(
        action: change.new == nil ? GIT_TREE_UPDATE_REMOVE : GIT_TREE_UPDATE_UPSERT,
        id: (change.new ?? change.old)?.raw ?? git_oid(), filemode: GIT_FILEMODE_BLOB, path: name)
    }
    let base = try baseline.map { try Object(repository, $0, GIT_OBJECT_TREE) }
    var raw = git_oid()
    try withExtendedLifetime(base) {
      try repository.check(
        git_tree_create_updated(&raw, repository.handle, base?.handle, updates.count, updates),
        "the tree can't be written")
    }
    return (ObjectID(raw), changes)
  }

  /// Stores a file's content, with line ends as git would store them; `nil` where the file is gone.
  private func blob(of path: String, in repository: Repository) throws -> ObjectID? {
    guard let workTree = repository.location.workTree else { return nil }
    guard FilePath.exists(FilePath.join(workTree, path)) else { return nil }
    var value: UnsafePointer<CChar>?
    if git_attr_get(&value, repository.handle, 0, path, "filter") == 0, git_attr_value(value) == GIT_ATTR_VALUE_STRING {
      let name = value.map { String(cString: $0) } ?? ""
      throw notCommitted("\(path) goes through the filter '\(name)', which only git itself runs")
    }
    var raw = git_oid()
    try repository.check(
      git_blob_create_from_workdir(&raw, repository.handle, path), "\(path) can't be stored in the repository")
    return ObjectID(raw)
  }

  private func makeCommit(
    in repository: Repository, tree: ObjectID, parent: ObjectID?, author: Signature, committer: Signature
  ) throws -> ObjectID {
    let tree = try Object(repository, tree, GIT_OBJECT_TREE)
    let parent = try parent.map { try Object(repository, $0, GIT_OBJECT_COMMIT) }
    var raw = git_oid()
    try with(author) { author in
      try with(committer) { committer in
        try withExtendedLifetime((tree, parent)) {
          var parents: [OpaquePointer?] = parent.map { [$0.handle] } ?? []
          try repository.check(
            git_commit_create(
              &raw, repository.handle, nil, author, committer, nil, message, tree.handle, parents.count, &parents),
            "the commit can't be written")
        }
      }
    }
    return ObjectID(raw)
  }

  private func with(
    _ signature: Signature, _ body: (UnsafePointer<git_signature>?) throws -> Void
  ) throws {
    var made: UnsafeMutablePointer<git_signature>?
    let code = git_signature_new(&made, signature.name, signature.email, signature.seconds, signature.offset)
    guard code == 0 else { throw VireoError.libgit2("the author's name can't stand in a commit", code) }
    defer { git_signature_free(made) }
    try body(UnsafePointer(made))
  }
}
