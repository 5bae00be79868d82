import Foundation
import Vireo
import VireoSite

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The folder that a site is put into.
///
/// A list of what was made stands in it, `.vireo-site`, with what each file follows from, so that files which stay the
/// same are neither made nor written again, what is not made any more goes, and nothing that somebody else put there is
/// touched.
struct SiteFolder: SiteStore {
  private let path: String
  /// What was made the last time, by path.
  private var known: [String: Entry] = [:]
  private var made: [String: Entry] = [:]
  private var folders: Set<String> = []
  private(set) var written = 0

  /// A line of the list.
  private struct Entry {
    /// What tells the contents from others, with their length at its end; `-` where that is not known.
    var fingerprint: String
    /// What the file follows from; `-` where nobody can say.
    var key: String
    /// Whether there is such a file, of that length.
    var isThere = false

    var size: Int? {
      let bytes = fingerprint.utf8
      return bytes.lastIndex(of: .hyphen).flatMap { Int(fingerprint[bytes.index(after: $0)...]) }
    }
  }

  private static let list = ".vireo-site"
  private static let header = "vireo-site 2"

  /// Looks at what is there; the folder is made with the first file.
  init(_ path: String) {
    self.path = path
    read()
    lookAtFiles()
  }

  private mutating func read() {
    let bytes = [UInt8](FileManager.default.contents(atPath: path + "/" + SiteFolder.list) ?? Data())
    let isCurrent = bytes.starts(with: (SiteFolder.header + "\n").utf8)
    known.reserveCapacity(bytes.count / 64)
    for line in bytes.split(separator: .newline).dropFirst(isCurrent ? 1 : 0) {
      // An older list had no keys.
      let parts = line.split(separator: .space, maxSplits: isCurrent ? 2 : 1)
      guard parts.count == (isCurrent ? 3 : 2), let path = parts.last, SiteFolder.isInside(path) else { continue }
      known[String(decoding: path, as: UTF8.self)] =
        isCurrent
        ? Entry(fingerprint: String(decoding: parts[0], as: UTF8.self), key: String(decoding: parts[1], as: UTF8.self))
        : Entry(fingerprint: "-", key: "-")
    }
  }

  private mutating func lookAtFiles() {
    let (folder, entries) = (path, known.map { ($0.key, $0.value.size) })
    let present = Parallel.map(count: entries.count) { range in
      range.map { index -> Bool in
        var status = stat()
        return lstat(folder + "/" + entries[index].0, &status) == 0 && status.st_mode & S_IFMT == S_IFREG
          && entries[index].1.map { Int(status.st_size) == $0 } == true
      }
    }
    for (entry, isThere) in zip(entries, present) { known[entry.0]?.isThere = isThere }
  }

  /// How many files there are.
  var count: Int { made.count }

  mutating func keeps(_ path: String, _ key: String) -> Bool {
    guard let entry = known[path], entry.isThere, entry.key == key else { return false }
    made[path] = entry
    return true
  }

  /// Puts files into the folder that are not there as they are.
  ///
  /// - Throws: `VireoError` with the code `write-failed`, also where there is a file that was not made by this.
  mutating func put(_ files: [Site.File]) throws {
    let wanted = Set(files.map { ($0.path as NSString).deletingLastPathComponent })
    for folder in wanted.union([""]).subtracting(folders).sorted() {
      do {
        try FileManager.default.createDirectory(atPath: path + "/" + folder, withIntermediateDirectories: true)
        folders.insert(folder)
      } catch {
        throw SiteFolder.failed(path + "/" + folder, error.localizedDescription)
      }
    }
    try note(files.map(\.path).filter { known[$0] == nil })
    let writers = files.enumerated().map { index, file in
      let isOurs = known[file.path] != nil
      return SiteFileWriter(place: path + "/" + file.path, isOurs: isOurs, spare: "\(path)/.vireo-site.\(index).tmp")
    }
    let present = files.map { known[$0.path] }
    let results = Parallel.map(files.count) { index -> Result<(String, Bool), any Error> in
      Result {
        let fingerprint = files[index].fingerprint
        if let entry = present[index], entry.isThere, entry.fingerprint == fingerprint { return (fingerprint, false) }
        return (fingerprint, try writers[index].write(files[index].bytes))
      }
    }
    for (file, result) in zip(files, results) {
      let (fingerprint, isWritten) = try result.get()
      made[file.path] = Entry(fingerprint: fingerprint, key: file.key ?? "-")
      written += isWritten ? 1 : 0
    }
  }

