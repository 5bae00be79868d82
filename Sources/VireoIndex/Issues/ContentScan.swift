import GRDB
import VireoFormat
import VireoModel
import VireoStore

/// What became of issues' own folders and comments since they were looked at last.
struct ContentScan {
  /// The issues of which something changed.
  private(set) var changed: Set<Int64> = []
  /// What the cache has of each folder of issues, by its row.
  private(set) var known: [Int64: FolderListing] = [:]

  var isEmpty: Bool { changed.isEmpty }

  init(_ files: any SignedFiles, _ database: Database, _ folders: [CachedFolder]) throws {
    let row = try RawStatement(database, "SELECT id, contentRecords, contentNames FROM folder")
    while try row.step() {
      let listing = FolderListing(records: row.array(1), names: row.array(2))
      guard listing.isConsistent else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
      known[row.integer(0)] = listing
    }
    var parts: [Part] = []
    for folder in folders {
      let listing = known[folder.id] ?? FolderListing()
      let starts = stride(from: 0, to: max(1, listing.records.count), by: 500)
      parts += starts.map { Part(folder: folder, listing: listing, start: $0) }
    }
    let looked = parts
    let found = Parallel.map(looked.count) { index in Result { try looked[index].changed(in: files) } }
    for issues in found { changed.formUnion(try issues.get()) }
    changed.formUnion(try Int64.fetchAll(database, sql: "SELECT id FROM detail WHERE text IS NULL"))
  }

  /// Some of what lies in the own folders of a folder's issues.
  private struct Part {
    let folder: CachedFolder
    let listing: FolderListing
    let start: Int

    /// The issues of which something changed; those that got or lost their own folder are told with the first part.
    func changed(in files: any SignedFiles) throws -> Set<Int64> {
      let range = start..<min(start + 500, listing.records.count)
      let indices = try range.isEmpty ? [] : files.changes(in: listing, of: folder.path, range)
      var changed = Set(indices.map { listing.records[$0].issue })
      guard start == 0 else { return changed }
      var expected: Set<Int64> = []
      for record in folder.listing.records where record.kind == .issueWithFolder && record.issue != 0 {
        expected.insert(record.issue)
      }
      changed.formUnion(expected.symmetricDifference(listing.records.lazy.map(\.issue)))
      return changed
    }
  }
}

/// Writes the texts and comments of issues into the cache's tables.
final class ContentWriter {
  private let files: any SignedFiles
  private let database: Database
  private let index: TextIndex
  private let clock: Int64?
  private let progress: WorkProgress.Observer?
  /// What must be as it is for the contents of issues to be the same, by the row of the folder.
  private var parts: [Int64: [(issue: Int64, stem: String, parts: [OwnFolder.Part])]] = [:]
  private var written: Set<Int64> = []

  init(
    _ files: any SignedFiles, _ database: Database, _ words: WordTable, clock: Int64?,
    progress: WorkProgress.Observer?
  ) throws {
    (self.files, self.database, self.clock, self.progress) = (files, database, clock, progress)
    index = try TextIndex(database, words)
  }

  /// Writes the contents of an issue.
  ///
  /// - Parameters:
  ///   - id: Its row.
  ///   - folder: The row of the folder that its file lies in.
  ///   - path: The path of its file.
  ///   - isNew: Whether nothing was written of it before.
  func write(_ contents: ParsedContents, of id: Int64, in folder: Int64, _ path: String, isNew: Bool) throws {
    try index.write(contents, of: id, isNew: isNew)
    if !contents.parts.isEmpty {
      parts[folder, default: []].append((id, String(path.lastName.utf8.dropLast(3)) ?? "", contents.parts))
    }
    written.insert(id)
  }

  private struct Subject: Sendable {
    var id: Int64
    var folder: Int64
    var request: IssueRequest
  }

  /// Reads what changed, and notes what is known then.
  func update(_ folders: [CachedFolder], config: Config) throws {
    let scan = try ContentScan(files, database, folders)
    let subjects = try self.subjects(scan.changed.subtracting(written), folders)
    let (files, rules) = (files, IssueRules(config: config))
    try Batches.run(subjects.count, size: 1024) { range in
      files.mapIssues(subjects[range].map(\.request)) { index, read in
        ParsedIssue(
          subjects[range.lowerBound + index].request.path, read, config: config, rules: rules, withContents: true)
      }
    } use: { batch in
      for parsed in batch {
        let subject = subjects[next]
        next += 1
        guard let contents = parsed.contents else { continue }
        try write(contents, of: subject.id, in: subject.folder, subject.request.path, isNew: false)
      }
      progress?(WorkProgress(.issues, done: next, total: subjects.count))
    }
    try save(scan, folders)
  }

  private var next = 0

  private func subjects(_ ids: Set<Int64>, _ folders: [CachedFolder]) throws -> [Subject] {
    let paths = Dictionary(folders.map { ($0.id, $0.path) }, uniquingKeysWith: { first, _ in first })
    let row = try RawStatement(database, "SELECT folder, name FROM detail WHERE id = ?")
    let withFolder = Set(folders.flatMap { $0.listing.records.filter { $0.kind == .issueWithFolder }.map(\.issue) })
    return try ids.sorted().compactMap { id in
      row.bind(id, at: 1)
      defer { row.reset() }
      guard try row.step() else { return nil }
      let path = (paths[row.integer(0)] ?? "") + "/" + row.text(1)
      return Subject(
        id: id, folder: row.integer(0), request: IssueRequest(path: path, withFolder: withFolder.contains(id)))
    }
  }

  /// Notes what the contents of each folder were read from.
  private func save(_ scan: ContentScan, _ folders: [CachedFolder]) throws {
    let statement = try RawStatement(
      database, "UPDATE folder SET contentRecords = ?, contentNames = ? WHERE id = ?")
    for folder in folders {
      let fresh = parts[folder.id] ?? []
      let old = scan.known[folder.id] ?? FolderListing()
      let present = Set(folder.listing.records.filter { $0.kind == .issueWithFolder }.map(\.issue))
      guard !fresh.isEmpty || old.records.contains(where: { !present.contains($0.issue) }) else { continue }
      var listing = FolderListing()
      let renewed = Set(fresh.map(\.issue))
      for index in old.records.indices {
        let record = old.records[index]
        guard present.contains(record.issue), !renewed.contains(record.issue) else { continue }
        listing.append(old.name(at: index), record.kind, record.signature, issue: record.issue)
      }
      for (issue, stem, parts) in fresh {
        for part in parts {
          listing.append(
            part.path.isEmpty ? stem : stem + "/" + part.path, part.isFolder ? .ownFolder : .comment,
            part.signature.trusted(before: clock), issue: issue)
        }
      }
      statement.bind(listing.records.rawBytes, at: 1)
      statement.bind(listing.names, at: 2)
      statement.bind(folder.id, at: 3)
      try statement.run()
    }
  }
}
