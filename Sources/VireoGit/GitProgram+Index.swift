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

  /// The files below a folder that are not as in HEAD, in the index or the work tree, and those that git does not know.
  ///
  /// - Throws: ``VireoError`` with the code `unreadable-repository`.
  package func uncommittedFiles(below folder: String) throws -> Set<String> { try uncommittedFiles(at: [folder]) }

  /// The files at some paths or below them that are not as in HEAD, as ``uncommittedFiles(below:)`` has them.
  package func uncommittedFiles(at paths: [String]) throws -> Set<String> {
    guard !paths.isEmpty else { return [] }
    let result = try runAtTop(
      ["status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=all", "--ignore-submodules=all", "--"]
        + paths.map { ":(top,literal)" + $0 })
    guard result.status == 0 else { throw unreadableIndex(result) }
    // Two letters and a blank stand before each path.
    return Set(result.text.split(separator: "\0").map { String($0.dropFirst(3)) })
  }

  private func unreadableIndex(_ result: ChildProcess.Output) -> VireoError {
    VireoError(
      .unreadableRepository, "the index can't be read", causes: [result.firstError], advice: "run 'git status'")
  }
}
