import VireoFormat
import VireoModel
import VireoQuery
import VireoStore

/// Reads questions, with what saved queries stand for in the place of their names.
struct QuestionReader {
  /// How many saved queries may stand inside of each other.
  static let depthLimit = 16
  /// How many conditions a question may have with all that its names stand for.
  static let conditionLimit = 10_000

  private let files: NamedFiles
  private let findMe: () -> Handle?
  private var isMeKnown = false
  private(set) var context: QueryContext
  private var known: [String: (question: Question, depth: Int)] = [:]
  /// The names of the last ring that was found, in their order.
  var ring: [String] = []

  init(_ files: NamedFiles, config: Config, now: Timestamp, me: @escaping () -> Handle?) {
    self.files = files
    findMe = me
    context = QueryContext(config: config, now: now.seconds)
  }

  /// - Throws: `QueryError` for the text, `VireoError` for a saved query.
  mutating func question(_ text: String) throws -> Question {
    if text.contains("@") { context.savedQueries = try files.names() }
    return try resolve(read(text), chain: []).question
  }

  /// The question of a saved query.
  mutating func saved(_ name: String) throws -> Question {
    context.savedQueries = try files.names()
    return try saved(name, chain: []).question
  }

  /// Reads a text, without a look at the saved queries that it names.
  mutating func read(_ text: String) throws(QueryError) -> QueryText {
    if !isMeKnown, text.lowercased().contains("@me") { (context.me, isMeKnown) = (findMe(), true) }
    return try QueryText(text, in: context)
  }

  private mutating func saved(_ name: String, chain: [String]) throws -> (question: Question, depth: Int) {
    if let start = chain.firstIndex(of: name) {
      ring = Array(chain[start...])
      let names = (ring + [name]).map { "@\($0)" }.joined(separator: " -> ")
      throw refusal("saved queries name each other: \(names)", "take one of the names out")
    }
    guard chain.count < QuestionReader.depthLimit else { throw tooDeep(chain) }
    let found: (question: Question, depth: Int)
    if let seen = known[name] {
      found = seen
    } else {
      guard let document = try files.document(name) else { throw Tracker.noQuery(name, among: context.savedQueries) }
      let rules = SavedQueryRules(context: context)
      var diagnostics = document.diagnostics.filter { $0.severity == .error }
      let query = SavedQueryReader.query(document)
      diagnostics += rules.check(query, document) { text throws(QueryError) in _ = try read(text) }
      guard diagnostics.allSatisfy({ $0.severity != .error }) else {
        throw VireoError(
          .invalidQuery, "the saved query '\(name)' can't be read", advice: "mend \(query.path)",
          diagnostics: diagnostics)
      }
      found = try resolve(read(query.query), as: query, chain: chain + [name])
      known[name] = found
    }
    guard chain.count + found.depth < QuestionReader.depthLimit else { throw tooDeep(chain + [name]) }
    return found
  }

  private func tooDeep(_ chain: [String]) -> VireoError {
    let names = chain.prefix(4).map { "@\($0)" }.joined(separator: " -> ")
    return refusal(
      "more than \(QuestionReader.depthLimit) saved queries stand inside of each other: \(names) -> …",
      "write the conditions of some of them out")
  }

  /// Puts what they stand for in the place of names.
  private mutating func resolve(
    _ text: QueryText, as saved: SavedQuery? = nil, chain: [String]
  ) throws -> (question: Question, depth: Int) {
    var parts: [String: Question] = [:]
    var depth = 0
    let names = text.query.savedNames
    for name in names where parts[name] == nil {
      let found = try self.saved(name, chain: chain)
      parts[name] = found.question
      depth = max(depth, found.depth + 1)
    }
    let count = names.reduce(text.query.conditionCount) { $0 + (parts[$1]?.query.conditionCount ?? 0) }
    guard count <= QuestionReader.conditionLimit else {
      throw refusal(
        "with its saved queries this query has more than \(QuestionReader.conditionLimit) conditions",
        "name fewer of them")
    }
    var question = Question(
      query: text.query.replacingSaved { parts[$0]?.query ?? .all }.simplified, order: text.order, group: text.group)
    if let saved {
      question.order = question.order ?? saved.sort.flatMap { Order($0, config: context.config) }
      question.group = question.group ?? saved.group.flatMap { GroupKey($0, config: context.config) }
      question.columns = saved.columns.compactMap { IssueColumn($0, config: context.config) }
    }
    // A name alone means the question as it is saved.
    if case .saved(let name) = text.query, let part = parts[name] {
      question.order = question.order ?? part.order
      question.group = question.group ?? part.group
      if question.columns.isEmpty { question.columns = part.columns }
    }
    return (question, depth)
  }

  private func refusal(_ message: String, _ advice: String) -> VireoError {
    VireoError(.invalidQuery, message, advice: advice)
  }
}
