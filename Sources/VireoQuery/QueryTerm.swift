/// What stands between a field and a value.
enum QueryOperator: String, Sendable, CaseIterable {
  // A longer one before its beginning.
  case differs = "!="
  case begins = "^="
  case ends = "$="
  case atLeast = ">="
  case atMost = "<="
  case greater = ">"
  case less = "<"
  case contains = "~"
  case equals = ":"
  case equalsToo = "="

  static let comparisons: [QueryOperator] = [.greater, .atLeast, .less, .atMost]
}

/// A value, or a part of one, with its place.
struct QueryValue: Sendable {
  let marks: ArraySlice<QueryMark>
  let range: Range<Int>

  /// An empty value has the place behind it.
  init(_ marks: ArraySlice<QueryMark>, endingAt end: Int) {
    self.marks = marks
    range = (marks.first?.place ?? end)..<end
  }

  /// The text, without quotes.
  var text: String { marks.text }

  /// Whether a part of it stands in quotes.
  var isQuoted: Bool { marks.contains { $0.kind == .quote } }

  /// Whether it is a word of the language, in any case and without quotes.
  func isWord(_ word: String) -> Bool { marks.count <= word.utf8.count && !isQuoted && text.lowercased() == word }

  /// The parts between commas.
  var items: [QueryValue] {
    var items: [QueryValue] = []
    var start = marks.startIndex
    for (index, mark) in zip(marks.indices, marks) where mark.isPlain(",") {
      items.append(QueryValue(marks[start..<index], endingAt: mark.place))
      start = index + 1
    }
    return items + [QueryValue(marks[start...], endingAt: range.upperBound)]
  }

  /// What stands before and behind the first `..`.
  var ends: (QueryValue, QueryValue)? {
    for (index, mark) in zip(marks.indices, marks)
    where mark.isPlain(".") && index + 1 < marks.endIndex && marks[index + 1].isPlain(".") {
      let before = QueryValue(marks[..<index], endingAt: mark.place)
      return (before, QueryValue(marks[(index + 2)...], endingAt: range.upperBound))
    }
    return nil
  }

  /// The operator at the beginning and what stands behind it.
  var comparison: (QueryOperator, QueryValue)? {
    guard let found = QueryOperator.first(in: marks), QueryOperator.comparisons.contains(found) else { return nil }
    return (found, QueryValue(marks.dropFirst(found.rawValue.utf8.count), endingAt: range.upperBound))
  }
}

extension ArraySlice<QueryMark> {
  /// The text of the marks, without quotes.
  fileprivate var text: String {
    var text = ""
    for mark in self where mark.kind != .quote { text.unicodeScalars.append(mark.scalar) }
    return text
  }
}

extension QueryOperator {
  /// The operator with which the marks begin.
  static func first(in marks: ArraySlice<QueryMark>) -> QueryOperator? {
    allCases.first { candidate in
      let scalars = candidate.rawValue.unicodeScalars
      return marks.count >= scalars.count && zip(marks, scalars).allSatisfy { $0.isPlain($1) }
    }
  }
}

/// A field, an operator and values, as `label:bug,ui`.
struct QueryTerm: Sendable {
  /// The name without `field.`.
  let name: String
  /// Whether `field.` stood before the name.
  let isOwn: Bool
  /// The place of the name.
  let nameRange: Range<Int>
  let `operator`: QueryOperator
  /// The place of the name with the operator.
  let headRange: Range<Int>
  /// One at least.
  let values: [QueryValue]

  /// Takes a term apart; `nil` where it has no name and operator, so that it is words.
  init?(_ marks: [QueryMark]) {
    guard let first = marks.first, first.kind == .plain, first.scalar.properties.isAlphabetic else { return nil }
    let prefix = marks.prefix { $0.kind == .plain && $0.scalar.isNamePart }
    var name = prefix.text
    var end = prefix.endIndex
    isOwn = name.keyBehindField != nil
    if isOwn {
      let rest = marks.dropFirst(6)
      end = rest.firstIndex { $0.kind == .plain && !$0.scalar.isNamePart } ?? marks.endIndex
      name = rest[..<end].text
    }
    guard let found = QueryOperator.first(in: marks[end...]), let last = marks.last else { return nil }
    self.name = name
    `operator` = found == .equalsToo ? .equals : found
    let behind = end + found.rawValue.utf8.count
    nameRange = first.place..<marks[end].place
    headRange = first.place..<marks[behind - 1].place + 1
    values = QueryValue(marks[behind...], endingAt: last.place + 1).items
  }
}

extension String {
  /// What stands behind a `field.` at the beginning.
  var keyBehindField: String? {
    let scalars = unicodeScalars
    guard String(scalars.prefix(6)).lowercased() == "field." else { return nil }
    return String(scalars.dropFirst(6))
  }
}

extension Unicode.Scalar {
  /// Whether it belongs to a word: a letter or digit, or a mark on one.
  package var isWordPart: Bool {
    switch properties.generalCategory {
    case .uppercaseLetter, .lowercaseLetter, .titlecaseLetter, .modifierLetter, .otherLetter, .decimalNumber,
      .letterNumber, .otherNumber, .nonspacingMark, .spacingMark, .enclosingMark:
      true
    default: false
    }
  }

  /// Whether it may stand in the name of a field without quotes.
  var isNamePart: Bool { isWordPart || self == "-" || self == "_" || self == "." }
}
