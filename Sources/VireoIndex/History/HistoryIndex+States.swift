import Foundation
import GRDB
package import VireoGit
package import VireoHistory
package import VireoModel

extension HistoryIndex {
  /// The states of the issues that a commit holds, where they follow from more than their files.
  ///
  /// - Parameters:
  ///   - tips: The commit; of an unfinished merge all its parents, whose files must then be asked for by
  ///     ``states(of:workTree:tips:config:)``.
  ///   - config: What the words of the status mean.
  /// - Throws: `VireoError` with the code `unreadable-repository`.
  package func states(_ tips: [ObjectID], config: Config) throws -> ViewStates {
    let suffix = Fingerprint(config).text
    let key = tips.map(\.description).joined(separator: "+") + " " + suffix
    if let known = try read({ try $0.view(key) }) { return known }
    objects.prepare()
    let states = try compute(tips, config, suffix: suffix)
    // Without a place to write it is found again the next time.
    try? write { try $0.save(states, key: key, tips: tips) }
    return states
  }

  private func compute(_ tips: [ObjectID], _ config: Config, suffix: String) throws -> ViewStates {
    var history = try history(tips)
    let positions = tips.compactMap { history.graph.position(of: $0) }
    guard let tip = positions.first else { return ViewStates([], decided: [], isCut: false) }
    if positions.count == 1, let later = try add(to: suffix, tip, history, config) { return later }
    let members = Reachability(history.graph).ancestors(of: positions)
    let isCut = history.graph.boundaries.contains(where: members.contains)
    let events = try read { try $0.events() }.filter { members.contains($0.commit) }
    guard try tracker(of: tip, history) != nil else {
      // The tracker is in no commit yet: only files of the work tree can be meant.
      return ViewStates([], decided: Set(events.map(\.number)), isCut: isCut)
    }
    guard try isCut || isAnyAboutTracker(Set(events.map(\.commit)), history) else {
      return ViewStates([], decided: [], isCut: false)
    }
    history = try self.history(tips, withTracker: true)
    let decided = Set(events.filter { history.holdsTracker.contains($0.commit) }.map(\.number))
    guard positions.count == 1 else { return ViewStates([], decided: decided, isCut: isCut) }
    let view = history.view(tips: positions, hasWorkTree: false, config: config)
    let numbers = isCut ? nil : try read { try $0.numbersConnected(to: decided) }
    let files = try files(at: tip, view, numbers)
    let changes = try read { try $0.changes() }
    return ViewStates(entries(files, changes, events, view), decided: decided, isCut: isCut)
  }

  private func tracker(of position: Int, _ history: LoadedHistory) throws -> ObjectID? {
    try TrackerReader(git, cuts: cuts, graph: history.graph).tracker(of: position, objects)
  }

  /// Whether one of some commits holds a tracker.
  private func isAnyAboutTracker(_ commits: Set<Int>, _ history: LoadedHistory) throws -> Bool {
    try commits.contains { position in
      try position < history.scanned
        ? history.holdsTracker.contains(position) : tracker(of: position, history) != nil
    }
  }

  private func entries(
    _ files: [IssueFileState], _ changes: [IssueChange], _ events: [IssueEvent], _ view: HistoryView
  ) -> [ViewStates.Entry] {
    let groups = IssueGroups(changes: changes, events: events, files: files)
    var byGroup: [IssueNumber: [IssueFileState]] = [:]
    for file in files {
      if let number = file.number { byGroup[groups.leader(number), default: []].append(file) }
    }
    return byGroup.sorted { $0.key < $1.key }.flatMap { leader, files in
      let group = groups.group(leader, tipFiles: [files], workTreeFiles: nil)
      return files.filter(\.version.isReadable).map { file in
        let state = StateDerivation.state(of: file, group: group, in: view)
        return ViewStates.Entry(file: file, answer: ViewStates.Answer(state, view.graph))
      }
    }
  }

  // MARK: - After a few more commits

