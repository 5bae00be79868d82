import VireoModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The index's part of a commit, which git begins while the rest of the commit is made.
///
/// A large index takes longer to read than all the rest takes. From the first moment git holds the index's lock, as
/// `git commit` does; where nothing is finished, it leaves the index as it was.
final class IndexUpdate {
  private let process: pid_t
  private let output: Int32
  /// -1 once git was told everything.
  private var input: Int32
  private let before: Background<[String: Entry]>

  private struct Entry {
    var id: ObjectID?
    /// Whether it is one without a conflict.
    var isMerged: Bool
  }

  /// - Parameter paths: The files that may change, from the top of the work tree.
  init(of paths: [String], with git: GitProgram) throws {
    // When it writes, git looks again at files that may have changed in the second of the old index (its
    // racy-git.txt); somewhere else than at the top it would not find them, and take them for unchanged.
    (process, input, output) = try git.startDialogue(
      ["-C", git.top, "update-index", "-z", "--index-info"], readingErrors: true)
    before = Background { try IndexUpdate.entries(of: Set(paths), with: git) }
  }

  deinit {
    _ = end()
    close(output)
  }

  /// Lets the index follow for files that were in it as in HEAD, so that they do not look staged.
  ///
  /// - Throws: ``VireoError`` with the code `not-committed`; the commit is there then.
  func finish(_ changes: [FileCommit.Change]) throws {
    let before = try before.wait()
    var lines: [UInt8] = []
    for change in changes {
      let entry = before[change.path]
      guard entry?.isMerged ?? true, entry?.id == change.old else { continue }
      let mode = change.new == nil ? "0" : "100644"
      let id = change.new?.description ?? String(repeating: "0", count: 40)
      lines += "\(mode) \(id)\t\(change.path)".utf8 + [0]
    }
    let isTold = ChildProcess.write(lines, toSocket: input)
    let (status, errors) = end()
    guard isTold, status == 0 else {
      throw VireoError(
        .notCommitted, "the commit was made, but the index could not follow",
        causes: [errors.isEmpty ? "git did not read what to change" : errors],
        state: "the files are written and committed", advice: "run 'git reset -- .tracker' when the index is free")
    }
  }

  /// Ends what git is told, and waits for it; the second time there is nothing to wait for.
  private func end() -> (status: Int32, firstError: String) {
    guard input >= 0 else { return (0, "") }
    close(input)
    input = -1
    let errors = (try? ChildProcess.readAll(output)) ?? []
    let line = errors.split(separator: UInt8(ascii: "\n")).first ?? []
    return (ChildProcess.wait(for: process), String(decoding: line, as: UTF8.self))
  }

  private static func entries(of paths: Set<String>, with git: GitProgram) throws -> [String: Entry] {
    // Each pattern is held against each entry, and there is a limit to a command's length.
    let patterns = paths.count > 100 ? [] : paths.sorted().map { ":(top,literal)" + $0 }
    let listed = try git.runAtTop(["ls-files", "--stage", "-z", "--"] + patterns)
    guard listed.status == 0 else {
      throw VireoError(
        .notCommitted, "the index can't be read", causes: [listed.firstError], advice: "run 'git status'")
    }
    var entries: [String: Entry] = [:]
    for record in listed.output.split(separator: 0) {
      let parts = String(decoding: record, as: UTF8.self).split(separator: "\t", maxSplits: 1)
      let fields = parts.first?.split(separator: " ") ?? []
      guard parts.count == 2, fields.count == 3, paths.contains(String(parts[1])) else { continue }
      entries[String(parts[1])] = Entry(id: ObjectID(hex: fields[1]), isMerged: fields[2] == "0")
    }
    return entries
  }
}
