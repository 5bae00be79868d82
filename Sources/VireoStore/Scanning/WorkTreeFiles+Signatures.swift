import VireoModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension WorkTreeFiles: SignedFiles {
  package var foldersCoverFiles: Bool { false }

  package func signature(ofFolder path: String) throws -> FileSignature? {
    let (parent, name) = path.splittingName
    guard let folder = try top.folder(parent) else { return nil }
    return try folder.signature(ofFolder: name)
  }

  package func signatures(ofFolders paths: [String]) throws -> [FileSignature?] {
    var parent: (path: String, opened: Descriptor?)?
    return try paths.map { path in
      let (above, name) = path.splittingName
      if parent?.path != above { parent = (above, try top.folder(above)) }
      return try parent?.opened?.signature(ofFolder: name)
    }
  }

  package func changes(in listing: FolderListing, of folder: String, _ indices: Range<Int>) throws -> [Int] {
    guard let opened = try top.folder(folder) else { return Array(indices) }
    var status = stat()
    var found: [Int] = []
    withExtendedLifetime(opened) {
      listing.names.withUnsafeBytes { names in
        listing.records.withUnsafeBufferPointer { records in
          for index in indices {
            let record = records[index]
            guard let name = names.baseAddress.map({ $0 + Int(record.nameStart) }),
              fstatat(opened.number, name.assumingMemoryBound(to: CChar.self), &status, AT_SYMLINK_NOFOLLOW) == 0,
              FileSignature(status) == record.signature
            else {
              found.append(index)
              continue
            }
          }
        }
      }
    }
    return found
  }

  package func mapIssues<Output: Sendable>(
    _ requests: [IssueRequest], _ transform: @Sendable (Int, IssueRead) -> Output
  ) -> [Output] {
    mapOpened(requests.map(\.path)) { index, folder, name -> IssueRead? in
      guard let file = try folder.signedBytes(of: name) else { return nil }
      let own = requests[index].withFolder ? try? folder.ownFolder(named: String(name.dropLast(3))) : nil
      return IssueRead(file: .success(file), folder: own)
    } transform: { index, read in
      switch read {
      case .success(let read): transform(index, read)
      case .failure(let error): transform(index, IssueRead(file: .failure(error), folder: nil))
      }
    }
  }

  package func clock(_ folder: String) throws -> Int64? {
    let path = folder + "/clock"
    let file = open(path, O_WRONLY | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard file >= 0 else { throw VireoError.writing(path, errno, state: "nothing was written") }
    defer { close(file) }
    var status = stat()
    guard futimens(file, nil) == 0, fstat(file, &status) == 0 else {
      throw VireoError.writing(path, errno, state: "nothing was written")
    }
    var here = stat()
    guard fstat(top.number, &here) == 0 else { throw VireoError.reading(".", errno) }
    // The clock of another file system may go differently.
    return status.modified - (here.st_dev == status.st_dev ? 0 : 2_000_000_000)
  }
}

extension stat {
  /// When the content was changed, in nanoseconds since 1970.
  var modified: Int64 {
    #if canImport(Darwin)
      Int64(st_mtimespec.tv_sec) * 1_000_000_000 + Int64(st_mtimespec.tv_nsec)
    #else
      Int64(st_mtim.tv_sec) * 1_000_000_000 + Int64(st_mtim.tv_nsec)
    #endif
  }

  /// When the inode was changed, in nanoseconds since 1970.
  var changed: Int64 {
    #if canImport(Darwin)
      Int64(st_ctimespec.tv_sec) * 1_000_000_000 + Int64(st_ctimespec.tv_nsec)
    #else
      Int64(st_ctim.tv_sec) * 1_000_000_000 + Int64(st_ctim.tv_nsec)
    #endif
  }
}

extension FileSignature {
  /// The signature of what lies at an absolute path; `nil` where there is nothing.
  package init?(path: String) {
    var status = stat()
    guard lstat(path, &status) == 0 else { return nil }
    self.init(status)
  }

  init(_ status: stat) {
    // A file that became a folder or a link is another one, whatever its inode.
    let kind = UInt64(status.st_mode & S_IFMT) << 48
    self.init(
      size: Int64(status.st_size), modified: status.modified, changed: status.changed,
      inode: UInt64(status.st_ino) ^ kind)
  }
}

extension Descriptor {
  /// An issue's own folder in this one; `nil` where there is none of that name.
  func ownFolder(named name: String) throws -> OwnFolder? {
    var own = OwnFolder()
    var pending = [""]
    guard let top = try open(name, O_RDONLY | O_DIRECTORY) else { return nil }
    while let path = pending.popLast() {
      guard let folder = try path.isEmpty ? top : top.folder(path) else { continue }
      var status = stat()
      guard fstat(folder.number, &status) == 0 else { throw VireoError.reading(name, errno) }
      let entries = try folder.entries(name)
      pending += own.add(path, FileSignature(status), entries) { try? folder.signedBytes(of: $0) }
    }
    return own
  }

  /// The signature of a folder in this one; `nil` where there is none of that name.
  func signature(ofFolder name: String) throws -> FileSignature? {
    var status = stat()
    guard fstatat(number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      if errno == ENOENT || errno == ENOTDIR { return nil }
      throw VireoError.reading(name, errno)
    }
    return status.st_mode & S_IFMT == S_IFDIR ? FileSignature(status) : nil
  }

  /// The bytes of a regular file in this folder, with the signature that it had before; `nil` where there is none.
  func signedBytes(of name: String) throws -> SignedBytes? {
    guard let file = try open(name, O_RDONLY) else { return nil }
    var status = stat()
    guard fstat(file.number, &status) == 0 else { throw VireoError.reading(name, errno) }
    guard status.st_mode & S_IFMT == S_IFREG else { return nil }
    return SignedBytes(try file.readAll(name, expecting: Int(status.st_size)), FileSignature(status))
  }
}
