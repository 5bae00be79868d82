import VireoModel

/// An object that somebody named.
package struct NamedObject: Sendable, Hashable {
  package var id: ObjectID
  /// `commit`, `tree`, `blob` or `tag`.
  package var kind: String
}

extension GitProgram {
  /// The objects that names mean, in any form of gitrevisions(7), asked of one process.
  ///
  /// - Returns: The objects by name, without names that mean none or several.
  /// - Throws: ``VireoError`` with the code `unreadable-repository`.
  package func objects(named names: some Collection<String>) throws -> [String: NamedObject] {
    let names = names.filter { !$0.isEmpty && !$0.utf8.contains(UInt8(ascii: "\n")) }
    guard !names.isEmpty else { return [:] }
    let result = try run(
      ["cat-file", "--batch-check=%(objectname) %(objecttype)"], input: names.flatMap { Array($0.utf8) + [0x0A] })
    let lines = result.output.split(separator: 0x0A, omittingEmptySubsequences: false)
    guard result.status == 0, lines.count == names.count + 1 else {
      throw VireoError(
        .unreadableRepository, "git can't tell which objects there are", causes: [result.firstError],
        advice: "run 'git fsck'")
    }
    var found: [String: NamedObject] = [:]
    for (name, line) in zip(names, lines) {
      let words = line.split(separator: 0x20, maxSplits: 1)
      // `NAME missing` and `NAME ambiguous` begin with what was asked for.
      guard words.count == 2, let id = ObjectID(hex: String(decoding: words[0], as: UTF8.self)) else { continue }
      let kind = String(decoding: words[1], as: UTF8.self)
      if ["commit", "tree", "blob", "tag"].contains(kind) { found[name] = NamedObject(id: id, kind: kind) }
    }
    return found
  }
}

extension GitProgram {
  /// The paths of all files of a commit, submodules left out.
  ///
  /// - Throws: ``VireoError`` with the code `unreadable-repository`.
  package func files(of commit: ObjectID) throws -> [String] {
    let result = try run(["ls-tree", "-r", "-z", "--full-tree", "--name-only", commit.description])
    guard result.status == 0 else {
      throw VireoError(.unreadableRepository, "the files of \(commit) can't be listed", causes: [result.firstError])
    }
    return result.output.split(separator: 0).map { String(decoding: $0, as: UTF8.self) }
  }
}
