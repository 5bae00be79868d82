internal import VireoModel

/// Reads numbers and ranges of them.
struct NumberReader {
  private let source: QuerySource

  init(_ source: QuerySource) { self.source = source }

  func range(
    _ comparison: QueryOperator, _ value: QueryValue, _ field: NumberField
  ) throws(QueryError) -> NumberRange {
    if let (lower, upper) = value.ends {
      try source.checkEnds(lower, upper, of: value, comparison)
      let range = NumberRange(
        from: lower.isOpenEnd ? nil : .init(try number(lower, field)),
        to: upper.isOpenEnd ? nil : .init(try number(upper, field)))
      if let from = range.lower, let to = range.upper, from.value > to.value {
        throw source.error(value.range, "the range ends before it begins", advice: "write the lower number first")
      }
      return range
    }
    let number = try number(value, field)
    switch comparison {
    case .greater: return NumberRange(from: .init(number, isIncluded: false))
    case .atLeast: return NumberRange(from: .init(number))
    case .less: return NumberRange(to: .init(number, isIncluded: false))
    case .atMost: return NumberRange(to: .init(number))
    default: return NumberRange(from: .init(number), to: .init(number))
    }
  }

  private func number(_ value: QueryValue, _ field: NumberField) throws(QueryError) -> Double {
    var text = value.text[...]
    if field == .issue, text.hasPrefix("#") { text = text.dropFirst() }
    if let number = Double(decimal: text) { return number }
    throw source.error(value.range, "'\(value.text)' is no number", advice: "write digits, or a range as 7..9")
  }
}

extension Double {
  /// Reads digits with a sign and a fraction if need be; `nil` for anything else.
  package init?(decimal text: some StringProtocol) {
    var digits = text.utf8[...]
    if let first = digits.first, first == UInt8(ascii: "-") || first == UInt8(ascii: "+") { digits.removeFirst() }
    let parts = digits.split(separator: UInt8(ascii: "."), maxSplits: 1, omittingEmptySubsequences: false)
    let isDecimal = parts.allSatisfy { part in !part.isEmpty && part.allSatisfy { $0 >= 0x30 && $0 <= 0x39 } }
    guard isDecimal, let number = Double(text), number.isFinite else { return nil }
    self = number
  }

  /// The digits that are read as this number.
  var decimal: String {
    let text = description
    guard let mark = text.firstIndex(of: "e"), let exponent = Int(text[text.index(after: mark)...]) else {
      return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
    }
    let sign = text.hasPrefix("-") ? "-" : ""
    let parts = text[..<mark].drop { $0 == "-" }.split(separator: ".")
    let (whole, rest) = (
      parts.first.map(String.init) ?? "0", parts.count > 1 && parts[1] != "0" ? String(parts[1]) : ""
    )
    let zeros = { (count: Int) in String(repeating: "0", count: max(0, count)) }
    return exponent < 0
      ? sign + "0." + zeros(-exponent - 1) + whole + rest
      : sign + whole + rest + zeros(exponent - rest.count)
  }
}

extension QuerySource {
  /// Holds a range to what goes for numbers and dates alike.
  func checkEnds(
    _ lower: QueryValue, _ upper: QueryValue, of value: QueryValue, _ comparison: QueryOperator
  ) throws(QueryError) {
    if comparison != .equals {
      throw error(
        value.range, "a range doesn't go with '\(comparison.rawValue)'", advice: "write ':' before it, or one value")
    }
    if lower.marks.isEmpty, upper.marks.isEmpty { throw error(value.range, "the range has no end") }
  }
}

extension QueryValue {
  /// Whether it leaves one end of a range open.
  var isOpenEnd: Bool { marks.isEmpty || isWord("*") }
}
