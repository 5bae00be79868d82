import VireoFormat
import VireoGit
import VireoHistory
import VireoIndex
import VireoModel
import VireoStore

/// Where the states of issues come from: their files, and the history of what is looked at.
struct StateSource {
  private let config: Config
  private let snapshot: Snapshot
  private let tips: [ObjectID]
  private let isWorkTree: Bool
  private let index: HistoryIndex?
  private let states: ViewStates?
  /// Why history cannot be asked, where it cannot.
  let error: VireoError?
  private let disturbed: ViewStates.Disturbed

  init(_ tracker: Tracker, _ snapshot: Snapshot) {
    self.snapshot = snapshot
    config = tracker.config
    isWorkTree = tracker.revision == nil
    var found: (tips: [ObjectID], index: HistoryIndex?, states: ViewStates?) = ([], nil, nil)
    var error: VireoError?
    do {
      found.tips = try tracker.tips()
      if !found.tips.isEmpty {
        let index = try HistoryIndex(
          tracker.git, references: tracker.config.references, progress: tracker.environment.progress)
        found.states = try index.states(found.tips, config: tracker.config)
        found.index = index
      }
    } catch let defect as VireoError {
      error = defect
    } catch let defect {
      error = VireoError(
        .unreadableRepository, "history can't be read", causes: ["\(defect)"], advice: "run 'git fsck'")
    }
    (tips, index, states) = found
    self.error = error
    disturbed = isWorkTree ? StateSource.disturbed(found.states, snapshot) : ViewStates.Disturbed()
  }

  private static func disturbed(_ states: ViewStates?, _ snapshot: Snapshot) -> ViewStates.Disturbed {
    guard let states, !states.isEmpty else { return ViewStates.Disturbed() }
    let issues = snapshot.layout.issues
    // Where a number's files stand among the issues; only of a number taken twice there is more than one.
    var places: [Int: Int] = [:]
    var others: [Int: [Int]] = [:]
    places.reserveCapacity(issues.count)
    for (index, place) in issues.enumerated() {
      guard let number = place.number?.value else { continue }
      if let first = places.updateValue(index, forKey: number) { others[number, default: []].append(first) }
    }
    var found = states.disturbed { number, path in
      guard let index = places[number.value] else { return true }
      return !issues[index].isAt(path) && !(others[number.value] ?? []).contains { issues[$0].isAt(path) }
    }
    found.numbers.formUnion(others.keys.compactMap { IssueNumber($0) })
    return found
  }

  /// An issue's file whose state is not known yet: it is not as the commit has it.
  struct Pending: Sendable {
    var file: IssueFileState
  }

  /// The part of the source that may be asked from several threads.
  var table: Table { Table(states: states, disturbed: disturbed, config: config, isKnown: error == nil) }

  struct Table: Sendable {
    let states: ViewStates?
    let disturbed: ViewStates.Disturbed
    let config: Config
    let isKnown: Bool

    /// Sets an issue's state.
    ///
    /// - Returns: The file, where the work tree's history must be asked.
    func set(_ issue: inout Issue, _ document: Document) -> Pending? {
      guard let states else {
        issue.isStateKnown = isKnown
        return nil
      }
      let isMoved = !disturbed.uids.isEmpty && issue.uid.map(disturbed.uids.contains) ?? false
      guard let number = issue.number, isMoved || states.concerns(number) else { return nil }
      let file = IssueFileState(
        path: issue.path, number: number, version: IssueVersion(document), created: issue.created)
      switch disturbed.contains(file) ? .changed : states.lookup(file) {
      case .own: return nil
      case .changed: return Pending(file: file)
      case .answer(let answer):
        issue.apply(answer, config)
        return nil
      }
    }
  }

  /// The states of issues whose files are not as the commit has them, in their order.
  func answers(_ pending: [Pending]) throws -> [ViewStates.Answer] {
    guard let index, !pending.isEmpty else { return [] }
    guard isWorkTree else { return pending.map { ViewStates.Answer(own: $0.file.version, config) } }
    return try index.states(of: pending.map(\.file), workTree: workTree, tips: tips, config: config)
  }

  /// All that history holds of an issue; `nil` where there is no history.
  func history(of issue: Issue) throws -> IssueInHistory? {
    guard let index else { return nil }
    let place = snapshot.layout.issues.filter { $0.isAt(issue.path) }
    let files = try snapshot.map(place) { file in file.document.map { IssueVersion($0) } }
    guard let version = files.first else { throw IssueFinder.gone(issue) }
    let file = IssueFileState(path: issue.path, number: issue.number, version: version, created: issue.created)
    return try index.issue(file, workTree: isWorkTree ? workTree : nil, tips: tips, config: config)
  }

  /// The messages whose number is no safe name of an issue.
  func unclearReferences() throws -> [UnclearReference] {
    guard let index else { return [] }
    let files = try snapshot.map { file -> (IssueFileState, [IssueNumber])? in
      guard let issue = file.issue, let document = file.document else { return nil }
      let state = IssueFileState(
        path: issue.path, number: issue.number, version: IssueVersion(document), created: issue.created)
      return (state, issue.was)
    }
    return try index.unclearReferences(files, workTree: isWorkTree ? workTree : nil, tips: tips, config: config)
  }

  /// The issues' files of the work tree that have these numbers or uids.
  private func workTree(_ numbers: Set<IssueNumber>, _ uids: Set<UID>) throws -> [IssueFileState] {
    let places = snapshot.layout.issues.filter { $0.number.map(numbers.contains) ?? false }
    return try snapshot.map(places) { file -> IssueFileState? in
      guard let document = file.document else { return nil }
      return IssueFileState(
        path: file.place.path, number: file.place.number, version: IssueVersion(document), created: file.issue?.created)
    }
  }
}

extension Issue {
  /// Takes on the state that history gives.
  mutating func apply(_ answer: ViewStates.Answer, _ config: Config) {
    isStateKnown = answer.isKnown
    guard answer.isKnown else { return }
    cause = answer.cause.map { StateCause(commit: $0.commitID, isByMessage: answer.isByMessage) }
    guard state != answer.state else { return }
    state = answer.state
    status = config.word(for: answer.state)
    if state == .open {
      resolution = nil
    } else if resolution == nil, config.resolutions.contains("fixed") {
      resolution = "fixed"
    }
  }
}

extension Tracker {
  /// The commits that the view starts from: the revision, or HEAD and what an unfinished merge brings in.
  func tips() throws -> [ObjectID] {
    if let revision { return [revision] }
    let files = ReferenceFiles(location)
    guard let head = try files.head() else { return [] }
    return [head] + (try files.mergeHeads()).filter { $0 != head }
  }
}
