import GRDB
import GRDBSQLite

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Large values of a table, read straight into arrays (sqlite.org/c3ref/blob_open.html).
///
/// A query would copy each of them twice, and fresh memory is what takes the time. Each value has a row of its own: to
/// get to the second of a row, SQLite reads all pages of the first.
struct BlobColumns {
  private let connection: SQLiteConnection?
  private let table: String

  init(_ connection: SQLiteConnection?, table: String) { (self.connection, self.table) = (connection, table) }

  /// The elements of the values in some rows, as the machine holds them, in one array with room for a few more.
  func all<Element>(_ rows: [Int64]) throws -> [Element] {
    try read(rows.map { try Blob(connection, table, "data", $0) }, spare: 256)
  }

  /// The elements of the value in each row.
  func each<Element>(_ rows: [Int64]) throws -> [[Element]] {
    try rows.map { try read([Blob(connection, table, "data", $0)], spare: 0) }
  }

  private func read<Element>(_ blobs: [Blob], spare: Int) throws -> [Element] {
    let stride = MemoryLayout<Element>.stride
    let counts = blobs.map { $0.count / stride }
    let total = counts.reduce(0, +)
    var code = SQLITE_OK
    let elements = [Element](unsafeUninitializedCapacity: total + spare) { buffer, initialized in
      let bytes = UnsafeMutableRawBufferPointer(buffer)
      BlobColumns.populate(bytes)
      for (blob, count) in zip(blobs, counts) where code == SQLITE_OK && count > 0 {
        code = blob.read(bytes.baseAddress.map { $0 + initialized * stride }, count * stride)
        initialized += count
      }
    }
    try Blob.check(code)
    return elements
  }

  /// Asks for all pages of a large buffer at once rather than one by one at their first use (madvise(2)); where the
  /// system does not know how, nothing happens.
  private static func populate(_ bytes: UnsafeMutableRawBufferPointer) {
    #if os(Linux)
      let page = 4096
      guard bytes.count > 16 * page, let base = bytes.baseAddress else { return }
      let start = (UInt(bitPattern: base) + UInt(page) - 1) / UInt(page) * UInt(page)
      let end = (UInt(bitPattern: base) + UInt(bytes.count)) / UInt(page) * UInt(page)
      // MADV_POPULATE_WRITE
      _ = madvise(UnsafeMutableRawPointer(bitPattern: start), Int(end - start), 23)
    #endif
  }
}

/// One value of a row, open for reading.
private final class Blob {
  private let handle: OpaquePointer?

  init(_ connection: SQLiteConnection?, _ table: String, _ column: String, _ row: Int64) throws {
    var handle: OpaquePointer?
    try Blob.check(sqlite3_blob_open(connection, "main", table, column, row, 0, &handle))
    self.handle = handle
  }

  deinit { sqlite3_blob_close(handle) }

  var count: Int { Int(sqlite3_blob_bytes(handle)) }

  func read(_ target: UnsafeMutableRawPointer?, _ count: Int) -> Int32 {
    sqlite3_blob_read(handle, target, Int32(truncatingIfNeeded: count), 0)
  }

  static func check(_ code: Int32) throws {
    guard code == SQLITE_OK else { throw DatabaseError(resultCode: ResultCode(rawValue: code)) }
  }
}
