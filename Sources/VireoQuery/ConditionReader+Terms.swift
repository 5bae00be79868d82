internal import VireoModel

extension ConditionReader {
  /// What a term without a field asks: words, the number of an issue, or a saved query.
  func words(_ marks: [QueryMark], _ range: Range<Int>) throws(QueryError) -> Query {
    let value = QueryValue(marks[...], endingAt: range.upperBound)
    if marks.first?.isPlain("@") == true {
      return .saved(try saved(QueryValue(marks.dropFirst(), endingAt: range.upperBound), range))
    }
    let text = value.text
    if marks.first?.isPlain("#") == true, !value.isQuoted, let number = IssueNumber(text: text) {
      let bound = NumberRange.Bound(Double(number.value))
      return .condition(.number(.issue, NumberRange(from: bound, to: bound)))
    }
    if text.unicodeScalars.contains(where: \.beginsWord) { return .condition(.words(text)) }
    throw source.error(range, "there is no letter or digit to look for", advice: "leave it out")
  }

  private func saved(_ value: QueryValue, _ range: Range<Int>) throws(QueryError) -> String {
    let (name, known) = (value.text, context.savedQueries)
    if let found = known.first(where: { $0 == name }) { return found }
    if let found = known.first(where: { $0.lowercased() == name.lowercased() }) { return found }
    let person = name.asValue()
    throw source.error(
      range, "there is no saved query '\(name)'" + Nearest.suggestion(for: name, among: known),
      suggestion: Nearest.matches(for: name, among: known).first.map { "@" + $0.asValue() },
      advice: name.isEmpty
        ? "write a name behind '@'" : "for a person write involves:@\(person), author:@\(person) or assignee:@\(person)"
    )
  }

  /// The order that `sort:` asks for.
  func order(_ term: QueryTerm) throws(QueryError) -> Order {
    var terms: [Order.Term] = []
    for value in try values(term) {
      guard let found = Order.Term(value.text, config: context.config) else {
        throw unknownKey(value, "sorted", Order.Key.allCases.map(\.rawValue))
      }
      terms.append(found)
    }
    return Order(terms)
  }

  /// The field that `group:` names.
  func groupKey(_ term: QueryTerm) throws(QueryError) -> GroupKey {
    let values = try values(term)
    if values.count > 1 { throw source.error(values[1].range, "groups go by one field", advice: "name one") }
    if let value = values.first, let key = GroupKey(value.text, config: context.config) { return key }
    throw unknownKey(values[0], "grouped", GroupKey.allCases.map(\.rawValue))
  }

  private func values(_ term: QueryTerm) throws(QueryError) -> [QueryValue] {
    if term.operator != .equals {
      throw source.error(
        term.headRange, "'\(source.text(term.headRange))' is no condition",
        advice: "write '\(source.text(term.nameRange)):'")
    }
    for value in term.values where value.marks.isEmpty { throw empty(value, term) }
    return term.values
  }

  private func unknownKey(_ value: QueryValue, _ what: String, _ known: [String]) -> QueryError {
    let known = known + context.config.fields.map(\.key)
    return source.error(
      value.range, "'\(value.text)' can't be \(what) by", word: value.text, among: known,
      advice: "write one of: " + known.joined(separator: ", "))
  }
}

extension Unicode.Scalar {
  /// Whether it is a letter or digit.
  package var beginsWord: Bool { isWordPart && !properties.generalCategory.isMark }
}

extension Unicode.GeneralCategory {
  fileprivate var isMark: Bool { self == .nonspacingMark || self == .spacingMark || self == .enclosingMark }
}
