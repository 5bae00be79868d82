import CLibgit2
import CLibgit2Loader
import VireoModel

/// An open repository.
///
/// libgit2 is initialised when the first one is opened, since that alone takes milliseconds.
///
/// One thread at a time may use it.
package final class Repository {
  let handle: OpaquePointer
  package let location: RepositoryLocation

  private static let isInitialised: Bool = {
    guard git_libgit2_init() > 0 else { return false }
    #if os(Linux)
      vireo_trust_objects()
    #endif
    return true
  }()

  /// - Throws: ``VireoError`` with the code `unreadable-repository`.
  package init(_ location: RepositoryLocation) throws {
    guard Repository.isInitialised else {
      throw VireoError(
        .unreadableRepository, "libgit2 can't be loaded", advice: "install libgit2 \(LIBGIT2_VERSION)")
    }
    var handle: OpaquePointer?
    let code = git_repository_open(&handle, location.gitDirectory)
    guard code == 0, let handle else { throw VireoError.libgit2("the repository can't be opened", code) }
    self.handle = handle
    self.location = location
  }

  deinit { git_repository_free(handle) }

  /// Lets libgit2 take the index for empty; it would read all of it for the attributes of a file that is stored.
  func forgetIndex() throws {
    var index: OpaquePointer?
    try check(git_index_new(&index), "no index can be made")
    defer { git_index_free(index) }
    try check(git_repository_set_index(handle, index), "no index can be set")
  }

  package struct TreeEntry: Sendable, Hashable {
    package enum Kind: Sendable { case file, folder, other }
    package var name: String
    package var kind: Kind
    package var id: ObjectID
  }

  /// The tree of a commit.
  package func tree(ofCommit commit: ObjectID) throws -> ObjectID {
    let object = try Object(self, commit, GIT_OBJECT_COMMIT)
    return try withExtendedLifetime(object) {
      guard let id = git_commit_tree_id(object.handle) else { throw VireoError.libgit2("a commit has no tree", -1) }
      return ObjectID(id.pointee)
    }
  }

  package func entries(ofTree tree: ObjectID) throws -> [TreeEntry] {
    let object = try Object(self, tree, GIT_OBJECT_TREE)
    return withExtendedLifetime(object) {
      (0..<git_tree_entrycount(object.handle)).compactMap { index in
        git_tree_entry_byindex(object.handle, index).flatMap { TreeEntry($0) }
      }
    }
  }

  /// What lies at a path below a tree; `nil` where there is nothing.
  package func entry(at path: String, inTree tree: ObjectID) throws -> TreeEntry? {
    var current = TreeEntry(name: "", kind: .folder, id: tree)
    for part in path.split(separator: "/") {
      guard current.kind == .folder, let next = try entries(ofTree: current.id).first(where: { $0.name == part })
      else { return nil }
      current = next
    }
    return current
  }

  package func bytes(ofBlob blob: ObjectID) throws -> [UInt8] {
    let object = try Object(self, blob, GIT_OBJECT_BLOB)
    return withExtendedLifetime(object) {
      guard let start = git_blob_rawcontent(object.handle) else { return [] }
      return Array(UnsafeRawBufferPointer(start: start, count: Int(git_blob_rawsize(object.handle))))
    }
  }

  /// A person as `.mailmap` has them (gitmailmap(5)).
  package func mailmapped(name: String, email: String) throws -> (name: String, email: String) {
    var map: OpaquePointer?
    try check(git_mailmap_from_repository(&map, handle), "the mailmap can't be read")
    defer { git_mailmap_free(map) }
    var realName: UnsafePointer<CChar>?
    var realEmail: UnsafePointer<CChar>?
    return try name.withCString { name in
      try email.withCString { email in
        try check(git_mailmap_resolve(&realName, &realEmail, map, name, email), "the mailmap can't be read")
        return (realName.map { String(cString: $0) } ?? "", realEmail.map { String(cString: $0) } ?? "")
      }
    }
  }

  func check(_ code: Int32, _ message: String) throws {
    if code < 0 { throw VireoError.libgit2(message, code) }
  }
}

/// An object of the repository, freed with its last use; what it points to goes with it.
final class Object {
  let handle: OpaquePointer

  init(_ repository: Repository, _ id: ObjectID, _ type: git_object_t) throws {
    var raw = id.raw
    var handle: OpaquePointer?
    let code = git_object_lookup(&handle, repository.handle, &raw, type)
    guard code == 0, let handle else { throw VireoError.libgit2("the object \(id) can't be read", code) }
    self.handle = handle
  }

  deinit { git_object_free(handle) }
}

extension Repository.TreeEntry {
  fileprivate init?(_ entry: OpaquePointer) {
    guard let name = git_tree_entry_name(entry), let id = git_tree_entry_id(entry) else { return nil }
    let kind: Kind =
      switch git_tree_entry_filemode(entry) {
      case GIT_FILEMODE_BLOB, GIT_FILEMODE_BLOB_EXECUTABLE: .file
      case GIT_FILEMODE_TREE: .folder
      default: .other
      }
    self.init(name: String(cString: name), kind: kind, id: ObjectID(id.pointee))
  }
}

extension VireoError {
  static func libgit2(_ message: String, _ code: Int32) -> VireoError {
    let detail = git_error_last().flatMap { $0.pointee.message }.map { String(cString: $0) }
    return VireoError(
      .unreadableRepository, message, causes: [detail ?? "libgit2 says \(code)"], advice: "run 'git fsck'")
  }

  static func sha256(_ path: String) -> VireoError {
    VireoError(
      .unreadableRepository, "'\(path)' names objects with SHA-256, which can't be read yet",
      advice: "use a repository with SHA-1")
  }
}
