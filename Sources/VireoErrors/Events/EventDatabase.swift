import Foundation
import GRDB
import VireoModel

/// The record of events: what is counted, who was hit, which releases, and a sample of the events themselves.
///
/// It is no cache: nothing else knows the counts. Issues are known in it by uid, and what decides which issue an event
/// belongs to is in the issues' files.
package final class EventDatabase: Sendable {
  let queue: DatabaseQueue

  /// The form of the tables that this program writes; an older one is brought up to it.
  private static let version = 1

  private static let schema = """
    CREATE TABLE fact(key TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID;
    CREATE TABLE name(id INTEGER PRIMARY KEY, kind INTEGER NOT NULL, name TEXT NOT NULL, UNIQUE(kind, name));
    CREATE TABLE eventGroup(id INTEGER PRIMARY KEY, uid TEXT NOT NULL UNIQUE, title TEXT NOT NULL,
      culprit TEXT, level TEXT NOT NULL, first INTEGER NOT NULL, last INTEGER NOT NULL, events INTEGER NOT NULL,
      users INTEGER NOT NULL, isFiled INTEGER NOT NULL);
    CREATE TABLE unfiled(place INTEGER PRIMARY KEY, hash TEXT UNIQUE, groupID INTEGER NOT NULL);
    CREATE TABLE learned(hash TEXT PRIMARY KEY, groupID INTEGER NOT NULL, via TEXT NOT NULL) WITHOUT ROWID;
    CREATE TABLE tally(groupID INTEGER, hour INTEGER, release INTEGER, environment INTEGER, events INTEGER NOT NULL,
      PRIMARY KEY(groupID, hour, release, environment)) WITHOUT ROWID;
    CREATE TABLE hit(groupID INTEGER, user INTEGER, PRIMARY KEY(groupID, user)) WITHOUT ROWID;
    CREATE TABLE arrival(project INTEGER, high INTEGER, low INTEGER, received INTEGER,
      PRIMARY KEY(project, high, low)) WITHOUT ROWID;
    CREATE INDEX arrivalByTime ON arrival(received);
    CREATE TABLE sample(id INTEGER PRIMARY KEY, groupID INTEGER NOT NULL, project INTEGER NOT NULL,
      high INTEGER NOT NULL, low INTEGER NOT NULL, time INTEGER NOT NULL, received INTEGER NOT NULL,
      release INTEGER, environment INTEGER, isKept INTEGER NOT NULL, chance INTEGER NOT NULL, protocol TEXT NOT NULL,
      body BLOB NOT NULL);
    CREATE INDEX sampleByGroup ON sample(groupID, id);
    CREATE UNIQUE INDEX sampleByEvent ON sample(high, low, project);
    CREATE TABLE intakeKey(id INTEGER PRIMARY KEY AUTOINCREMENT, project INTEGER NOT NULL, name TEXT NOT NULL,
      created INTEGER NOT NULL, revoked INTEGER, quota INTEGER);
    CREATE TABLE counted(day INTEGER, type TEXT, count INTEGER NOT NULL, PRIMARY KEY(day, type)) WITHOUT ROWID;
    CREATE TABLE record(id INTEGER PRIMARY KEY, project INTEGER NOT NULL, kind TEXT NOT NULL, received INTEGER NOT NULL,
      body BLOB NOT NULL);
    CREATE INDEX recordByKind ON record(kind, received);
    """

  /// Opens the database of a folder, or makes it.
  ///
  /// - Parameters:
  ///   - folder: An absolute path; made if it is missing.
  ///   - isWritable: Whether anything will be written; else a database that is not there is an empty one.
  /// - Throws: `VireoError` with the code `events-unreadable` if it is damaged, or newer than this program.
  package init(folder: String, isWritable: Bool) throws {
    let path = folder + "/events.sqlite"
    do {
      if isWritable {
        try FileManager.default.createDirectory(
          atPath: folder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
      }
      let isMissing = !FileManager.default.fileExists(atPath: path)
      var configuration = Configuration()
      configuration.busyMode = .timeout(30)
      configuration.readonly = !isWritable && !isMissing
      configuration.prepareDatabase { database in
        guard isWritable else { return }
        // What was digested is still in the spool until a checkpoint has brought it into the file and flushed that.
        for setting in [
          "journal_mode = WAL", "synchronous = NORMAL", "cache_size = -8192", "wal_autocheckpoint = 4000",
        ] {
          try database.execute(sql: "PRAGMA " + setting)
        }
      }
      queue = try DatabaseQueue(path: isWritable || !isMissing ? path : ":memory:", configuration: configuration)
      try prepare(path)
    } catch let error as VireoError {
      throw error
    } catch { throw EventDatabase.unreadable(path, error) }
  }

  private func prepare(_ path: String) throws {
    let found = try queue.inDatabase { try Int.fetchOne($0, sql: "PRAGMA user_version") ?? 0 }
    guard found <= EventDatabase.version else {
      throw VireoError(
        .eventsUnreadable, "'\(path)' was written by a newer vireo", state: "nothing was changed",
        advice: "use that version, or another folder with --data")
    }
    guard found == 0 else { return }
    try queue.inDatabase { database in
      try database.inTransaction(.immediate) {
        guard try Int.fetchOne(database, sql: "PRAGMA user_version") == 0 else { return .commit }
        try database.execute(sql: EventDatabase.schema)
        try database.execute(sql: "PRAGMA user_version = \(EventDatabase.version)")
        return .commit
      }
    }
  }

  static func unreadable(_ path: String, _ error: any Error) -> VireoError {
    VireoError(
      .eventsUnreadable, "the events in '\(path)' can't be used", causes: ["\(error)"], state: "nothing was changed",
      advice: "see the cause; if the file is damaged, move it away, and counting begins anew")
  }
}
