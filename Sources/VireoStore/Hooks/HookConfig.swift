import VireoFormat
import VireoGit
import VireoModel

/// The configuration of a program that looks after a repository's hooks.
struct HookConfig {
  let manager: HookManager
  /// From the top of the work tree.
  let path: String
  private let text: String

  /// What the work tree has; the first counts where there are several.
  static func find(in workTree: String, of manager: HookManager? = nil) throws -> HookConfig? {
    for (known, paths) in HookConfig.paths where manager == nil || manager == known {
      for path in paths where FilePath.exists(FilePath.join(workTree, path)) {
        let bytes = try WorkTreeFiles(workTree: workTree).bytes(of: path) ?? []
        return HookConfig(manager: known, path: path, text: String(decoding: bytes, as: UTF8.self))
      }
    }
    return nil
  }

  private static let paths: [(HookManager, [String])] = [
    (.preCommit, [".pre-commit-config.yaml"]),
    (
      .lefthook,
      ["lefthook", ".lefthook", ".config/lefthook"].flatMap { name in
        ["yml", "yaml", "toml", "json", "jsonc"].map { "\(name).\($0)" }
      }
    ),
  ]

  /// Where the configuration is to be written, if it is not there.
  static func usualPath(of manager: HookManager) -> String {
    paths.first { $0.0 == manager }?.1.first ?? ""
  }

  /// Whether it runs vireo for a hook.
  func calls(_ hook: Hook) -> Bool {
    text.contains("vireo hook \(hook.rawValue)") || (manager == .preCommit && text.contains(hook.frameworkName))
  }
}
