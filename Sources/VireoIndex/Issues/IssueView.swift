package import VireoGit
package import VireoHistory
package import VireoModel

/// What the states of issues follow from beside their files: the commits of a view.
package final class IssueView {
  private let git: GitProgram
  private let config: Config
  private let usesCache: Bool
  let progress: WorkProgress.Observer?
  private let findTips: () throws -> [ObjectID]
  private var foundTips: [ObjectID]?
  let isWorkTree: Bool
  private var opened: HistoryIndex?
  private var dates: [ObjectID: Int64] = [:]

  /// - Parameters:
  ///   - git: The repository's git.
  ///   - usesCache: Whether what is found of history is kept.
  ///   - tips: Finds the commit, or HEAD and what an unfinished merge brings in; none before the first commit.
  ///   - isWorkTree: Whether files of the work tree are looked at.
  ///   - config: What the words of the status mean, and how messages refer to issues.
  ///   - progress: Is told how far a long look has come.
  package init(
    _ git: GitProgram, usesCache: Bool, isWorkTree: Bool, config: Config, progress: WorkProgress.Observer? = nil,
    tips: @escaping () throws -> [ObjectID]
  ) {
    self.progress = progress
    (self.git, self.usesCache, self.config) = (git, usesCache, config)
    (self.isWorkTree, findTips) = (isWorkTree, tips)
  }

  /// - Throws: `VireoError` with the code `unreadable-repository`.
  package func tips() throws -> [ObjectID] {
    if let foundTips { return foundTips }
    let tips = try findTips()
    foundTips = tips
    return tips
  }

  /// What tells the view from others whose states may differ.
  func key() throws -> String {
    let cuts = try HistoryCuts(ReferenceFiles(git.location))
    return try (tips().map(\.description) + [Fingerprint(config.references, cuts).text]).joined(separator: "+")
  }

  /// The history; `nil` before the first commit.
  package func history() throws -> HistoryIndex? {
    guard try !tips().isEmpty else { return nil }
    if let opened { return opened }
    let index = try HistoryIndex(git, references: config.references, usesCache: usesCache, progress: progress)
    opened = index
    return index
  }

  /// Whether what was found of history holds for as long as the commits are the same.
  var isLasting: Bool { opened?.isDamaged != true }

  func states() throws -> ViewStates? { try history()?.states(tips(), config: config) }

  func answers(_ files: [IssueFileState], workTree: @escaping WorkTreeReader) throws -> [ViewStates.Answer] {
    guard isWorkTree, let history = try history(), !files.isEmpty else {
      return files.map { ViewStates.Answer(own: $0.version, config) }
    }
    return try history.states(of: files, workTree: workTree, tips: tips(), config: config)
  }

  /// All that history holds of an issue; `nil` before the first commit.
  ///
  /// - Throws: `VireoError` with the code `unreadable-repository`.
  package func history(of file: IssueFileState, workTree: @escaping WorkTreeReader) throws -> IssueInHistory? {
    try history()?.issue(file, workTree: isWorkTree ? workTree : nil, tips: tips(), config: config)
  }

  /// Which of some issues a commit changed or names.
  ///
  /// - Throws: `VireoError` with the codes `unknown-revision` or `unreadable-repository`.
  func touched(_ files: [IssueFileState], by name: String, workTree: @escaping WorkTreeReader) throws -> [Bool] {
    let commit = try git.commit(named: name)
    guard let history = try history() else { return files.map { _ in false } }
    return try history.touched(
      files, by: commit, workTree: isWorkTree ? workTree : nil, tips: tips(), config: config)
  }

  /// Of which of some closed issues a commit, tag or branch has what closed them.
  ///
  /// - Throws: `VireoError` with the codes `unknown-revision` or `unreadable-repository`.
  func fixed(_ files: [IssueFileState], in name: String, workTree: @escaping WorkTreeReader) throws -> [Bool] {
    let commit = try git.commit(named: name)
    guard let history = try history() else { return files.map { _ in false } }
    return try history.fixed(files, in: commit, workTree: isWorkTree ? workTree : nil, tips: tips(), config: config)
  }

  /// When commits of the view last changed the files of a number or named it, in seconds.
  func activity() throws -> [IssueNumber: Int64] { try history()?.activity(tips(), config: config) ?? [:] }

  /// When a commit was written, in seconds.
  func date(of commit: ObjectID) throws -> Int64? {
    if let known = dates[commit] { return known }
    let date = try history()?.objects.read(commit, .commit) { CommitObject($0).authored }
    dates[commit] = date
    return date
  }
}
