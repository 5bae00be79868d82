import VireoFormat
package import VireoGit
import VireoModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The one place that writes: files of a work tree, and what vireo keeps beside git's own files.
package struct Store: Sendable {
  package let location: RepositoryLocation
  /// The absolute path of the top of the work tree.
  package let workTree: String
  package let git: GitProgram
  /// The highest number or former number among the files, where that is known without reading them.
  let highestNumber: @Sendable () throws -> Int?

  /// - Parameter highestNumber: The highest number or former number among the files, where that is known without
  ///   reading them.
  /// - Throws: ``VireoError`` with the code `no-tracker` for a bare repository, which has no files to write.
  package init(
    location: RepositoryLocation, git: GitProgram, highestNumber: @escaping @Sendable () throws -> Int? = { nil }
  ) throws {
    guard let workTree = location.workTree else {
      throw VireoError(
        .noTracker, "a bare repository has no work tree", state: "nothing was written",
        advice: "make the change in a clone, or read with --at REV")
    }
    self.location = location
    self.workTree = workTree
    self.git = git
    self.highestNumber = highestNumber
  }

  /// The folder of locks and the counter of numbers, which all work trees share.
  var stateFolder: String { FilePath.join(location.commonDirectory, "vireo/state") }

  package struct Outcome: Sendable {
    /// The paths that were written, moved or removed, from the top of the work tree.
    package var paths: [String]
    /// The commit, if one was wanted and anything changed.
    package var commit: ObjectID?
  }

  /// Makes changes under the lock.
  ///
  /// They are staged first and reach the files when the body has returned.
  ///
  /// - Parameter message: Makes one commit of just these files with the message that it returns; no commit for `nil`.
  /// - Throws: What the body throws, with nothing written; else ``VireoError`` whose `state` tells what was written.
  @discardableResult
  package func transaction<Value>(
    message: (Value) -> String? = { _ in nil }, _ body: (inout Transaction) throws -> Value
  ) throws -> (Value, Outcome) {
    try makeStateFolder()
    return try StoreLock.hold(in: stateFolder) {
      var transaction = try Transaction(self)
      let value = try body(&transaction)
      var outcome = Outcome(paths: try transaction.finish())
      if !outcome.paths.isEmpty, let message = message(value) {
        outcome.commit = try commit(outcome.paths, message)
      }
      return (value, outcome)
    }
  }

  /// Stages changes and makes none of them; what the transaction holds then is only looked at.
  package func rehearsal<Value>(_ body: (inout Transaction) throws -> Value) throws -> Value {
    var transaction = try Transaction(self)
    return try body(&transaction)
  }

  /// Commits files that are already written, so that an error here must say so.
  private func commit(_ paths: [String], _ message: String) throws -> ObjectID? {
    do {
      return try FileCommit(paths: paths, message: message).make(in: Repository(location), with: git)
    } catch var error as VireoError {
      error.state = error.state ?? "the files are written, but not committed"
      throw error
    }
  }

  func makeStateFolder() throws {
    for folder in ["vireo", "vireo/state"] {
      let path = FilePath.join(location.commonDirectory, folder)
      if mkdir(path, 0o777) != 0, errno != EEXIST, !FilePath.isFolder(path) {
        throw VireoError.writing(path, errno, state: "nothing was written")
      }
    }
  }
}
