import Foundation
package import VireoEvents
import VireoModel
import VireoStore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The folder in which events are recorded: the database, the spool, and the secret of the keys.
package struct EventFolder: Sendable {
  /// An absolute path.
  package let path: String

  package init(_ path: String) { self.path = path }

  /// Where the spool's files are.
  var spool: String { path + "/spool" }

  /// The secret, made at the first call.
  ///
  /// - Parameter random: Where its bytes come from; a generator that cannot be foretold.
  /// - Throws: `VireoError` if it can neither be read nor made.
  package func secret(_ random: inout some RandomNumberGenerator) throws -> SecretKey {
    let file = path + "/secret"
    if let data = FileManager.default.contents(atPath: file), let key = SecretKey(bytes: Array(data)) { return key }
    try make()
    let bytes = (0..<SecretKey.length).map { _ in UInt8.random(in: .min ... .max, using: &random) }
    // Whoever reads it sees the whole secret or none, also if the power fails in between.
    let draft = "\(file).\(getpid())"
    unlink(draft)
    let descriptor = open(draft, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw VireoError.writing(draft, errno, state: "nothing was changed") }
    defer {
      close(descriptor)
      unlink(draft)
    }
    guard write(descriptor, bytes, bytes.count) == bytes.count, fsync(descriptor) == 0,
      link(draft, file) == 0 || errno == EEXIST
    else { throw VireoError.writing(file, errno, state: "nothing was changed") }
    // Another process may have been first.
    guard let data = FileManager.default.contents(atPath: file), let key = SecretKey(bytes: Array(data)) else {
      throw VireoError(
        .eventsUnreadable, "'\(file)' holds no secret of \(SecretKey.length) bytes", state: "nothing was changed",
        advice: "put the file back, or move it away: keys that were given out are refused then, so make new ones")
    }
    return key
  }

  private func make() throws {
    do {
      try FileManager.default.createDirectory(
        atPath: path, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
    } catch { throw VireoError.writing(path, EACCES, state: "nothing was changed") }
  }

  /// Keeps every other process from taking events in, as long as what is returned lives.
  ///
  /// - Throws: `VireoError` with the code `intake-busy`.
  func lock() throws -> FolderLock {
    try make()
    return try FolderLock(path + "/lock")
  }
}

/// A lock of the kernel's, which goes with its process.
final class FolderLock: Sendable {
  private let descriptor: Int32

  /// How long to wait for a process that is ending, in seconds.
  private static let patience = 2.0

  /// Takes the lock; whoever is about to give it back is waited for.
  ///
  /// A process that was just started holds for a moment what its parent held.
  init(_ path: String) throws {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw VireoError.writing(path, errno, state: "nothing was taken in") }
    var waited = 0.0
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      if waited < FolderLock.patience, errno == EWOULDBLOCK || errno == EINTR {
        usleep(10_000)
        waited += 0.01
        continue
      }
      close(descriptor)
      throw VireoError(
        .intakeBusy, "another process takes events in here", causes: ["'\(path)' is locked"],
        state: "nothing was taken in", advice: "stop it, or name another folder with --data")
    }
  }

  deinit { close(descriptor) }
}
