import Foundation
import GRDB
import VireoGit
import VireoModel

/// The tables in which the issues of one view are cached.
///
/// What is in the file is good only if nothing but this program wrote it, so its size, times and inode stand beside it
/// in a file of their own. A file that is not as that says is replaced.
final class IssueDatabase {
  let queue: DatabaseQueue
  /// `nil` for a cache in memory.
  private let path: String?
  private let lock: CacheLock?

  /// Raised with every change of the tables or of what is written into them.
  static let version = 4

  static let schema = """
    CREATE TABLE fact(key TEXT PRIMARY KEY, value BLOB);
    -- What is large stands last: to get behind it, all its pages are read.
    CREATE TABLE folder(id INTEGER PRIMARY KEY, path TEXT UNIQUE, signature BLOB, isOdd INTEGER, highest INTEGER,
      records BLOB, names BLOB, contentRecords BLOB, contentNames BLOB);
    CREATE TABLE word(id INTEGER PRIMARY KEY, word TEXT UNIQUE, folded TEXT);
    CREATE INDEX wordByFolded ON word(folded);
    CREATE TABLE issue(id INTEGER PRIMARY KEY, number INTEGER, state INTEGER, status INTEGER, type INTEGER,
      priority INTEGER, severity INTEGER, component INTEGER, version INTEGER, milestone INTEGER, author INTEGER,
      assignee INTEGER, resolution INTEGER, created INTEGER, due INTEGER, closed INTEGER, comments INTEGER,
      attachments INTEGER, lastComment INTEGER);
    CREATE INDEX issueByNumber ON issue(number);
    CREATE INDEX openIssue ON issue(state, milestone, priority, type, status, assignee, author, component, version,
      severity, resolution, number, created, due, comments, attachments, lastComment) WHERE state = 0;
    CREATE TABLE detail(id INTEGER PRIMARY KEY, folder INTEGER, name TEXT, uid TEXT, title TEXT, statusDate INTEGER,
      more BLOB, ownStatus TEXT, ownResolution INTEGER, isKnown INTEGER, isPending INTEGER, isByMessage INTEGER,
      cause BLOB, text INTEGER);
    CREATE INDEX detailByUID ON detail(uid) WHERE uid IS NOT NULL;
    CREATE INDEX detailPending ON detail(id) WHERE isPending;
    CREATE INDEX detailWithoutText ON detail(id) WHERE text IS NULL;
    CREATE TABLE item(issue INTEGER, key INTEGER, value INTEGER, number REAL, date INTEGER);
    CREATE INDEX itemByIssue ON item(issue);
    CREATE INDEX itemByValue ON item(key, value, issue);
    CREATE TABLE relation(issue INTEGER, kind INTEGER, number INTEGER, uid TEXT, path TEXT);
    CREATE INDEX relationByIssue ON relation(issue, kind);
    CREATE INDEX relationByNumber ON relation(number, kind) WHERE number IS NOT NULL;
    CREATE TABLE person(issue INTEGER, role INTEGER, handle INTEGER, PRIMARY KEY(issue, role, handle)) WITHOUT ROWID;
    CREATE INDEX personByHandle ON person(handle, role);
    CREATE TABLE comment(issue INTEGER, name TEXT, author INTEGER, date INTEGER);
    CREATE INDEX commentByIssue ON comment(issue);
    CREATE TABLE finding(path TEXT PRIMARY KEY) WITHOUT ROWID;
    CREATE TABLE activity(number INTEGER PRIMARY KEY, time INTEGER);
    CREATE TABLE doc(id INTEGER PRIMARY KEY AUTOINCREMENT, issue INTEGER);
    CREATE VIRTUAL TABLE text USING fts5(words, content='', columnsize=0, tokenize='ascii');
    INSERT INTO text(text, rank) VALUES('hashsize', 33554432);
    """

