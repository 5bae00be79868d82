package import VireoModel

/// The `git` program, started so that nothing in a repository's configuration runs a program of its own.
package struct GitProgram: Sendable {
  package let location: RepositoryLocation
  private let environment: [String: String]
  /// As `environment`, but with the hooks' folder that is configured.
  private let hookEnvironment: [String: String]

  package init(location: RepositoryLocation, environment: [String: String]) {
    self.location = location
    self.environment = GitProgram.variables(environment, location, GitProgram.settings)
    hookEnvironment = GitProgram.variables(
      environment, location, GitProgram.settings.filter { $0.0 != "core.hooksPath" })
  }

  private static func variables(
    _ environment: [String: String], _ location: RepositoryLocation, _ settings: [(String, String)]
  ) -> [String: String] {
    var variables = environment
    // Behind the settings that the user's own environment has: of two with one key the last one counts.
    let count = environment["GIT_CONFIG_COUNT"].flatMap { Int($0) } ?? 0
    for (index, setting) in settings.enumerated() {
      variables["GIT_CONFIG_KEY_\(count + index)"] = setting.0
      variables["GIT_CONFIG_VALUE_\(count + index)"] = setting.1
    }
    variables["GIT_CONFIG_COUNT"] = String(count + settings.count)
    variables["GIT_TERMINAL_PROMPT"] = "0"
    variables["GIT_OPTIONAL_LOCKS"] = "0"
    variables["LC_ALL"] = "C"
    variables["GIT_DIR"] = location.gitDirectory
    variables["GIT_WORK_TREE"] = location.workTree
    return variables
  }

  private static let settings = [
    ("core.fsmonitor", "false"), ("core.hooksPath", "/dev/null"), ("log.showSignature", "false"),
    ("protocol.ext.allow", "never"), ("safe.bareRepository", "explicit"),
  ]

  package func run(_ arguments: [String], input: [UInt8] = []) throws -> ChildProcess.Output {
    if !location.isOwned(environment: environment) { try askWhetherItIsSafe() }
    return try ChildProcess.run("git", arguments, environment: environment, input: input)
  }

  /// Starts git to be asked and to answer for a while.
  ///
  /// Objects are read as they are: who wants a replacement asks for it.
  ///
  /// - Parameter readingErrors: Whether what it says of errors is to be read with its answers.
  func startDialogue(
    _ arguments: [String], readingErrors: Bool = false
  ) throws -> (process: Int32, input: Int32, output: Int32) {
    if !location.isOwned(environment: environment) { try askWhetherItIsSafe() }
    var environment = environment
    environment["GIT_NO_REPLACE_OBJECTS"] = "1"
    return try ChildProcess.startDialogue(
      "git", arguments, environment: environment, readingErrors: readingErrors)
  }

  /// Runs git at the top of the work tree, from where its paths are.
  func runAtTop(_ arguments: [String], input: [UInt8] = []) throws -> ChildProcess.Output {
    try run(["-C", top] + arguments, input: input)
  }

  /// The top of the work tree, or else git's own folder.
  var top: String { location.workTree ?? location.gitDirectory }

  /// The absolute path of the folder whose hooks git would run; `core.hooksPath` is honoured.
  ///
  /// - Throws: ``VireoError`` with the code `unreadable-repository`.
  package func hooksFolder() throws -> String {
    if !location.isOwned(environment: environment) { try askWhetherItIsSafe() }
    let result = try ChildProcess.run(
      "git", ["-C", top, "rev-parse", "--git-path", "hooks"], environment: hookEnvironment)
    guard result.status == 0 else {
      throw VireoError(
        .unreadableRepository, "git can't say where its hooks are", causes: [result.firstError],
        advice: "run 'git rev-parse --git-path hooks'")
    }
    return FilePath.absolute(result.text.trimmingLineEnd, in: top)
  }

  /// Lets git decide about a repository of somebody else.
  ///
  /// With `GIT_DIR` set it would not ask, so it is left to find the repository on its own, which it does only where
  /// `safe.directory` allows it (git-config(1)).
  private func askWhetherItIsSafe() throws {
    var variables = environment
    variables["GIT_DIR"] = nil
    variables["GIT_WORK_TREE"] = nil
    if location.workTree == nil { variables["GIT_CONFIG_COUNT"] = nil }
    let result = try ChildProcess.run("git", ["-C", top, "rev-parse", "--git-dir"], environment: variables)
    guard result.status == 0 else {
      throw VireoError(
        .unreadableRepository, "'\(top)' belongs to somebody else", causes: [result.firstError],
        state: "nothing was written",
        advice: "if you trust it, run 'git config --global --add safe.directory \(top)'")
    }
  }

  /// The commit that a revision names, in any form of gitrevisions(7).
  ///
  /// - Throws: ``VireoError`` with the code `unknown-revision`.
  package func commit(named revision: String) throws -> ObjectID {
    if revision == "HEAD", let head = try ReferenceFiles(location).head() { return head }
    // What follows `:/` is all text to be searched for, so nothing can stand behind it.
    let name = revision.hasPrefix(":/") ? revision : revision + "^{commit}"
    let result = try run(["rev-parse", "--verify", "--quiet", "--end-of-options", name])
    let text = result.text.trimmingLineEnd
    guard result.status == 0, let id = ObjectID(hex: text) else {
      if text.count == 64 { throw VireoError.sha256(location.gitDirectory) }
      throw VireoError(
        .unknownRevision, "'\(revision)' names no commit here", advice: "see 'git tag' and 'git branch -a'")
    }
    return id
  }

  /// Who git takes the user for, as an author or a committer; `nil` where it does not know.
  package func identity(_ role: Signature.Role) throws -> Signature? {
    let result = try run(["var", role.rawValue])
    guard result.status == 0 else { return nil }
    return Signature(ident: result.text.trimmingLineEnd)
  }

  /// A setting of git's configuration.
  package func setting(_ key: String) throws -> String? {
    let result = try run(["config", "--get", key])
    return result.status == 0 ? result.text.trimmingLineEnd : nil
  }

  /// The settings whose keys, in small letters, match a regular expression; of equal keys the last one counts.
  package func settings(matching pattern: String) throws -> [(key: String, value: String)] {
    let result = try run(["config", "-z", "--get-regexp", pattern])
    guard result.status == 0 else { return [] }
    return result.text.split(separator: "\0").map { entry in
      let parts = entry.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
      return (String(parts[0]), parts.count > 1 ? String(parts[1]) : "")
    }
  }
}

