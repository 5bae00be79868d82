import GRDB
import VireoFormat
import VireoHistory
package import VireoModel
import VireoStore

extension IssueIndex {
  /// An issue that was looked up by its number.
  package struct Found: Sendable {
    package var issue: Issue
    /// The files with errors in them, as far as was looked at.
    package var brokenPaths: [String]
    /// Whether nothing is wrong with the names of files.
    package var isTidy: Bool
  }

  /// The issue that a number means, found without a look at the other files; only at the folders, whether their names
  /// are the same.
  ///
  /// - Returns: `nil` unless there is just one file of that number and it can be understood. So is it where history
  ///   cannot be read.
  package func issue(numbered number: IssueNumber) throws -> Found? {
    do {
      if let found = try quickly(number) { return found }
    } catch is DatabaseError {
    } catch is CacheRefusal {
    }
    let (found, error) = try ask([]) { try self.found(number, $0)?.found }
    return error == nil ? found : nil
  }

  /// The issue if neither it nor any name changed.
  private func quickly(_ number: IssueNumber) throws -> Found? {
    try reading { database -> Found? in
      guard try IssueUpdate(self, database, []).hasSameNames(), let row = try found(number, database), !row.isPending
      else { return nil }
      let folder = try CachedFolders(database).folder(row.folder)
      let listing = folder.listing
      guard let index = listing.records.indices.first(where: { listing.records[$0].issue == row.id }),
        try files.changes(in: listing, of: folder.path, index..<(index + 1)).isEmpty
      else { return nil }
      return row.found
    }
  }

  private struct Row {
    var id: Int64
    var folder: Int64
    var isPending: Bool
    var found: Found
  }

  private func found(_ number: IssueNumber, _ database: Database) throws -> Row? {
    let select = try RawStatement(
      database,
      "SELECT issue.id, folder, isPending FROM issue JOIN detail ON detail.id = issue.id WHERE number = ? LIMIT 2")
    select.bind(Int64(number.value), at: 1)
    guard try select.step() else { return nil }
    let (id, folder, isPending) = (select.integer(0), select.integer(1), select.integer(2) != 0)
    guard try !select.step() else { return nil }
    let issue = try IssueDecoder(database, WordTable(database), config: config).issue(id)
    let found = Found(
      issue: issue, brokenPaths: try String.fetchAll(database, sql: "SELECT path FROM finding ORDER BY path"),
      isTidy: try String.fetchOne(database, sql: "SELECT value FROM fact WHERE key = 'tidy'") != nil)
    return Row(id: id, folder: folder, isPending: isPending, found: found)
  }

  /// The highest number or former number of any issue, from what is known of the folders whose names are the same and
  /// a look at the others; a former number that was typed into a file since is not seen.
  ///
  /// - Returns: `nil` where nothing is known yet.
  package func highestNumber() throws -> Int? {
    do {
      return try reading { database in
        guard try String.fetchOne(database, sql: "SELECT value FROM fact WHERE key = 'rows'") == rowsKey else {
          return nil
        }
        let known = try CachedFolders(database).signatures()
        let present = try files.signatures(ofFolders: known.map(\.path))
        var highest = try Int.fetchOne(database, sql: "SELECT value FROM fact WHERE key = 'highestFormer'") ?? 0
        var pending: [String] = []
        for (folder, signature) in zip(known, present) {
          if folder.signature == signature {
            highest = max(highest, folder.highest)
          } else if signature != nil {
            pending.append(folder.path)
          }
        }
        guard !known.isEmpty, pending.count <= 8 else { return nil }
        let names = Set(known.map(\.path))
        while let folder = pending.popLast() {
          var layout = Layout()
          let below = layout.add(try files.entries(in: folder) ?? [], in: folder)
          pending += below.filter { !names.contains($0) }
          highest = max(highest, try self.highest(among: layout.issues, in: folder, database))
        }
        return highest
      }
    } catch is DatabaseError {
      return nil
    } catch is CacheRefusal {
      return nil
    }
  }

  /// The highest number or former number of some files, of which those that are new are read.
  private func highest(among places: [IssuePlace], in folder: String, _ database: Database) throws -> Int {
    let listing = try CachedFolders(database).folder(at: folder)?.listing
    let known = Set(listing.map { listing in listing.records.indices.map { listing.name(at: $0) } } ?? [])
    let former = try Snapshot.map(places.filter { !known.contains($0.name) }, of: files, config: config) { file in
      file.issue?.was.max()?.value
    }
    return max(places.compactMap { $0.number?.value }.max() ?? 0, former.max() ?? 0)
  }

  /// How many issues there are or were, as far as is known.
  package func size() throws -> Int { try reading { try Int.fetchOne($0, sql: "SELECT max(id) FROM detail") ?? 0 } }

  /// The paths of issues that have one of some numbers, as far as is known.
  package func paths(numbered numbers: Set<IssueNumber>) throws -> [String] {
    try reading { try CachedFiles($0).all(numbered: numbers).map(\.state.path) }
  }
}

/// The folders of issues as the cache has them.
struct CachedFolders {
  private let database: Database

  init(_ database: Database) { self.database = database }

  func all() throws -> [CachedFolder] { try folders("") }

  /// - Throws: `DatabaseError` where there is no such row.
  func folder(_ id: Int64) throws -> CachedFolder {
    guard let folder = try folders("WHERE id = \(id)").first else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
    return folder
  }

  /// The folder at a path; `nil` for one that is new.
  func folder(at path: String) throws -> CachedFolder? {
    let id = try Int64.fetchOne(database, sql: "SELECT id FROM folder WHERE path = ?", arguments: [path])
    return try id.map { try folder($0) }
  }

  private func folders(_ condition: String) throws -> [CachedFolder] {
    let row = try RawStatement(database, "SELECT id, path, signature, records, names FROM folder \(condition)")
    var found: [CachedFolder] = []
    while try row.step() {
      let listing = FolderListing(records: row.array(3), names: row.array(4))
      guard listing.isConsistent else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
      found.append(
        CachedFolder(id: row.integer(0), path: row.text(1), signature: try signature(row, 2), listing: listing))
    }
    return found
  }

  /// The paths with their signatures and highest numbers alone.
  func signatures() throws -> [(path: String, signature: FileSignature, highest: Int)] {
    let row = try RawStatement(database, "SELECT path, signature, highest FROM folder")
    var found: [(path: String, signature: FileSignature, highest: Int)] = []
    while try row.step() { found.append((row.text(0), try signature(row, 1), Int(row.integer(2)))) }
    return found
  }

  private func signature(_ row: RawStatement, _ column: Int32) throws -> FileSignature {
    let signatures: [FileSignature] = row.array(column)
    guard let signature = signatures.first else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
    return signature
  }
}
