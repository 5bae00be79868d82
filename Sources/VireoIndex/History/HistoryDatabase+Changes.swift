import Foundation
import GRDB
import VireoGit
import VireoHistory
import VireoModel

/// What commits changed in the tracker's files.
extension Database {
  /// Writes changes; `versions` reads what the issues' files say that are not known yet.
  func save(_ changes: [TrackerChange], versions read: ([ObjectID]) throws -> [IssueVersion]) throws {
    var ids = BlobIDs(self)
    try ids.insert(changes, read)
    let path = try makeStatement(sql: "INSERT OR IGNORE INTO path(path) VALUES(?)")
    let pathID = try makeStatement(sql: "SELECT id FROM path WHERE path = ?")
    let insert = try makeStatement(sql: "INSERT INTO change VALUES(?,?,?,?,?,?)")
    for change in changes {
      try path.execute(arguments: [change.path])
      let isIssue = change.number != nil
      try insert.execute(
        arguments: [
          change.commit, change.parent, try Int.fetchOne(pathID, arguments: [change.path]), change.number?.value,
          change.old.flatMap { ids[$0, isIssue] }, change.new.flatMap { ids[$0, isIssue] },
        ])
    }
  }

  private static let columns = """
    SELECT change.position, change.parent, path.path, change.number,
      old.uid, old.status, old.statusDate, old.isReadable, new.uid, new.status, new.statusDate, new.isReadable
    FROM change JOIN path ON path.id = change.path
      LEFT JOIN version AS old ON old.id = change.old LEFT JOIN version AS new ON new.id = change.new
    """

  /// The changes of issues' files, of some numbers or of all.
  func changes(_ numbers: Set<IssueNumber>? = nil) throws -> [IssueChange] {
    var found: [IssueChange] = []
    let statement = try cachedStatement(
      sql: Database.columns + " WHERE change.number " + (numbers == nil ? "IS NOT NULL" : "= ?"))
    for number in numbers.map({ $0.sorted().map(Optional.some) }) ?? [nil] {
      let rows = try Row.fetchCursor(statement, arguments: number.map { [$0.value] } ?? [])
      while let row = try rows.next() {
        found.append(
          IssueChange(
            commit: row[0], parent: row[1], path: row[2], number: IssueNumber(row[3]),
            old: Database.version(row, 4), new: Database.version(row, 8)))
      }
    }
    return found
  }

  private static func version(_ row: Row, _ column: Int) -> IssueVersion? {
    guard let isReadable = row[column + 3] as Bool? else { return nil }
    return IssueVersion(
      uid: (row[column] as String?).flatMap { UID($0) }, status: row[column + 1],
      statusDate: (row[column + 2] as Int64?).map { Timestamp(seconds: $0 >> 1, isDay: $0 & 1 == 1) },
      isReadable: isReadable)
  }

  /// The numbers that issues of these numbers have or had, by their uids.
  func numbersConnected(to start: Set<IssueNumber>) throws -> Set<IssueNumber> {
    var found = start
    var pending = Array(start)
    let uids = try cachedStatement(
      sql: """
        SELECT DISTINCT uid FROM change JOIN version ON version.id IN (change.old, change.new)
        WHERE change.number = ? AND uid IS NOT NULL
        """)
    while let number = pending.popLast() {
      let connected = try String.fetchAll(uids, arguments: [number.value]).compactMap { UID($0) }
      for other in try numbers(ofUIDs: Set(connected)) where found.insert(other).inserted { pending.append(other) }
    }
    return found
  }

  /// The numbers that issues of these uids have or had.
  func numbers(ofUIDs uids: Set<UID>) throws -> Set<IssueNumber> {
    let statement = try cachedStatement(
      sql: """
        SELECT DISTINCT number FROM version JOIN change ON change.new = version.id
        WHERE version.uid = ? AND number IS NOT NULL
        """)
    var found: Set<IssueNumber> = []
    for uid in uids {
      found.formUnion(try Int.fetchAll(statement, arguments: [uid.text]).compactMap { IssueNumber($0) })
    }
    return found
  }

  /// The numbers of issues whose files commits changed.
  func numbersChanged(by commits: [Int]) throws -> Set<IssueNumber> {
    let statement = try cachedStatement(
      sql: "SELECT DISTINCT number FROM change WHERE position = ? AND number IS NOT NULL")
    var found: Set<IssueNumber> = []
    for commit in commits {
      found.formUnion(try Int.fetchAll(statement, arguments: [commit]).compactMap { IssueNumber($0) })
    }
    return found
  }

  /// The commits that close or reopen anything.
  func decisiveCommits(among commits: [Int]) throws -> Set<Int> {
    let statement = try cachedStatement(sql: "SELECT 1 FROM effect WHERE position = ? AND action < 2 LIMIT 1")
    return try Set(commits.filter { try Int.fetchOne(statement, arguments: [$0]) != nil })
  }

  /// The numbers that commits close or reopen.
  func numbersDecided(by commits: some Sequence<Int>) throws -> Set<IssueNumber> {
    let statement = try cachedStatement(sql: "SELECT number FROM effect WHERE position = ? AND action < 2")
    var found: Set<IssueNumber> = []
    for commit in commits {
      found.formUnion(try Int.fetchAll(statement, arguments: [commit]).compactMap { IssueNumber($0) })
    }
    return found
  }

  /// What the file of an issue says whose contents are known.
  func version(ofBlob blob: ObjectID) throws -> IssueVersion? {
    let row = try Row.fetchOne(
      self, sql: "SELECT uid, status, statusDate, isReadable FROM version WHERE blob = ? AND isIssue",
      arguments: [Data(blob.bytes)])
    return row.flatMap { Database.version($0, 0) }
  }
}

/// The ids that contents have in the table of versions.
private struct BlobIDs {
  private let database: Database
  private var ids: [Key: Int64] = [:]

  private struct Key: Hashable {
    var blob: ObjectID
    var isIssue: Bool
  }

  init(_ database: Database) { self.database = database }

  subscript(blob: ObjectID, isIssue: Bool) -> Int64? { ids[Key(blob: blob, isIssue: isIssue)] }

  mutating func insert(_ changes: [TrackerChange], _ read: ([ObjectID]) throws -> [IssueVersion]) throws {
    let known = try database.makeStatement(sql: "SELECT id FROM version WHERE blob = ? AND isIssue = ?")
    var unread: [Key] = []
    var seen: Set<Key> = []
    for change in changes {
      for blob in [change.old, change.new].compactMap({ $0 }) {
        let key = Key(blob: blob, isIssue: change.number != nil)
        guard seen.insert(key).inserted else { continue }
        if let id = try Int64.fetchOne(known, arguments: [Data(blob.bytes), key.isIssue]) {
          ids[key] = id
        } else {
          unread.append(key)
        }
      }
    }
    let versions = try read(unread.filter(\.isIssue).map(\.blob))
    var next = versions.makeIterator()
    let insert = try database.makeStatement(
      sql: "INSERT INTO version(blob, isIssue, uid, status, statusDate, isReadable) VALUES(?,?,?,?,?,?)")
    for key in unread {
      let version = key.isIssue ? next.next() : nil
      try insert.execute(
        arguments: [
          Data(key.blob.bytes), key.isIssue, version?.uid?.description, version?.status,
          version?.statusDate.map { $0.seconds * 2 + ($0.isDay ? 1 : 0) },
          version?.isReadable ?? true,
        ])
      ids[key] = database.lastInsertedRowID
    }
  }
}
