import VireoFormat
import VireoGit
import VireoHistory
import VireoIndex
public import VireoModel
public import VireoQuery
package import VireoStore

/// The tracker of a repository.
///
/// It holds no file open and remembers nothing: each call reads the files as they are then. (Of a revision, which never
/// changes, it may keep a process of git to ask for objects.) Open one with
/// ``open(at:revision:environment:usesCache:)``, ask with ``issues(matching:sortedBy:limit:)``, change with
/// ``edit(commit:_:)``. ``question(_:)`` reads what people type.
public struct Tracker: Sendable {
  let location: RepositoryLocation
  let git: GitProgram
  let environment: Environment
  /// The commit that is read in the place of the work tree.
  let revision: ObjectID?

  /// The files of that commit.
  private let committed: RevisionFiles?

  /// What tells this configuration from others.
  let configKey: String
  /// Whether what is found is kept for the next time.
  let usesCache: Bool
  /// The index that is asked, for a tracker that looks at the files once.
  var held: HeldIndex?

  /// What the tracker says of its words, fields and people.
  public let config: Config
  /// What is wrong with `config.yml`.
  public let configDiagnostics: [Diagnostic]

  /// Opens the tracker of the repository that a folder lies in.
  ///
  /// - Parameters:
  ///   - path: A folder; relative to the environment's present one.
  ///   - revision: A commit, tag or branch to read in the place of the work tree, in any form of gitrevisions(7).
  ///     A bare repository without one is read at its HEAD.
  ///   - environment: Where variables, clock and randomness come from.
  ///   - usesCache: Whether what is found is kept in `vireo/cache` of the git directory; without it every question
  ///     reads all files.
  /// - Throws: `VireoError` with the codes `not-a-repository`, `no-tracker`, `unknown-revision` or
  ///   `unreadable-repository`.
  public static func open(
    at path: String = ".", revision: String? = nil, environment: Environment = .process, usesCache: Bool = true
  ) throws -> Tracker {
    let folder = FilePath.absolute(path, in: environment.currentDirectory)
    let location = try RepositoryLocation.find(from: folder, environment: environment.variables)
    let git = GitProgram(location: location, environment: environment.variables)
    let name = revision ?? (location.workTree == nil ? "HEAD" : nil)
    let commit = try name.map { try git.commit(named: $0) }
    return try Tracker(location: location, git: git, environment: environment, revision: commit, usesCache: usesCache)
  }

  init(
    location: RepositoryLocation, git: GitProgram, environment: Environment, revision: ObjectID?, usesCache: Bool
  ) throws {
    self.usesCache = usesCache
    self.location = location
    self.git = git
    self.environment = environment
    self.revision = revision
    committed = revision.map { RevisionFiles(git, commit: $0) }
    let files = try Tracker.files(location, committed)
    (config, configDiagnostics) = try Snapshot.config(files)
    configKey = Fingerprint(try files.bytes(of: Layout.configPath) ?? []).text
  }

  /// The absolute path of the top of the work tree; `nil` for a bare repository.
  public var workTree: String? { location.workTree }

  /// Where events are recorded if nothing else is said: beside the objects, in a folder that all work trees share.
  package var eventFolder: String { FilePath.join(location.commonDirectory, "vireo/events") }

  /// What is recorded of events beside the repository, by the issues' uids.
  ///
  /// - Throws: What the environment's reader throws.
  public func eventCounts() throws -> [UID: EventCounts] { try environment.readEvents?(eventFolder) ?? [:] }

  /// The files that are looked at: the work tree's, or those of a commit.
  func files() throws -> any SignedFiles { try Tracker.files(location, committed) }

  private static func files(_ location: RepositoryLocation, _ committed: RevisionFiles?) throws -> any SignedFiles {
    if let committed { return committed }
    return try WorkTreeFiles(workTree: location.workTree ?? location.gitDirectory)
  }

  package func snapshot() throws -> Snapshot { try Snapshot(files()) }

  // MARK: - Asking

  /// Finds issues.
  ///
  /// - Parameters:
  ///   - query: What is asked; ``question(_:)`` puts what they stand for in the place of names of saved queries.
  ///   - order: The order; those without a value come last, and equal ones by number and path.
  ///   - limit: How many are wanted at most; all if it is `nil`.
  /// - Returns: The issues in order, and the errors in files; a broken file hides no other.
  /// - Throws: `VireoError` where the tracker as a whole cannot be read, or a query names what is not there.
  public func issues(
    matching query: Query = .all, sortedBy order: Order = .newestFirst, limit: Int? = nil
  ) throws -> IssueList {
    let files = try files()
    let answer = try index(files).issues(matching: query, sortedBy: order, limit: limit)
    let names = answer.isTidy ? [] : try Snapshot(files).nameDiagnostics
    let rules = IssueRules(config: config)
    let broken = answer.brokenPaths.map { IssuePlace(path: $0, hasFolder: false) }
    let errors = try Snapshot.map(broken, of: files, config: config) { file -> [Diagnostic]? in
      guard let issue = file.issue, let document = file.document else { return file.diagnostics }
      return file.diagnostics + rules.check(issue, document)
    }
    return IssueList(
      issues: answer.issues,
      diagnostics: configDiagnostics + names + errors.flatMap { $0 }.filter { $0.severity == .error },
      historyError: answer.historyError)
  }