  /// Opens the cache of a view.
  ///
  /// - Parameters:
  ///   - folder: The cache's folder; `nil` for a cache in memory.
  ///   - name: What tells the view from others.
  static func open(folder: String?, name: String) throws -> IssueDatabase {
    guard let folder else { return try IssueDatabase(path: nil, lock: nil) }
    try? FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    guard let lock = CacheLock(FilePath.join(folder, name + ".lock")) else {
      return try IssueDatabase(path: nil, lock: nil)
    }
    let path = FilePath.join(folder, name + ".sqlite")
    do {
      if lock.hold(.shared, { CacheStamp.isRight(path) }), let present = try? IssueDatabase(path: path, lock: lock) {
        return present
      }
      return try lock.hold(.exclusive) {
        // Another process may have been first.
        if CacheStamp.isRight(path), let present = try? IssueDatabase(path: path, lock: lock) { return present }
        for suffix in ["", "-journal", ".stamp"] { try? FileManager.default.removeItem(atPath: path + suffix) }
        return try IssueDatabase(path: path, lock: lock)
      }
    } catch {
      return try IssueDatabase(path: nil, lock: nil)
    }
  }

  /// The text in small letters, as texts are compared.
  private static let folding = DatabaseFunction("folded", argumentCount: 1, pure: true) { values in
    String.fromDatabaseValue(values[0]).map { TextFolding.folded($0) }
  }

  static func inMemory() throws -> IssueDatabase { try IssueDatabase(path: nil, lock: nil) }

  private init(path: String?, lock: CacheLock?) throws {
    (self.path, self.lock) = (path, lock)
    var configuration = Configuration()
    configuration.busyMode = .timeout(30)
    configuration.prepareDatabase { database in
      database.add(function: IssueDatabase.folding)
      // Nothing waits for the disk: the stamp tells whether all was written. No memory is mapped, for the file may be
      // cut short by somebody else.
      for setting in ["page_size = 8192", "journal_mode = TRUNCATE", "synchronous = OFF", "cache_size = -16384"] {
        try database.execute(sql: "PRAGMA " + setting)
      }
    }
    queue = try DatabaseQueue(path: path ?? ":memory:", configuration: configuration)
    let isNew = try queue.inDatabase { database in
      guard try Int.fetchOne(database, sql: "PRAGMA user_version") != IssueDatabase.version else { return false }
      guard try Int.fetchOne(database, sql: "SELECT count(*) FROM sqlite_master") == 0 else {
        throw DatabaseError(resultCode: .SQLITE_NOTADB)
      }
      try database.inTransaction(.immediate) {
        try database.execute(sql: IssueDatabase.schema)
        try database.execute(sql: "PRAGMA user_version = \(IssueDatabase.version)")
        return .commit
      }
      return true
    }
    if isNew { try written() }
  }

  /// Whether the file is as it was left.
  var isIntact: Bool { path.map { CacheStamp.isRight($0) } ?? true }

  var isInMemory: Bool { path == nil }

  /// Another connection to the same file, which only reads; `nil` for a cache in memory.
  func reader() throws -> DatabaseQueue? {
    guard let path else { return nil }
    var configuration = Configuration()
    configuration.readonly = true
    return try DatabaseQueue(path: path, configuration: configuration)
  }

  /// Notes that the file is as it should be.
  private func written() throws {
    if let path { try CacheStamp.write(path) }
  }

  func read<Value>(_ body: (Database) throws -> Value) throws -> Value { try queue.transaction(.deferred, body) }

  /// Runs a function in a transaction while no other process reads or writes.
  func write<Value>(_ body: (Database) throws -> Value) throws -> Value {
    let result = try queue.transaction(.immediate, body)
    try written()
    return result
  }

  /// Keeps other processes from writing, or from reading too, until the function is done.
  ///
  /// - Throws: ``CacheRefusal`` if the file is not the one any more that was opened.
  func holding<Value>(_ access: CacheLock.Access, _ body: () throws -> Value) throws -> Value {
    guard let lock else { return try body() }
    return try lock.hold(access) {
      guard isIntact else { throw CacheRefusal() }
      return try body()
    }
  }
}
