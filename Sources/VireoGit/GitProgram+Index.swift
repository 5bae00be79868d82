import VireoModel

/// A file of the index: what the next commit will hold at a path.
package struct IndexEntry: Sendable, Hashable {
  package var path: String
  /// Whether it is a regular file; a link or a submodule otherwise.
  package var isFile: Bool
  package var id: ObjectID
}

extension GitProgram {
  /// The files below a folder that differ between HEAD and the index, by path.
  package func stagedFiles(below folder: String) throws -> [String] {
    let result = try runAtTop([
      "diff", "--cached", "--name-only", "-z", "--no-ext-diff", "--no-textconv", "--no-renames", "--",
      ":(top,literal)" + folder,
    ])
    guard result.status == 0 else { throw unreadableIndex(result) }
    return result.text.split(separator: "\0").map(String.init)
  }

  /// What the index has below a folder, by path; of a path with a conflict, nothing.
  ///
  /// - Throws: ``VireoError`` with the code `unreadable-repository`.
  package func indexEntries(below folder: String) throws -> [IndexEntry] {
    let result = try runAtTop(["ls-files", "--stage", "-z", "--", ":(top,literal)" + folder])
    guard result.status == 0 else { throw unreadableIndex(result) }
    // 100644 <id> 0<tab>path
    return try result.text.split(separator: "\0").compactMap { line in
      guard let tab = line.firstIndex(of: "\t") else { return nil }
      let fields = line[..<tab].split(separator: " ")
      guard fields.count == 3, fields[2] == "0" else { return nil }
      guard let id = ObjectID(hex: fields[1]) else { throw VireoError.sha256(folder) }
      return IndexEntry(path: String(line[line.index(after: tab)...]), isFile: fields[0].hasPrefix("100"), id: id)
    }
  }

  /// The files below a folder that are not as in HEAD, and those that git does not know.
  ///
  /// - Parameter hasCommits: Whether there is a HEAD; without one, all files are new.
  /// - Throws: ``VireoError`` with the code `unreadable-repository`.
  package func uncommittedFiles(below folder: String, hasCommits: Bool) throws -> Set<String> {
    let tracked = hasCommits ? [] : ["--cached"]
    let result = try runAtTop(
      ["ls-files", "-z", "--others", "--exclude-standard"] + tracked + ["--", ":(top,literal)" + folder])
    guard result.status == 0 else { throw unreadableIndex(result) }
    let found = Set(result.text.split(separator: "\0").map(String.init))
    return hasCommits ? try found.union(changedFiles(below: folder)) : found
  }

  private func unreadableIndex(_ result: ChildProcess.Output) -> VireoError {
    VireoError(
      .unreadableRepository, "the index can't be read", causes: [result.firstError], advice: "run 'git status'")
  }
}
