internal import VireoModel

/// Reads a query from its tokens, with a stack of its own, so that no text can exhaust the program's.
struct QueryParser {
  /// How many parentheses may stand inside each other.
  static let depth = 64

  /// What stands between two parentheses, as far as it was read.
  private struct Group {
    /// The place of the parenthesis; `nil` for the whole query.
    var opening: Range<Int>?
    /// Alternatives before the last `OR`.
    var alternatives: [Query] = []
    /// Conditions behind it.
    var members: [Query] = []
    /// Whether the next condition is excluded.
    var isNegated = false
    /// An operator that waits for a condition.
    var pending: QueryToken?

    mutating func add(_ query: Query) {
      members.append(isNegated ? query.negated : query)
      isNegated = false
      pending = nil
    }

    var query: Query {
      let last = Query.joined(every: members)
      return alternatives.isEmpty ? last : .joined(any: alternatives + [last])
    }
  }

  private let source: QuerySource
  private let reader: ConditionReader
  private var outer: [Group] = []
  private var group = Group()
  private(set) var order: Order?
  private(set) var groupKey: GroupKey?

  init(_ source: QuerySource, _ context: QueryContext) {
    self.source = source
    reader = ConditionReader(source, context)
  }

  mutating func query() throws(QueryError) -> Query {
    var fieldEnd: Int?
    for token in try QueryLexer.tokens(of: source) {
      switch token.kind {
      case .open:
        if fieldEnd == token.range.lowerBound {
          throw source.error(token.range, "a value with '(' needs quotes", advice: "write '\"' around the value")
        }
        try open(token)
      case .close: try close(token)
      case .minus, .not:
        group.isNegated.toggle()
        group.pending = token
      case .and, .or: try connect(token)
      case .term(let marks):
        let term = QueryTerm(marks)
        fieldEnd = term.map { _ in token.range.upperBound }
        if let term { try take(term) } else { group.add(try reader.words(marks, token.range)) }
      }
    }
    try finish()
    if let opening = group.opening {
      throw source.error(opening, "'(' isn't closed", advice: "write ')' behind what belongs together")
    }
    return group.query
  }

  private mutating func open(_ token: QueryToken) throws(QueryError) {
    if outer.count == QueryParser.depth {
      throw source.error(
        token.range, "more than \(QueryParser.depth) parentheses stand inside each other",
        advice: "save a part of the query under a name")
    }
    outer.append(group)
    group = Group(opening: token.range)
  }

  private mutating func close(_ token: QueryToken) throws(QueryError) {
    guard group.opening != nil, var around = outer.popLast() else {
      throw source.error(token.range, "')' closes nothing", advice: "leave it out, or put it in quotes")
    }
    try finish()
    around.add(group.query)
    group = around
  }

  private mutating func connect(_ token: QueryToken) throws(QueryError) {
    try finish()
    if group.members.isEmpty { throw dangling(token, "before") }
    group.pending = token
    if case .or = token.kind {
      group.alternatives.append(.joined(every: group.members))
      group.members = []
    }
  }

  /// Holds a group that ends to having no operator without a condition.
  private func finish() throws(QueryError) {
    if let pending = group.pending { throw dangling(pending, "behind") }
  }

  private func dangling(_ token: QueryToken, _ side: String) -> QueryError {
    let text = source.text(token.range)
    return source.error(
      token.range, "\(side) '\(text)' a condition is missing",
      advice: text == "-" ? "leave it out" : "leave it out, or write '\(text.lowercased())' for the word")
  }

  private mutating func take(_ term: QueryTerm) throws(QueryError) {
    let field = try reader.field(term)
    guard field == .sort || field == .group else {
      group.add(try reader.query(term))
      return
    }
    let name = source.text(term.nameRange)
    if group.opening != nil || group.isNegated {
      throw source.error(
        term.headRange, "'\(name)' is no condition", advice: "write it outside of parentheses, without '-' and NOT")
    }
    if field == .sort ? order != nil : groupKey != nil {
      throw source.error(term.headRange, "'\(name)' stands there twice", advice: "leave out one of the two")
    }
    if field == .sort { order = try reader.order(term) } else { groupKey = try reader.groupKey(term) }
  }
}