  /// The states of the newest view that was kept, with those made new that the commits since can have changed.
  ///
  /// - Returns: `nil` where there is no such view, or too much has happened since.
  private func add(
    to suffix: String, _ tip: Int, _ history: LoadedHistory, _ config: Config
  ) throws -> ViewStates? {
    guard history.graph.boundaries.isEmpty, let base = try read({ try $0.newestView(suffix: suffix) }),
      let position = history.graph.position(of: base.tip),
      let commits = Reachability(history.graph).commits(since: position, to: tip, limit: 1000),
      try tracker(of: position, history) != nil
    else { return nil }
    let decisive = try read { try $0.decisiveCommits(among: commits) }
    if history.scanned == 0 {
      // No commit so far had to do with the tracker's issues.
      return try isAnyAboutTracker(decisive, history) ? nil : base.states
    }
    let history = try self.history([history.graph.ids[tip]], withTracker: true)
    let view = history.view(tips: [tip], hasWorkTree: false, config: config)
    let mine = try read { database in
      try database.numbersDecided(by: decisive.filter { history.holdsTracker.contains($0) })
    }
    let decided = mine.union(base.states.decidedNumbers)
    let affected = try read { database in
      var numbers = mine.union(try database.numbersChanged(by: commits))
      numbers.formUnion(try database.numbersDecided(by: undone(by: commits, view.reverts)))
      numbers.formUnion(
        try database.numbersDecided(by: commits.flatMap { view.copies.copies(of: $0, in: view.members) }))
      return try database.numbersConnected(to: numbers)
    }
    guard !affected.isEmpty else { return base.states }
    let kept = base.states.entries.filter { entry in entry.file.number.map { !affected.contains($0) } ?? false }
    let wanted = try affected.intersection(read { try $0.numbersConnected(to: decided.intersection(affected)) })
    let files = try files(at: tip, view, wanted)
    let (changes, events) = try read { (try $0.changes(affected), try $0.events(affected)) }
    let inView = events.filter { view.members.contains($0.commit) }
    return ViewStates(kept + entries(files, changes, inView, view), decided: decided, isCut: false)
  }

  /// All that is undone, or stands again, by reverts among some commits.
  private func undone(by commits: [Int], _ reverts: RevertIndex) -> Set<Int> {
    var found: Set<Int> = []
    var pending = commits
    while let commit = pending.popLast() {
      for target in reverts.targets(of: commit) where found.insert(target).inserted { pending.append(target) }
    }
    return found
  }

  /// The states of issues whose files in the work tree are not as the commit has them.
  ///
  /// - Parameters:
  ///   - files: The issues.
  ///   - workTree: Reads the issues of the work tree that have one of these numbers or uids.
  ///   - tips: HEAD, and what an unfinished merge brings in.
  ///   - config: What the words of the status mean.
  /// - Returns: An answer for each file, in their order.
  package func states(
    of files: [IssueFileState], workTree: @escaping WorkTreeReader, tips: [ObjectID], config: Config
  ) throws -> [ViewStates.Answer] {
    let (history, view) = try view(tips, hasWorkTree: true, config)
    return try issues(files, workTree, history, view).map(\.answer)
  }
}

extension ViewStates.Answer {
  init(_ derived: DerivedState, _ graph: CommitGraph) {
    self.init(
      state: derived.state, isKnown: derived.isKnown, cause: derived.cause.map { graph.ids[$0] },
      isByMessage: derived.isByMessage, closes: derived.closes.map { graph.ids[$0] })
  }

  /// What a file says on its own.
  package init(own version: IssueVersion, _ config: Config) {
    self.init(state: version.state(config), isKnown: true, cause: nil, isByMessage: false, closes: [])
  }
}

extension Database {
  func view(_ key: String) throws -> ViewStates? {
    try Data.fetchOne(self, sql: "SELECT states FROM view WHERE key = ?", arguments: [key]).flatMap { ViewStates($0) }
  }

  /// The view of one commit that was kept last.
  func newestView(suffix: String) throws -> (tip: ObjectID, states: ViewStates)? {
    let row = try Row.fetchOne(
      self, sql: "SELECT tip, states FROM view WHERE tip IS NOT NULL AND key LIKE ? ORDER BY lastUse DESC LIMIT 1",
      arguments: ["% " + suffix])
    guard let row, let states = ViewStates(row["states"]) else { return nil }
    let tip: Data = row["tip"]
    return tip.withUnsafeBytes { ObjectID(raw: $0, at: 0) }.map { ($0, states) }
  }

  func save(_ states: ViewStates, key: String, tips: [ObjectID]) throws {
    let tip = tips.count == 1 ? tips.first.map { Data($0.bytes) } : nil
    try execute(
      sql: "INSERT OR REPLACE INTO view SELECT ?, ?, ?, 1 + coalesce(max(lastUse), 0) FROM view",
      arguments: [key, tip, states.stored])
    try execute(sql: "DELETE FROM view WHERE lastUse <= (SELECT max(lastUse) - 32 FROM view)")
  }
}
