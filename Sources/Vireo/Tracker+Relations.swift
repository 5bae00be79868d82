import VireoGit
import VireoIndex
public import VireoModel
import VireoQuery

extension Tracker {
  /// How an issue stands to the issues that it names and that name it.
  ///
  /// - Throws: `VireoError` where the tracker as a whole cannot be read.
  public func relations(of issue: Issue) throws -> IssueRelations { try relations(of: issue, index(files())) }

  private func relations(of issue: Issue, _ index: IssueIndex) throws -> IssueRelations {
    let name = IssueName.path(issue.path)
    let all: [Relation] = [.blockedBy, .blocks, .parent, .child, .relates, .duplicateOf, .duplicatedBy]
    let query = Query.any(all.map { .condition(.relation($0, name)) })
    let others = try index.issues(matching: query, sortedBy: .newestFirst).issues
    return IssueRelations([issue] + others.filter { $0.path != issue.path })
  }

  /// How an issue stands to the issues that its own file names; what other files say of it is not looked at, so that it
  /// takes no longer in a large tracker.
  private func ownRelations(of issue: Issue, _ index: IssueIndex) throws -> IssueRelations {
    let names = Set(IssueRelations.Kind.allCases.flatMap { issue.names(in: $0) }.compactMap { IssueName($0) })
    guard !names.isEmpty else { return IssueRelations([issue]) }
    let numbers = names.compactMap { name in if case .number(let number) = name { number } else { nil } }
    let quick = try numbers.count == names.count ? numbers.map { try index.issue(numbered: $0)?.issue } : [nil]
    let found = quick.compactMap { $0 }
    let others =
      found.count == quick.count
      ? found : try index.issues(matching: Tracker.query(for: names), sortedBy: .newestFirst).issues
    return IssueRelations([issue] + others.filter { $0.path != issue.path })
  }

  /// Which relations of an issue are looked for.
  public enum RelationScope: Sendable {
    /// All, in a tracker of at most 1,000 issues; else those that its own file names, so that it takes no longer.
    case usual
    case all
  }

  /// The links that lead to an issue, with what tells of their texts; `nil` where they are not looked for.
  ///
  /// They usually are in a tracker of at most 256 issues, where that takes no time that anybody would notice.
  ///
  /// - Throws: `VireoError` where the tracker as a whole cannot be read.
  package func links(
    to issue: Issue, _ scope: RelationScope
  ) throws -> (links: [Link], resolver: LinkResolver)? {
    guard try scope == .all || index(files()).size() <= 256 else { return nil }
    return try links(toFile: issue.path)
  }

  func relations(of issue: Issue, _ scope: RelationScope, _ index: IssueIndex) throws -> IssueRelations {
    let isLarge = try usesCache && index.size() > 1000
    return try scope == .usual && isLarge ? ownRelations(of: issue, index) : relations(of: issue, index)
  }

  /// How issues stand to each other and to the issues that they name.
  ///
  /// - Parameters:
  ///   - issues: The issues.
  ///   - kind: The field that counts.
  /// - Throws: `VireoError` where the tracker as a whole cannot be read.
  public func relations(of issues: [Issue], in kind: IssueRelations.Kind) throws -> IssueRelations {
    let names = Set(issues.flatMap { $0.names(in: kind) }.compactMap { IssueName($0) })
    let known = Set(issues.map(\.path))
    let others = try self.issues(matching: Tracker.query(for: names)).issues
    return IssueRelations(issues + others.filter { !known.contains($0.path) })
  }

  /// All issues that are a part of another one, or have parts.
  ///
  /// - Throws: `VireoError` where the tracker as a whole cannot be read.
  public func hierarchy() throws -> IssueRelations {
    let parts = try issues(matching: .condition(.present(.relation(.parent)))).issues
    return try relations(of: parts, in: .parent)
  }

  /// A query for issues by their names; where there are very many names, for all issues.
  private static func query(for names: Set<IssueName>) -> Query {
    guard names.count <= 4000 else { return .all }
    return .any(
      names.map { name in
        switch name {
        case .number(let number):
          let bound = NumberRange.Bound(Double(number.value))
          return .condition(.number(.issue, NumberRange(from: bound, to: bound)))
        case .uid(let start): return .condition(.text(.uid, .begins(start)))
        case .path: return .not(.all)
        }
      })
  }

  /// When issues were closed, in their order: as their files say, or when the commit was written whose message closed
  /// them; `nil` for open ones, and where nobody knows.
  ///
  /// - Throws: `VireoError` with the code `unreadable-repository`.
  public func closingDates(of issues: [Issue]) throws -> [Timestamp?] {
    var reader: CommitReader?
    var known: [CommitID: Timestamp] = [:]
    return try issues.map { issue in
      guard issue.state == .closed else { return nil }
      if let date = issue.statusDate, issue.cause?.isByMessage != true { return date }
      guard let commit = issue.cause?.commit, let id = ObjectID(hex: commit.hex) else { return issue.statusDate }
      if let date = known[commit] { return date }
      let present = try reader ?? CommitReader(self)
      reader = present
      let date = try present.summary(id).date
      known[commit] = date
      return date
    }
  }

  /// When something of issues last changed, in their order: the newest of their dates, their comments' and those of
  /// the commits that name them; `nil` where there is none.
  ///
  /// - Throws: `VireoError` where the tracker as a whole cannot be read.
  public func updateDates(of issues: [Issue]) throws -> [Timestamp?] {
    try index(files()).updateDates(of: issues)
  }
}
