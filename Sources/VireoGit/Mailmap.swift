/// The names and addresses that people want to be known by (gitmailmap(5)).
///
/// One thread at a time may use it.
package final class Mailmap {
  private let location: RepositoryLocation
  private let mayExist: Bool
  private var repository: Repository?
  /// The only file that says anything, empty where there is none; `nil` where others may say something too.
  package let bytes: [UInt8]?

  /// - Parameter environment: The process's variables, for where git's configuration is.
  package init(_ location: RepositoryLocation, environment: [String: String]) {
    self.location = location
    let file = location.workTree.map { FilePath.exists(FilePath.join($0, ".mailmap")) } ?? true
    let isConfigured = Mailmap.isConfigured(location, environment)
    mayExist = file || isConfigured
    bytes =
      isConfigured || location.workTree == nil
      ? nil : file ? location.workTree.flatMap { FilePath.bytes(FilePath.join($0, ".mailmap"), limit: 10_000_000) } : []
  }

  /// Whether the configuration may name a mailmap: it speaks of one, or includes files that may.
  ///
  /// Most repositories have none, and to ask git's own library takes longer than all else that `show` does.
  private static func isConfigured(_ location: RepositoryLocation, _ environment: [String: String]) -> Bool {
    var paths = [
      FilePath.join(location.commonDirectory, "config"), FilePath.join(location.gitDirectory, "config.worktree"),
      environment["GIT_CONFIG_GLOBAL"], environment["GIT_CONFIG_SYSTEM"] ?? "/etc/gitconfig",
    ].compactMap { $0 }
    if let home = environment["HOME"] {
      paths += [FilePath.join(home, ".gitconfig"), FilePath.join(home, ".config/git/config")]
    }
    if let folder = environment["XDG_CONFIG_HOME"] { paths.append(FilePath.join(folder, "git/config")) }
    let given = environment.filter { $0.key.hasPrefix("GIT_CONFIG_KEY_") || $0.key == "GIT_CONFIG_PARAMETERS" }
    if given.values.contains(where: { $0.lowercased().contains("mailmap") || $0.lowercased().contains("include") }) {
      return true
    }
    return paths.contains { path in
      guard let bytes = FilePath.bytes(path, limit: 1_000_000) else { return false }
      let text = String(decoding: bytes, as: UTF8.self).lowercased()
      return text.contains("mailmap") || text.contains("[include")
    }
  }

  /// A person as they want to be known; as they are where nothing is said.
  package func person(name: String, email: String) -> (name: String, email: String) {
    guard mayExist else { return (name, email) }
    if repository == nil { repository = try? Repository(location) }
    return (try? repository?.mailmapped(name: name, email: email)) ?? (name, email)
  }
}
