package import VireoModel

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
  /// Those of the graph, which end at the view's tips.
  private(set) lazy var chains = reach.chains(endingAt: tips)
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
    self.reach = reach ?? Reachability(graph, endingAt: tips)
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

  /// Which of some commits is found first from a commit back through first parents.
  ///
  /// Where the commits are all that changed a file against any parent, it says what the file is there.
  package func newest(of commits: Set<Int>, from start: Int) -> Int? {
    guard let oldest = commits.min() else { return nil }
    let byChain = Dictionary(grouping: commits, by: chains.chain(of:))
    var position = start
    while position >= oldest {
      let chain = chains.chain(of: position)
      if let found = byChain[chain]?.filter({ $0 <= position }).max() { return found }
      position = Int(graph.firstParents[chains.bottom(of: chain)])
    }
    return nil
  }
}
