import VireoFormat
package import VireoModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// An open file or folder, closed with its last use.
final class Descriptor: @unchecked Sendable {
  let number: Int32

  init(_ number: Int32) { self.number = number }

  deinit { close(number) }

  /// Opens a folder, following links (for the top of the work tree).
  static func folder(_ path: String) throws -> Descriptor {
    let number = systemOpen(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard number >= 0 else { throw VireoError.reading(path, errno) }
    return Descriptor(number)
  }

  /// Opens something below this folder without following a link; `nil` where there is nothing of that name.
  func open(_ name: String, _ flags: Int32) throws -> Descriptor? {
    while true {
      let opened = openat(number, name, flags | O_NOFOLLOW | O_CLOEXEC | O_NONBLOCK)
      if opened >= 0 { return Descriptor(opened) }
      if errno == ENOENT || errno == ENOTDIR || errno == ELOOP { return nil }
      if errno != EINTR { throw VireoError.reading(name, errno) }
    }
  }

  /// Opens a folder by its path below this one; `nil` where a part of the path is missing or is no folder.
  func folder(_ path: String) throws -> Descriptor? {
    var current = self
    for part in path.split(separator: "/") {
      guard let next = try current.open(String(part), O_RDONLY | O_DIRECTORY) else { return nil }
      current = next
    }
    return current
  }

  /// The entries of this folder, in no order.
  ///
  /// - Parameter path: Its path, for messages.
  func entries(_ path: String) throws -> [FolderEntry] {
    // The stream owns the descriptor that it is given, so it gets one of its own.
    guard let stream = fdopendir(dup(number)) else { throw VireoError.reading(path, errno) }
    defer { closedir(stream) }
    var found: [FolderEntry] = []
    let nameOffset = MemoryLayout<dirent>.offset(of: \.d_name) ?? 0
    while let entry = readdir(stream) {
      let name = String(cString: UnsafeRawPointer(entry).advanced(by: nameOffset).assumingMemoryBound(to: CChar.self))
      if name == "." || name == ".." { continue }
      found.append(FolderEntry(name: name, kind: kind(Int32(entry.pointee.d_type), name)))
    }
    return found
  }

  private func kind(_ type: Int32, _ name: String) -> FolderEntry.Kind {
    switch type {
    case Int32(DT_REG): return .file
    case Int32(DT_DIR): return .folder
    case Int32(DT_UNKNOWN):
      var status = stat()
      guard fstatat(number, name, &status, AT_SYMLINK_NOFOLLOW) == 0 else { return .other }
      return status.st_mode & S_IFMT == S_IFREG ? .file : status.st_mode & S_IFMT == S_IFDIR ? .folder : .other
    default: return .other
    }
  }

  /// The bytes of a regular file in this folder; `nil` where there is none.
  func bytes(of name: String) throws -> [UInt8]? {
    try signedBytes(of: name)?.bytes
  }

  func readAll(_ name: String, expecting size: Int) throws -> [UInt8] {
    var defect: Int32 = 0
    var isWhole = false
    var bytes = [UInt8](unsafeUninitializedCapacity: size + 1) { buffer, count in
      while count < buffer.count {
        let got = read(number, buffer.baseAddress.map { $0 + count }, buffer.count - count)
        if got == 0 { isWhole = true }
        if got < 0, errno == EINTR { continue }
        if got < 0 { defect = errno }
        if got <= 0 { return }
        count += got
      }
    }
    // The file grew while it was read.
    var buffer = [UInt8](repeating: 0, count: isWhole || defect != 0 ? 0 : 65_536)
    while !isWhole, defect == 0 {
      let got = read(number, &buffer, buffer.count)
      if got > 0 { bytes += buffer[..<got] }
      if got == 0 { isWhole = true }
      if got < 0, errno != EINTR { defect = errno }
    }
    guard defect == 0 else { throw VireoError.reading(name, defect) }
    return bytes
  }
}

extension VireoError {
  package static func reading(_ path: String, _ code: Int32) -> VireoError {
    VireoError(
      .readFailed, "'\(path)' can't be read", causes: [String(cString: strerror(code))],
      advice: "see to the permissions, then run it again")
  }

  package static func writing(_ path: String, _ code: Int32, state: String) -> VireoError {
    let advice: String =
      switch code {
      case EACCES, EPERM: "see to the permissions, then run it again"
      case EROFS: "use a work tree that can be written to"
      case ENOSPC, EDQUOT: "make room on the disk, then run it again"
      default: "see the cause, then run it again"
      }
    return VireoError(
      .writeFailed, "'\(path)' can't be written", causes: [String(cString: strerror(code))], state: state,
      advice: advice)
  }
}

/// The system's `open`, by a name that no method hides.
private func systemOpen(_ path: String, _ flags: Int32) -> Int32 { open(path, flags) }

/// The system's `write`, by a name that no method hides.
package func systemWrite(_ descriptor: Int32, _ bytes: UnsafeRawPointer?, _ count: Int) -> Int {
  write(descriptor, bytes, count)
}
