import VireoModel

/// What a commit did to one file.
package struct PathChange: Sendable, Hashable {
  package enum Kind: Sendable, Hashable { case added, changed, renamed, removed }

  package var commit: ObjectID
  package var kind: Kind
  /// The path in the commit; of a removed file, the one before it.
  package var path: String
  /// The path before the commit, if it was another one.
  package var oldPath: String?
  /// How many lines came and went; `nil` for what git takes for binary.
  package var lines: (added: Int, removed: Int)? { counts.map { ($0[0], $0[1]) } }
  private var counts: [Int]?

  init(_ commit: ObjectID, _ kind: Kind, path: String, oldPath: String?, counts: [Int]?) {
    (self.commit, self.kind, self.path, self.oldPath, self.counts) = (commit, kind, path, oldPath, counts)
  }
}

extension GitProgram {
  /// Options that keep git from running a program that the repository names.
  private static let plain = ["--no-color", "--no-ext-diff", "--no-textconv"]

  /// The commits that changed a file, newest first, followed through renames.
  ///
  /// - Throws: ``VireoError`` with the code `unreadable-repository`.
  package func changes(of path: String, in range: String) throws -> [PathChange] {
    let result = try runAtTop(
      ["--literal-pathspecs", "log", "--follow", "--no-show-signature", "-M", "--raw", "--numstat", "--abbrev=40"]
        + GitProgram.plain + ["-z", "--format=%H", range, "--", path])
    guard result.status == 0 else { throw failure("tell what changed '\(path)'", result.firstError) }
    return GitProgram.changes(result.text.split(separator: "\0", omittingEmptySubsequences: false)[...])
  }

  /// Reads commits' ids, each followed by a line of `--raw` and one of `--numstat`.
  private static func changes(_ fields: ArraySlice<Substring>) -> [PathChange] {
    var fields = fields
    var found: [PathChange] = []
    var commit: ObjectID?
    while let field = fields.popFirst() {
      if let id = ObjectID(hex: field) {
        commit = id
        continue
      }
      let words = field.split(whereSeparator: { $0 == " " || $0 == "\n" })
      guard let commit, words.first?.hasPrefix(":") == true, let letter = words.last?.first,
        var path = fields.popFirst()
      else { continue }
      var oldPath: Substring?
      if letter == "R" || letter == "C", let next = fields.popFirst() { (oldPath, path) = (path, next) }
      let kind: PathChange.Kind =
        switch letter {
        case "A", "C": .added
        case "D": .removed
        case "R": .renamed
        default: .changed
        }
      var counts: [Int]?
      if let numbers = fields.first?.split(separator: "\t", omittingEmptySubsequences: false), numbers.count == 3 {
        fields = fields.dropFirst(letter == "R" || letter == "C" ? 3 : 1)
        let both = numbers.prefix(2).compactMap { Int($0) }
        counts = both.count == 2 ? both : nil
      }
      found.append(
        PathChange(
          commit, kind, path: String(path), oldPath: kind == .renamed ? oldPath.map(String.init) : nil, counts: counts))
    }
    return found
  }

  /// The lines of a file with the commits that wrote them, followed through renames of the file.
  ///
  /// - Parameters:
  ///   - path: The path from the top of the work tree.
  ///   - revision: A revision; the work tree if it is `nil`.
  /// - Returns: The lines without their ends; no commit for what is not committed.
  /// - Throws: ``VireoError`` with the code `unreadable-repository`.
  package func blame(_ path: String, at revision: String?) throws -> [(commit: ObjectID?, line: String)] {
    let result = try runAtTop(
      ["blame", "--porcelain", "--no-textconv"] + (revision.map { [$0] } ?? []) + ["--", path])
    guard result.status == 0 else { throw failure("tell who wrote '\(path)'", result.firstError) }
    var commit: ObjectID?
    var found: [(commit: ObjectID?, line: String)] = []
    for line in result.output.split(separator: 0x0A, omittingEmptySubsequences: false) {
      if line.first == 0x09 {
        found.append((commit, String(decoding: line.dropFirst(), as: UTF8.self)))
      } else if line.count > 40, line[line.startIndex + 40] == 0x20 {
        let digits = String(decoding: line.prefix(40), as: UTF8.self)
        guard let id = ObjectID(hex: digits) else { continue }
        commit = digits.allSatisfy { $0 == "0" } ? nil : id
      }
    }
    return found
  }

  /// The commit that wrote a line of a file, as git's blame tells it without any program of the configuration's.
  ///
  /// Commits of `blame.ignoreRevsFile`, and of a `.git-blame-ignore-revs` at the top of the commit, are passed over.
  ///
  /// - Returns: `nil` if the file has no such line there, or history is cut before its writer.
  /// - Throws: ``VireoError`` if git cannot be run.
  package func writer(ofLine line: Int, of path: String, at commit: ObjectID) throws -> ObjectID? {
    var arguments = ["blame", "--porcelain", "--no-textconv", "-L", "\(line),\(line)"]
    let ignored = try run(["cat-file", "blob", "\(commit):.git-blame-ignore-revs"])
    var input: [UInt8] = []
    if ignored.status == 0 {
      // The file as this commit has it comes through standard input.
      arguments += ["--ignore-revs-file", "/dev/stdin"]
      input = ignored.output
    }
    let result = try runAtTop(arguments + [commit.description, "--", path], input: input)
    guard result.status == 0 else { return nil }
    let text = String(decoding: result.output.prefix(4096), as: UTF8.self)
    let isCut = text.split(separator: "\n").contains("boundary")
    guard let id = ObjectID(hex: String(text.prefix(40))) else { return nil }
    let isAtCut = try isCut && !ReferenceFiles(location).shallow().isEmpty
    return isAtCut ? nil : id
  }

  /// What differs in files between two revisions, as a unified diff.
  ///
  /// - Parameter new: The work tree if it is `nil`.
  /// - Throws: ``VireoError`` with the code `unreadable-repository`.
  package func diff(from old: String, to new: String?, _ paths: [String]) throws -> String {
    let revisions = [old] + (new.map { [$0] } ?? [])
    let result = try runAtTop(
      ["--literal-pathspecs", "diff", "-M"] + GitProgram.plain + revisions + ["--"] + paths)
    guard result.status == 0 else { throw failure("compare '\(paths.joined(separator: "', '"))'", result.firstError) }
    return result.text
  }

  private func failure(_ what: String, _ cause: String) -> VireoError {
    VireoError(.unreadableRepository, "git can't \(what)", causes: [cause], advice: "run 'git fsck'")
  }
}