  /// The issues with what is kept of them between two runs.
  func index(_ files: any SignedFiles) throws -> IssueIndex {
    if let held { return try held.index { try makeIndex(files, looksOnce: true) } }
    return try makeIndex(files, looksOnce: false)
  }

  private func makeIndex(_ files: any SignedFiles, looksOnce: Bool) throws -> IssueIndex {
    guard try files.entries(in: Layout.folder) != nil else {
      throw VireoError(.noTracker, "there is no folder .tracker here", advice: "run 'vireo init'")
    }
    let view = IssueView(
      git, usesCache: usesCache, isWorkTree: revision == nil, config: config, progress: environment.progress
    ) { try tips() }
    let name = revision == nil ? "issues-" + Fingerprint(location.gitDirectory).text : "issues-at-revision"
    let folder = usesCache ? FilePath.join(location.commonDirectory, "vireo/cache") : nil
    return try IssueIndex(
      files: files, config: config, configKey: configKey, view: view, place: .init(folder: folder, name: name),
      looksOnce: looksOnce, readEvents: { try eventCounts() })
  }

  /// Finds one issue.
  ///
  /// - Throws: `VireoError` with the codes `no-such-issue`, `ambiguous-issue` or, where its file cannot be
  ///   understood, `broken-file`.
  public func issue(_ name: IssueName) throws -> Issue {
    try read([name]).issues[0].issue
  }

  /// Reads the text, comments and attachments of an issue.
  public func contents(of issue: Issue) throws -> IssueContents { try contents(of: [issue])[0] }

  /// Reads the text, comments and attachments of issues, in one look at the files and in the same order.
  ///
  /// - Throws: `VireoError` with the code `no-such-issue` if a file has gone since.
  public func contents(of issues: [Issue]) throws -> [IssueContents] {
    try contentsReader().contents(of: issues)
  }

  /// The bytes of an attachment; `nil` if the file has gone since.
  ///
  /// - Throws: `VireoError` with the codes `read-failed` or `unreadable-repository`.
  public func bytes(of attachment: Attachment) throws -> [UInt8]? { try files().bytes(of: attachment.path) }

  /// Finds issues and reads all that belongs to them, in one look at the files.
  ///
  /// - Parameters:
  ///   - names: Which issues.
  ///   - withHistory: Whether the commits that have to do with them are wanted too.
  ///   - relations: Which of their relations are wanted too; none if it is `nil`.
  /// - Returns: The issues as they were named, and the errors in other files. The contents of other files are looked
  ///   at only in a tracker of at most 256 issues, where that takes no time that anybody would notice.
  /// - Throws: As ``issue(_:)``.
  public func read(
    _ names: [IssueName], withHistory: Bool = false, relations: RelationScope? = nil
  ) throws -> (issues: [FoundIssue], otherErrors: [Diagnostic]) {
    if let found = try readQuickly(names, withHistory: withHistory, relations) { return found }
    let snapshot = try snapshot()
    let finder = IssueFinder(snapshot)
    let rules = IssueRules(config: config)
    let source = StateSource(self, snapshot)
    let table = source.table
    let found = try names.map { name in
      let file = try finder.file(name)
      let (contents, defects) = try snapshot.contents(of: file)
      guard var issue = file.issue, let document = file.document else { throw IssueFinder.broken(file) }
      let findings = file.diagnostics + rules.check(issue, document) + defects
      if let pending = table.set(&issue, document), let answer = try source.answers([pending]).first {
        issue.apply(answer, config)
      }
      var found = FoundIssue(issue: issue, contents: contents, diagnostics: findings)
      if withHistory {
        found.history = historyResult {
          if let error = source.error { throw error }
          return try history(of: issue, source.history(of: issue))
        }
      }
      if let relations { found.relations = try self.relations(of: issue, relations, index(files())) }
      return found
    }
    let named = Set(found.map(\.issue.path))
    var errors = configDiagnostics + snapshot.nameDiagnostics.filter { !named.contains($0.place.path) }
    if snapshot.layout.issues.count <= 256 {
      let others = snapshot.layout.issues.filter { !named.contains($0.path) }
      errors += try snapshot.map(others) { $0.diagnostics.filter { $0.severity == .error } }.flatMap { $0 }
    }
    return (found, errors)
  }

  private func historyResult(_ body: () throws -> IssueHistory) -> Result<IssueHistory, VireoError> {
    Result { () throws(VireoError) in
      do {
        return try body()
      } catch let error as VireoError {
        throw error
      } catch {
        throw VireoError(.unreadableRepository, "history can't be read", causes: ["\(error)"], advice: "run 'git fsck'")
      }
    }
  }

