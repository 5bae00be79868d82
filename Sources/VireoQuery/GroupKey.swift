public import VireoModel

/// A field whose values divide issues into groups.
public enum GroupKey: Sendable, Hashable, RawRepresentable, CaseIterable {
  /// The goal that it belongs to.
  case milestone
  /// The word of the status.
  case status
  /// Whether it is open or closed.
  case state
  /// The type.
  case type
  /// The priority.
  case priority
  /// How much it hurts.
  case severity
  /// Who works on it.
  case assignee
  /// Who filed it.
  case author
  /// The labels; an issue stands in the group of each.
  case label
  /// The part of the product.
  case component
  /// The version in which it was seen.
  case version
  /// A field of the project's own, or any other key that files have.
  case custom(String)

  /// All but the project's own fields.
  public static let allCases: [GroupKey] = [
    .milestone, .status, .state, .type, .priority, .severity, .assignee, .author, .label, .component, .version,
  ]

  /// The key of this name; the name of a field of the project's own begins with `field.`.
  public init?(rawValue: String) {
    let name = rawValue.lowercased()
    if let key = GroupKey.allCases.first(where: { $0.rawValue == name }) {
      self = key
    } else if name == "labels" {
      self = .label
    } else if let key = rawValue.keyBehindField, !key.isEmpty {
      self = .custom(key)
    } else {
      return nil
    }
  }

  /// Reads a name; a field that the config names needs no `field.`.
  public init?(_ text: String, config: Config) {
    guard let key = GroupKey(rawValue: text) ?? config.fields.ownKey(text).map(GroupKey.custom) else { return nil }
    self = key
  }

  /// The name, as in `group:milestone`.
  public var rawValue: String {
    switch self {
    case .milestone: "milestone"
    case .status: "status"
    case .state: "state"
    case .type: "type"
    case .priority: "priority"
    case .severity: "severity"
    case .assignee: "assignee"
    case .author: "author"
    case .label: "label"
    case .component: "component"
    case .version: "version"
    case .custom(let key): "field." + key
    }
  }
}
