import VireoGit
import VireoModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Puts whole files in place: written beside the old one, flushed, then renamed over it.
struct FileWriter {
  let workTree: String
  /// Whether each file is flushed by itself, or all of them together by ``flushAll()``.
  private let flushesEach: Bool
  private let top: Descriptor

  /// - Parameter count: How many files will be written: from a few dozen on, one flush of the file system is faster.
  init(workTree: String, count: Int) throws {
    self.workTree = workTree
    flushesEach = count <= 32
    top = try Descriptor.folder(workTree)
  }

  /// Flushes what was written or renamed since, where that was not done file by file.
  func flushAll() {
    // `syncfs` would do, but Swift's module of the C library does not have it.
    if !flushesEach { sync() }
  }

  private func flush(_ folder: Descriptor) {
    if flushesEach { fsync(folder.number) }
  }

  /// A file that is written and flushed, but not yet in its place.
  struct Prepared {
    let path: String
    let temporary: String
    fileprivate let folder: Descriptor
    fileprivate let name: String
  }

  /// The name beside a path under which its new content is written.
  static func temporaryPath(for path: String) -> String {
    let (folder, name) = path.splittingName
    return FilePath.join(folder, ".vireo-\(name.utf8.count > 200 ? String(name.prefix(60)) : name).tmp")
  }

  func bytes(of path: String) throws -> [UInt8]? {
    let (folder, name) = path.splittingName
    return try top.folder(folder)?.bytes(of: name)
  }

  /// Writes and flushes the content beside its place; missing folders are made.
  ///
  /// - Parameter mode: That of a new file, from which the process's mask is taken; an old one keeps its own.
  func prepare(_ path: String, _ bytes: [UInt8], mode: mode_t = 0o666) throws -> Prepared {
    let (folder, name) = path.splittingName
    let opened = try makeFolder(folder)
    let temporary = FileWriter.temporaryPath(for: path)
    let temporaryName = temporary.splittingName.name
    unlinkat(opened.number, temporaryName, 0)
    let flags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC
    let descriptor = openat(opened.number, temporaryName, flags, mode)
    guard descriptor >= 0 else { throw VireoError.writing(path, errno, state: "nothing was written") }
    defer { close(descriptor) }
    var status = stat()
    if fstatat(opened.number, name, &status, AT_SYMLINK_NOFOLLOW) == 0, status.st_mode & S_IFMT == S_IFREG {
      fchmod(descriptor, status.st_mode & 0o7777)
    }
    if let code = write(bytes, to: descriptor) {
      unlinkat(opened.number, temporaryName, 0)
      throw VireoError.writing(path, code, state: "nothing was written")
    }
    return Prepared(path: path, temporary: temporary, folder: opened, name: name)
  }

  private func write(_ bytes: [UInt8], to descriptor: Int32) -> Int32? {
    var rest = bytes[...]
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { systemWrite(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      if count < 0 { return errno }
      rest = rest.dropFirst(count)
    }
    return !flushesEach || fsync(descriptor) == 0 ? nil : errno
  }

  /// Puts a prepared file in its place, over what is there or, if it is new, only where nothing is.
  ///
  /// - Returns: Whether it was done; false if something is there that should not be.
  func place(_ file: Prepared, isNew: Bool) throws -> Bool {
    let temporary = file.temporary.splittingName.name
    if isNew {
      // A hard link, unlike a rename, never replaces a file.
      if linkat(file.folder.number, temporary, file.folder.number, file.name, 0) == 0 {
        unlinkat(file.folder.number, temporary, 0)
      } else if errno == EEXIST {
        return false
      } else if errno == EPERM || errno == ENOTSUP || errno == EMLINK {
        guard faccessat(file.folder.number, file.name, F_OK, 0) != 0 else { return false }
        guard renameat(file.folder.number, temporary, file.folder.number, file.name) == 0 else {
          throw VireoError.writing(file.path, errno, state: "nothing was written to it")
        }
      } else {
        throw VireoError.writing(file.path, errno, state: "nothing was written to it")
      }
    } else {
      guard renameat(file.folder.number, temporary, file.folder.number, file.name) == 0 else {
        throw VireoError.writing(file.path, errno, state: "nothing was written to it")
      }
    }
    flush(file.folder)
    return true
  }

  /// Removes a file.
  func remove(_ path: String) throws {
    let (folder, name) = path.splittingName
    guard let opened = try top.folder(folder), unlinkat(opened.number, name, 0) == 0 else {
      throw VireoError.writing(path, errno, state: "it was not removed")
    }
    flush(opened)
  }

  func discard(_ file: Prepared) { unlinkat(file.folder.number, file.temporary.splittingName.name, 0) }

  /// Removes a temporary file that a killed process left behind.
  func removeLeftover(_ path: String) {
    let (folder, name) = path.splittingName
    guard name.hasPrefix(".vireo-"), let opened = try? top.folder(folder) else { return }
    unlinkat(opened.number, name, 0)
  }

  /// Moves a file or folder to a place where nothing is.
  func move(_ old: String, to new: String) throws {
    let (oldFolder, oldName) = old.splittingName
    let (newFolder, newName) = new.splittingName
    let target = try makeFolder(newFolder)
    guard let source = try top.folder(oldFolder) else {
      throw VireoError.writing(old, ENOENT, state: "it was not moved")
    }
    guard faccessat(target.number, newName, F_OK, 0) != 0 else {
      throw VireoError.writing(new, EEXIST, state: "'\(old)' was not moved")
    }
    guard renameat(source.number, oldName, target.number, newName) == 0 else {
      throw VireoError.writing(new, errno, state: "'\(old)' was not moved")
    }
    flush(target)
    flush(source)
  }

  private func makeFolder(_ path: String) throws -> Descriptor {
    var current = top
    for part in path.split(separator: "/") {
      let name = String(part)
      if mkdirat(current.number, name, 0o777) != 0, errno != EEXIST {
        // Some systems answer "read-only" before "exists".
        let code = errno
        if let next = try current.open(name, O_RDONLY | O_DIRECTORY) {
          current = next
          continue
        }
        throw VireoError.writing(path, code, state: "nothing was written")
      }
      guard let next = try current.open(name, O_RDONLY | O_DIRECTORY) else {
        throw VireoError.writing(path, ENOTDIR, state: "nothing was written")
      }
      current = next
    }
    return current
  }
}
