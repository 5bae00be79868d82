import Testing
import VireoModel
import VireoTestSupport

/// How issues stand to each other.
@Suite struct IssueRelationsTests {
  private func issue(
    _ number: Int, blockedBy: [String] = [], parent: String? = nil, relates: [String] = [], uid: String? = nil,
    path: String? = nil
  ) -> VireoModel.Issue {
    var issue = VireoModel.Issue(path: path ?? ".tracker/issues/\(number)-x.md", title: "T\(number)")
    issue.number = IssueNumber(number)
    issue.blockedBy = blockedBy
    issue.parent = parent
    issue.relates = relates
    issue.uid = uid.flatMap { UID($0) }
    return issue
  }

  private func numbers(_ issues: [VireoModel.Issue]) -> [Int] { issues.compactMap { $0.number?.value } }

  @Test func bothSidesAreSeen() {
    let issues = [issue(1), issue(2, blockedBy: ["1", "#3", "9", "1"]), issue(3, blockedBy: ["1"])]
    let relations = IssueRelations(issues.reversed())
    #expect(numbers(relations.issues) == [1, 2, 3])
    #expect(numbers(relations.issues(namedBy: issues[1], in: .blockedBy)) == [1, 3])
    #expect(numbers(relations.issues(naming: issues[0], in: .blockedBy)) == [2, 3])
    #expect(relations.unknownNames(of: issues[1], in: .blockedBy) == ["9"])
    #expect(relations.issues(naming: issues[0], in: .relates).isEmpty)
    #expect(relations.issues(namedBy: issue(8), in: .relates).isEmpty)
  }

  @Test(arguments: ["k7h2m9x3pt", "k7h2", "1", ".tracker/issues/1-x.md"])
  func anIssueIsNamedInEveryWay(name: String) {
    let relations = IssueRelations([
      issue(1, uid: "k7h2m9x3pt"), issue(2, relates: [name]), issue(3, uid: "k8aaaaaaaa"), issue(4, uid: "aaaaaaaaaa"),
    ])
    #expect(numbers(relations.issues(namedBy: relations.issues[1], in: .relates)) == [1])
  }

  @Test func onlyOpenIssuesBlock() {
    var closed = issue(1)
    closed.state = .closed
    let relations = IssueRelations([closed, issue(2), issue(3, blockedBy: ["1", "2"])])
    #expect(numbers(relations.openBlockers(of: relations.issues[2])) == [2])
  }

  @Test func aNumberTakenTwiceMeansBoth() {
    let relations = IssueRelations([issue(1), issue(1, path: ".tracker/issues/1-y.md"), issue(2, blockedBy: ["1"])])
    #expect(relations.issues(namedBy: relations.issues[2], in: .blockedBy).count == 2)
  }

  @Test(arguments: [
    ([[2], [1], []], [[1, 2]]), ([[1], [], []], [[1]]), ([[2], [3], [1]], [[1, 2, 3]]), ([[2], [3], []], []),
    ([[3], [1], [2]], [[1, 3, 2]]), ([[2, 3], [1], [1]], [[1, 2], [1, 3]]), ([[2], [2, 3], [3]], [[2], [3]]),
    ([[2, 3], [3], []], []),
  ])
  func ringsAreFoundOnce(named: [[Int]], rings: [[Int]]) {
    let issues = named.enumerated().map { issue($0 + 1, blockedBy: $1.map(String.init)) }
    #expect(IssueRelations(issues).cycles(in: .blockedBy).map(numbers) == rings)
    #expect(IssueRelations(issues.reversed()).cycles(in: .blockedBy).map(numbers) == rings)
    #expect(IssueRelations(issues).cycles(in: .parent).isEmpty)
  }

  @Test(arguments: Rounds.seeds(normally: 200))
  func withoutTheMentionsThatCloseRingsThereAreNone(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let count = 2 + random.below(8)
    var issues = (1...count).map { number in
      issue(number, blockedBy: (0..<random.below(3)).map { _ in String(1 + random.below(count)) })
    }
    let rings = IssueRelations(issues).cycles(in: .blockedBy)
    #expect(Set(rings.map(numbers)).count == rings.count, "seed \(seed)")
    for ring in rings.map(numbers) {
      #expect(ring.first == ring.min(), "seed \(seed)")
      for (one, next) in zip(ring, ring.dropFirst() + ring.prefix(1)) {
        #expect(issues[one - 1].blockedBy.contains(String(next)), "seed \(seed)")
      }
    }
    // Whoever takes out all that are told, ring by ring, comes to an end.
    var rounds = 0
    while let ring = IssueRelations(issues).cycles(in: .blockedBy).map(numbers).first, rounds < 100 {
      let next = ring.dropFirst().first ?? ring[0]
      issues[ring[0] - 1].blockedBy.removeAll { $0 == String(next) }
      rounds += 1
    }
    #expect(rounds < 100, "seed \(seed)")
  }

  private func lines(_ lines: [IssueRelations.TreeLine]) -> [String] {
    lines.map { line in
      String(repeating: " ", count: line.depth) + "\(line.issue.number?.value ?? 0)"
        + (line.repetition.map { " \($0.rawValue)" } ?? "")
    }
  }

  @Test func partsStandBelowTheirParent() {
    let relations = IssueRelations([
      issue(1), issue(2, parent: "1"), issue(3, parent: "2"), issue(4, parent: "1"), issue(5), issue(6, parent: "99"),
    ])
    #expect(lines(relations.tree) == ["1", " 2", "  3", " 4"])
    #expect(lines(relations.tree(around: relations.issues[1])) == ["1", " 2", "  3"])
    #expect(lines(relations.tree(around: relations.issues[4])) == ["5"])
    #expect(lines(relations.tree(around: issue(7))) == ["7"])
  }

  @Test func aRingInATreeIsMarked() {
    let relations = IssueRelations([
      issue(1, parent: "1"), issue(2, parent: "4"), issue(3, parent: "2"), issue(4, parent: "3"), issue(5, parent: "3"),
    ])
    #expect(lines(relations.tree) == ["1", " 1 cycle", "2", " 3", "  4", "   2 cycle", "  5"])
    #expect(lines(relations.tree(around: relations.issues[4])) == ["4", " 2", "  3", "   5"])
    #expect(lines(relations.tree(around: relations.issues[2])).first == "4")
  }

  @Test func partsThatStandInTwoPlacesAreListedOnce() {
    let relations = IssueRelations([
      issue(1), issue(1, path: ".tracker/issues/1-y.md"), issue(2, parent: "1"), issue(3, parent: "2"),
    ])
    #expect(lines(relations.tree) == ["1", " 2", "  3", "1", " 2 above"])
  }

  @Test func aLongChainNeedsNoStack() {
    let count = 20_000
    let issues = (1...count).map {
      issue($0, blockedBy: [String($0 % count + 1)], parent: $0 > 1 ? String($0 - 1) : nil)
    }
    let relations = IssueRelations(issues)
    #expect(relations.tree.count == count)
    #expect(relations.cycles(in: .blockedBy).map(\.count) == [count])
    #expect(relations.tree(around: issues[count - 1]).count == count)
  }
}
