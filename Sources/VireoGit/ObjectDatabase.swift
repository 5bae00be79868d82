import CLibgit2
import VireoModel

/// The objects of a repository as they are stored.
///
/// The first few are asked of a git process, which is there at once; if there are more, libgit2 is opened. One thread
/// at a time may use it.
package final class ObjectDatabase {
  private let git: GitProgram
  private var process: ObjectProcess?
  private var opened: (repository: Repository, handle: OpaquePointer)?
  private var readCount = 0

  /// How many objects the process is asked for.
  private static let fewObjects = 100

  /// - Parameter isForMany: Whether it is known that many objects will be read.
  package init(_ git: GitProgram, isForMany: Bool = false) {
    self.git = git
    if isForMany { readCount = ObjectDatabase.fewObjects }
  }

  /// Starts what the first objects are asked of, to be there when they are; without it they start it themselves.
  package func prepare() {
    if opened == nil, process == nil, readCount < ObjectDatabase.fewObjects { process = try? ObjectProcess(git) }
  }

  deinit { if let opened { git_odb_free(opened.handle) } }

  private func handle() throws -> OpaquePointer {
    if let opened { return opened.handle }
    process = nil
    let repository = try Repository(git.location)
    var handle: OpaquePointer?
    try repository.check(git_repository_odb(&handle, repository.handle), "the objects can't be opened")
    guard let handle else { throw VireoError.libgit2("the objects can't be opened", -1) }
    opened = (repository, handle)
    return handle
  }

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

  /// What an object is.
  package enum ObjectKind: Sendable {
    case commit
    /// A tag, and what it leads to.
    case tag(ObjectID)
    case other
  }

  /// - Throws: ``VireoError`` with the code `unreadable-repository`.
  package func kind(of id: ObjectID) throws -> ObjectKind {
    readCount += 1
    if opened == nil, readCount <= ObjectDatabase.fewObjects {
      process = try process ?? ObjectProcess(git)
      switch process?.read(id) {
      case .object("commit", _): return .commit
      case .object("tag", let bytes): return ObjectDatabase.target(bytes).map { .tag($0) } ?? .other
      case .object, .missing: return .other
      case nil, .some(.none): readCount = ObjectDatabase.fewObjects
      }
    }
    let handle = try handle()
    var raw = id.raw
    var object: OpaquePointer?
    guard git_odb_read(&object, handle, &raw) == 0, let object else { return .other }
    defer { git_odb_object_free(object) }
    switch git_odb_object_type(object) {
    case GIT_OBJECT_COMMIT: return .commit
    case GIT_OBJECT_TAG:
      let bytes = UnsafeRawBufferPointer(start: git_odb_object_data(object), count: git_odb_object_size(object))
      return ObjectDatabase.target(Array(bytes)).map { .tag($0) } ?? .other
    default: return .other
    }
  }

  /// What the first line of a tag names.
  private static func target(_ bytes: [UInt8]) -> ObjectID? {
    let line = bytes.prefix { $0 != UInt8(ascii: "\n") }
    guard line.starts(with: "object ".utf8) else { return nil }
    return ObjectID(hex: String(decoding: line.dropFirst(7), as: UTF8.self))
  }

  /// Hands an object's bytes to a function.
  ///
  /// - Returns: What the function returns; `nil` where there is no such object.
  /// - Throws: ``VireoError`` with the code `unreadable-repository` if it is damaged or of another kind.
  package func read<Value>(
    _ id: ObjectID, _ kind: Kind, _ body: (UnsafeRawBufferPointer) throws -> Value
  ) throws -> Value? {
    readCount += 1
    if opened == nil, readCount <= ObjectDatabase.fewObjects {
      process = try process ?? ObjectProcess(git)
      switch process?.read(id) {
      case .object(let name, let bytes):
        guard name == "\(kind)" else { throw VireoError.libgit2("the object \(id) isn't a \(kind)", -1) }
        return try bytes.withUnsafeBytes(body)
      case .missing: return nil
      case nil, .some(.none): readCount = ObjectDatabase.fewObjects
      }
    }
    let handle = try handle()
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
}
