import VireoGit
package import VireoModel

/// Puts the calls of vireo into a repository's hooks and takes them out again.
///
/// Other people's lines stay as they are, and `core.hooksPath` is never set.
package struct HookInstaller {
  private let store: Store
  private let folder: HookFolder

  /// - Throws: ``VireoError`` with the code `unreadable-repository` if git cannot say where its hooks are.
  package init(_ store: Store) throws {
    self.store = store
    folder = try HookFolder.current(of: store)
  }

  /// How each hook stands.
  package func status() throws -> [HookStatus] { try Hook.allCases.map { try status(of: $0) } }

  private func status(of hook: Hook) throws -> HookStatus {
    let (file, state) = try state(of: hook)
    return HookStatus(hook: hook, path: shown(file, in: folder), state: state, runner: folder.runner)
  }

  /// The file that tells, by name, and what it tells.
  private func state(of hook: Hook) throws -> (file: String, HookStatus.State) {
    let name = hook.rawValue
    switch try HookFile.read(name, in: folder.path) {
    case .none:
      guard folder.root != nil else { return (name, .outside) }
      guard folder.runner == nil, let config = try HookConfig.find(in: store.workTree) else {
        return (name, .notInstalled)
      }
      return (name, managed(config.manager, hook, config))
    case .irregular:
      return (name, .foreign(hook, "it is no file, but a link or a folder"))
    case .file(let bytes, let isExecutable):
      if let generator = HookScript(bytes).generator {
        // pre-commit runs the file that it found, under another name.
        let legacy = name + HookInstaller.legacy
        if case .file(let bytes, true) = try HookFile.read(legacy, in: folder.path), HookText(bytes).block != nil {
          return (legacy, .installed)
        }
        return (name, managed(generator, hook, try HookConfig.find(in: store.workTree, of: generator)))
      }
      return (name, state(of: hook, bytes, isExecutable: isExecutable))
    }
  }

  private func state(of hook: Hook, _ bytes: [UInt8], isExecutable: Bool) -> HookStatus.State {
    let text = HookText(bytes)
    if text.isDamaged {
      return .foreign(
        reason: "it has only a part of vireo's block",
        advice: "remove the lines between '# >>> vireo >>>' and '# <<< vireo <<<' by hand, and run it again")
    }
    guard isExecutable || !folder.needsMode else {
      return .foreign(
        reason: "it may not be executed, so git doesn't run it",
        advice: "make it executable with 'chmod +x' or remove it, and run it again")
    }
    if text.block != nil { return .installed }
    guard folder.root != nil else { return .outside }
    return HookScript(bytes).isShell ? .notInstalled : .foreign(hook, "it is no shell script")
  }

  private func managed(_ manager: HookManager, _ hook: Hook, _ config: HookConfig?) -> HookStatus.State {
    .managed(
      manager, config: config?.path ?? HookConfig.usualPath(of: manager), callsVireo: config?.calls(hook) ?? false)
  }

  // MARK: - Writing

  /// Adds the block to each hook that can have it; what is there already stays as it is.
  ///
  /// - Returns: How each hook stands then, and whether its file was changed.
  /// - Throws: ``VireoError`` with the codes `shared-hooks`, with nothing written, `write-failed` or `file-changed`.
  package func install() throws -> [(status: HookStatus, isChanged: Bool)] {
    guard let root = folder.root else {
      throw VireoError(
        .sharedHooks, "the hooks' folder '\(folder.path)' is outside of this repository", state: "nothing was written",
        advice: "call 'vireo hook' from the hooks there by hand, or set core.hooksPath for this repository alone")
    }
    return try Hook.allCases.map { hook in
      let (name, state) = try state(of: hook)
      let isOpen = state == .installed || state == .notInstalled
      let isChanged = try isOpen && add(hook, to: name, below: root)
      return (try status(of: hook), isChanged)
    }
  }

  /// - Returns: Whether anything had to be changed.
  private func add(_ hook: Hook, to name: String, below root: String) throws -> Bool {
    guard let path = FilePath.relative(FilePath.join(folder.path, name), to: root) else { return false }
    var old: [UInt8]?
    if case .file(let bytes, _) = try HookFile.read(name, in: folder.path) { old = bytes }
    let new = old.map { HookText($0).adding(hook) } ?? HookText(new: hook).bytes
    guard new != old else { return false }
    try FileWriter(workTree: root, count: 1).writeHook(path, from: old, to: new)
    return true
  }

  /// What pre-commit and lefthook append to the name of a hook that they put aside.
  private static let legacy = ".legacy"
  private static let asides = ["", legacy, ".old"]

  /// Takes the block out of every hook, also where another program put the hook aside or took over the folder.
  ///
  /// - Returns: The files that were changed or removed.
  /// - Throws: ``VireoError`` with the codes `write-failed` or `file-changed`.
  package func uninstall() throws -> [(path: String, isRemoved: Bool)] {
    let folders = folder == .usual(of: store) ? [folder] : [folder, .usual(of: store)]
    return try folders.flatMap { folder in
      try Hook.allCases.flatMap { hook in
        try HookInstaller.asides.compactMap { try remove(hook.rawValue + $0, in: folder) }
      }
    }
  }

  private func remove(_ name: String, in folder: HookFolder) throws -> (path: String, isRemoved: Bool)? {
    guard let root = folder.root, let path = FilePath.relative(FilePath.join(folder.path, name), to: root),
      case .file(let bytes, _) = try HookFile.read(name, in: folder.path), HookText(bytes).block != nil
    else { return nil }
    let writer = try FileWriter(workTree: root, count: 1)
    let rest = HookText(bytes).removing()
    if let rest { try writer.writeHook(path, from: bytes, to: rest) } else { try writer.remove(path) }
    return (shown(name, in: folder), rest == nil)
  }

  private func shown(_ name: String, in folder: HookFolder) -> String {
    let path = FilePath.join(folder.path, name)
    return FilePath.relative(path, to: FilePath.real(store.workTree) ?? store.workTree) ?? path
  }
}

extension HookStatus.State {
  fileprivate static let outside = HookStatus.State.foreign(
    reason: "the hooks' folder is outside of this repository",
    advice: "call 'vireo hook' from the hooks there by hand, or set core.hooksPath for this repository alone")

  fileprivate static func foreign(_ hook: Hook, _ reason: String) -> HookStatus.State {
    .foreign(reason: reason, advice: "let it run 'vireo hook \(hook.rawValue)' with its own arguments")
  }
}
