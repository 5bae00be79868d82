import Foundation
import VireoFormat
import VireoGit
import VireoModel
import VireoStore

extension Tracker {
  /// The folder for texts that are being written, which is no part of the work tree.
  ///
  /// - Throws: `VireoError` with the code `write-failed`.
  package func draftsFolder() throws -> String {
    let folder = FilePath.join(location.commonDirectory, "vireo/state/drafts")
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw VireoError(
        .writeFailed, "'\(folder)' can't be made", causes: [error.localizedDescription],
        state: "nothing was written", advice: "see to the permissions")
    }
    return folder
  }
}

extension Tracker {
  /// The text of a template; empty where there is none of that name.
  package func templateBody(_ name: String) throws -> String {
    let path = Layout.folder + "/templates/\(name).md"
    guard !name.contains("/"), let bytes = try snapshot().files.bytes(of: path) else { return "" }
    return Document(SourceText(path: path, bytes: bytes)).body
  }
}
