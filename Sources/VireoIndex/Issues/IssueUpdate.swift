import Foundation
import GRDB
import VireoFormat
import VireoModel
import VireoStore

/// Brings the cache's tables in line with the files and the view.
struct IssueUpdate {
  private let index: IssueIndex
  private let database: Database
  private let needs: IssueIndex.Needs

  init(_ index: IssueIndex, _ database: Database, _ needs: IssueIndex.Needs) throws {
    (self.index, self.database, self.needs) = (index, database, needs)
  }

  // MARK: - Looking

  /// Whether no folder's names changed, and the view is the same.
  func hasSameNames() throws -> Bool {
    guard try fact("rows") == index.rowsKey, let known = try? index.view.key(), try fact("view") == known else {
      return false
    }
    let folders = try CachedFolders(database).signatures()
    let present = try index.files.signatures(ofFolders: folders.map(\.path))
    return !folders.isEmpty && zip(folders, present).allSatisfy { $0.signature == $1 }
  }

  /// What a look at the tables, the files and the view finds.
  enum State {
    /// The tables are as they should be.
    case current
    /// They are not; with the look at the folders, where there was one.
    case outdated(FolderScan?)
  }

  func state() throws -> State {
    guard try fact("rows") == index.rowsKey, let known = try? index.view.key(), try fact("view") == known else {
      return .outdated(nil)
    }
    let scan = try FolderScan(index.files, known: CachedFolders(database).all(), clock: clock)
    guard scan.isEmpty else { return .outdated(scan) }
    if needs.contains(.activity), try fact("activity") != known { return .outdated(scan) }
    guard needs.contains(.contents) else { return .current }
    guard try fact("contents") == "whole", try ContentScan(index.files, database, scan.folders).isEmpty else {
      return .outdated(scan)
    }
    return .current
  }

  private func fact(_ key: String) throws -> String? {
    try String.fetchOne(database, sql: "SELECT value FROM fact WHERE key = ?", arguments: [key])
  }

  private func setFact(_ key: String, _ value: String?) throws {
    try database.execute(sql: "INSERT OR REPLACE INTO fact VALUES(?, ?)", arguments: [key, value])
  }

  // MARK: - Writing

  /// - Parameter known: A look at the folders, if the tables have not changed since.
  /// - Returns: Why history cannot be read, where it cannot; the states are those of the files then.
  func run(after known: FolderScan?) throws -> VireoError? {
    if try fact("rows") != index.rowsKey { try clear() }
    let words = try WordTable(database)
    let withContents = needs.contains(.contents)
    // Files are read after this, and the time is asked for before.
    let clock = clock()
    var scan = try known ?? FolderScan(index.files, known: CachedFolders(database).all(), clock: { clock })
    let issues = try IssueWriter(database, words, config: index.config)
    for id in scan.gone { try issues.remove(id) }
    for id in scan.goneFolders { try database.execute(sql: "DELETE FROM folder WHERE id = ?", arguments: [id]) }
    try addFolders(&scan)
    if withContents { try forgetTextsIfMostAreOld() }
    let contents =
      withContents ? try ContentWriter(index.files, database, words, clock: clock, progress: index.view.progress) : nil
    let changed = try readIssues(&scan, issues, contents, clock)
    try save(scan, changed)
    if issues.highestFormer
      > (try Int.fetchOne(database, sql: "SELECT value FROM fact WHERE key = 'highestFormer'") ?? 0)
    {
      try setFact("highestFormer", String(issues.highestFormer))
    }
    if let contents {
      try contents.update(scan.folders, config: index.config)
      try setFact("contents", "whole")
    } else if !changed.isEmpty || !scan.listed.isEmpty {
      try setFact("contents", nil)
    }
    return try refreshStates(words, scan, Set(changed.map(\.id))) ?? refreshActivity()
  }

  /// The time before anything is looked at.
  ///
  /// Where it cannot be told, as after the cache's folder was removed, no signature is older.
  private func clock() -> Int64? {
    guard let folder = index.cacheFolder else { return .max }
    do { return try index.files.clock(folder) } catch { return .min }
  }

