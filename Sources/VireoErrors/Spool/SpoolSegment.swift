import VireoEvents
import VireoGit
import VireoModel
import VireoStore

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// One file of the spool: records, one after the other, each with its length and its checksum before it.
///
/// The file is as large as it will get from the beginning, so that a write neither needs room that is not there nor
/// makes the file system note a new size. Behind the last record are zeros. A record that was not written whole does
/// not have its checksum, and ends the file as zeros do.
final class SpoolSegment: @unchecked Sendable {
  let number: UInt64
  let path: String
  private let descriptor: Int32
  /// Where the next record goes.
  private(set) var end: Int
  let capacity: Int

  /// What stands before each record: its length and its checksum, four bytes each, the low ones first.
  static let headLength = 8

  /// Makes a segment.
  ///
  /// - Throws: `VireoError` with the code `write-failed`, if there is no room for instance; the file is gone then.
  static func make(number: UInt64, in folder: String, capacity: Int) throws -> SpoolSegment {
    let path = path(number, in: folder)
    let descriptor = open(path, O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0o600)
    guard descriptor >= 0 else { throw VireoError.writing(path, errno, state: "nothing was taken in") }
    let code = reserve(descriptor, capacity)
    guard code == 0, fsync(descriptor) == 0, flush(folder: folder) else {
      let code = code == 0 ? errno : code
      close(descriptor)
      unlink(path)
      throw VireoError.writing(path, code, state: "nothing was taken in")
    }
    return SpoolSegment(number: number, path: path, descriptor: descriptor, end: 0, capacity: capacity)
  }

  /// Opens a segment that is there, and finds its end.
  static func existing(number: UInt64, in folder: String) throws -> SpoolSegment {
    let path = path(number, in: folder)
    let descriptor = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW)
    var status = stat()
    guard descriptor >= 0, fstat(descriptor, &status) == 0 else { throw VireoError.reading(path, errno) }
    let segment = SpoolSegment(
      number: number, path: path, descriptor: descriptor, end: 0, capacity: Int(status.st_size))
    try segment.forEachRecord(from: 0) { _, end in segment.end = end }
    return segment
  }

  /// The file's path; numbers are padded, so that names sort as they do.
  static func path(_ number: UInt64, in folder: String) -> String {
    FilePath.join(folder, String(number).zeroPadded(to: 12) + ".spool")
  }

  private init(number: UInt64, path: String, descriptor: Int32, end: Int, capacity: Int) {
    self.number = number
    self.path = path
    self.descriptor = descriptor
    self.end = end
    self.capacity = capacity
  }

  deinit { close(descriptor) }

  private static func reserve(_ descriptor: Int32, _ size: Int) -> Int32 {
    #if os(Linux)
      posix_fallocate(descriptor, 0, off_t(size))
    #else
      ftruncate(descriptor, off_t(size)) == 0 ? 0 : errno
    #endif
  }

  /// Makes the names in a folder durable.
  private static func flush(folder: String) -> Bool {
    let descriptor = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { return false }
    defer { close(descriptor) }
    return fsync(descriptor) == 0
  }

  /// Whether so many more bytes have room.
  func hasRoom(_ bytes: Int) -> Bool { end + bytes <= capacity }

  /// Writes records with their heads, and does not come back before they are on the disk.
  ///
  /// - Throws: `VireoError`; the next write goes to the same place again.
  func write(_ bytes: [UInt8]) throws {
    var done = 0
    while done < bytes.count {
      let count = bytes[done...].withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, off_t(end + done)) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw VireoError.writing(path, errno, state: "nothing was taken in") }
      done += count
    }
    guard SpoolSegment.flush(descriptor) == 0 else {
      throw VireoError.writing(path, errno, state: "nothing was taken in")
    }
    end += bytes.count
  }

  private static func flush(_ descriptor: Int32) -> Int32 {
    #if os(Linux)
      fdatasync(descriptor)
    #else
      fcntl(descriptor, F_FULLFSYNC)
    #endif
  }

  /// Puts a record behind others, with its head.
  static func append(_ record: [UInt8], to bytes: inout [UInt8]) {
    append(UInt32(truncatingIfNeeded: record.count), to: &bytes)
    append(record.withUnsafeBytes { Checksum.crc32($0) }, to: &bytes)
    bytes += record
  }

  private static func append(_ value: UInt32, to bytes: inout [UInt8]) {
    for shift in [0, 8, 16, 24] as [UInt32] { bytes.append(UInt8(truncatingIfNeeded: value >> shift)) }
  }

  /// Calls with each record from a place on and the place behind it.
  func forEachRecord(from start: Int, _ body: ([UInt8], Int) throws -> Void) throws {
    var place = start
    while let head = try read(SpoolSegment.headLength, at: place) {
      let length = Int(SpoolSegment.number(head[0..<4]))
      guard length > 0, let record = try read(length, at: place + SpoolSegment.headLength),
        record.withUnsafeBytes({ Checksum.crc32($0) }) == SpoolSegment.number(head[4..<8])
      else { return }
      place += SpoolSegment.headLength + length
      try body(record, place)
    }
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> UInt32 {
    bytes.reversed().reduce(0) { $0 << 8 | UInt32($1) }
  }

  /// So many bytes; `nil` where the file has fewer.
  private func read(_ count: Int, at place: Int) throws -> [UInt8]? {
    guard count <= capacity - place else { return nil }
    var bytes = [UInt8](repeating: 0, count: count)
    var done = 0
    while done < count {
      let got = bytes.withUnsafeMutableBytes { buffer in
        buffer.baseAddress.map { pread(descriptor, $0 + done, count - done, off_t(place + done)) } ?? 0
      }
      if got < 0, errno == EINTR { continue }
      guard got >= 0 else { throw VireoError.reading(path, errno) }
      guard got > 0 else { return nil }
      done += got
    }
    return bytes
  }

  /// Takes the file away; who has it open goes on reading it.
  func remove() { unlink(path) }
}
