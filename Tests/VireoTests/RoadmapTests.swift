import Testing
import Vireo
import VireoTestSupport

@Suite struct RoadmapTests {
  private let scratch: ScratchRepository

  init() throws {
    scratch = try ScratchRepository()
    try scratch.write("name: demo\n", to: ".tracker/config.yml")
    try scratch.write("---\ndue: 2026-11-30\n---\n", to: ".tracker/milestones/1.0.md")
    try scratch.write("---\ndue: 2026-12-30\n---\n", to: ".tracker/milestones/1.1.md")
  }

  private func roadmap(
    at revision: String? = nil, now: String = "2026-11-21T10:04:33Z",
    _ change: (inout Tracker.RoadmapQuestion) -> Void = { _ in }
  ) throws -> Roadmap {
    let now = try #require(Timestamp(now))
    let environment = Vireo.Environment(
      variables: scratch.environment, currentDirectory: scratch.path, now: { now },
      makeRandom: { SystemRandomNumberGenerator() })
    var question = Tracker.RoadmapQuestion()
    change(&question)
    return try Tracker.open(revision: revision, environment: environment).roadmap(question)
  }

  private func issue(_ number: Int, _ keys: String) throws {
    try scratch.write("---\ntitle: Issue \(number)\n\(keys)\n---\n", to: ".tracker/issues/\(number)-x.md")
  }

  private func commit(on day: String, _ message: String = "Work") throws {
    let date = "\(day)T12:00:00Z"
    let result = try scratch.shell(
      "git add -A && GIT_COMMITTER_DATE=\(date) GIT_AUTHOR_DATE=\(date) git commit -q --allow-empty -m '\(message)'")
    #expect(result.status == 0, "\(result)")
  }

  /// `2026-11-01 2/3` for two closed ones of three.
  private func points(_ roadmap: Roadmap, _ name: String) -> [String] {
    let outlook = roadmap.milestones.first { $0.milestone.name == name }
    return outlook?.points.map { "\($0.time.day) \($0.progress.closed)/\($0.progress.total)" } ?? []
  }

