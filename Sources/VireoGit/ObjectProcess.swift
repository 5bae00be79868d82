#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A `git cat-file --batch` that is asked for objects one by one (git-cat-file(1)).
///
/// It is there faster than libgit2, which loads twenty libraries and a list of certificates first; for many objects
/// libgit2 is faster.
final class ObjectProcess {
  private let process: pid_t
  private let input: Int32
  private let output: Int32
  private var buffer: [UInt8] = []
  private var start = 0

  init(_ git: GitProgram) throws {
    // What it says of damage is said again by whoever reads the object then.
    (process, input, output) = try git.startDialogue(["cat-file", "--batch"])
  }

  deinit {
    close(input)
    close(output)
    // It only reads, so it need not be given the time to end by itself.
    kill(process, SIGKILL)
    _ = ChildProcess.wait(for: process)
  }

  enum Answer {
    case object(kind: String, bytes: [UInt8])
    case missing
    /// It has ended, as it does where an object is damaged.
    case none
  }

  func read(_ id: ObjectID) -> Answer {
    guard ChildProcess.write(Array("\(id)\n".utf8), toSocket: input), let header = line() else { return .none }
    let parts = header.split(separator: " ")
    guard parts.count == 3, let size = Int(parts[2]) else { return parts.last == "missing" ? .missing : .none }
    guard let bytes = take(size), take(1) != nil else { return .none }
    return .object(kind: String(parts[1]), bytes: bytes)
  }

  private func line() -> String? {
    var searched = 0
    while true {
      if let end = buffer[(start + searched)...].firstIndex(of: UInt8(ascii: "\n")) {
        defer { start = end + 1 }
        return String(decoding: buffer[start..<end], as: UTF8.self)
      }
      searched = buffer.count - start
      guard fill() else { return nil }
    }
  }

  private func take(_ count: Int) -> [UInt8]? {
    while buffer.count - start < count { guard fill() else { return nil } }
    defer { start += count }
    return Array(buffer[start..<start + count])
  }

  /// Reads more; false at the end.
  private func fill() -> Bool {
    if start > 0 {
      buffer.removeFirst(start)
      start = 0
    }
    return (try? ChildProcess.readMore(output, &buffer)) ?? false
  }
}
