internal import VireoModel

extension String {
  /// The text as a value: as it is where nothing in it has a meaning, else in quotes.
  ///
  /// Where `none` has a meaning, the text needs quotes.
  func asValue(isNoneFree: Bool = true) -> String {
    let isBare = !isEmpty && unicodeScalars.allSatisfy { $0.isWordPart || "-_.:/+#@*~^".unicodeScalars.contains($0) }
    return isBare && (isNoneFree || lowercased() != "none") ? self : quoted
  }

  /// The text as words to look for.
  var asWords: String {
    let isBare =
      unicodeScalars.first?.isWordPart == true
      && unicodeScalars.allSatisfy { $0.isWordPart || "-_.+*".unicodeScalars.contains($0) }
    return isBare && !["AND", "OR", "NOT"].contains(self) ? self : quoted
  }
}

extension NumberRange {
  /// The range as a value; `nil` where it takes two.
  var text: String? {
    switch (lower, upper) {
    case (nil, nil): "*..*"
    case (let lower?, nil): (lower.isIncluded ? ">=" : ">") + lower.value.decimal
    case (nil, let upper?): (upper.isIncluded ? "<=" : "<") + upper.value.decimal
    case (let lower?, let upper?):
      if !lower.isIncluded || !upper.isIncluded || lower.value > upper.value {
        nil
      } else if lower.value == upper.value {
        lower.value.decimal
      } else {
        "\(lower.value.decimal)..\(upper.value.decimal)"
      }
    }
  }
}

extension DateRange {
  /// The range as a value, with days where it begins and ends with one; `nil` where it takes two.
  var text: String? {
    let bounds = QueryCalendar.bounds
    let start = start.flatMap { $0 > bounds.lowerBound ? min($0, bounds.upperBound - 1) : nil }
    let end = end.flatMap { $0 < bounds.upperBound ? max($0, bounds.lowerBound) : nil }
    switch (start, end) {
    case (nil, nil): return "*..*"
    case (let start?, nil): return ">=" + DateRange.text(start, isDay: start.isDayStart)
    case (nil, let end?): return "<" + DateRange.text(end, isDay: end.isDayStart)
    case (let start?, let end?):
      if start >= end { return nil }
      let isDays = start.isDayStart && end.isDayStart
      let (first, last) = (DateRange.text(start, isDay: isDays), DateRange.text(end - 1, isDay: isDays))
      return first == last ? first : "\(first)..\(last)"
    }
  }

  private static func text(_ seconds: Int64, isDay: Bool) -> String {
    Timestamp(seconds: seconds, isDay: isDay).description
  }
}

extension Int64 {
  fileprivate var isDayStart: Bool { self % 86_400 == 0 }
}
