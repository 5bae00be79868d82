import Testing
import VireoGit
import VireoHistory
import VireoModel
import VireoTestSupport

/// Holds the graph to what git says of random histories with merges, several roots and clocks that go wrong.
@Suite("Reachability, against git")
struct ReachabilityTests {
  @Test(arguments: Rounds.seeds(normally: 30))
  func ancestorsTagsAndBranchesAreThoseOfGit(seed: UInt64) throws {
    let random = try RandomGraph(seed: seed)
    let reach = Reachability(random.graph)
    let commits = random.commits
    for _ in 0..<12 {
      let (one, other) = (commits[random.pick(commits.count)], commits[random.pick(commits.count)])
      let isAncestor = try random.isAncestor(one, other)
      #expect(
        reach.isAncestorOrSame(try random.position(one), of: try random.position(other)) == isAncestor,
        "seed \(seed): \(one) of \(other)")
    }
    for _ in 0..<3 {
      let commit = commits[random.pick(commits.count)]
      let position = try random.position(commit)
      for kind in [GitReference.Kind.tag, .branch] {
        let holders = try random.references.filter { $0.kind == kind }
          .filter { reach.isAncestorOrSame(position, of: try random.position($0.commit)) }
        #expect(holders.map(\.name) == (try random.names(of: kind, containing: commit)), "seed \(seed): \(commit)")
      }
    }
  }

  @Test(arguments: Rounds.seeds(normally: 30))
  func theDisplayOrderOfAViewIsPartOfThatOfAll(seed: UInt64) throws {
    let random = try RandomGraph(seed: seed)
    let ranks = random.graph.displayRanks()
    let all = random.simpleDisplayOrder(of: Set(0..<random.graph.count))
    #expect(all == (0..<random.graph.count).sorted { ranks[$0] < ranks[$1] }, "seed \(seed)")
    let tip = try random.position(random.commits[random.pick(random.commits.count)])
    let view = Set(Reachability(random.graph).ancestors(of: [tip]).positions)
    #expect(random.simpleDisplayOrder(of: view) == all.filter(view.contains), "seed \(seed)")
  }

  /// So many that two threads read them.
  @Test(arguments: Rounds.seeds(normally: 2))
  func aLongHistoryIsReadAsGitTellsIt(seed: UInt64) throws {
    let random = try RandomGraph(seed: seed, count: 4000)
    let told = try random.git.run(["rev-list", "--all", "--parents"]).text.split(separator: "\n").map(String.init)
    let read = random.graph.ids.indices.map { position in
      ([position] + random.graph.parents(of: position)).map { random.graph.ids[$0].description }.joined(separator: " ")
    }
    #expect(read.sorted() == told.sorted(), "seed \(seed)")
    let reach = Reachability(random.graph)
    for _ in 0..<40 {
      let (one, other) = (random.commits[random.pick(4000)], random.commits[random.pick(4000)])
      let isAncestor = try random.isAncestor(one, other)
      #expect(
        reach.isAncestorOrSame(try random.position(one), of: try random.position(other)) == isAncestor,
        "seed \(seed): \(one) of \(other)")
    }
  }

  @Test(arguments: Rounds.seeds(normally: 10))
  func aGraphReadInStepsIsTheSame(seed: UInt64) throws {
    let random = try RandomGraph(seed: seed)
    var graph = CommitGraph()
    let reader = try random.reader()
    for commit in random.commits.shuffled(by: random.pick) { _ = try reader.read([commit], into: &graph) }
    graph.sortAdded()
    #expect(graph.count == random.graph.count)
    for commit in random.commits {
      let (one, other) = (try #require(graph.position(of: commit)), try random.position(commit))
      #expect(
        graph.parents(of: one).map { graph.ids[$0] }
          == random.graph.parents(of: other).map { random.graph.ids[$0] })
      #expect(graph.generations[one] == random.graph.generations[other])
      #expect(graph.positions(beginningWith: String(commit.description.prefix(12))) == [one])
    }
  }
}
