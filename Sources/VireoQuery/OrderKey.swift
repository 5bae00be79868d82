extension Order {
  /// What is compared.
  public enum Key: Sendable, Hashable, RawRepresentable, CaseIterable {
    /// The number; drafts come after all numbers.
    case number
    /// The title, without regard to case.
    case title
    /// The status, in the configured order.
    case status
    /// Why it was closed.
    case resolution
    /// The type.
    case type
    /// The priority, in the configured order.
    case priority
    /// How much it hurts.
    case severity
    /// The part of the product.
    case component
    /// The version in which it was seen, numbers in it by value.
    case version
    /// The milestone, numbers in it by value.
    case milestone
    /// Who works on it.
    case assignee
    /// Who filed it.
    case author
    /// When it was filed.
    case created
    /// When something of it last changed.
    case updated
    /// When it was closed.
    case closed
    /// When it should be done.
    case due
    /// How many comments it has.
    case comments
    /// How many events were counted for it.
    case events
    /// How many users had them.
    case users
    /// When it last happened.
    case seen
    /// A field of the project's own, or any other key that files have.
    case custom(String)

    /// All but the project's own fields.
    public static let allCases: [Key] = [
      .number, .title, .status, .resolution, .type, .priority, .severity, .component, .version, .milestone, .assignee,
      .author, .created, .updated, .closed, .due, .comments, .events, .users, .seen,
    ]

    /// The key of this name; the name of a field of the project's own begins with `field.`.
    public init?(rawValue: String) {
      let name = rawValue.lowercased()
      if let key = Key.allCases.first(where: { $0.rawValue == name }) {
        self = key
      } else if let key = rawValue.keyBehindField, !key.isEmpty {
        self = .custom(key)
      } else {
        return nil
      }
    }

    /// The name, as in `sort:priority`.
    public var rawValue: String {
      switch self {
      case .number: "number"
      case .title: "title"
      case .status: "status"
      case .resolution: "resolution"
      case .type: "type"
      case .priority: "priority"
      case .severity: "severity"
      case .component: "component"
      case .version: "version"
      case .milestone: "milestone"
      case .assignee: "assignee"
      case .author: "author"
      case .created: "created"
      case .updated: "updated"
      case .closed: "closed"
      case .due: "due"
      case .comments: "comments"
      case .events: "events"
      case .users: "users"
      case .seen: "seen"
      case .custom(let key): "field." + key
      }
    }
  }
}
