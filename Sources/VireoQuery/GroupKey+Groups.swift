public import VireoModel

/// Issues that have the same value of a field.
public struct IssueGroup: Sendable {
  /// The value; `nil` for the issues that have none.
  public var value: String?
  /// The issues, in the order in which they were given.
  public var issues: [Issue]
}

extension GroupKey {
  /// Divides issues by the field.
  ///
  /// - Parameters:
  ///   - issues: The issues, whose order stays within each group. One with several labels is in the group of each.
  ///   - config: The order of statuses and words of a choice, and of priorities, the highest first.
  /// - Returns: The groups in that order, open before closed, other values as people sort them, and what has no value
  ///   last.
  public func groups(of issues: [Issue], config: Config) -> [IssueGroup] {
    var members: [String: [Issue]] = [:]
    var others: [Issue] = []
    for issue in issues {
      let values = values(of: issue)
      var seen: Set<String> = []
      for value in values where seen.insert(value).inserted { members[value, default: []].append(issue) }
      if values.isEmpty { others.append(issue) }
    }
    let order = order(config)
    let ranks = Dictionary(zip(order, order.indices), uniquingKeysWith: { first, _ in first })
    let sorted = members.keys.map { (ranks[$0] ?? order.count, NaturalText($0), $0) }.sorted { $0 < $1 }
    let groups = sorted.map { IssueGroup(value: $0.2, issues: members[$0.2] ?? []) }
    return others.isEmpty ? groups : groups + [IssueGroup(value: nil, issues: others)]
  }

  /// The values of an issue, which is in the group of each.
  public func values(of issue: Issue) -> [String] {
    let value: String? =
      switch self {
      case .label: nil
      case .custom: nil
      case .milestone: issue.milestone
      case .status: issue.status
      case .state: issue.state.rawValue
      case .type: issue.type
      case .priority: issue.priority
      case .severity: issue.severity
      case .assignee: issue.assignee?.text
      case .author: issue.author?.text
      case .component: issue.component
      case .version: issue.version
      }
    switch self {
    case .label: return issue.labels.filter { !$0.isEmpty }
    case .custom(let key): return (issue.field(key)?.list ?? []).filter { !$0.isEmpty }
    default: return value.map { [$0] } ?? []
    }
  }

  /// The values whose order the project sets.
  private func order(_ config: Config) -> [String] {
    switch self {
    case .status: config.statuses.map(\.word)
    case .state: IssueState.allCases.map(\.rawValue)
    case .priority: config.priorities.reversed()
    case .custom(let key): config.fields.first { $0.key == key }?.values ?? []
    default: []
    }
  }
}
