import VireoFormat
import VireoGit
import VireoHistory
import VireoIndex
public import VireoModel
import VireoQuery
import VireoStore

extension Tracker {
  /// Which events are wanted, and of which commits.
  public struct TimelineQuestion: Sendable, Hashable {
    /// Which events are wanted.
    public var filter = TimelineFilter()
    /// The milestones whose issues are wanted; all issues if it is empty.
    public var milestones: [String] = []
    /// The issues that are wanted; all if it is empty.
    public var issues: [IssueNumber] = []
    /// Only what happened to this file or below this folder, from the repository's root.
    public var path: String?
    /// Whether the commits of all branches are looked at, and not just those of the revision.
    public var includesAllBranches = false

    /// Whether the whole texts of comments are wanted; their first lines are there at once.
    public var wantsTexts = true

    /// Creates a question for everything.
    public init() {}
  }

  /// What happened, newest first; changes of the work tree that are not committed stand first.
  ///
  /// - Parameters:
  ///   - question: What is wanted.
  ///   - sources: Where other events come from.
  /// - Returns: The events, which are read as they are asked for.
  /// - Throws: `VireoError` with the codes `unreadable-repository`, `no-such-milestone` or `read-failed`.
  public func timeline(
    _ question: TimelineQuestion = .init(), adding sources: [any TimelineSource] = []
  ) throws -> Timeline {
    var filter = question.filter
    if !question.issues.isEmpty { filter.issues = Set(question.issues) }
    if !question.milestones.isEmpty {
      let names = try question.milestones.map { try milestone(named: $0).name }
      let query = Query.any(names.map { .condition(.text(.milestone, .equals($0))) })
      let numbers = Set(try issues(matching: query).issues.compactMap(\.number))
      filter.issues = filter.issues.map { $0.intersection(numbers) } ?? numbers
      filter.milestones = Set(names)
    }
    let past = try past(question.includesAllBranches, path: question.path)
    return try past.timeline(question, filter, sources)
  }

  /// A text that tells the project from others: the id of the first commit that HEAD comes from; without one, of the
  /// repository's path.
  public func projectID() throws -> String {
    let tips = try tips().map(\.description)
    guard !tips.isEmpty else { return location.gitDirectory }
    let result = try git.run(["rev-list", "--max-parents=0"] + tips + ["--"])
    return result.text.split(separator: "\n").min().map(String.init) ?? location.gitDirectory
  }

  func historyTimeline(_ includesAllBranches: Bool) throws -> HistoryTimeline? {
    var tips = try tips()
    if includesAllBranches {
      let references = try ReferenceFiles(location).references(ObjectDatabase(git)).filter { $0.kind != .tag }
      tips += references.map(\.commit).filter { !tips.contains($0) }
    }
    guard !tips.isEmpty else { return nil }
    let index = try HistoryIndex(
      git, references: config.references, usesCache: usesCache, progress: environment.progress)
    return try index.timeline(Array(Set(tips)).sorted { $0 < $1 }, config: config, now: environment.now().seconds)
  }

  /// The commits of the view that changed a path.
  func commits(touching path: String, _ history: HistoryTimeline) throws -> Set<ObjectID> {
    let tips = history.view.tips.map { history.id(of: $0).description }
    return Set(try git.commits(between: tips, touching: path))
  }
}

extension String {
  /// Whether a path is another one or lies below it; everything is where none is given.
  func isAt(_ other: String?) -> Bool { other.map { self == $0 || hasPrefix($0 + "/") } ?? true }
}
