public import VireoModel

/// An order of issues.
public struct Order: Sendable, Hashable, CustomStringConvertible {
  /// A key and its direction.
  public struct Term: Sendable, Hashable, CustomStringConvertible {
    /// What is compared.
    public var key: Key
    /// Whether the largest comes first.
    public var isDescending: Bool

    /// Creates a term.
    public init(_ key: Key, descending: Bool = false) {
      self.key = key
      isDescending = descending
    }

    /// Reads a key with `-desc` or `-asc` behind it; a field that the config names needs no `field.`.
    public init?(_ text: some StringProtocol, config: Config = Config()) {
      let isDescending = text.hasSuffix("-desc")
      let name = String(isDescending ? text.dropLast(5) : text.hasSuffix("-asc") ? text.dropLast(4) : text[...])
      guard let key = Key(rawValue: name) ?? config.fields.ownKey(name).map(Key.custom) else { return nil }
      self.init(key, descending: isDescending)
    }

    /// The text that is read as this term.
    public var description: String {
      let name = key.rawValue
      if isDescending { return name + "-desc" }
      return name.hasSuffix("-desc") || name.hasSuffix("-asc") ? name + "-asc" : name
    }
  }

  /// The terms; a later one decides where the earlier ones are equal.
  public var terms: [Term]

  /// Creates an order.
  public init(_ terms: [Term]) { self.terms = terms }

  /// The newest number first.
  public static let newestFirst = Order([Term(.number, descending: true)])

  /// Reads keys with `-desc` or `-asc` behind them, separated by commas, as `priority-desc,number`.
  public init?(_ text: some StringProtocol, config: Config = Config()) {
    var terms: [Term] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let term = Term(part, config: config) else { return nil }
      terms.append(term)
    }
    self.init(terms)
  }

  /// The terms, separated by commas.
  public var description: String { terms.map(\.description).joined(separator: ",") }
}

extension [CustomField] {
  /// The key of one of these fields, as the config writes it.
  func ownKey(_ name: String) -> String? {
    (first { $0.key == name } ?? first { $0.key.lowercased() == name.lowercased() })?.key
  }
}
