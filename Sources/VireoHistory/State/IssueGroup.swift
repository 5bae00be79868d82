package import VireoModel

/// All that history holds of the issues that share a number or a uid: what their states follow from.
package struct IssueGroup: Sendable {
  /// The numbers that files of these issues have or had.
  package var numbers: Set<IssueNumber>
  package var changes: [IssueChange]
  package var events: [IssueEvent]
  /// The files at each commit that the view starts from.
  package var tipFiles: [[IssueFileState]]
  /// The files in the work tree, in a view that has one.
  package var workTreeFiles: [IssueFileState]?

  package init(
    numbers: Set<IssueNumber>, changes: [IssueChange], events: [IssueEvent], tipFiles: [[IssueFileState]],
    workTreeFiles: [IssueFileState]?
  ) {
    (self.numbers, self.changes, self.events) = (numbers, changes, events)
    (self.tipFiles, self.workTreeFiles) = (tipFiles, workTreeFiles)
  }
}

/// The state of an issue as history has it.
package struct DerivedState: Sendable, Hashable {
  package var state: IssueState
  /// Whether all was seen that it follows from; if not, it is the file's own.
  package var isKnown: Bool
  /// The position of the close or reopen that decides; `nil` where it is not committed, or where nothing closed it.
  package var cause: Int?
  /// Whether the cause says so in its message, not by the file's word.
  package var isByMessage: Bool
  /// The closes that no reopen has seen, by position.
  package var closes: [Int]

  package init(state: IssueState, isKnown: Bool, cause: Int?, isByMessage: Bool, closes: [Int]) {
    (self.state, self.isKnown, self.cause) = (state, isKnown, cause)
    (self.isByMessage, self.closes) = (isByMessage, closes)
  }
}

/// What is looked at: commits with all their ancestors, and the work tree over them where there is one.
///
/// One thread at a time may use it.
package final class HistoryView {
  package let graph: CommitGraph
  package let tips: [Int]
  package let members: CommitSet
  package let hasWorkTree: Bool
  package let config: Config
  package let reach: Reachability
  package let reverts: RevertIndex
  package let copies: CopyIndex
  package let holdsTracker: CommitSet
  /// Whether the tracker is in no commit yet, so that commits need not hold one to be meant.
  let isTrackerUncommitted: Bool

  package init(
    graph: CommitGraph, reach: Reachability? = nil, tips: [Int], hasWorkTree: Bool, config: Config,
    reverts: RevertIndex, picks: [Int: [String]], holdsTracker: CommitSet
  ) {
    self.graph = graph
    self.reach = reach ?? Reachability(graph)
    self.tips = tips
    self.hasWorkTree = hasWorkTree
    self.config = config
    self.reverts = reverts
    self.holdsTracker = holdsTracker
    members = self.reach.ancestors(of: tips)
    copies = CopyIndex(graph, picks: picks)
    isTrackerUncommitted = hasWorkTree && !(tips.first.map(holdsTracker.contains) ?? false)
  }

  /// Where the work tree stands, as a commit that is not made yet: behind all commits.
  package var workTree: Int { graph.count }

  /// The commit that the view shows.
  var head: Int { hasWorkTree ? workTree : tips[0] }

  func parents(of position: Int) -> [Int] { position == workTree ? tips : graph.parents(of: position) }
}
