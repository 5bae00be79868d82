import GRDB
import VireoGit
import VireoModel

/// Makes issues of the cache's rows.
final class IssueDecoder {
  private let words: WordTable
  private let folders: [Int64: String]
  private let select: RawStatement
  private let config: Config

  static let columns = """
    issue.number, state, status, type, priority, severity, component, version, milestone, author, assignee,
    resolution, created, due, folder, name, uid, title, statusDate, more, isKnown, isByMessage, cause
    """

  init(_ database: Database, _ words: WordTable, config: Config) throws {
    self.words = words
    self.config = config
    let rows = try Row.fetchAll(database, sql: "SELECT id, path FROM folder")
    folders = Dictionary(rows.map { ($0[0], $0[1]) }, uniquingKeysWith: { first, _ in first })
    select = try RawStatement(
      database, "SELECT \(IssueDecoder.columns) FROM issue JOIN detail ON detail.id = issue.id WHERE issue.id = ?")
  }

  /// - Throws: `DatabaseError` where there is no such row.
  func issue(_ id: Int64) throws -> Issue {
    select.bind(id, at: 1)
    defer { select.reset() }
    guard try select.step() else { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
    return try issue(select)
  }

  /// - Parameter row: A row of ``columns``.
  func issue(_ row: RawStatement) throws -> Issue {
    let path = (folders[row.integer(14)] ?? "") + "/" + row.text(15)
    var issue = Issue(
      path: path, title: row.text(17), status: try words.word(row.optionalInteger(2)) ?? config.word(for: .open),
      state: IssueState(stored: row.integer(1)))
    issue.number = row.optionalInteger(0).flatMap { IssueNumber(Int($0)) }
    issue.type = try words.word(row.optionalInteger(3))
    issue.priority = try words.word(row.optionalInteger(4))
    issue.severity = try words.word(row.optionalInteger(5))
    issue.component = try words.word(row.optionalInteger(6))
    issue.version = try words.word(row.optionalInteger(7))
    issue.milestone = try words.word(row.optionalInteger(8))
    issue.author = try words.word(row.optionalInteger(9)).map { Handle($0) }
    issue.assignee = try words.word(row.optionalInteger(10)).map { Handle($0) }
    issue.resolution = try words.word(row.optionalInteger(11))
    issue.created = row.optionalInteger(12).map { Timestamp(stored: $0) }
    issue.due = row.optionalInteger(13).map { Timestamp(stored: $0) }
    issue.uid = row.optionalText(16).flatMap { UID($0) }
    issue.statusDate = row.optionalInteger(18).map { Timestamp(stored: $0) }
    PackedFields.read(row.bytes(19), into: &issue)
    issue.isStateKnown = row.integer(20) != 0
    if let cause = ObjectID(raw: row.bytes(22), at: 0) {
      issue.cause = StateCause(commit: cause.commitID, isByMessage: row.integer(21) != 0)
    }
    return issue
  }
}
