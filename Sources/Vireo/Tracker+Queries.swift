import VireoFormat
public import VireoModel
import VireoQuery
import VireoStore

extension Tracker {
  /// The saved queries, by name.
  ///
  /// - Throws: `VireoError` with the code `read-failed`.
  public func savedQueries() throws -> [SavedQuery] {
    let files = try savedQueryFiles()
    return try files.names().compactMap { try files.document($0).map(SavedQueryReader.query) }
  }

  /// The saved query of a name; case does not matter unless two names differ only in it.
  ///
  /// - Throws: `VireoError` with the codes `no-such-query` or `read-failed`.
  public func savedQuery(named name: String) throws -> SavedQuery {
    let files = try savedQueryFiles()
    guard let found = try files.spelling(of: name), let document = try files.document(found) else {
      throw Tracker.noQuery(name, among: try files.names())
    }
    return SavedQueryReader.query(document)
  }

  /// Reads a question, at this moment and by this project's words.
  ///
  /// What saved queries stand for is put in the place of their names. Where a text is nothing but such a name, maybe
  /// with an order and a group, the order, group and columns are those of the saved query, unless the text says its
  /// own.
  ///
  /// - Parameter text: As `docs/queries.md` defines it.
  /// - Throws: `QueryError` for the text; `VireoError` with the code `invalid-query` for a saved query that cannot be
  ///   read, or for saved queries that name each other or stand more than 16 inside of each other.
  public func question(_ text: String) throws -> Question {
    var reader = try questionReader()
    return try reader.question(text)
  }

  func questionReader() throws -> QuestionReader {
    QuestionReader(try savedQueryFiles(), config: config, now: environment.now()) { (try? me()) ?? nil }
  }

  private func savedQueryFiles() throws -> NamedFiles {
    NamedFiles(try files(), in: Layout.queriesFolder)
  }

  static func noQuery(_ name: String, among names: [String]) -> VireoError {
    VireoError(
      .noSuchQuery, "there is no saved query '\(name)'" + Nearest.suggestion(for: name, among: names),
      advice: "see 'vireo query list', or make it with 'vireo query save'")
  }

  /// What is wrong with the saved queries.
  func checkQueries(_ files: any TrackerFiles) throws -> [Diagnostic] {
    let files = NamedFiles(files, in: Layout.queriesFolder)
    let names = try files.names()
    // Who asks does not matter, only that somebody can.
    var reader = QuestionReader(files, config: config, now: environment.now()) { Handle("me") }
    let rules = SavedQueryRules(
      context: QueryContext(config: config, now: environment.now().seconds, me: Handle("me"), savedQueries: names))
    return try names.flatMap { name -> [Diagnostic] in
      guard let document = try files.document(name) else { return [] }
      let query = SavedQueryReader.query(document)
      var found = document.diagnostics + rules.checkName(query)
      found += rules.check(query, document) { text throws(QueryError) in _ = try QueryText(text, in: rules.context) }
      if found.contains(where: { $0.severity == .error }) { return found }
      do {
        reader.ring = []
        _ = try reader.saved(name)
      } catch let error as VireoError where error.diagnostics.isEmpty && (reader.ring.min() ?? name) == name {
        found.append(Diagnostic(.invalidQuery, document.place(of: "query"), error.message, advice: error.advice))
      } catch is VireoError {
        // It is told where another file is looked at: one that cannot be read, or the first of a ring.
      }
      return found
    }
  }
}
