import VireoModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Where a repository is, found without opening it.
package struct RepositoryLocation: Sendable, Hashable {
  /// The top of the work tree; `nil` for a bare repository.
  package let workTree: String?
  /// The folder of this work tree's HEAD and index.
  package let gitDirectory: String
  /// The folder that all work trees share: objects and refs.
  package let commonDirectory: String

  /// Finds the repository of a folder, as git does: in it or in the nearest folder above.
  ///
  /// - Parameters:
  ///   - folder: An absolute path.
  ///   - environment: `GIT_DIR` and `GIT_WORK_TREE` are honoured (see git(1)).
  /// - Throws: ``VireoError`` with the code `not-a-repository`.
  package static func find(from folder: String, environment: [String: String]) throws -> RepositoryLocation {
    if let given = environment["GIT_DIR"], !given.isEmpty {
      let gitDirectory = FilePath.absolute(given, in: folder)
      guard isGitDirectory(gitDirectory) else { throw notFound(given) }
      let workTree = environment["GIT_WORK_TREE"].map { FilePath.absolute($0, in: folder) } ?? folder
      return RepositoryLocation(workTree: workTree, gitDirectory: gitDirectory)
    }
    var current = FilePath.real(folder) ?? folder
    while true {
      let dotGit = FilePath.join(current, ".git")
      if isGitDirectory(dotGit) { return RepositoryLocation(workTree: current, gitDirectory: dotGit) }
      if let linked = linkedGitDirectory(dotGit, in: current) {
        return RepositoryLocation(workTree: current, gitDirectory: linked)
      }
      if isGitDirectory(current) {
        return RepositoryLocation(workTree: nil, gitDirectory: current)
      }
      guard let parent = FilePath.parent(of: current) else { throw notFound(folder) }
      current = parent
    }
  }

  /// Whether the files are this user's own, or those of the one who became root through sudo.
  func isOwned(environment: [String: String]) -> Bool {
    var trusted = [geteuid()]
    if geteuid() == 0, let user = environment["SUDO_UID"].flatMap({ uid_t($0) }) { trusted.append(user) }
    return [gitDirectory, workTree].compactMap { $0 }.allSatisfy { path in
      FilePath.owner(path).map(trusted.contains) ?? false
    }
  }

  private init(workTree: String?, gitDirectory: String) {
    self.workTree = workTree
    self.gitDirectory = gitDirectory
    let common = FilePath.text(FilePath.join(gitDirectory, "commondir"))
    commonDirectory = common.map { FilePath.absolute($0, in: gitDirectory) } ?? gitDirectory
  }

  /// What a file `.git` names, as linked work trees and submodules have it (gitrepository-layout(5)).
  private static func linkedGitDirectory(_ file: String, in folder: String) -> String? {
    guard let text = FilePath.text(file), text.hasPrefix("gitdir: ") else { return nil }
    let path = FilePath.absolute(String(text.dropFirst(8)), in: folder)
    return isGitDirectory(path) ? path : nil
  }

  private static func isGitDirectory(_ path: String) -> Bool {
    guard FilePath.exists(FilePath.join(path, "HEAD")) else { return false }
    return FilePath.exists(FilePath.join(path, "commondir"))
      || (FilePath.isFolder(FilePath.join(path, "objects")) && FilePath.isFolder(FilePath.join(path, "refs")))
  }

  private static func notFound(_ folder: String) -> VireoError {
    VireoError(
      .notARepository, "'\(folder)' isn't in a git repository",
      advice: "go into a repository, name one with -C, or run 'git init'")
  }
}
