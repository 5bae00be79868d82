internal import VireoModel

/// Makes conditions of terms with a field.
struct ConditionReader {
  let source: QuerySource
  let context: QueryContext
  let names: FieldNames

  init(_ source: QuerySource, _ context: QueryContext) {
    self.source = source
    self.context = context
    names = FieldNames(config: context.config)
  }

  /// The field of a term.
  func field(_ term: QueryTerm) throws(QueryError) -> QueryField {
    if let field = names.field(term.name, isOwn: term.isOwn) { return field }
    if term.isOwn {
      throw source.error(term.headRange, "'field.' names no key", advice: "write it behind the full stop")
    }
    throw source.error(
      term.nameRange, "'\(term.name)' is no field", word: term.name, among: names.all,
      advice: "put the text in quotes, or write field.\(term.name) for a key that isn't configured")
  }

  /// The condition of a term, with values that are alternatives.
  func query(_ term: QueryTerm) throws(QueryError) -> Query {
    let field = try field(term)
    try check(term.operator, field, term)
    var members: [Query] = []
    for item in term.values {
      var (value, comparison) = (item, term.operator == .differs ? .equals : term.operator)
      if term.operator == .equals, let found = item.comparison {
        (comparison, value) = found
        try check(comparison, field, term, at: item.range)
      }
      if value.marks.isEmpty { throw empty(value, term) }
      members.append(try query(field, comparison, value, term))
    }
    let found = Query.joined(any: members)
    return term.operator == .differs ? found.negated : found
  }

  /// The error about a value that is missing.
  func empty(_ value: QueryValue, _ term: QueryTerm) -> QueryError {
    if term.values.count > 1 {
      return source.error(
        value.range.lowerBound..<value.range.lowerBound + 1, "a value is missing", advice: "leave out the comma")
    }
    return source.error(
      term.headRange, "'\(source.text(term.headRange))' has no value",
      advice: "write it directly behind, in quotes if there are blanks or parentheses in it")
  }

  private func check(
    _ found: QueryOperator, _ field: QueryField, _ term: QueryTerm, at place: Range<Int>? = nil
  ) throws(QueryError) {
    var known = field.operators
    if case .text(let text) = field, names.ranks(of: text) != nil { known += QueryOperator.comparisons }
    if known.contains(found) { return }
    let range = place.map { $0.lowerBound..<$0.lowerBound + found.rawValue.utf8.count }
    let words = known.map { "'\($0.rawValue)'" }
    let others = words.count > 1 ? words.dropLast().joined(separator: ", ") + " or " : ""
    throw source.error(
      range ?? term.nameRange.upperBound..<term.headRange.upperBound,
      "'\(found.rawValue)' doesn't go with '\(source.text(term.nameRange))'",
      advice: "write \(others)\(words.last ?? "':'")" + (place == nil ? "" : ", or put the value in quotes"))
  }

  private func query(
    _ field: QueryField, _ comparison: QueryOperator, _ value: QueryValue, _ term: QueryTerm
  ) throws(QueryError) -> Query {
    switch field {
    case .text(let field): return try text(field, comparison, value)
    case .flag: return try flag(value)
    case .state: return .condition(.state(try state(value)))
    case .has: return .condition(.present(try presence(value)))
    case .lacks: return .not(.condition(.present(try presence(value))))
    case .commit: return .condition(.commit(try nonEmpty(value, term)))
    case .fixedIn: return .condition(.fixedIn(try nonEmpty(value, term)))
    case .sort, .group:
      throw source.error(
        term.headRange, "'\(source.text(term.headRange))' is no condition", advice: "write it beside the conditions")
    case .number, .date, .person, .relation: break
    }
    if comparison == .equals, value.isWord("none"), let presence = field.presence {
      return .not(.condition(.present(presence)))
    }
    switch field {
    case .number(let field): return .condition(.number(field, try NumberReader(source).range(comparison, value, field)))
    case .date(let field):
      let reader = DateReader(source, now: context.now, isForward: field == .due)
      return .condition(.date(field, try reader.range(comparison, value)))
    case .person(let role): return .condition(.person(role, try person(value, term)))
    case .relation(let relation): return .condition(.relation(relation, try issue(value)))
    default: return .all
    }
  }

  private func nonEmpty(_ value: QueryValue, _ term: QueryTerm) throws(QueryError) -> String {
    let text = value.text
    if text.isEmpty { throw source.error(value.range, "'\(source.text(term.headRange))' has an empty value") }
    return text
  }

  private func person(_ value: QueryValue, _ term: QueryTerm) throws(QueryError) -> Handle {
    let text = try nonEmpty(value, term)
    guard text.lowercased() == "@me" else { return Handle(text) }
    guard let me = context.me else {
      throw source.error(
        value.range, "it isn't known who '@me' is", advice: "write a handle, or tell git who you are")
    }
    return me
  }

  private func issue(_ value: QueryValue) throws(QueryError) -> IssueName {
    if let name = IssueName(value.text) { return name }
    throw source.error(
      value.range, "'\(value.text)' names no issue", advice: "write a number, a uid or its beginning, or a path")
  }
}
