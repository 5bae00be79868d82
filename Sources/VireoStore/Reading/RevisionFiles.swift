import Foundation
package import VireoFormat
package import VireoGit
package import VireoModel

/// The tracker's files as a commit has them, read from the object database.
///
/// A commit never changes, so what was listed once is remembered.
package final class RevisionFiles: TrackerFiles, @unchecked Sendable {
  // It guards all that follows.
  private let lock = NSLock()
  private let objects: ObjectDatabase
  private let commit: ObjectID
  private var root: ObjectID?
  private var trees: [String: ObjectID] = [:]
  private var blobs: [String: ObjectID] = [:]

  package init(_ git: GitProgram, commit: ObjectID) {
    (objects, self.commit) = (ObjectDatabase(git), commit)
  }

  package func entries(in folder: String) throws -> [FolderEntry]? {
    lock.lock()
    defer { lock.unlock() }
    guard let tree = try tree(folder) else { return nil }
    return try entries(ofTree: tree).map { entry in
      let name = String(decoding: entry.name, as: UTF8.self)
      let path = folder + "/" + name
      switch entry.kind {
      case .file:
        blobs[path] = entry.id
        return FolderEntry(name: name, kind: .file)
      case .folder:
        trees[path] = entry.id
        return FolderEntry(name: name, kind: .folder)
      case .other:
        return FolderEntry(name: name, kind: .other)
      }
    }
  }

  private func entries(ofTree tree: ObjectID) throws -> [TreeObject.Entry] {
    guard let entries = try objects.read(tree, .tree, { TreeObject($0).entries }) else { throw missing(tree) }
    return entries
  }

  private func missing(_ id: ObjectID) -> VireoError {
    VireoError(.unreadableRepository, "the object \(id) is missing", advice: "run 'git fsck'")
  }

  /// What lies at a path.
  private func entry(_ path: String) throws -> TreeObject.Entry? {
    if root == nil { root = try objects.read(commit, .commit) { CommitObject($0).tree } ?? nil }
    guard let root else { throw missing(commit) }
    return try objects.entry(at: path, in: root)
  }

  private func tree(_ folder: String) throws -> ObjectID? {
    if let known = trees[folder] { return known }
    guard let entry = try entry(folder), entry.kind == .folder else { return nil }
    trees[folder] = entry.id
    return entry.id
  }

  private func bytes(ofBlob id: ObjectID) throws -> [UInt8] {
    guard let bytes = try objects.read(id, .blob, { Array($0) }) else { throw missing(id) }
    return bytes
  }

  package func bytes(of path: String) throws -> [UInt8]? {
    lock.lock()
    defer { lock.unlock() }
    return try id(path).map { try bytes(ofBlob: $0) }
  }

  package func map<Output: Sendable>(
    _ paths: [String], _ transform: @Sendable (Int, Result<[UInt8], VireoError>) -> Output
  ) -> [Output] {
    mapInOrder(paths, place: "that revision", transform)
  }

  /// The id of the object at a path, as listed before or found anew.
  private func id(_ path: String) throws -> ObjectID? {
    if let blob = blobs[path] { return blob }
    guard let entry = try entry(path), entry.kind == .file else { return nil }
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
    let present = try entries(ofTree: tree).map { (String(decoding: $0.name, as: UTF8.self), FileSignature($0.id)) }
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
      return SignedBytes(try bytes(ofBlob: id), FileSignature(id))
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
