import Foundation
import GRDB
import VireoGit
import VireoHistory
import VireoModel

/// The tables in which history is cached.
///
/// A file that cannot be used is replaced, and where none can be written the cache lives in memory.
struct HistoryDatabase {
  let queue: DatabaseQueue

  /// Raised with every change of the tables or of what is written into them.
  private static let version = 10

  private static let schema = """
    CREATE TABLE graph(id INTEGER PRIMARY KEY, data BLOB);
    CREATE TABLE effect(number INTEGER, position INTEGER, action INTEGER, PRIMARY KEY(number, position, action))
      WITHOUT ROWID;
    CREATE INDEX effectByPosition ON effect(position);
    CREATE TABLE pick(position INTEGER, source TEXT);
    CREATE TABLE revert(position INTEGER, target INTEGER, PRIMARY KEY(position, target)) WITHOUT ROWID;
    CREATE TABLE revertRange(position INTEGER, bounds BLOB);
    CREATE TABLE path(id INTEGER PRIMARY KEY, path TEXT UNIQUE);
    CREATE TABLE version(id INTEGER PRIMARY KEY, blob BLOB, isIssue INTEGER, uid TEXT, status TEXT, statusDate INTEGER,
      isReadable INTEGER, UNIQUE(blob, isIssue));
    CREATE INDEX versionByUID ON version(uid) WHERE uid IS NOT NULL;
    CREATE TABLE change(position INTEGER, parent INTEGER, path INTEGER, number INTEGER, old INTEGER, new INTEGER);
    CREATE INDEX changeByNumber ON change(number) WHERE number IS NOT NULL;
    CREATE INDEX changeByPosition ON change(position);
    CREATE INDEX changeByPath ON change(path);
    CREATE INDEX changeByOld ON change(old) WHERE number IS NOT NULL;
    CREATE INDEX changeByNew ON change(new) WHERE number IS NOT NULL;
    CREATE TABLE view(key TEXT PRIMARY KEY, tip BLOB, states BLOB, lastUse INTEGER);
    CREATE TABLE head(position INTEGER PRIMARY KEY, author TEXT, authored INTEGER, subject TEXT);
    CREATE TABLE event(time INTEGER, position INTEGER, serial INTEGER, number INTEGER, kind INTEGER, path INTEGER,
      old INTEGER, new INTEGER, author TEXT, text TEXT, isDoubtful INTEGER, PRIMARY KEY(time, position, serial))
      WITHOUT ROWID;
    CREATE INDEX eventByNumber ON event(number, position, text) WHERE kind < 2;
    CREATE TABLE progress(tip BLOB, milestone TEXT, open INTEGER, closed INTEGER, openSeconds INTEGER,
      openPoints INTEGER, closedSeconds INTEGER, closedPoints INTEGER, unestimated INTEGER);
    CREATE INDEX progressByTip ON progress(tip);
    CREATE TABLE fact(key TEXT PRIMARY KEY, value BLOB);
    """

  /// - Parameters:
  ///   - folder: The cache's folder, made where it is missing.
  ///   - fingerprint: What the cached facts depend on beside the commits.
  static func open(folder: String, fingerprint: String) throws -> HistoryDatabase {
    let path = folder + "/history-\(fingerprint).sqlite"
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    do {
      return try HistoryDatabase(path: path)
    } catch let error as DatabaseError where error.isDamage {
      for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: path + suffix) }
    } catch {
      return try inMemory()
    }
    do { return try HistoryDatabase(path: path) } catch { return try inMemory() }
  }

  static func inMemory() throws -> HistoryDatabase { try HistoryDatabase(path: ":memory:") }

  private init(path: String) throws {
    var configuration = Configuration()
    configuration.busyMode = .timeout(30)
    configuration.prepareDatabase { database in
      // Nothing waits for the disk: what a process that is killed leaves is whole, and after the machine itself was
      // started again everything is made anew. Large pages keep the columns of the graph together. No memory is mapped,
      // for the file may be cut short by somebody else.
      for setting in ["page_size = 65536", "journal_mode = TRUNCATE", "synchronous = OFF", "cache_size = -16384"] {
        try database.execute(sql: "PRAGMA " + setting)
      }
    }
    queue = try DatabaseQueue(path: path, configuration: configuration)
    let boot = BootIdentity.present
    try queue.inDatabase { database in
      guard try !HistoryDatabase.isUsable(database, boot) else { return }
      try database.inTransaction(.immediate) {
        // Another process may have been first.
        guard try !HistoryDatabase.isUsable(database, boot) else { return .commit }
        for name in try String.fetchAll(database, sql: "SELECT name FROM sqlite_master WHERE type = 'table'") {
          try database.execute(sql: "DROP TABLE \"\(name)\"")
        }
        try database.execute(sql: HistoryDatabase.schema)
        try database.setFact("boot", Data(boot.utf8))
        try database.execute(sql: "PRAGMA user_version = \(HistoryDatabase.version)")
        return .commit
      }
    }
  }

  private static func isUsable(_ database: Database, _ boot: String) throws -> Bool {
    guard try Int.fetchOne(database, sql: "PRAGMA user_version") == version else { return false }
    return try database.fact("boot") == Data(boot.utf8)
  }
}

extension DatabaseError {
  /// Whether the file is not what it should be, so that a new one is needed.
  var isDamage: Bool {
    [.SQLITE_CORRUPT, .SQLITE_NOTADB, .SQLITE_ERROR].contains(resultCode)
  }
}

extension Array {
  /// The elements as the machine holds them; a cache is never taken to another one.
  var rawData: Data { withUnsafeBytes { Data($0) } }

  init(raw data: Data) { self = data.withUnsafeBytes { Array(raw: $0) } }

  init(raw bytes: UnsafeRawBufferPointer) {
    let count = bytes.count / MemoryLayout<Element>.stride
    self = Array(unsafeUninitializedCapacity: count) { buffer, initialized in
      UnsafeMutableRawBufferPointer(buffer).copyMemory(
        from: UnsafeRawBufferPointer(rebasing: bytes.prefix(count * MemoryLayout<Element>.stride)))
      initialized = count
    }
  }
}
