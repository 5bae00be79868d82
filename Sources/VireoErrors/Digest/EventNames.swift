import GRDB

/// Releases and environments, which are stored once and named by a number.
struct EventNames {
  enum Kind: Int {
    case release = 1
    case environment = 2
  }

  private var ids: [Kind: [String: Int64]] = [:]

  init(_ database: Database) throws {
    for row in try Row.fetchAll(database, sql: "SELECT id, kind, name FROM name") {
      guard let kind = Kind(rawValue: row["kind"]) else { continue }
      ids[kind, default: [:]][row["name"]] = row["id"]
    }
  }

  /// How many names of a kind there may be; a release that is another one with each event is none.
  private static let limit = 10_000

  /// The number of a name, which is stored if it is new; `nil` if there are too many already.
  mutating func id(of name: String, _ kind: Kind, _ database: Database) throws -> Int64? {
    // A name is the sender's text; what is longer than any that somebody chose is cut.
    let name = String(name.prefix(200))
    if let id = ids[kind]?[name] { return id }
    guard ids[kind, default: [:]].count < EventNames.limit else { return nil }
    try database.execute(sql: "INSERT INTO name(kind, name) VALUES (?, ?)", arguments: [kind.rawValue, name])
    let id = database.lastInsertedRowID
    ids[kind, default: [:]][name] = id
    return id
  }
}