  /// Empties the full-text index where most of it is of texts that have changed since: it cannot forget single ones.
  private func forgetTextsIfMostAreOld() throws {
    let last = try Int.fetchOne(database, sql: "SELECT max(id) FROM doc") ?? 0
    guard last > 1000, try last > 2 * (Int.fetchOne(database, sql: "SELECT count(*) FROM doc") ?? 0) else { return }
    try database.execute(sql: "INSERT INTO text(text) VALUES('delete-all')")
    try database.execute(sql: "DELETE FROM doc")
    try database.execute(sql: "UPDATE detail SET text = NULL")
  }

  private func clear() throws {
    for table in ["folder", "issue", "detail", "item", "relation", "person", "comment", "finding", "doc", "activity"] {
      try database.execute(sql: "DELETE FROM \(table)")
    }
    try database.execute(sql: "INSERT INTO text(text) VALUES('delete-all')")
    try database.execute(sql: "DELETE FROM fact")
    try setFact("rows", index.rowsKey)
  }

  private func addFolders(_ scan: inout FolderScan) throws {
    for (position, folder) in scan.folders.enumerated() where folder.id == 0 {
      try database.execute(sql: "INSERT INTO folder(path) VALUES(?)", arguments: [folder.path])
      scan.set(id: database.lastInsertedRowID, folder: position)
    }
  }

  private struct Changed {
    var id: Int64
    var folder: Int
  }

  /// Reads the files that changed.
  private func readIssues(
    _ scan: inout FolderScan, _ writer: IssueWriter, _ contents: ContentWriter?, _ clock: Int64?
  ) throws -> [Changed] {
    var changed: [Changed] = []
    let unread = scan.unread
    let isEmpty = try Int.fetchOne(database, sql: "SELECT 1 FROM finding LIMIT 1") == nil
    let (files, config, rules) = (index.files, index.config, IssueRules(config: index.config))
    let withContents = contents != nil
    let requests = unread.map { place in
      IssueRequest(
        path: scan.path(place.folder, place.record),
        withFolder: withContents && scan.folders[place.folder].listing.records[place.record].kind == .issueWithFolder)
    }
    let finding = try RawStatement(database, "INSERT OR REPLACE INTO finding VALUES(?)")
    let noFinding = try RawStatement(database, "DELETE FROM finding WHERE path = ?")
    var next = 0
    try Batches.run(requests.count, size: 1024) { range in
      files.mapIssues(Array(requests[range])) { index, read in
        ParsedIssue(
          requests[range.lowerBound + index].path, read, config: config, rules: rules, withContents: withContents)
      }
    } use: { batch in
      for parsed in batch {
        let (folder, record) = unread[next]
        let path = requests[next].path
        next += 1
        let known = scan.folders[folder].listing.records[record].issue
        let id = try writer.write(parsed, known, folder: scan.folders[folder].id)
        scan.set(parsed.signature.trusted(before: clock), issue: id, folder: folder, record: record)
        if parsed.hasErrors || known != 0 || !isEmpty {
          let report = parsed.hasErrors ? finding : noFinding
          report.bind(path, at: 1)
          try report.run()
        }
        if known != 0, known != id { changed.append(Changed(id: known, folder: folder)) }
        changed.append(Changed(id: id, folder: folder))
        guard id != 0, let texts = parsed.contents else { continue }
        try contents?.write(texts, of: id, in: scan.folders[folder].id, path, isNew: known == 0)
      }
      index.view.progress?(WorkProgress(.issues, done: next, total: requests.count))
    }
    return changed
  }

  /// Writes the folders that are not as they were.
  private func save(_ scan: FolderScan, _ changed: [Changed]) throws {
    let statement = try RawStatement(
      database, "UPDATE folder SET signature = ?, records = ?, names = ? WHERE id = ?")
    for position in scan.listed.union(changed.map(\.folder)).sorted() {
      let folder = scan.folders[position]
      statement.bind([folder.signature].rawBytes, at: 1)
      statement.bind(folder.listing.records.rawBytes, at: 2)
      statement.bind(folder.listing.names, at: 3)
      statement.bind(folder.id, at: 4)
      try statement.run()
    }
    for position in scan.listed {
      try database.execute(
        sql: "UPDATE folder SET isOdd = ?, highest = ? WHERE id = ?",
        arguments: [
          scan.oddFolders.contains(position), scan.folders[position].highest, scan.folders[position].id,
        ])
    }
    if !scan.listed.isEmpty || !scan.goneFolders.isEmpty { try removeFindings(of: scan) }
    try setFact("tidy", try isTidy(scan, changed) ? "yes" : nil)
  }

