internal import VireoModel

/// Reads dates, ages and ranges of them.
///
/// A date is a span of time, as a day or a month. An age is a length of time that is counted from now: forward for when
/// something should be done, else backward.
struct DateReader {
  private enum Value {
    case span(Range<Int64>)
    case age(TimeLength)
  }

  private let source: QuerySource
  private let calendar: QueryCalendar
  private let isForward: Bool

  init(_ source: QuerySource, now: Int64, isForward: Bool) {
    self.source = source
    self.isForward = isForward
    calendar = QueryCalendar(now: now)
  }

  func range(_ comparison: QueryOperator, _ value: QueryValue) throws(QueryError) -> DateRange {
    if let (first, last) = value.ends {
      try source.checkEnds(first, last, of: value, comparison)
      return try range(from: first, to: last, of: value)
    }
    switch try read(value) {
    case .span(let span): return range(comparison, span)
    case .age(let age): return try range(comparison, age, value)
    }
  }

  private func range(_ comparison: QueryOperator, _ span: Range<Int64>) -> DateRange {
    switch comparison {
    case .greater: DateRange(from: span.upperBound)
    case .atLeast: DateRange(from: span.lowerBound)
    case .less: DateRange(to: span.lowerBound)
    case .atMost: DateRange(to: span.upperBound)
    default: DateRange(from: span.lowerBound, to: span.upperBound)
    }
  }

  private func range(
    _ comparison: QueryOperator, _ age: TimeLength, _ value: QueryValue
  ) throws(QueryError) -> DateRange {
    let point = try point(age, value)
    // A greater age is an earlier time.
    switch comparison {
    case .greater: return isForward ? DateRange(from: point + 1) : DateRange(to: point)
    case .atLeast: return isForward ? DateRange(from: point) : DateRange(to: point + 1)
    case .less: return isForward ? DateRange(to: point) : DateRange(from: point + 1)
    case .atMost: return isForward ? DateRange(to: point + 1) : DateRange(from: point)
    default:
      let text = value.text
      throw source.error(
        value.range, "'\(text)' is a length of time, no date", suggestion: "<" + text,
        advice: isForward
          ? "write <\(text) for sooner than that, or >\(text) for later"
          : "write <\(text) for less than that ago, or >\(text) for more")
    }
  }

  private func range(
    from first: QueryValue, to last: QueryValue, of value: QueryValue
  ) throws(QueryError) -> DateRange {
    let range: DateRange
    switch (first.isOpenEnd ? nil : try read(first), last.isOpenEnd ? nil : try read(last)) {
    case (.age?, .span?), (.span?, .age?):
      throw source.error(value.range, "a date and a length of time make no range", advice: "write two of a kind")
    case (.span(let from)?, .span(let to)?): range = DateRange(from: from.lowerBound, to: to.upperBound)
    case (.span(let from)?, nil): range = DateRange(from: from.lowerBound)
    case (nil, .span(let to)?): range = DateRange(to: to.upperBound)
    case (nil, nil): range = DateRange()
    case (.age(let from), let to):
      guard case .age(let to)? = to else { return try self.range(.atLeast, from, first) }
      let (near, far) = (try point(from, first), try point(to, last))
      range = isForward ? DateRange(from: near, to: far + 1) : DateRange(from: far, to: near + 1)
    case (nil, .age(let to)?): return try self.range(.atMost, to, last)
    }
    if let from = range.start, let to = range.end, from >= to {
      throw source.error(
        value.range, "the range ends before it begins", advice: "write the earlier date or the smaller age first")
    }
    return range
  }

  private func read(_ value: QueryValue) throws(QueryError) -> Value {
    let text = value.text
    if let span = calendar.span(text) { return .span(span) }
    if let length = TimeLength(text) { return .age(length) }
    throw source.error(
      value.range, "'\(text)' is no date", word: text, among: ["today", "yesterday", "tomorrow"],
      advice: "write a year, month, day or time, as 2026-11-21, or how long ago, as <7d")
  }

  private func point(_ length: TimeLength, _ value: QueryValue) throws(QueryError) -> Int64 {
    if let point = calendar.point(length, isForward: isForward) { return point }
    throw source.error(value.range, "'\(value.text)' leads out of the calendar", advice: "write a shorter time")
  }
}
