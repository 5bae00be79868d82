import VireoGit
import VireoModel

/// The folder in which a repository's hooks are written.
struct HookFolder: Hashable {
  /// With all links resolved, as far as it is there.
  let path: String
  /// The folder of the repository that holds it; `nil` where it lies elsewhere and may be that of many repositories.
  let root: String?
  /// Who runs the hooks in git's place.
  let runner: HookManager?
  /// Whether a hook runs only if the file may be executed.
  let needsMode: Bool

  /// The folder of the hooks that run.
  ///
  /// Husky 9 has git run files of its own in `.husky/_`, which look for those of the people in `.husky`; with husky 8
  /// git runs the latter.
  static func current(of store: Store) throws -> HookFolder {
    let configured = try store.git.hooksFolder()
    let (parent, name) = configured.splittingName
    let files = ["h", "husky.sh"].map { FilePath.join(configured, $0) }
    if name == "_", parent.splittingName.name == ".husky" || files.contains(where: FilePath.exists) {
      return HookFolder(parent, of: store, runner: .husky, needsMode: false)
    }
    let isHusky = name == ".husky" || FilePath.exists(FilePath.join(configured, "_/husky.sh"))
    return HookFolder(configured, of: store, runner: isHusky ? .husky : nil)
  }

  /// The folder that git uses where nothing else is configured.
  static func usual(of store: Store) -> HookFolder {
    HookFolder(FilePath.join(store.location.commonDirectory, "hooks"), of: store)
  }

  private init(_ path: String, of store: Store, runner: HookManager? = nil, needsMode: Bool = true) {
    let real = FilePath.realAsFarAsThere(path)
    self.path = real
    self.runner = runner
    self.needsMode = needsMode
    let roots = [store.workTree, store.location.commonDirectory].compactMap { FilePath.real($0) }
    root = roots.first { real.hasPrefix($0 + "/") }
  }
}

extension FilePath {
  /// The path with the links resolved of that part of it which is there.
  fileprivate static func realAsFarAsThere(_ path: String) -> String {
    if let real = real(path) { return real }
    guard let parent = parent(of: path) else { return path }
    return join(realAsFarAsThere(parent), path.splittingName.name)
  }
}
