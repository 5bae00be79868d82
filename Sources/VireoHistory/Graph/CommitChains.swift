/// The runs of commits in which each is the only parent of the next, and the next its only child.
///
/// What holds at a commit of a chain holds at all of it until something happens there, so that long histories are
/// gone through chain by chain.
package struct CommitChains: Sendable {
  /// The chain of each commit; a chain stands behind all those that it has commits' parents in.
  private let chains: [Int32]
  /// The oldest commit of each chain.
  private let bottoms: [Int32]

  /// - Parameters:
  ///   - graph: The commits.
  ///   - ends: Commits at which a chain ends, even where it could go on.
  package init(_ graph: CommitGraph, endingAt ends: [Int] = []) {
    var children = [UInt8](repeating: 0, count: graph.count)
    for position in 0..<graph.count {
      graph.forEachParent(of: position) { if children[$0] < 2 { children[$0] += 1 } }
    }
    for end in ends where children.indices.contains(end) { children[end] = 2 }
    var chains = [Int32](repeating: 0, count: graph.count)
    var bottoms: [Int32] = []
    for position in 0..<graph.count {
      let parent = graph.firstParents[position]
      if parent >= 0, graph.secondParents[position] == -1, children[Int(parent)] == 1 {
        chains[position] = chains[Int(parent)]
      } else {
        chains[position] = Int32(bottoms.count)
        bottoms.append(Int32(position))
      }
    }
    (self.chains, self.bottoms) = (chains, bottoms)
  }

  var count: Int { bottoms.count }

  func chain(of position: Int) -> Int { Int(chains[position]) }

  /// The chain's oldest commit; the parents of this one are the newest of their chains.
  func bottom(of chain: Int) -> Int { Int(bottoms[chain]) }
}
