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
    var ranges: [(path: String, listing: FolderListing, records: Range<Int>)] = []
    for folder in folders {
      let listing = known[folder.id] ?? FolderListing()
      let listed = Set(listing.records.lazy.map(\.issue))
      var expected: Set<Int64> = []
      for record in folder.listing.records where record.kind == .issueWithFolder && record.issue != 0 {
        expected.insert(record.issue)
      }
      changed.formUnion(listed.symmetricDifference(expected))
      for start in stride(from: 0, to: listing.records.count, by: 500) {
        ranges.append((folder.path, listing, start..<min(start + 500, listing.records.count)))
      }
    }
    let looked = ranges
    let found = Concurrent.map(looked.count) { chunk -> Result<[Int], any Error> in
      Result { try files.changes(in: looked[chunk].listing, of: looked[chunk].path, looked[chunk].records) }
    }
    for (range, indices) in zip(ranges, found) {
      for index in try indices.get() { changed.insert(range.listing.records[index].issue) }
    }
    changed.formUnion(try Int64.fetchAll(database, sql: "SELECT id FROM detail WHERE text IS NULL"))
  }
}

/// Reads the texts and comments of issues into the cache's tables.
final class ContentWriter {
  /// An issue whose contents are read.
  struct Subject: Sendable {
    var id: Int64
    /// The path of its file.
    var path: String
    /// The row of the folder that the file lies in.
    var folder: Int64
    var hasFolder: Bool
    /// The title and the text, where they are at hand.
    var own: OwnText?
    var isNew = false
  }

  /// What was read of one.
  private struct Contents: Sendable {
    var own = OwnText()
    var comments: [(name: String, comment: Comment)] = []
    var attachments = 0
    /// What must be as it is for the contents to be the same: folders and comments.
    var records: [(name: String, kind: FolderListing.Kind, signature: FileSignature)] = []
  }

  private let files: any SignedFiles
  private let database: Database
  private let index: TextIndex
  private let clock: Int64?
  private var records: [Int64: [(issue: Int64, Contents)]] = [:]
  private var written: Set<Int64> = []

  init(_ files: any SignedFiles, _ database: Database, _ words: WordTable, clock: Int64?) throws {
    (self.files, self.database, self.clock) = (files, database, clock)
    index = try TextIndex(database, words)
  }

  /// Reads what changed, and notes what is known then.
  func update(_ folders: [CachedFolder], config: Config) throws {
    let scan = try ContentScan(files, database, folders)
    let paths = Dictionary(folders.map { ($0.id, $0.path) }, uniquingKeysWith: { first, _ in first })
    let row = try RawStatement(
      database, "SELECT folder, name FROM detail WHERE id = ?")
    let withFolder = Set(
      folders.flatMap { $0.listing.records.filter { $0.kind == .issueWithFolder }.map(\.issue) })
    var subjects: [Subject] = []
    for id in scan.changed.subtracting(written).sorted() {
      row.bind(id, at: 1)
      defer { row.reset() }
      guard try row.step() else { continue }
      let folder = row.integer(0)
      subjects.append(
        Subject(
          id: id, path: (paths[folder] ?? "") + "/" + row.text(1), folder: folder, hasFolder: withFolder.contains(id)))
    }
    for start in stride(from: 0, to: subjects.count, by: 512) {
      try write(Array(subjects[start..<min(start + 512, subjects.count)]))
    }
    try save(scan, folders, paths)
  }

  /// Reads the contents of some issues.
  func write(_ subjects: [Subject]) throws {
    let (files, clock) = (files, clock)
    let found = Concurrent.map((subjects.count + 63) / 64) { chunk -> [Contents] in
      subjects[(chunk * 64)..<min(chunk * 64 + 64, subjects.count)].map { ContentWriter.read($0, files, clock) }
    }
    for (subject, contents) in zip(subjects, found.joined()) {
      try index.write(
        subject.id, own: contents.own, comments: contents.comments, attachments: contents.attachments,
        isNew: subject.isNew)
      if subject.hasFolder { records[subject.folder, default: []].append((subject.id, contents)) }
      written.insert(subject.id)
    }
  }

  private static func read(_ subject: Subject, _ files: any SignedFiles, _ clock: Int64?) -> Contents {
    var contents = Contents()
    if let own = subject.own {
      contents.own = own
    } else if let bytes = (try? files.bytes(of: subject.path)) ?? nil {
      let document = Document(SourceText(path: subject.path, bytes: bytes))
      let title = IssueReader(config: Config()).issue(document, number: nil)?.title ?? ""
      contents.own = OwnText(title: title, body: document.body)
    }
    guard subject.hasFolder else { return contents }
    let folder = String(subject.path.dropLast(3))
    let above = subject.path.count - subject.path.lastName.count
    var comments: [(path: String, name: CommentName)] = []
    var pending = [folder]
    while let path = pending.popLast() {
      let relative = String(path.dropFirst(above))
      let signature = (try? files.signature(ofFolder: path)) ?? nil
      contents.records.append((relative, .ownFolder, signature?.trusted(before: clock) ?? .none))
      for entry in ((try? files.entries(in: path)) ?? nil) ?? [] where !Layout.isIgnored(entry.name) {
        let below = path + "/" + entry.name
        if entry.kind == .folder { pending.append(below) }
        guard entry.kind == .file else { continue }
        if path == folder, let name = CommentName(fileName: entry.name) {
          comments.append((below, name))
        } else {
          contents.attachments += 1
        }
      }
    }
    comments.sort { $0.path < $1.path }
    for (path, name) in comments {
      let relative = String(path.dropFirst(above))
      guard let read = files.mapSigned([path], { _, read in read }).first, case .success(let file) = read else {
        contents.records.append((relative, .comment, .none))
        continue
      }
      contents.records.append((relative, .comment, file.signature.trusted(before: clock)))
      let document = Document(SourceText(path: path, bytes: file.bytes))
      contents.comments.append((path.lastName, CommentReader.comment(document, name: name)))
    }
    return contents
  }

  /// Notes what the contents of each folder were read from.
  private func save(_ scan: ContentScan, _ folders: [CachedFolder], _ paths: [Int64: String]) throws {
    let statement = try RawStatement(
      database, "UPDATE folder SET contentRecords = ?, contentNames = ? WHERE id = ?")
    for folder in folders {
      let fresh = records[folder.id] ?? []
      let old = scan.known[folder.id] ?? FolderListing()
      let present = Set(folder.listing.records.filter { $0.kind == .issueWithFolder }.map(\.issue))
      let isStale = old.records.contains { !present.contains($0.issue) }
      guard !fresh.isEmpty || isStale else { continue }
      var listing = FolderListing()
      let renewed = Set(fresh.map(\.issue))
      for index in old.records.indices {
        let record = old.records[index]
        guard present.contains(record.issue), !renewed.contains(record.issue) else { continue }
        listing.append(old.name(at: index), record.kind, record.signature, issue: record.issue)
      }
      for (issue, contents) in fresh {
        for record in contents.records { listing.append(record.name, record.kind, record.signature, issue: issue) }
      }
      statement.bind(listing.records.rawBytes, at: 1)
      statement.bind(listing.names, at: 2)
      statement.bind(folder.id, at: 3)
      try statement.run()
    }
  }
}
