/// Orders the names of versions: numbers by value, words by text, and what comes before a release before it.
package enum VersionOrder {
  private enum Part: Equatable {
    case number(String)
    case word(String)
  }

  private static let preReleases: Set<String> = ["a", "alpha", "b", "beta", "c", "dev", "pre", "preview", "rc"]

  /// Whether `1.9` comes before `1.10`, `1.0-rc1` before `1.0`, and `1.0` before `1.0.1`.
  package static func isBefore(_ left: String, _ right: String) -> Bool {
    let (left, right) = (parts(left), parts(right))
    for (one, other) in zip(left, right) where one != other {
      switch (one, other) {
      case (.number(let one), .number(let other)):
        return one.count == other.count ? one < other : one.count < other.count
      case (.word(let one), .word(let other)): return one < other
      case (.word, .number): return true
      case (.number, .word): return false
      }
    }
    guard left.count != right.count else { return false }
    let longer = left.count > right.count ? left : right
    let isPreRelease: Bool =
      if case .word(let word) = longer[min(left.count, right.count)] { preReleases.contains(word) } else { false }
    return (left.count > right.count) == isPreRelease
  }

  /// The runs of digits and of letters, in small letters and without leading zeros.
  private static func parts(_ name: String) -> [Part] {
    var parts: [Part] = []
    var rest = name.lowercased()[...]
    while let first = rest.first {
      if first.isASCIIDigit {
        let digits = rest.prefix(while: \.isASCIIDigit)
        parts.append(.number(String(digits.drop { $0 == "0" })))
        rest = rest.dropFirst(digits.count)
      } else if first.isLetter {
        let word = rest.prefix(while: \.isLetter)
        parts.append(.word(String(word)))
        rest = rest.dropFirst(word.count)
      } else {
        rest = rest.dropFirst()
      }
    }
    return parts
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { isASCII && isNumber }
}
