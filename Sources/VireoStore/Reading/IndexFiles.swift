import Foundation
package import VireoFormat
package import VireoGit
package import VireoModel

/// The tracker's files as the index has them: as the next commit will.
package final class IndexFiles: TrackerFiles, @unchecked Sendable {
  private let lock = NSLock()
  private let repository: Repository
  private var folders: [String: Set<FolderEntry>] = [:]
  private var blobs: [String: ObjectID] = [:]

  package init(location: RepositoryLocation, git: GitProgram) throws {
    repository = try Repository(location)
    for entry in try git.indexEntries(below: Layout.folder) {
      if entry.isFile { blobs[entry.path] = entry.id }
      add(entry.path, entry.isFile ? .file : .other)
    }
  }

  /// Takes in a file with the folders above it.
  private func add(_ path: String, _ kind: FolderEntry.Kind) {
    var (folder, name) = path.splittingName
    guard folders[folder, default: []].insert(FolderEntry(name: name, kind: kind)).inserted else { return }
    while folder.contains("/") {
      (folder, name) = folder.splittingName
      guard folders[folder, default: []].insert(FolderEntry(name: name, kind: .folder)).inserted else { return }
    }
  }

  package func entries(in folder: String) -> [FolderEntry]? { folders[folder].map(Array.init) }

  package func bytes(of path: String) throws -> [UInt8]? {
    lock.lock()
    defer { lock.unlock() }
    return try blobs[path].map { try repository.bytes(ofBlob: $0) }
  }

  package func map<Output: Sendable>(
    _ paths: [String], _ transform: @Sendable (Int, Result<[UInt8], VireoError>) -> Output
  ) -> [Output] {
    mapInOrder(paths, place: "the index", transform)
  }
}
