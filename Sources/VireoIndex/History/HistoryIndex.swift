import GRDB
package import VireoGit
import VireoHistory
package import VireoModel

/// History with a cache: reads only commits that were not read before, and remembers what followed from them.
///
/// The cache lies in `vireo/cache/` of the directory that all work trees share. It may be deleted at any moment; every
/// answer stays the same. Several processes may use it at once. One thread at a time may use one index.
package final class HistoryIndex {
  let git: GitProgram
  let cuts: HistoryCuts
  private let grammar: ReferenceGrammar
  private let progress: WorkProgress.Observer?
  private var database: HistoryDatabase
  private var loaded: LoadedHistory?
  let objects: ObjectDatabase
  /// Whether commits are missing that may be there the next time.
  private(set) var isDamaged = false

  /// Opens the cache, which is made where there is none.
  ///
  /// - Parameters:
  ///   - git: The repository's git.
  ///   - references: How messages refer to issues.
  ///   - usesCache: Whether what is found is kept for the next time.
  ///   - progress: Is told how many commits were read.
  package init(
    _ git: GitProgram, references: Config.ReferenceRules, usesCache: Bool = true,
    progress: WorkProgress.Observer? = nil
  ) throws {
    self.progress = progress
    let location = git.location
    self.git = git
    objects = ObjectDatabase(git)
    cuts = try HistoryCuts(ReferenceFiles(location))
    grammar = ReferenceGrammar(references)
    database =
      usesCache
      ? try HistoryDatabase.open(
        folder: FilePath.join(location.commonDirectory, "vireo/cache"), fingerprint: Fingerprint(references, cuts).text)
      : try HistoryDatabase.inMemory()
  }

  func read<Value>(_ body: (Database) throws -> Value) throws -> Value { try database.queue.inDatabase(body) }

  /// Reads many things at once: the file is locked and looked at once.
  func readTogether<Value>(_ body: (Database) throws -> Value) throws -> Value {
    try database.queue.transaction(.deferred, body)
  }

  /// Runs a function in a transaction that keeps other writers out.
  func write(_ body: (Database) throws -> Void) throws { try database.queue.transaction(.immediate, body) }

  /// What a function gives; where the cache cannot be written, it is run again with one in memory.
  func writing<Value>(_ body: () throws -> Value) throws -> Value {
    do {
      return try body()
    } catch let error as DatabaseError where error.isRefusal {
      try forgetCache()
      return try body()
    }
  }

  private func forgetCache() throws {
    database = try HistoryDatabase.inMemory()
    loaded = nil
  }

  // MARK: - Commits

  /// The history with these commits and all their ancestors.
  ///
  /// - Parameter withTracker: Whether what commits changed in the tracker is needed too.
  /// - Throws: `VireoError` with the code `unreadable-repository`.
  func history(_ tips: [ObjectID], withTracker: Bool = false) throws -> LoadedHistory {
    if let loaded, has(loaded, tips, withTracker) { return loaded }
    if loaded == nil {
      let present = try read { try LoadedHistory($0) }
      loaded = present
      if has(present, tips, withTracker) { return present }
    }
    do {
      try writing { try update(tips, withTracker, mayBeDamaged: false) }
    } catch is DamagedHistory {
      // A commit that is missing now may be there the next time, so this is not kept.
      isDamaged = true
      try forgetCache()
      try update(tips, withTracker, mayBeDamaged: true)
    }
    return try loaded ?? read { try LoadedHistory($0) }
  }

  /// Gives away what is loaded, if nobody has added anything to the cache since: changing it copies nothing then.
  private func takeLoaded(ifAsIn database: Database) throws -> LoadedHistory? {
    defer { loaded = nil }
    guard let loaded, try database.commitCount() == loaded.graph.count, try database.scannedCount() == loaded.scanned
    else { return nil }
    return loaded
  }

  private func has(_ history: LoadedHistory, _ tips: [ObjectID], _ withTracker: Bool) -> Bool {
    tips.allSatisfy { history.graph.position(of: $0) != nil }
      && (!withTracker || history.scanned == history.graph.count)
  }

  /// Reads what is new while other writers wait; they find it done.
  private func update(_ tips: [ObjectID], _ withTracker: Bool, mayBeDamaged: Bool) throws {
    let reader = HistoryReader(git, objects: objects, cuts: cuts, grammar: grammar, progress: progress)
    try write { database in
      var next = try takeLoaded(ifAsIn: database) ?? LoadedHistory(database)
      if !has(next, tips, false) {
        let first = next.graph.count
        let addition = try next.add(tips, reader)
        if addition.isDamaged, !mayBeDamaged { throw DamagedHistory() }
        try next.save(database, addition, from: first)
      }
      if withTracker, next.scanned < next.graph.count {
        let reader = TrackerReader(git, cuts: cuts, graph: next.graph, trees: next.trees)
        let outcome = try reader.read(next.scanned..<next.graph.count, objects)
        next.takeIn(outcome)
        try database.save(outcome.changes) { try reader.versions($0, objects) }
        try next.saveScan(database)
      }
      loaded = next
    }
  }
}

private struct DamagedHistory: Error {}

extension DatabaseError {
  /// Whether the file cannot be written to, now or ever.
  fileprivate var isRefusal: Bool {
    [.SQLITE_READONLY, .SQLITE_FULL, .SQLITE_BUSY, .SQLITE_IOERR, .SQLITE_CANTOPEN, .SQLITE_CORRUPT]
      .contains(resultCode)
  }
}
