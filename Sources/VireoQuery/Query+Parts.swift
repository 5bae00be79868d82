internal import VireoModel

extension Query {
  /// The query with something else in the place of each name of a saved query.
  ///
  /// - Parameter replacement: Finds what a name stands for; it may throw.
  public func replacingSaved(_ replacement: (String) throws -> Query) rethrows -> Query {
    switch self {
    case .all, .condition: self
    case .not(let part): .not(try part.replacingSaved(replacement))
    case .every(let parts): .every(try parts.map { try $0.replacingSaved(replacement) })
    case .any(let parts): .any(try parts.map { try $0.replacingSaved(replacement) })
    case .saved(let name): try replacement(name)
    }
  }

  /// The names of saved queries that occur in it, each time that they do.
  public var savedNames: [String] {
    switch self {
    case .all, .condition: []
    case .not(let part): part.savedNames
    case .every(let parts), .any(let parts): parts.flatMap(\.savedNames)
    case .saved(let name): [name]
    }
  }

  /// How many conditions it is made of.
  public var conditionCount: Int { count { _ in true } }

  /// How many of its conditions are such; what a saved query asks is not looked at.
  public func count(where isCounted: (Condition) -> Bool) -> Int {
    switch self {
    case .all, .saved: 0
    case .not(let part): part.count(where: isCounted)
    case .every(let parts), .any(let parts): parts.reduce(0) { $0 + $1.count(where: isCounted) }
    case .condition(let condition): isCounted(condition) ? 1 : 0
    }
  }

  /// Whether a condition says which issues are wanted beside the open ones: it is about the state, the status, the
  /// resolution, the time of the close or what holds the fix, or it names an issue or a commit.
  ///
  /// Without one, the command line asks for open issues alone. What a saved query asks is not looked at.
  public var concernsState: Bool { contains(where: \.concernsState) }

  /// Whether it is made with such a condition; what a saved query asks is not looked at.
  public func contains(where isWanted: (Condition) -> Bool) -> Bool {
    switch self {
    case .all, .saved: false
    case .not(let part): part.contains(where: isWanted)
    case .every(let parts), .any(let parts): parts.contains { $0.contains(where: isWanted) }
    case .condition(let condition): isWanted(condition)
    }
  }
}

extension Condition {
  fileprivate var concernsState: Bool {
    switch self {
    case .state, .commit, .fixedIn, .number(.issue, _), .date(.closed, _), .present(.date(.closed)): true
    case .text(let field, _), .present(.text(let field)): [.status, .resolution, .uid].contains(field)
    case .relation(.duplicateOf, _), .present(.relation(.duplicateOf)): true
    default: false
    }
  }
}
