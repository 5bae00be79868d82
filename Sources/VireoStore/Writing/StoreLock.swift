import VireoGit
import VireoModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The lock that a process holds while it writes.
///
/// It is the kernel's, so it goes with its process.
enum StoreLock {
  /// How long to wait for another process, in seconds.
  static let patience = 60.0

  /// Waits for the lock and holds it while the body runs.
  ///
  /// - Parameter folder: `vireo/state` in the folder that all work trees share.
  static func hold<Value>(in folder: String, _ body: () throws -> Value) throws -> Value {
    let path = FilePath.join(folder, "lock")
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw VireoError.writing(path, errno, state: "nothing was written") }
    defer { close(descriptor) }
    var waited = 0.0
    var pause: UInt32 = 500
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else {
        throw VireoError.writing(path, errno, state: "nothing was written")
      }
      guard waited < StoreLock.patience else {
        throw VireoError(
          .storeLocked, "another process is writing to the tracker\(holder(descriptor))", state: "nothing was written",
          advice: "wait and run it again; the lock goes with its process")
      }
      usleep(pause)
      waited += Double(pause) / 1_000_000
      pause = min(pause * 2, 8_000)
    }
    let text = Array("\(getpid())\n".utf8)
    _ = ftruncate(descriptor, 0)
    _ = pwrite(descriptor, text, text.count, 0)
    return try body()
  }

  private static func holder(_ descriptor: Int32) -> String {
    var buffer = [UInt8](repeating: 0, count: 32)
    let count = pread(descriptor, &buffer, buffer.count, 0)
    guard count > 0, let process = Int(String(decoding: buffer[..<count].dropLast(), as: UTF8.self)) else { return "" }
    return " (process \(process))"
  }
}