  /// Notes that files are ours before they are written, so that a run that is broken off leaves none that is nobody's.
  private mutating func note(_ paths: [String]) throws {
    guard !paths.isEmpty else { return }
    let place = path + "/" + SiteFolder.list
    if known.isEmpty, made.isEmpty, !FileManager.default.fileExists(atPath: place) { try save([]) }
    guard let file = FileHandle(forWritingAtPath: place) else { throw SiteFolder.failed(place, "it can't be opened") }
    do {
      try file.seekToEnd()
      try file.write(contentsOf: Data(paths.map { "- - \($0)\n" }.joined().utf8))
      try file.close()
    } catch {
      throw SiteFolder.failed(place, error.localizedDescription)
    }
  }

  /// Takes away what was made the last time and is not made any more, and writes down what there is.
  ///
  /// - Returns: How many files went.
  /// - Throws: `VireoError` with the code `write-failed`.
  func finish() throws -> Int {
    let old = known.keys.filter { made[$0] == nil }
    for file in old { try? FileManager.default.removeItem(atPath: path + "/" + file) }
    try save(made.sorted { $0.key < $1.key }.map { "\($0.value.fingerprint) \($0.value.key) \($0.key)\n" })
    return old.count
  }

  private func save(_ lines: [String]) throws {
    let place = path + "/" + SiteFolder.list
    let writer = SiteFileWriter(place: place, isOurs: true, spare: place + ".tmp")
    _ = try writer.write(Array((SiteFolder.header + "\n" + lines.joined()).utf8))
  }

  /// Whether a path of the list stays below the folder.
  private static func isInside(_ path: ArraySlice<UInt8>) -> Bool {
    path.first != .slash && !path.split(separator: .slash).contains { $0.elementsEqual("..".utf8) }
  }

  static func failed(_ path: String, _ cause: String) -> VireoError {
    VireoError(.writeFailed, "can't write to \(path)", causes: [cause])
  }
}

/// Writes one file of a site.
private struct SiteFileWriter: Sendable {
  let place: String
  /// Whether a file that is there was made by this.
  let isOurs: Bool
  /// Where a file that replaces another one is written first.
  let spare: String

  /// - Returns: Whether the file was not there as it is.
  func write(_ bytes: [UInt8]) throws -> Bool {
    // Nothing waits for the disk: what a machine that loses its power leaves can be made again.
    let file = open(place, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
    if file >= 0 {
      try write(bytes, to: file, place)
      return true
    }
    guard errno == EEXIST else { throw SiteFolder.failed(place, String(cString: strerror(errno))) }
    if let present = FileManager.default.contents(atPath: place), Array(present) == bytes { return false }
    guard isOurs else {
      throw VireoError(
        .writeFailed, "\(place) is there already, and was not made by 'vireo site'",
        state: "nothing of it was touched", advice: "name an empty folder, or move the file away")
    }
    let other = open(spare, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0o666)
    guard other >= 0 else { throw SiteFolder.failed(spare, String(cString: strerror(errno))) }
    try write(bytes, to: other, spare)
    guard rename(spare, place) == 0 else { throw SiteFolder.failed(place, String(cString: strerror(errno))) }
    return true
  }

  private func write(_ bytes: [UInt8], to file: Int32, _ path: String) throws {
    var (place, error): (Int, Int32) = (0, 0)
    bytes.withUnsafeBytes { buffer in
      while place < buffer.count, error == 0 {
        let count = systemWrite(file, buffer.baseAddress.map { $0 + place }, buffer.count - place)
        if count > 0 { place += count } else if errno != EINTR { error = errno }
      }
    }
    if close(file) != 0, error == 0 { error = errno }
    guard error == 0 else {
      unlink(path)
      throw SiteFolder.failed(path, String(cString: strerror(error)))
    }
  }
}
