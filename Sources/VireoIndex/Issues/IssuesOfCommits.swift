import GRDB
import VireoFormat
import VireoGit
import VireoHistory
import VireoModel
import VireoQuery

/// Finds the rows of issues that commits have to do with.
struct IssuesOfCommits {
  private let index: IssueIndex
  private let database: Database

  init(_ index: IssueIndex, _ database: Database) { (self.index, self.database) = (index, database) }

  /// - Throws: `VireoError` with the codes `unknown-revision` or `unreadable-repository`.
  func rows(_ condition: Condition) throws -> [Int64] {
    switch condition {
    case .commit(let name):
      let files = try CachedFiles(database).all()
      return try chosen(files, index.view.touched(files.map(\.state), by: name, workTree: workTree))
    case .fixedIn(let name):
      let files = try CachedFiles(database).all(where: "WHERE state = 1 AND cause IS NOT NULL")
      return try chosen(files, index.view.fixed(files.map(\.state), in: name, workTree: workTree))
    default: return []
    }
  }

  private func chosen(_ files: [CachedFiles.File], _ isChosen: [Bool]) -> [Int64] {
    zip(files, isChosen).compactMap { $1 ? $0.id : nil }
  }

  private func workTree(_ numbers: Set<IssueNumber>, _ uids: Set<UID>) throws -> [IssueFileState] {
    try CachedFiles(database).all(numbered: numbers).map(\.state)
  }
}

/// What the cache's rows say of issues' files, as far as states follow from it.
struct CachedFiles {
  struct File {
    var id: Int64
    var state: IssueFileState
  }

  private let database: Database
  private let folders: [Int64: String]
  private let byNumber: RawStatement

  static let columns = "issue.id, number, folder, name, uid, ownStatus, statusDate, created"

  init(_ database: Database) throws {
    self.database = database
    let rows = try Row.fetchAll(database, sql: "SELECT id, path FROM folder")
    folders = Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
    byNumber = try RawStatement(database, CachedFiles.select("WHERE number = ?"))
  }

  private static func select(_ condition: String) -> String {
    "SELECT \(columns) FROM issue JOIN detail ON detail.id = issue.id \(condition) ORDER BY issue.id"
  }

  func all(where condition: String = "", _ arguments: [Int64] = []) throws -> [File] {
    let row = try RawStatement(database, CachedFiles.select(condition))
    for (index, argument) in arguments.enumerated() { row.bind(argument, at: Int32(index + 1)) }
    var found: [File] = []
    while try row.step() { found.append(file(row)) }
    return found
  }

  func all(numbered numbers: Set<IssueNumber>) throws -> [File] {
    defer { byNumber.reset() }
    var found: [File] = []
    for number in numbers.sorted() {
      byNumber.reset()
      byNumber.bind(Int64(number.value), at: 1)
      while try byNumber.step() { found.append(file(byNumber)) }
    }
    return found
  }

  /// - Parameter row: A row that begins with ``columns``.
  func file(_ row: RawStatement) -> File {
    let version = IssueVersion(
      uid: row.optionalText(4).flatMap { UID($0) }, status: row.optionalText(5),
      statusDate: row.optionalInteger(6).map { Timestamp(stored: $0) })
    return File(
      id: row.integer(0),
      state: IssueFileState(
        path: (folders[row.integer(2)] ?? "") + "/" + row.text(3),
        number: row.optionalInteger(1).flatMap { IssueNumber(Int($0)) }, version: version,
        created: row.optionalInteger(7).map { Timestamp(stored: $0) }))
  }
}