  /// Forgets what was wrong with files that are gone.
  private func removeFindings(of scan: FolderScan) throws {
    let paths = try String.fetchAll(database, sql: "SELECT path FROM finding")
    guard !paths.isEmpty else { return }
    let present = Set(
      scan.folders.flatMap { folder in
        folder.listing.records.indices.filter { folder.listing.records[$0].kind != .folder }
          .map { ExactText(folder.path + "/" + folder.listing.name(at: $0)) }
      })
    for path in paths where !present.contains(ExactText(path)) {
      try database.execute(sql: "DELETE FROM finding WHERE path = ?", arguments: [path])
    }
  }

  /// Whether nothing is wrong with names, and no number is taken twice.
  private func isTidy(_ scan: FolderScan, _ changed: [Changed]) throws -> Bool {
    guard try Int.fetchOne(database, sql: IssueUpdate.isAnyFileUnknown) == nil, scan.oddFolders.isEmpty else {
      return false
    }
    if try fact("tidy") != nil {
      // Only what is new can take a number twice.
      let twice = try database.cachedStatement(
        sql: "SELECT 1 FROM issue AS a JOIN issue AS b ON b.number = a.number AND b.id != a.id WHERE a.id = ? LIMIT 1")
      return try changed.allSatisfy { try Int.fetchOne(twice, arguments: [$0.id]) == nil }
    }
    let untidy = [
      "SELECT 1 FROM folder WHERE isOdd LIMIT 1",
      "SELECT 1 FROM issue WHERE number IS NOT NULL GROUP BY number HAVING count(*) > 1 LIMIT 1",
    ]
    return try untidy.allSatisfy { try Int.fetchOne(database, sql: $0) == nil }
  }

  /// A file of which nothing is known may have a number that is taken.
  private static let isAnyFileUnknown = """
    SELECT 1 FROM finding WHERE NOT EXISTS (SELECT 1 FROM folder JOIN detail ON detail.folder = folder.id
      WHERE folder.path || '/' || detail.name = finding.path) LIMIT 1
    """

  // MARK: - States

  private func refreshStates(_ words: WordTable, _ scan: FolderScan, _ changed: Set<Int64>) throws -> VireoError? {
    do {
      let key = try index.view.key()
      let refresh = try StateRefresh(database, words, index.view, config: index.config)
      if try fact("view") != key || !scan.listed.isEmpty || !scan.goneFolders.isEmpty {
        try refresh.refreshAll()
      } else if !changed.isEmpty {
        try refresh.refresh(changed: changed)
      }
      try setFact("view", index.view.isLasting ? key : nil)
      return nil
    } catch let error as VireoError {
      try StateRefresh(database, words, index.view, config: index.config).forget()
      try setFact("view", nil)
      return error
    }
  }

  /// Notes when commits last had to do with each number.
  private func refreshActivity() throws -> VireoError? {
    guard needs.contains(.activity), let key = try fact("view"), try fact("activity") != key else { return nil }
    do {
      let times = try index.view.activity()
      try database.execute(sql: "DELETE FROM activity")
      let insert = try RawStatement(database, "INSERT INTO activity VALUES(?, ?)")
      for (number, time) in times {
        insert.bind(Int64(number.value), at: 1)
        insert.bind(time, at: 2)
        try insert.run()
      }
      try setFact("activity", key)
      return nil
    } catch let error as VireoError {
      return error
    }
  }
}

extension Array {
  /// The elements as the machine holds them.
  var rawBytes: [UInt8] { withUnsafeBytes { [UInt8]($0) } }
}
