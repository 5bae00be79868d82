import VireoFormat
import VireoGit
import VireoIndex
import VireoModel
import VireoStore

extension Tracker {
  /// Changes the tracker's files.
  ///
  /// The body states what is to be done; it reaches the files together when the body returns, under a lock that all
  /// work trees of the clone share. Where somebody else changes a file in between, the change is made again on what
  /// is there then. If the body throws, nothing is written.
  ///
  /// - Parameters:
  ///   - commit: Whether just these files are committed, on the current branch; as configured if it is `nil`.
  ///   - body: Makes the changes.
  /// - Returns: What the body returns, the paths that were written, and the id of the commit.
  /// - Throws: `VireoError` whose `state` tells what was written.
  @discardableResult
  public func edit<Value>(
    commit: Bool? = nil, _ body: (inout TrackerEdit) throws -> Value
  ) throws -> (value: Value, paths: [String], commit: String?) {
    guard revision == nil else {
      throw VireoError(
        .invalidEdit, "a past revision can't be changed", state: "nothing was written", advice: "leave out --at")
    }
    let isCommitted = commit ?? config.commit
    let store = try store()
    let ((value, _), outcome) = try store.transaction(
      message: { $0.1.isEmpty || !isCommitted ? nil : Tracker.message($0.1) },
      { transaction in
        var edit = TrackerEdit(tracker: self, transaction: transaction)
        let value = try body(&edit)
        transaction = edit.transaction
        return (value, edit.summary)
      })
    return (value, outcome.paths, outcome.commit?.description)
  }

  /// The store, which takes numbers from what is kept of the files where that is known.
  private func store() throws -> Store {
    guard usesCache else { return try Store(location: location, git: git) }
    return try Store(location: location, git: git) { try index(files()).highestNumber() }
  }

  /// A commit's message; what is done stands in the first line, where it is not too much for that.
  private static func message(_ summary: [String]) -> String {
    guard summary.count > 8 else { return "tracker: " + summary.joined(separator: ", ") + "\n" }
    return "tracker: \(summary.count) changes\n\n" + summary.joined(separator: "\n") + "\n"
  }

  /// Makes a tracker in a repository, or completes one.
  ///
  /// What is there stays as it is.
  ///
  /// - Returns: The paths that were made.
  /// - Throws: `VireoError` with the codes `not-a-repository` or `write-failed`.
  public static func create(at path: String = ".", environment: Environment = .process) throws -> [String] {
    let folder = FilePath.absolute(path, in: environment.currentDirectory)
    let location = try RepositoryLocation.find(from: folder, environment: environment.variables)
    let git = GitProgram(location: location, environment: environment.variables)
    let store = try Store(location: location, git: git)
    let name = store.workTree.split(separator: "/").last.map(String.init) ?? "tracker"
    let files: [(String, String)] = [
      (Layout.configPath, ConfigTemplate.text(name: name)),
      (Layout.folder + "/templates/bug.md", IssueTemplates.bug),
    ]
    return try store.transaction { transaction in
      for (path, text) in files where try !transaction.isTaken(path) {
        transaction.create(path, Array(text.utf8))
      }
    }.1.paths
  }
}
