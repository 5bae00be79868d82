import VireoGit
import VireoStore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Keeps processes apart that use one cache: several may read, one alone may write.
///
/// It is the kernel's, so it goes with its process.
final class CacheLock {
  enum Access { case shared, exclusive }

  private let descriptor: Int32

  /// `nil` where no file can be made.
  init?(_ path: String) {
    descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o666)
    if descriptor < 0 { return nil }
  }

  deinit { close(descriptor) }

  func hold<Value>(_ access: Access, _ body: () throws -> Value) rethrows -> Value {
    while flock(descriptor, access == .shared ? LOCK_SH : LOCK_EX) != 0, errno == EINTR {}
    defer { _ = flock(descriptor, LOCK_UN) }
    return try body()
  }
}

/// The signature that a cache's file had when it was written last, in a file beside it.
enum CacheStamp {
  /// Whether a file is there, and is as this program left it since the machine was started.
  static func isRight(_ path: String) -> Bool {
    guard let present = text(path) else { return false }
    return FilePath.text(path + ".stamp") == present
  }

  /// - Throws: ``CacheRefusal`` where it cannot be written.
  static func write(_ path: String) throws {
    guard let text = text(path) else { throw CacheRefusal() }
    let file = open(path + ".stamp", O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard file >= 0 else { throw CacheRefusal() }
    defer { close(file) }
    let bytes = Array(text.utf8)
    guard systemWrite(file, bytes, bytes.count) == bytes.count else { throw CacheRefusal() }
  }

  private static func text(_ path: String) -> String? {
    FileSignature(path: path).map { "\(BootIdentity.present) \($0.text)" }
  }
}

/// A cache's file cannot be used: it cannot be written, or somebody else has put another one there.
struct CacheRefusal: Error {}
