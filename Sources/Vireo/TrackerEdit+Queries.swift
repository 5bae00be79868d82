import VireoFormat
public import VireoModel
import VireoQuery
import VireoStore

extension TrackerEdit {
  /// Saves a query under its name.
  ///
  /// - Parameters:
  ///   - query: What is saved; other keys than those with a meaning are left to the file.
  ///   - replacing: Whether one of that name may be there. What the new one leaves empty stays as it is then.
  /// - Returns: The path of its file.
  /// - Throws: `QueryError` for its text; `VireoError` with the code `invalid-edit` for a name, order, group or column
  ///   that is none, and for a name that is taken, and `invalid-query` for saved queries that name each other.
  @discardableResult
  public mutating func save(_ query: SavedQuery, replacing: Bool = false) throws -> String {
    let names = try NamedFiles(transaction.snapshot().files, in: Layout.queriesFolder).names()
    let isNew = !names.contains(query.name)
    try checkName(query.name, among: names, replacing: replacing)
    var reader = try tracker.questionReader()
    _ = try reader.question(query.query)
    try check(query)
    var edits: [FieldEdit] = [.set("query", .text(query.query), .text)]
    if let title = query.title { edits.append(.set("title", .text(title), .text)) }
    if !query.columns.isEmpty { edits.append(.set("columns", .list(query.columns), .text)) }
    if let sort = query.sort { edits.append(.set("sort", .text(sort), .text)) }
    if let group = query.group { edits.append(.set("group", .text(group), .text)) }
    if isNew {
      transaction.create(query.path, try DocumentWriter.issue(path: query.path, edits: edits, body: query.body))
    } else {
      try transaction.edit(query.path, fields: edits)
      if !query.body.isEmpty { try transaction.edit(query.path, body: query.body) }
    }
    summary.append("query \(query.name)")
    return query.path
  }

  /// Removes a saved query.
  ///
  /// - Returns: The path of its file.
  /// - Throws: `VireoError` with the code `no-such-query`.
  @discardableResult
  public mutating func deleteQuery(named name: String) throws -> String {
    let query = try tracker.savedQuery(named: name)
    try transaction.remove(query.path)
    summary.append("query \(query.name) deleted")
    return query.path
  }

  private func checkName(_ name: String, among names: [String], replacing: Bool) throws {
    guard SavedQuery.isName(name) else {
      throw refusal(
        "'\(name)' can't be the name of a saved query",
        EntryName.advice)
    }
    if let other = names.first(where: { $0 != name && $0.lowercased() == name.lowercased() }) {
      throw refusal("there is a saved query '\(other)', which differs only in case", "take that name, or another one")
    }
    if !replacing, names.contains(name) {
      throw refusal("there is a saved query '\(name)' already", "change it with --force, or take another name")
    }
  }

  private func check(_ query: SavedQuery) throws {
    let config = tracker.config
    if let sort = query.sort, Order(sort, config: config) == nil {
      throw refusal("'\(sort)' can't be sorted by", "give keys as in priority-desc,number")
    }
    if let group = query.group, GroupKey(group, config: config) == nil {
      throw refusal("'\(group)' can't be grouped by", "give a field as in milestone")
    }
    for column in query.columns where IssueColumn(column, config: config) == nil {
      throw refusal(
        "'\(column)' is no column" + Nearest.suggestion(for: column, among: IssueColumn.names),
        "give names as in number,title")
    }
  }
}
