package import VireoModel
import VireoStore

extension Tracker {
  /// How each hook stands in the repository.
  ///
  /// - Throws: `VireoError` with the codes `no-tracker` for a bare repository, or `unreadable-repository`.
  package func hooks() throws -> [HookStatus] { try hookInstaller().status() }

  /// Adds vireo to each hook that can have it; other lines stay as they are.
  ///
  /// - Returns: How each hook stands then, and whether its file was changed.
  /// - Throws: As ``hooks()``, and with the codes `shared-hooks`, `write-failed` or `file-changed`.
  package func installHooks() throws -> [(status: HookStatus, isChanged: Bool)] { try hookInstaller().install() }

  /// Takes vireo out of every hook; each file is as it was before then.
  ///
  /// - Returns: The files that were changed or removed.
  /// - Throws: As ``hooks()``, and with the codes `write-failed` or `file-changed`.
  package func uninstallHooks() throws -> [(path: String, isRemoved: Bool)] { try hookInstaller().uninstall() }

  private func hookInstaller() throws -> HookInstaller {
    try HookInstaller(Store(location: location, git: git))
  }
}
