package import VireoModel

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
    return found
  }

  package func mapSigned<Output: Sendable>(
    _ paths: [String], _ transform: @Sendable (Int, Result<SignedBytes, VireoError>) -> Output
  ) -> [Output] {
    mapOpened(paths) { folder, name in
      try folder.signedBytes(of: name)
    } transform: {
      transform($0, $1)
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
  fileprivate var modified: Int64 {
    #if canImport(Darwin)
      Int64(st_mtimespec.tv_sec) * 1_000_000_000 + Int64(st_mtimespec.tv_nsec)
    #else
      Int64(st_mtim.tv_sec) * 1_000_000_000 + Int64(st_mtim.tv_nsec)
    #endif
  }

  fileprivate var changed: Int64 {
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
