import VireoModel

/// Derives the state of one issue in a view.
///
/// docs/state.md is its definition: an issue is closed if and only if some close is not a proper ancestor of a reopen.
package struct StateDerivation {
  let issue: IssueFileState
  let group: IssueGroup
  let view: HistoryView
  private let traced: Traced
  /// The commit that made the file, where nothing happened to the issue's files since.
  private let creation: Int?
  private var known: [Int: Decision] = [:]

  /// What is decided at one commit, with all that it follows from.
  private struct Decision {
    var isClosed: Bool
    /// The commits that wrote the status.
    var writings: [Int]
    /// The closes that no reopen has seen.
    var closes: [Event]
    var reopens: [Event]
    /// Whether a message says anything; else the file is the reason.
    var isByMessage = false
  }

  private struct Event: Hashable {
    var commit: Int
    var isByMessage: Bool
  }

  package static func state(of issue: IssueFileState, group: IssueGroup, in view: HistoryView) -> DerivedState {
    var derivation = StateDerivation(issue, group, view)
    return derivation.state()
  }

  package init(_ issue: IssueFileState, _ group: IssueGroup, _ view: HistoryView) {
    (self.issue, self.group, self.view) = (issue, group, view)
    traced = Traced { FileTrace(issue, group, view) }
    creation = StateDerivation.onlyChange(of: issue, group, view)
  }

  var trace: FileTrace { traced.trace }

  /// Made when it is first asked for: most issues were filed once and need none.
  private final class Traced {
    private let make: () -> FileTrace
    private(set) lazy var trace = make()

    init(_ make: @escaping () -> FileTrace) { self.make = make }
  }

  /// The commit that made the issue's file, where no commit changed it and no other file has its number.
  private static func onlyChange(of issue: IssueFileState, _ group: IssueGroup, _ view: HistoryView) -> Int? {
    guard let first = group.changes.first, view.members.contains(first.commit), issue.version.isReadable,
      group.changes.count == max(1, view.graph.parents(of: first.commit).count),
      group.changes.allSatisfy({ change in
        change.commit == first.commit && change.path == issue.path && change.old == nil && change.new == issue.version
      }),
      (group.tipFiles + [group.workTreeFiles ?? group.tipFiles.first ?? []]).allSatisfy({ files in
        files.count == 1 && files[0].path == issue.path && files[0].version == issue.version
      }),
      group.events.allSatisfy({ $0.number == issue.number })
    else { return nil }
    return first.commit
  }

  /// The state in the view.
  package mutating func state() -> DerivedState {
    settleFirst()
    let decision = decide(at: view.head)
    if !isKnown(decision, at: view.head) {
      return DerivedState(
        state: issue.version.state(view.config), isKnown: false, cause: nil, isByMessage: false, closes: [])
    }
    let causes = !decision.isByMessage ? [] : decision.isClosed ? decision.closes : decision.reopens
    let newest = causes.max { left, right in
      // What is not committed yet is newer than all that is.
      if left.commit == view.workTree || right.commit == view.workTree { return right.commit == view.workTree }
      return view.graph.isOlder(left.commit, right.commit)
    }
    return DerivedState(
      state: decision.isClosed ? .closed : .open, isKnown: true,
      cause: newest.flatMap { $0.commit == view.workTree ? nil : $0.commit },
      isByMessage: newest?.isByMessage ?? false,
      closes: decision.isClosed ? decision.closes.map(\.commit).filter { $0 != view.workTree } : [])
  }

  /// Whether one of some closes is seen by no reopen of the view.
  package mutating func hasUnseen(_ closes: [Int]) -> Bool {
    settleFirst()
    let reopens = decide(at: view.head).reopens
    return closes.contains { close in !reopens.contains { hasSeen($0.commit, close) } }
  }

  /// Decides at the parents of all changes, oldest first, where there are so many that one decision would lead to the
  /// next a thousand calls deep.
  private mutating func settleFirst() {
    guard group.changes.count > 64 else { return }
    for commit in trace.changes.keys.sorted() {
      for parent in view.graph.parents(of: commit) where trace.version(at: parent) != nil { _ = decide(at: parent) }
    }
  }

  // MARK: - The rule

  private mutating func decide(at commit: Int) -> Decision {
    if let decision = known[commit] { return decision }
    // For a circle, which histories do not have.
    known[commit] = Decision(isClosed: false, writings: [], closes: [], reopens: [])
    let isSimple = creation != nil && commit == view.head
    let writings = isSimple ? [creation].compactMap { $0 } : writings(at: commit)
    var closes: [Event] = []
    var reopens: [Event] = []
    var isByMessage = false
    for writing in writings {
      let version = isSimple ? issue.version : trace.version(at: writing)
      let isClosed = version?.state(view.config) == .closed
      let event = Event(commit: writing, isByMessage: false)
      if isClosed { closes.append(event) } else { reopens.append(event) }
    }
    for event in group.events where isInView(event.commit, at: commit) {
      guard isSimple ? holdsTracker(event.commit) : isAboutIssue(event, at: commit) else { continue }
      guard !view.reverts.isUndone(event.commit, isInView: { isInView($0, at: commit) }) else { continue }
      let said = Event(commit: event.commit, isByMessage: true)
      isByMessage = true
      if event.closes { closes.append(said) } else { reopens.append(said) }
    }
    let unseen = closes.filter { close in !reopens.contains { hasSeen($0.commit, close.commit) } }
    let decision = Decision(
      isClosed: !unseen.isEmpty, writings: writings, closes: unseen, reopens: reopens, isByMessage: isByMessage)
    known[commit] = decision
    return decision
  }

  private func isInView(_ position: Int, at commit: Int) -> Bool {
    if commit == view.head { return view.members.contains(position) }
    return view.reach.isAncestorOrSame(position, of: commit)
  }

  /// Whether a reopen has a close, or a copy of it, among its proper ancestors.
  ///
  /// A close that was made again on top of the reopen was not seen by it.
  private func hasSeen(_ reopen: Int, _ close: Int) -> Bool {
    if isProperAncestor(close, of: reopen) { return true }
    guard close != view.workTree, !isProperAncestor(reopen, of: close) else { return false }
    return view.copies.copies(of: close, in: view.members).contains { isProperAncestor($0, of: reopen) }
  }

  /// A file that no commit holds descends from the commits made before it was filed.
  private func isProperAncestor(_ ancestor: Int, of commit: Int) -> Bool {
    guard commit == view.workTree else {
      return ancestor != view.workTree && view.reach.isProperAncestor(ancestor, of: commit)
    }
    guard ancestor != view.workTree, view.members.contains(ancestor) else { return false }
    guard let created = issue.created, isOnlyInWorkTree else { return true }
    return view.graph.dates[ancestor] < created.seconds
  }

  private var isOnlyInWorkTree: Bool {
    !view.tips.contains { trace.version(at: $0) != nil } && nearestHolders(of: view.workTree).isEmpty
  }

  // MARK: - Where the status comes from

  private mutating func writings(at start: Int) -> [Int] {
    var found: Set<Int> = []
    var seen: Set<Int> = [start]
    var pending = [start]
    func add(_ commits: [Int], _ seen: inout Set<Int>, _ pending: inout [Int]) {
      for commit in commits where seen.insert(commit).inserted { pending.append(commit) }
    }
    while let commit = pending.popLast() {
      guard let version = trace.version(at: commit) else {
        add(nearestHolders(of: commit), &seen, &pending)
        continue
      }
      if commit != view.workTree, trace.changes[commit] == nil {
        // Nothing changed against any parent.
        add(trace.nearestChanges(from: commit), &seen, &pending)
        continue
      }
      var holders = view.parents(of: commit).filter { trace.version(at: $0) != nil }
      if holders.isEmpty { holders = nearestHolders(of: commit) }
      let same = holders.filter { trace.version(at: $0)?.hasSameStatus(as: version) == true }
      let restored = same.isEmpty ? restored(version, at: commit, after: holders) : []
      if !same.isEmpty {
        add(same, &seen, &pending)
      } else if !restored.isEmpty {
        add(restored, &seen, &pending)
      } else if !holders.isEmpty, decidesNothing(version, at: commit, after: holders) {
        add(holders, &seen, &pending)
      } else {
        found.insert(commit)
      }
    }
    return found.sorted()
  }

  /// Where a revert brings back what a commit that it undoes had changed: the commits before that, with the same
  /// status as now.
  private func restored(_ version: IssueVersion, at commit: Int, after holders: [Int]) -> [Int] {
    guard commit != view.workTree else { return [] }
    return view.reverts.targets(of: commit).flatMap { target -> [Int] in
      guard let changed = trace.version(at: target),
        holders.contains(where: { trace.version(at: $0)?.hasSameStatus(as: changed) == true })
      else { return [] }
      return view.graph.parents(of: target).filter { trace.version(at: $0)?.hasSameStatus(as: version) == true }
    }
  }

  /// Whether history gives the same state at each parent, as for a commit that writes down what follows anyway.
  private mutating func decidesNothing(_ version: IssueVersion, at commit: Int, after holders: [Int]) -> Bool {
    let isClosed = version.state(view.config) == .closed
    for holder in holders {
      let decision = decide(at: holder)
      // What is not known is no state that the writing could repeat.
      if decision.isClosed != isClosed || !isKnown(decision, at: holder) { return false }
    }
    return true
  }

  /// Going back through commits that lack the issue, the first on each way that have it.
  private func nearestHolders(of commit: Int) -> [Int] {
    var found: [Int] = []
    var seen: Set<Int> = []
    var pending = view.parents(of: commit)
    while let position = pending.popLast() {
      guard trace.mayReach(position), seen.insert(position).inserted else { continue }
      if trace.version(at: position) != nil {
        found.append(position)
      } else if trace.changes[position] != nil {
        pending += view.graph.parents(of: position)
      } else {
        pending += trace.next(before: position)
      }
    }
    return found
  }

  /// The commits that gave the issue what it has now: from the view's head back through every parent that has the
  /// same, to those of which no parent has.
  ///
  /// - Parameter isSame: Whether two commits that have the issue have the same of it.
  package func writers(isSame: (_ commit: Int, _ parent: Int) throws -> Bool) rethrows -> [Int] {
    var found: [Int] = []
    var seen: Set<Int> = [view.head]
    var pending = [view.head]
    while let commit = pending.popLast() {
      let parents = view.parents(of: commit)
      let isChange = commit == view.workTree || trace.changes[commit] != nil
      let same = try !isChange ? parents : parents.filter { try trace.version(at: $0) != nil && isSame(commit, $0) }
      if same.isEmpty { found.append(commit) }
      for parent in same where seen.insert(parent).inserted { pending.append(parent) }
    }
    return found
  }

  // MARK: - What is cut off

  private func isKnown(_ decision: Decision, at commit: Int) -> Bool {
    guard !view.graph.boundaries.isEmpty else { return true }
    let boundaries = view.graph.boundaries.filter { isInView($0, at: commit) }
    guard !boundaries.isEmpty else { return true }
    if decision.writings.contains(where: boundaries.contains) { return false }
    return boundaries.allSatisfy { boundary in
      decision.reopens.contains { isProperAncestor(boundary, of: $0.commit) }
    }
  }
}
