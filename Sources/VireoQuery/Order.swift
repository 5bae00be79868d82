public import VireoModel

/// An order of issues.
public struct Order: Sendable, Hashable {
  /// What is compared.
  public enum Key: String, Sendable, Hashable, CaseIterable {
    /// The number; drafts come after all numbers.
    case number
    /// The title, without regard to case.
    case title
    /// The status, in the configured order.
    case status
    /// The priority, in the configured order.
    case priority
    /// The type.
    case type
    /// The milestone, numbers in it by value.
    case milestone
    /// Who works on it.
    case assignee
    /// Who filed it.
    case author
    /// When it was filed.
    case created
    /// When it should be done.
    case due
  }

  /// A key and its direction.
  public struct Term: Sendable, Hashable {
    /// What is compared.
    public var key: Key
    /// Whether the largest comes first.
    public var isDescending: Bool

    /// Creates a term.
    public init(_ key: Key, descending: Bool = false) {
      self.key = key
      isDescending = descending
    }
  }

  /// The terms; a later one decides where the earlier ones are equal.
  public var terms: [Term]

  /// Creates an order.
  public init(_ terms: [Term]) { self.terms = terms }

  /// The newest number first.
  public static let newestFirst = Order([Term(.number, descending: true)])

  /// Reads keys with `-desc` or `-asc` behind them, separated by commas, as `priority-desc,number`.
  public init?(_ text: some StringProtocol) {
    var terms: [Term] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let isDescending = part.hasSuffix("-desc")
      let name = isDescending ? part.dropLast(5) : part.hasSuffix("-asc") ? part.dropLast(4) : part[...]
      guard let key = Key(rawValue: String(name)) else { return nil }
      terms.append(Term(key, descending: isDescending))
    }
    guard !terms.isEmpty else { return nil }
    self.terms = terms
  }

  /// The issues in this order; those without a value come last, and equal ones by number.
  public func sorted(_ issues: [Issue], config: Config) -> [Issue] {
    let keyed = issues.map { (issue: $0, values: values(of: $0, config)) }
    return keyed.sorted { left, right in
      for (index, term) in terms.enumerated() {
        let (a, b) = (left.values[index], right.values[index])
        if a == b { continue }
        guard let a, let b else { return a != nil }
        return term.isDescending ? b < a : a < b
      }
      return Order.tieBreak(left.issue) < Order.tieBreak(right.issue)
    }.map(\.issue)
  }

  private static func tieBreak(_ issue: Issue) -> (Int, String) { (issue.number?.value ?? Int.max, issue.path) }

  private enum Value: Hashable, Comparable {
    case number(Int64)
    case text(NaturalText)
  }

  private func values(of issue: Issue, _ config: Config) -> [Value?] {
    terms.map { term in
      switch term.key {
      case .number: issue.number.map { .number(Int64($0.value)) }
      case .title: .text(NaturalText(issue.title))
      case .status: rank(issue.status, config.statuses.map(\.word))
      case .priority: issue.priority.flatMap { rank($0, config.priorities) }
      case .type: issue.type.map { .text(NaturalText($0)) }
      case .milestone: issue.milestone.map { .text(NaturalText($0)) }
      case .assignee: issue.assignee.map { .text(NaturalText($0.text)) }
      case .author: issue.author.map { .text(NaturalText($0.text)) }
      case .created: issue.created.map { .number($0.seconds) }
      case .due: issue.due.map { .number($0.seconds) }
      }
    }
  }

  private func rank(_ word: String, _ words: [String]) -> Value? {
    words.firstIndex(of: word).map { .number(Int64($0)) }
  }
}

/// Text that is compared without regard to case, and its runs of digits by value: `1.9` before `1.10`.
struct NaturalText: Hashable, Comparable {
  private let text: String

  init(_ text: String) { self.text = text.lowercased() }

  static func < (left: NaturalText, right: NaturalText) -> Bool {
    var (a, b) = (left.text[...], right.text[...])
    while let x = a.first, let y = b.first {
      if x.isASCII, x.isNumber, y.isASCII, y.isNumber {
        let (m, n) = (a.takeNumber(), b.takeNumber())
        if m != n { return m.count != n.count ? m.count < n.count : m < n }
      } else if x != y {
        return x < y
      } else {
        a.removeFirst()
        b.removeFirst()
      }
    }
    return a.isEmpty && !b.isEmpty
  }
}

extension Substring {
  /// Takes the digits at the beginning, without leading zeros.
  fileprivate mutating func takeNumber() -> Substring {
    let digits = prefix { $0.isASCII && $0.isNumber }
    self = self[digits.endIndex...]
    return digits.drop { $0 == "0" }
  }
}
