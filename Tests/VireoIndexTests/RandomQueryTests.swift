import Foundation
import Testing
import Vireo
import VireoTestSupport

/// Random questions about random trackers, held against an oracle that looks at each issue.
@Suite struct RandomQueryTests {
  @Test(arguments: Rounds.seeds(normally: 4))
  func theIndexFindsWhatTheOracleFinds(seed: UInt64) throws {
    let fixture = try IndexFixture()
    var plain = try made(fixture, seed: seed)
    if seed.isMultiple(of: 2) { try commit(fixture, &plain, seed: seed) }
    let tracker = try fixture.tracker()
    var queries = QueryMaker(seed: seed &* 77, config: plain.config)
    var isFound = 0
    for round in 0..<80 {
      let query = queries.query()
      let order = queries.order()
      let wanted = fixture.paths(query, order, in: plain)
      isFound += wanted.isEmpty ? 0 : 1
      let comment = "seed \(seed), round \(round): \(escaped("\(query)")) sorted by \(order)"
      expect(wanted, comment) { try fixture.paths(query, order, by: tracker) }
      let context = QueryContext(config: tracker.config, now: 1_795_255_473, me: "alice")
      let text = QueryText(query: query, order: order.terms.isEmpty ? nil : order).text(in: tracker.config)
      let question = try QueryText(text, in: context)
      expect(wanted, "\(comment), as text \(escaped(text))") {
        try fixture.paths(question.query, question.order ?? order, by: tracker)
      }
    }
    #expect(isFound > 15, "seed \(seed): the questions ask for nothing that is there")
  }

  private func expect(_ wanted: [String], _ comment: String, _ find: () throws -> [String]) {
    do {
      let found = try find()
      if found == wanted { return }
      let (more, less) = (Set(found).subtracting(wanted).sorted(), Set(wanted).subtracting(found).sorted())
      Issue.record("\(comment): found \(more) and not \(less)\(more == less ? ", in another order" : "")")
    } catch {
      Issue.record("\(comment): \(error)")
    }
  }

  /// Forty issues; every other seed has them in folders.
  private func made(_ fixture: IndexFixture, seed: UInt64) throws -> PlainTracker {
    var maker = IssueMaker(seed: seed)
    maker.numbers = 45
    var plain = PlainTracker()
    for number in 1...40 {
      var issue = maker.issue(plain.config)
      let folder = maker.random.once(in: 5) ? "sub/" : ""
      let isDraft = maker.random.once(in: 8)
      issue.number = isDraft ? nil : maker.random.once(in: 20) ? 3 : number
      issue.path =
        ".tracker/issues/" + folder + (isDraft ? "draft\(number)" : "\(issue.number ?? 0)-x\(number)") + ".md"
      if !isDraft, folder.isEmpty, maker.random.once(in: 2), number != 3 {
        issue.path = ".tracker/issues/\(issue.number ?? 0)-x\(issue.number == number ? "" : "\(number)").md"
      }
      if maker.random.once(in: 2) {
        for comment in maker.many(3, { $0.comment() })
        where !issue.comments.contains(where: { $0.name == comment.name }) {
          issue.comments.append(comment)
        }
        issue.attachments = maker.random.pick([[], ["a.txt"], ["deep/b.txt", "c.md"]])
      }
      try fixture.write(issue)
      plain.issues.append(issue)
    }
    return plain
  }

  /// Commits the files in parts, and a few messages that name issues.
  private func commit(_ fixture: IndexFixture, _ plain: inout PlainTracker, seed: UInt64) throws {
    var maker = IssueMaker(seed: seed &* 31)
    var touched: [Int: Int64] = [:]
    func commit(_ message: String, _ numbers: [Int]) throws {
      let time = PlainTime.text(2021, 1 + maker.random.below(12), 1 + maker.random.below(28), (10, 0, 0))
      let command = "GIT_COMMITTER_DATE=\(time) git commit --quiet --allow-empty -m '\(message)'"
      let result = try fixture.scratch.shell(command)
      #expect(result.status == 0, "\(result.text)")
      let seconds = PlainTime.seconds(time) ?? 0
      for number in numbers { touched[number] = max(touched[number] ?? .min, seconds) }
    }
    let half = Array(plain.issues.prefix(20))
    for issue in half {
      try fixture.scratch.git("add", issue.path)
      let folder = String(issue.path.dropLast(3))
      if !issue.comments.isEmpty || !issue.attachments.isEmpty { try fixture.scratch.git("add", folder) }
    }
    try commit("begin", half.compactMap(\.number))
    for _ in 0..<6 {
      let number = maker.random.below(45) + 1
      try commit("Refs #\(number)", [number])
    }
    try fixture.scratch.git("add", ".")
    try commit("all", plain.issues.dropFirst(20).compactMap(\.number))
    for index in plain.issues.indices {
      plain.issues[index].activity = plain.issues[index].number.flatMap { touched[$0] }
    }
  }
}
