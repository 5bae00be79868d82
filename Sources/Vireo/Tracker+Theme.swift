import VireoFormat
package import VireoModel
import VireoStore

extension Tracker {
  /// The bytes of a file of the theme of the tracker's site; `nil` where there is none.
  ///
  /// - Throws: `VireoError` with the codes `read-failed` or `unreadable-repository`.
  package func themeFile(_ name: String) throws -> [UInt8]? { try files().bytes(of: Layout.folder + "/theme/" + name) }

  /// A file as it is; `nil` where there is none.
  package func source(at path: String) throws -> SourceText? {
    try files().bytes(of: path).map { SourceText(path: path, bytes: $0) }
  }

  /// Where the text of a file begins, behind its front matter.
  package static func bodyStart(in source: SourceText) -> Int { Document(source).bodyStart }

  /// Writes files of a theme.
  ///
  /// - Parameters:
  ///   - files: Their names and contents.
  ///   - replacing: Whether files that are there with other contents are replaced.
  /// - Returns: The paths that were written.
  /// - Throws: `VireoError` with the code `edit-refused` where a file is there with other contents; nothing is written
  ///   then.
  public func writeTheme(_ files: [(name: String, text: String)], replacing: Bool) throws -> [String] {
    try edit(commit: false) { edit in
      for (name, text) in files {
        try edit.put(Layout.folder + "/theme/" + name, Array(text.utf8), replacing: replacing)
      }
    }.paths
  }
}

extension TrackerEdit {
  /// Stages a file with certain contents.
  mutating func put(_ path: String, _ bytes: [UInt8], replacing: Bool) throws {
    guard let present = try transaction.bytes(of: path) else { return transaction.create(path, bytes) }
    if present == bytes { return }
    guard replacing else {
      throw VireoError(
        .editRefused, "'\(path)' was changed, and would be written over", state: "nothing was written",
        advice: "move it away, or add --force to lose what was changed")
    }
    try transaction.edit(path) { _ in bytes }
  }
}
