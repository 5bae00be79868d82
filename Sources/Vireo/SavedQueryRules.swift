import VireoFormat
import VireoModel
import VireoQuery

/// Holds the files of saved queries to the rules.
struct SavedQueryRules {
  let context: QueryContext

  /// What is wrong with a saved query, beside its bytes and structure.
  ///
  /// - Parameter read: Reads a text; what it is read as does not matter.
  func check(
    _ query: SavedQuery, _ document: Document, read: (String) throws(QueryError) -> Void
  ) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if document.frontMatter.entry("query").map({ $0.value == .none }) ?? true {
      found.append(
        finding(document.place(of: "query"), "a saved query has a key 'query'", "write 'query: is:open' or the like"))
    }
    do throws(QueryError) {
      try read(query.query)
    } catch {
      found.append(finding(error, document))
    }
    return found + checkShow(query, document)
  }

  /// Whether everybody can write a file's name behind `@`.
  func checkName(_ query: SavedQuery) -> [Diagnostic] {
    guard !SavedQuery.isName(query.name) else { return [] }
    let advice = "rename it; " + EntryName.advice
    return [
      Diagnostic(
        .invalidQuery, .init(path: query.path), "'\(query.name)' can't be the name of a saved query",
        severity: .warning, advice: advice)
    ]
  }

  /// The order, the group and the columns.
  private func checkShow(_ query: SavedQuery, _ document: Document) -> [Diagnostic] {
    let own = context.config.fields.map(\.key)
    var found: [Diagnostic] = []
    func unknown(_ key: String, _ word: String, _ what: String, _ known: [String]) {
      let known = known + own
      found.append(
        finding(
          document.place(of: key), "'\(word)' \(what)" + Nearest.suggestion(for: word, among: known),
          "write one of: " + known.joined(separator: ", ")))
    }
    for word in query.sort?.split(separator: ",", omittingEmptySubsequences: false).map(String.init) ?? []
    where Order.Term(word, config: context.config) == nil {
      unknown("sort", word, "can't be sorted by", Order.Key.allCases.map(\.rawValue))
    }
    if let word = query.group, GroupKey(word, config: context.config) == nil {
      unknown("group", word, "can't be grouped by", GroupKey.allCases.map(\.rawValue))
    }
    for word in query.columns where IssueColumn(word, config: context.config) == nil {
      unknown("columns", word, "is no column", IssueColumn.names)
    }
    return found
  }

  private func finding(_ place: Diagnostic.Place, _ message: String, _ advice: String?) -> Diagnostic {
    Diagnostic(.invalidQuery, place, message, advice: advice)
  }

  private func finding(_ error: QueryError, _ document: Document) -> Diagnostic {
    let scalars = error.query.unicodeScalars.dropFirst(error.column - 1).prefix(error.length)
    let count = scalars.reduce(0) { $0 + String($1).utf8.count }
    let place = document.place(of: "query", part: error.offset..<error.offset + count)
    return finding(place, error.message, error.advice)
  }
}
