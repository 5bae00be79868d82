import GRDB
import VireoFormat
package import VireoModel
package import VireoStore

/// The issues of one view with a cache: looks only at what changed since, and answers from tables.
///
/// The cache lies in `vireo/cache/` of the folder that all work trees share. It may be deleted or damaged at any
/// moment; every answer stays the same. Several processes may use it at once. One thread at a time may use one index.
package final class IssueIndex {
  /// What a question needs beside the fields of issues.
  package struct Needs: OptionSet, Sendable {
    package let rawValue: Int
    package init(rawValue: Int) { self.rawValue = rawValue }

    /// Texts, comments and attachments.
    package static let contents = Needs(rawValue: 1)
    /// When an issue last changed.
    package static let activity = Needs(rawValue: 2)
  }

  /// Where the cache is kept.
  package struct Place: Sendable {
    /// The cache's folder; `nil` for a cache in memory that goes with the index.
    package var folder: String?
    /// What tells the view from others in that folder.
    package var name: String

    package init(folder: String?, name: String) { (self.folder, self.name) = (folder, name) }
  }

  let files: any SignedFiles
  let config: Config
  package let view: IssueView
  private let place: Place
  /// What the rows depend on beside the files and the view: the bytes of the configuration.
  private let configKey: String
  private var database: IssueDatabase
  /// What the files were looked at for, where one look is enough, and why history could not be read then.
  private var settled: (needs: Needs, error: VireoError?)?
  private let looksOnce: Bool
  /// Reads the record of events.
  let readEvents: () throws -> [UID: EventCounts]

  /// Opens the cache, which is made where there is none.
  ///
  /// - Parameters:
  ///   - looksOnce: Whether all answers are of the moment of the first one, whatever becomes of the files.
  ///   - readEvents: Reads the record of events, where a question is about them.
  package init(
    files: any SignedFiles, config: Config, configKey: String, view: IssueView, place: Place, looksOnce: Bool = false,
    readEvents: @escaping () throws -> [UID: EventCounts] = { [:] }
  ) throws {
    (self.files, self.config, self.configKey, self.view) = (files, config, configKey, view)
    self.looksOnce = looksOnce
    self.readEvents = readEvents
    self.place = place
    database = try IssueDatabase.open(folder: place.folder, name: place.name)
  }

  /// Asks the cache, which is brought up to date before.
  ///
  /// - Parameter body: Asks; it may be called again from the beginning where the cache turns out to be damaged.
  /// - Returns: The answer, and why history cannot be read where it cannot.
  func ask<Value>(_ needs: Needs, _ body: (Database) throws -> Value) throws -> (Value, VireoError?) {
    do {
      let answer = try attempt(needs, body)
      if database.isIntact { return answer }
    } catch let error as DatabaseError where !error.isProgrammingError {
    } catch is CacheRefusal {
    }
    // Somebody else has put another file there, or it is damaged: it is made anew, and if that fails, in memory.
    for folder in [place.folder, nil] {
      do {
        database = try IssueDatabase.open(folder: folder, name: place.name)
        settled = nil
        let answer = try attempt(needs, body)
        if database.isIntact { return answer }
      } catch let error as DatabaseError where !error.isProgrammingError && folder != nil {
      } catch let refusal as CacheRefusal {
        if folder == nil { throw refusal }
      }
    }
    throw DatabaseError(resultCode: .SQLITE_CORRUPT)
  }

  /// Reads the cache as it is.
  func reading<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try database.holding(.shared) { try database.read(body) }
  }

  private func attempt<Value>(
    _ needs: Needs, _ body: (Database) throws -> Value
  ) throws -> (Value, VireoError?) {
    if looksOnce, let settled, needs.isSubset(of: settled.needs) {
      return (try database.holding(.shared) { try database.read(body) }, settled.error)
    }
    let answer = try look(needs, body)
    settled = (needs.union(settled?.needs ?? []), answer.1)
    return answer
  }

  private func look<Value>(
    _ needs: Needs, _ body: (Database) throws -> Value
  ) throws -> (Value, VireoError?) {
    var look: (scan: FolderScan, version: Int64)?
    let quick = try database.holding(.shared) {
      try database.read { database -> Value? in
        switch try IssueUpdate(self, database, needs).state() {
        case .current: return try body(database)
        case .outdated(let scan):
          look = try scan.map { ($0, try database.dataVersion()) }
          return nil
        }
      }
    }
    if let quick { return (quick, nil) }
    return try database.holding(.exclusive) {
      let error = try database.write { database in
        // Another process may have been first.
        let isSame = try database.dataVersion() == look?.version
        return try IssueUpdate(self, database, needs).run(after: isSame ? look?.scan : nil)
      }
      return (try database.read { try body($0) }, error)
    }
  }

  /// The issues in some rows, read by two threads where there are many.
  ///
  /// - Parameters:
  ///   - ids: The rows.
  ///   - database: The connection, in whose transaction nobody else can write.
  func issues(_ ids: [Int64], _ database: Database) throws -> [Issue] {
    guard ids.count > 2000, let reader = try self.database.reader() else {
      return try IssueIndex.issues(ids[...], database, config)
    }
    // Both write into one array, for to put two together would copy every issue.
    return try [Issue](unsafeUninitializedCapacity: ids.count) { buffer, count in
      let half = ids.count / 2
      nonisolated(unsafe) let (start, rest) = (buffer.extracting(..<half), buffer.extracting(half...))
      let second = Background { [config] in
        // The connection is this thread's alone.
        try reader.transaction(.deferred) { try IssueIndex.read(ids[half...], into: rest, $0, config) }
      }
      let first = Result { try IssueIndex.read(ids[..<half], into: start, database, config) }
      let last = Result { try second.wait() }
      if case .success = first, case .failure = last { start.deinitialize() }
      if case .failure = first, case .success = last { rest.deinitialize() }
      try first.get()
      try last.get()
      count = ids.count
    }
  }

  /// Reads issues into memory that is not initialized, and leaves it so where it throws.
  private static func read(
    _ ids: ArraySlice<Int64>, into buffer: UnsafeMutableBufferPointer<Issue>, _ database: Database, _ config: Config
  ) throws {
    let decoder = try IssueDecoder(database, WordTable(database), config: config)
    for (index, id) in ids.enumerated() {
      do {
        buffer.initializeElement(at: index, to: try decoder.issue(id))
      } catch {
        buffer.extracting(..<index).deinitialize()
        throw error
      }
    }
  }

  private static func issues(_ ids: ArraySlice<Int64>, _ database: Database, _ config: Config) throws -> [Issue] {
    let decoder = try IssueDecoder(database, WordTable(database), config: config)
    return try ids.map { try decoder.issue($0) }
  }

  /// What the rows in a cache must have been made with.
  var rowsKey: String { configKey }

  var cacheFolder: String? { database.isInMemory ? nil : place.folder }
}

extension DatabaseError {
  /// Whether a statement is wrong, so that another file would not help.
  fileprivate var isProgrammingError: Bool { resultCode == .SQLITE_ERROR && message?.contains("no such") != true }
}

extension Database {
  /// A number that changes when another connection has written (sqlite.org/pragma.html#pragma_data_version).
  func dataVersion() throws -> Int64 { try Int64.fetchOne(self, sql: "PRAGMA data_version") ?? 0 }
}