  @Test func aDayIsWhatTheBranchWasAtAtItsEnd() throws {
    try issue(1, "milestone: 1.0")
    try commit(on: "2026-11-10")
    try issue(2, "milestone: 1.0")
    try commit(on: "2026-11-11")
    try commit(on: "2026-11-12", "Fixes #1")
    try issue(2, "milestone: 1.1")
    try commit(on: "2026-11-13")
    #expect(
      try points(roadmap(now: "2026-11-14T10:00:00Z"), "1.0")
        == ["2026-11-09 0/0", "2026-11-10 0/1", "2026-11-11 0/2", "2026-11-12 1/2", "2026-11-13 1/1", "2026-11-14 1/1"])
    // What a side branch did counts from the merge on.
    try scratch.write("---\ntitle: Issue 3\nmilestone: 1.0\n---\n", to: ".tracker/issues/3-x.md")
    #expect(try points(roadmap(now: "2026-11-14T10:00:00Z"), "1.0").last == "2026-11-14 1/2", "the work tree counts")
    #expect(try points(roadmap(at: "HEAD~2"), "1.0").last == "2026-11-11 0/2", "a revision knows nothing of later")
  }

  @Test func beforeTheFirstCommitWithIssuesTheDatesInTheFilesCount() throws {
    try commit(on: "2026-11-09")
    try issue(1, "milestone: 1.0\ncreated: 2026-11-01T10:00:00Z\nstatus: closed\nstatus-date: 2026-11-03T10:00:00Z")
    try issue(2, "milestone: 1.0\ncreated: 2026-11-02T10:00:00Z")
    try commit(on: "2026-11-04", "Import")
    #expect(
      try points(roadmap(now: "2026-11-05T10:00:00Z"), "1.0")
        == ["2026-10-31 0/0", "2026-11-01 0/1", "2026-11-02 0/2", "2026-11-03 1/2", "2026-11-04 1/2", "2026-11-05 1/2"])
  }

  @Test func whatIsKeptIsWhatIsFoundAnew() throws {
    try issue(1, "milestone: 1.0\nestimate: 3")
    try commit(on: "2026-11-10")
    try issue(2, "milestone: 1.0\nestimate: 1d\nstatus: closed")
    try commit(on: "2026-11-12")
    let first = try roadmap().milestones.map(\.points)
    #expect(try roadmap().milestones.map(\.points) == first)
    let result = try scratch.shell("rm -rf .git/vireo/cache && chmod -R a-w .git")
    #expect(result.status == 0, "\(result)")
    #expect(try roadmap().milestones.map(\.points) == first, "with nowhere to keep it")
    #expect(try scratch.shell("chmod -R u+w .git").status == 0)
  }

  @Test func whoHasWhatAndWhatWaits() throws {
    try issue(1, "milestone: 1.0\nassignee: bob\nestimate: 2")
    try issue(2, "milestone: 1.0\nassignee: bob\nblocked-by: [3, 1]")
    try issue(3, "milestone: 1.1")
    try issue(4, "milestone: 1.0\nassignee: alice\nstatus: closed")
    try issue(5, "milestone: 1.0\ndue: 2026-11-20")
    try issue(6, "milestone: dream")
    try issue(7, "title: Nowhere")
    let found = try roadmap()
    #expect(found.milestones.map(\.milestone.name) == ["1.0", "1.1", "dream"])
    #expect(found.milestones.map(\.hasFile) == [true, true, false])
    #expect(found.unplanned == MilestoneProgress(open: 1).withUnestimated(1))
    let first = try #require(found.milestones.first)
    #expect(
      first.shares.map { "\($0.person?.text ?? "nobody") \($0.progress.open)/\($0.progress.total)" }
        == ["bob 2/2", "nobody 1/1", "alice 0/1"])
    #expect(
      first.blocked.map { "\($0.issue.displayName): \($0.blockers.map(\.displayName))" } == ["#2: [\"#3\", \"#1\"]"])
    #expect(
      first.risks.map { risk in
        switch risk {
        case .forecast: "forecast"
        case .lateIssues(let issues): "late \(issues.map(\.displayName))"
        case .blockedByLater(let blocked): "waits \(blocked.flatMap(\.blockers).map(\.displayName))"
        }
      } == ["late [\"#5\"]", "waits [\"#3\"]"])
    #expect(try roadmap(now: "2026-12-01T00:00:00Z").milestones.first?.isLate == true)
    #expect(try roadmap(now: "2026-12-01T00:00:00Z").milestones.first.map(\.risks.isEmpty) == true, "late says it all")
  }

  @Test func aSteadyPaceIsForetold() throws {
    // Two a week for six weeks, the last on 2026-11-11, and four are left.
    for number in 1...16 { try issue(number, "milestone: 1.0") }
    try commit(on: "2026-10-01")
    for number in 1...12 {
      let day = Timestamp(seconds: 1_791_331_200 + Int64((number - 1) / 2) * 604_800).day
      try commit(on: day, "Fixes #\(number)")
    }
    let outlook = try #require(try roadmap(now: "2026-11-16T10:00:00Z").milestones.first)
    #expect(outlook.progress.closed == 12)
    let forecast = try #require(outlook.forecast)
    #expect(forecast.weeks.map(\.closed) == [2, 2, 2, 2, 2, 2])
    #expect(forecast.earliest?.day == "2026-11-30" && forecast.latest == forecast.earliest)
    #expect(outlook.risks.isEmpty)
    try scratch.write("---\ndue: 2026-11-29\n---\n", to: ".tracker/milestones/1.0.md")
    #expect(try roadmap(now: "2026-11-16T10:00:00Z").milestones.first?.risks.count == 1)
  }

  @Test func milestonesAreFoundByNameAndState() throws {
    try scratch.write("---\nstate: closed\n---\n", to: ".tracker/milestones/0.9.md")
    #expect(try roadmap().milestones.map(\.milestone.name) == ["1.0", "1.1"])
    #expect(try roadmap { $0.state = nil }.milestones.map(\.milestone.name) == ["1.0", "1.1", "0.9"])
    #expect(try roadmap { $0.milestones = ["0.9"] }.milestones.map(\.milestone.name) == ["0.9"])
    #expect(throws: VireoError.self) { try roadmap { $0.milestones = ["2.0"] } }
  }
}

extension MilestoneProgress {
  fileprivate func withUnestimated(_ count: Int) -> MilestoneProgress {
    var copy = self
    copy.unestimated = count
    return copy
  }
}
