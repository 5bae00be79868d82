public import VireoModel

/// What is asked of issues: a tree of conditions.
public indirect enum Query: Sendable, Hashable {
  /// Every issue.
  case all
  /// Those that match each of the queries.
  case every([Query])
  /// Those that match one of the queries.
  case any([Query])
  /// Those that do not match.
  case not(Query)
  /// Open or closed ones.
  case state(IssueState)
  /// Those with that word of the status.
  case status(String)
  /// Those with that label, without regard to case.
  case label(String)
  /// Those filed by a person.
  case author(Handle)
  /// Those assigned to a person.
  case assignee(Handle)
  /// Those of a milestone.
  case milestone(String)
  /// Those of a type.
  case type(String)
  /// Those of a priority.
  case priority(String)
  /// Those whose title, text or comments hold the words, without regard to case.
  case text(String)

  /// Whether texts and comments are needed for an answer.
  public var needsText: Bool {
    switch self {
    case .text: true
    case .every(let parts), .any(let parts): parts.contains(where: \.needsText)
    case .not(let part): part.needsText
    default: false
    }
  }

  /// Whether an issue matches.
  ///
  /// - Parameters:
  ///   - issue: The issue.
  ///   - texts: The text and the comments, asked for only where they decide.
  public func matches(_ issue: Issue, texts: () throws -> [String]) rethrows -> Bool {
    switch self {
    case .all: true
    case .every(let parts): try parts.allSatisfy { try $0.matches(issue, texts: texts) }
    case .any(let parts): try parts.contains { try $0.matches(issue, texts: texts) }
    case .not(let part): try !part.matches(issue, texts: texts)
    case .state(let state): issue.state == state
    case .status(let word): issue.status == word
    case .label(let label): issue.labels.contains { $0 == label || $0.lowercased() == label.lowercased() }
    case .author(let handle): issue.author == handle
    case .assignee(let handle): issue.assignee == handle
    case .milestone(let name): issue.milestone == name
    case .type(let word): issue.type == word
    case .priority(let word): issue.priority == word
    case .text(let words):
      try TextSearch(words).isFound(in: [issue.title]) || TextSearch(words).isFound(in: texts())
    }
  }
}