extension String {
  var trimmingLineEnd: String {
    var text = self[...]
    while let last = text.last, last.isNewline { text = text.dropLast() }
    return String(text)
  }
}

/// A name, an address and a time, as commits have them.
package struct Signature: Sendable, Hashable {
  package enum Role: String, Sendable {
    case author = "GIT_AUTHOR_IDENT"
    case committer = "GIT_COMMITTER_IDENT"
  }

  package var name: String
  package var email: String
  /// Seconds since 1970.
  package var seconds: Int64
  /// Minutes east of UTC.
  package var offset: Int32

  /// Reads `Alice <alice@example.org> 1763719473 +0100`.
  package init?(ident: String) {
    guard let open = ident.firstIndex(of: "<"), let close = ident[open...].firstIndex(of: ">") else { return nil }
    let parts = ident[ident.index(after: close)...].split(separator: " ")
    guard parts.count == 2, let seconds = Int64(parts[0]), let zone = Int32(parts[1]) else { return nil }
    name = String(ident[..<open]).trimmingBlanks
    email = String(ident[ident.index(after: open)..<close])
    self.seconds = seconds
    offset = zone / 100 * 60 + zone % 100
  }
}

extension String {
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}

extension GitProgram {
  /// When the commit that added a file was made; `nil` for a file that no commit holds.
  package func additionDate(of path: String) throws -> Timestamp? {
    let result = try run([
      "log", "--no-show-signature", "--diff-filter=A", "--format=%at", "--max-count=1", "HEAD", "--",
      ":(top,literal)" + path,
    ])
    guard result.status == 0 else { return nil }
    return Int64(result.text.trimmingLineEnd).map { Timestamp(seconds: $0) }
  }
}

extension GitProgram {
  /// The commits that revisions and ranges name, oldest first.
  ///
  /// - Throws: ``VireoError`` with the code `unknown-revision`.
  package func commits(_ revisions: [String], withAncestors: Bool = false) throws -> [ObjectID] {
    var found: [ObjectID] = []
    var seen: Set<ObjectID> = []
    for revision in revisions {
      let isRange =
        revision.contains("..") || revision.hasPrefix("^") || revision.hasSuffix("^!")
        || revision.hasSuffix("^@")
      let options = ["rev-list", "--reverse"] + (isRange || withAncestors ? [] : ["--no-walk"])
      let result = try run(options + ["--end-of-options", revision, "--"])
      guard result.status == 0 else {
        throw VireoError(
          .unknownRevision, "'\(revision)' names no commits here", causes: [result.firstError],
          advice: "see 'git tag' and 'git branch -a'")
      }
      found += result.text.split(separator: "\n").compactMap { ObjectID(hex: $0) }.filter { seen.insert($0).inserted }
    }
    return found
  }

  /// The commits that can be reached from some revisions and not from those with `^` before them.
  ///
  /// - Parameters:
  ///   - revisions: The revisions.
  ///   - path: The file or folder that they changed, from the top of the work tree; `nil` for all commits.
  /// - Throws: ``VireoError`` with the code `unreadable-repository`.
  package func commits(between revisions: [String], touching path: String? = nil) throws -> [ObjectID] {
    guard !revisions.isEmpty else { return [] }
    let result = try run(["rev-list"] + revisions + ["--"] + (path.map { [":(top,literal)" + $0] } ?? []))
    guard result.status == 0 else {
      let changed = path.map { "changed '\($0)'" } ?? "are between"
      throw VireoError(
        .unreadableRepository, "git can't tell which commits \(changed)", causes: [result.firstError],
        advice: "run 'git fsck'")
    }
    return result.text.split(separator: "\n").compactMap { ObjectID(hex: $0) }
  }

  /// Whether a commit is another one or an ancestor of it; `nil` where one of them is not here.
  ///
  /// - Throws: ``VireoError`` if git cannot be run.
  package func isAncestor(_ ancestor: ObjectID, of commit: ObjectID) throws -> Bool? {
    switch try run(["merge-base", "--is-ancestor", ancestor.description, commit.description]).status {
    case 0: true
    case 1: false
    default: nil
    }
  }

  /// The files below a folder that differ between HEAD and the work tree.
  package func changedFiles(below folder: String) throws -> Set<String> {
    let result = try run([
      "diff", "--name-only", "-z", "--no-ext-diff", "--no-textconv", "--no-renames", "HEAD", "--",
      ":(top,literal)" + folder,
    ])
    guard result.status == 0 else {
      throw VireoError(
        .unreadableRepository, "git can't compare the work tree", causes: [result.firstError],
        advice: "run 'git status'")
    }
    return Set(result.text.split(separator: "\0").map(String.init))
  }
}
