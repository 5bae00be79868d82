/// The keys of an issue's front matter that have a meaning, in the order in which new files have them.
public enum IssueKey: String, Sendable, Hashable, CaseIterable {
  case uid
  case title
  case status
  case statusDate = "status-date"
  case resolution
  case type
  case priority
  case severity
  case component
  case version
  case labels
  case author
  case assignee
  case watchers
  case milestone
  case created
  case due
  case estimate
  case spent
  case blockedBy = "blocked-by"
  case parent
  case relates
  case duplicateOf = "duplicate-of"
  case was

  /// What the values of the key are.
  public var valueType: CustomField.ValueType {
    switch self {
    case .uid, .title, .component, .version, .severity, .labels, .milestone, .estimate, .spent: .text
    case .status, .resolution, .type, .priority: .choice
    case .statusDate, .created, .due: .date
    case .author, .assignee, .watchers: .person
    case .blockedBy, .parent, .relates, .duplicateOf: .issue
    case .was: .number
    }
  }

  /// Whether the key holds a list.
  public var isList: Bool {
    switch self {
    case .labels, .watchers, .blockedBy, .relates, .was: true
    default: false
    }
  }

  /// Whether the files hold it for vireo's sake, so that people do not set it.
  public var isManaged: Bool {
    switch self {
    case .uid, .was: true
    default: false
    }
  }
}
