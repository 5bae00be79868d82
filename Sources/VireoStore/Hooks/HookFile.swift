import VireoGit
import VireoModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What lies at the place of a hook.
enum HookFile {
  case none
  /// A link, a folder or a device.
  case irregular
  case file(bytes: [UInt8], isExecutable: Bool)

  static func read(_ name: String, in folder: String) throws -> HookFile {
    guard FilePath.isFolder(folder) else { return .none }
    let opened = try Descriptor.folder(folder)
    var status = stat()
    guard fstatat(opened.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return .none }
    guard let bytes = try opened.bytes(of: name) else { return .irregular }
    return .file(bytes: bytes, isExecutable: status.st_mode & 0o111 != 0)
  }
}

extension FileWriter {
  /// Puts a file that may be executed into its place, over what was read before or, for `nil`, where nothing is.
  ///
  /// - Throws: ``VireoError`` with the code `file-changed` if there is something else by now.
  func writeHook(_ path: String, from old: [UInt8]?, to new: [UInt8]) throws {
    let prepared = try prepare(path, new, mode: 0o777)
    guard try bytes(of: path) == old, try place(prepared, isNew: old == nil) else {
      discard(prepared)
      throw VireoError(
        .fileChanged, "'\(path)' was changed in the meantime", state: "nothing was written to it",
        advice: "run it again")
    }
  }
}