  private func history(of issue: Issue, _ history: IssueInHistory?) throws -> IssueHistory {
    guard let history else { return IssueHistory() }
    let entries = try history.namingEntries()
    let reader = try entries.isEmpty ? nil : CommitReader(self, heads: history.heads(of: entries.map(\.commit)))
    let commits = try entries.compactMap { found -> IssueLogEntry? in
      guard let reader else { return nil }
      var entry = IssueLogEntry(commit: try reader.summary(found.commit))
      entry.actions = found.actions
      entry.undoneBy = found.undoneBy?.commitID
      return entry
    }
    return IssueHistory(commits: commits, fixedIn: try fixedIn(issue, history))
  }

  /// Reads issues that are named by numbers without a look at the other files.
  ///
  /// - Returns: `nil` where more must be known.
  private func readQuickly(
    _ names: [IssueName], withHistory: Bool, _ relations: RelationScope?
  ) throws -> (issues: [FoundIssue], otherErrors: [Diagnostic])? {
    guard usesCache else { return nil }
    let files = try files()
    let index = try index(files)
    let rules = IssueRules(config: config)
    var issues: [FoundIssue] = []
    var broken: Set<String> = []
    for name in names {
      guard case .number(let number) = name, let row = try index.issue(numbered: number), row.isTidy else { return nil }
      broken.formUnion(row.brokenPaths)
      let folder = String(row.issue.path.dropLast(3))
      let place = IssuePlace(path: row.issue.path, hasFolder: try files.entries(in: folder) != nil)
      guard let file = try Snapshot.map([place], of: files, config: config, { $0 }).first, let document = file.document,
        file.issue != nil
      else { return nil }
      let (contents, defects) = try Snapshot.contents(of: file, in: files)
      var found = FoundIssue(
        issue: row.issue, contents: contents,
        diagnostics: file.diagnostics + rules.check(row.issue, document) + defects)
      if withHistory {
        found.history = historyResult {
          try history(
            of: row.issue,
            index.view.history(of: fileState(row.issue, document)) { numbers, _ in
              try workTreeFiles(index.paths(numbered: numbers), files)
            })
        }
      }
      if let relations { found.relations = try self.relations(of: row.issue, relations, index) }
      issues.append(found)
    }
    let others = broken.subtracting(issues.map(\.issue.path)).sorted().map { IssuePlace(path: $0, hasFolder: false) }
    let errors = try Snapshot.map(others, of: files, config: config) { $0.diagnostics.filter { $0.severity == .error } }
    return (issues, configDiagnostics + errors.flatMap { $0 })
  }

  private func fileState(_ issue: Issue, _ document: Document) -> IssueFileState {
    IssueFileState(path: issue.path, number: issue.number, version: IssueVersion(document), created: issue.created)
  }

  private func workTreeFiles(_ paths: [String], _ files: any SignedFiles) throws -> [IssueFileState] {
    try Snapshot.map(paths.map { IssuePlace(path: $0, hasFolder: false) }, of: files, config: config) { file in
      guard let document = file.document else { return nil }
      return IssueFileState(
        path: file.place.path, number: file.place.number, version: IssueVersion(document), created: file.issue?.created)
    }
  }

  /// The path of an issue's file, also where it cannot be understood.
  package func path(of name: IssueName) throws -> String { try IssueFinder(snapshot()).file(name).place.path }

  /// Holds every file to the rules.
  ///
  /// - Returns: What was found, by path and place.
  public func check() throws -> [Diagnostic] { try check { _ in [] } }

  /// The same with what somebody else finds in the files.
  package func check(adding more: (any TrackerFiles) throws -> [Diagnostic]) throws -> [Diagnostic] {
    let snapshot = try snapshot()
    let others = try checkQueries(snapshot.files) + checkLinks(snapshot) + more(snapshot.files)
    return try Checker(snapshot).check(adding: others)
  }
}

/// One issue with all that belongs to it.
public struct FoundIssue: Sendable {
  /// The issue.
  public var issue: Issue
  /// Its text, comments and attachments.
  public var contents: IssueContents
  /// What is wrong with its files.
  public var diagnostics: [Diagnostic]
  /// What commits say of it, where that was asked for, or why they cannot be read.
  public var history: Result<IssueHistory, VireoError>?
  /// How it stands to other issues, where that was asked for.
  public var relations: IssueRelations?
}

/// What commits say of an issue.
public struct IssueHistory: Sendable {
  /// The commits whose messages name it, in the order in which all events are listed; what they changed in its files
  /// only ``Tracker/log(of:)->[IssueLogEntry]`` tells.
  public var commits: [IssueLogEntry] = []
  /// Where what closed it is; `nil` for an issue that no commit closed.
  public var fixedIn: FixedIn?
}

/// Issues that were asked for, and what could not be read on the way.
public struct IssueList: Sendable, Equatable {
  /// The issues in order.
  public var issues: [Issue]
  /// The errors in files, also in those of issues that do not match.
  public var diagnostics: [Diagnostic]
  /// Why history cannot be asked, where it cannot; the states are those of the files then.
  public var historyError: VireoError?
}
