/// A field that a project defines for itself.
public struct CustomField: Sendable, Hashable {
  /// The key in the front matter.
  public var key: String
  /// What its values are.
  public var type: ValueType
  /// Of a choice, the values that there are.
  public var values: [String]
  /// Whether it holds a list.
  public var isList: Bool
  /// Whether every issue must have it.
  public var isRequired: Bool

  /// Creates a field.
  public init(
    key: String, type: ValueType = .text, values: [String] = [], isList: Bool = false, isRequired: Bool = false
  ) {
    self.key = key
    self.type = type
    self.values = values
    self.isList = isList
    self.isRequired = isRequired
  }

  /// What the values of a field are.
  public enum ValueType: String, Sendable, Hashable, CaseIterable {
    /// Any text.
    case text
    /// A decimal number.
    case number
    /// A day or a point in time.
    case date
    /// One of the listed values.
    case choice
    /// A person's handle.
    case person
    /// Another issue: its number or uid.
    case issue
    /// An absolute address, as `https://example.org/`.
    case url
  }
}

extension CustomField {
  /// The fields of issues that were made of what programs report; every project has them.
  public static let ofErrors = [
    CustomField(key: "fingerprints", isList: true),
    CustomField(key: "grouping"),
    CustomField(key: "level", type: .choice, values: ["debug", "info", "warning", "error", "fatal"]),
    CustomField(key: "culprit"),
    CustomField(key: "first-release"),
    CustomField(key: "archived"),
  ]
}
