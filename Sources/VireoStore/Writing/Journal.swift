import VireoGit
import VireoModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The names of files that are being written, so that what a killed process left behind can be removed.
struct Journal {
  private let path: String

  init(in folder: String) { path = FilePath.join(folder, "journal") }

  /// Removes what the last transaction left, if it did not end.
  ///
  /// To be called under the lock.
  func removeLeftovers(with writer: FileWriter) {
    guard let stream = fopen(path, "r") else { return }
    defer { fclose(stream) }
    var line = [CChar](repeating: 0, count: 8192)
    while fgets(&line, Int32(line.count), stream) != nil {
      let bytes = line.prefix { $0 != 0 && $0 != 10 }.map { UInt8(bitPattern: $0) }
      writer.removeLeftover(String(decoding: bytes, as: UTF8.self))
    }
  }

  func write(_ temporaryPaths: [String]) throws {
    guard !temporaryPaths.isEmpty else { return }
    guard let stream = fopen(path, "w") else { throw VireoError.writing(path, errno, state: "nothing was written") }
    fputs(temporaryPaths.map { $0 + "\n" }.joined(), stream)
    guard fclose(stream) == 0 else { throw VireoError.writing(path, errno, state: "nothing was written") }
  }

  func remove() { unlink(path) }
}
