import CLibgit2
import CLibgit2Loader
import VireoModel

/// The objects of a repository as they are stored, which is faster than through libgit2's own types.
///
/// One thread at a time may use it.
package final class ObjectDatabase {
  private let repository: Repository
  private let handle: OpaquePointer

  /// - Throws: ``VireoError`` with the code `unreadable-repository`.
  package init(_ repository: Repository) throws {
    self.repository = repository
    var handle: OpaquePointer?
    try repository.check(git_repository_odb(&handle, repository.handle), "the objects can't be opened")
    guard let handle else { throw VireoError.libgit2("the objects can't be opened", -1) }
    self.handle = handle
  }

  deinit { git_odb_free(handle) }

  package enum Kind: Sendable {
    case commit, tree, blob

    fileprivate var type: git_object_t {
      switch self {
      case .commit: GIT_OBJECT_COMMIT
      case .tree: GIT_OBJECT_TREE
      case .blob: GIT_OBJECT_BLOB
      }
    }
  }

  /// Hands an object's bytes to a function.
  ///
  /// - Returns: What the function returns; `nil` where there is no such object.
  /// - Throws: ``VireoError`` with the code `unreadable-repository` if it is damaged or of another kind.
  package func read<Value>(
    _ id: ObjectID, _ kind: Kind, _ body: (UnsafeRawBufferPointer) throws -> Value
  ) throws -> Value? {
    var raw = id.raw
    var object: OpaquePointer?
    let code = git_odb_read(&object, handle, &raw)
    if code == GIT_ENOTFOUND.rawValue { return nil }
    guard code == 0, let object else { throw VireoError.libgit2("the object \(id) can't be read", code) }
    defer { git_odb_object_free(object) }
    guard git_odb_object_type(object) == kind.type else {
      throw VireoError.libgit2("the object \(id) isn't a \(kind)", -1)
    }
    return try body(UnsafeRawBufferPointer(start: git_odb_object_data(object), count: git_odb_object_size(object)))
  }

  /// The object whose id begins with these hexadecimal digits; `nil` where there is none, or more than one.
  package func expand(_ hex: String) -> ObjectID? {
    guard hex.utf8.count < 40 else { return ObjectID(hex: hex) }
    let padded = hex + String(repeating: "0", count: 40 - hex.utf8.count)
    guard var short = ObjectID(hex: padded)?.raw else { return nil }
    var full = git_oid()
    guard git_odb_exists_prefix(&full, handle, &short, hex.utf8.count) == 0 else { return nil }
    return ObjectID(full)
  }

  /// Lets libgit2 take objects without hashing them again, as git does; what is damaged is mostly found all the same,
  /// by the checksum of its compression. It holds for the whole process until the body returns.
  package static func withoutHashing<Value>(_ body: () throws -> Value) rethrows -> Value {
    vireo_verify_hashes(0)
    defer { vireo_verify_hashes(1) }
    return try body()
  }
}
