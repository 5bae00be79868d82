import Foundation
package import VireoFormat
package import VireoGit
package import VireoModel

/// The tracker's files as a commit has them, read from the object database.
package final class RevisionFiles: TrackerFiles, @unchecked Sendable {
  private let lock = NSLock()
  private let repository: Repository
  private let root: ObjectID
  private var trees: [String: ObjectID] = [:]
  private var blobs: [String: ObjectID] = [:]

  package init(location: RepositoryLocation, commit: ObjectID) throws {
    repository = try Repository(location)
    root = try repository.tree(ofCommit: commit)
  }

  package func entries(in folder: String) throws -> [FolderEntry]? {
    lock.lock()
    defer { lock.unlock() }
    guard let tree = try tree(folder) else { return nil }
    return try repository.entries(ofTree: tree).map { entry in
      let path = folder + "/" + entry.name
      switch entry.kind {
      case .file:
        blobs[path] = entry.id
        return FolderEntry(name: entry.name, kind: .file)
      case .folder:
        trees[path] = entry.id
        return FolderEntry(name: entry.name, kind: .folder)
      case .other:
        return FolderEntry(name: entry.name, kind: .other)
      }
    }
  }

  private func tree(_ folder: String) throws -> ObjectID? {
    if let known = trees[folder] { return known }
    guard let entry = try repository.entry(at: folder, inTree: root), entry.kind == .folder else { return nil }
    return entry.id
  }

  package func bytes(of path: String) throws -> [UInt8]? {
    lock.lock()
    defer { lock.unlock() }
    if let blob = blobs[path] { return try repository.bytes(ofBlob: blob) }
    guard let entry = try repository.entry(at: path, inTree: root), entry.kind == .file else { return nil }
    return try repository.bytes(ofBlob: entry.id)
  }

  package func map<Output: Sendable>(
    _ paths: [String], _ transform: @Sendable (Int, Result<[UInt8], VireoError>) -> Output
  ) -> [Output] {
    mapInOrder(paths, place: "that revision", transform)
  }

  /// The id of the object at a path, as listed before or found anew.
  private func id(_ path: String) throws -> ObjectID? {
    if let blob = blobs[path] { return blob }
    guard let entry = try repository.entry(at: path, inTree: root), entry.kind == .file else { return nil }
    return entry.id
  }
}

extension RevisionFiles: SignedFiles {
  package var foldersCoverFiles: Bool { true }

  package func signature(ofFolder path: String) throws -> FileSignature? {
    lock.lock()
    defer { lock.unlock() }
    return try tree(path).map { FileSignature($0) }
  }

  package func signatures(ofFolders paths: [String]) throws -> [FileSignature?] {
    try paths.map { try signature(ofFolder: $0) }
  }

  package func changes(in listing: FolderListing, of folder: String, _ indices: Range<Int>) throws -> [Int] {
    lock.lock()
    defer { lock.unlock() }
    guard let tree = try tree(folder) else { return Array(indices) }
    let present = try repository.entries(ofTree: tree).map { ($0.name, FileSignature($0.id)) }
    let known = Dictionary(present, uniquingKeysWith: { first, _ in first })
    return indices.filter { index in
      // What lies further below is covered by the id of the folder here.
      let name = listing.name(at: index)
      return !name.contains("/") && known[name] != listing.records[index].signature
    }
  }

  package func mapIssues<Output: Sendable>(
    _ requests: [IssueRequest], _ transform: @Sendable (Int, IssueRead) -> Output
  ) -> [Output] {
    requests.enumerated().map { index, request in
      let file = Result { () throws(VireoError) in try signedBytes(of: request.path) }
      let own = request.withFolder ? try? ownFolder(String(request.path.dropLast(3))) : nil
      return transform(index, IssueRead(file: file, folder: own))
    }
  }

  private func signedBytes(of path: String) throws(VireoError) -> SignedBytes {
    let missing = VireoError(.readFailed, "'\(path)' isn't in that revision", advice: "run 'git fsck'")
    lock.lock()
    defer { lock.unlock() }
    do {
      guard let id = try id(path) else { throw missing }
      return SignedBytes(try repository.bytes(ofBlob: id), FileSignature(id))
    } catch {
      throw (error as? VireoError) ?? missing
    }
  }

  /// An issue's own folder; `nil` where there is none.
  private func ownFolder(_ folder: String) throws -> OwnFolder? {
    var own = OwnFolder()
    var pending = [""]
    while let path = pending.popLast() {
      let full = path.isEmpty ? folder : folder + "/" + path
      guard let signature = try signature(ofFolder: full), let entries = try entries(in: full) else { continue }
      pending += own.add(path, signature, entries) { try? signedBytes(of: full + "/" + $0) }
    }
    return own.parts.isEmpty ? nil : own
  }

  package func clock(_ folder: String) -> Int64? { nil }
}
