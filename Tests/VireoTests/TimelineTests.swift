import Testing
import Vireo
import VireoTestSupport

@Suite struct TimelineTests {
  private let scratch: ScratchRepository

  init() throws {
    scratch = try ScratchRepository()
    try scratch.write("statuses: {open: open, closed: closed, done: closed}\n", to: ".tracker/config.yml")
  }

  private func tracker(at revision: String? = nil) throws -> Tracker {
    let environment = Vireo.Environment(
      variables: scratch.environment, currentDirectory: scratch.path,
      now: { Timestamp(seconds: 1_795_255_473) }, makeRandom: { SystemRandomNumberGenerator() })
    return try Tracker.open(revision: revision, environment: environment)
  }

  /// Commits everything at an hour of 2026-11-20.
  private func commit(_ message: String, at hour: String) throws {
    let date = hour.count > 5 ? hour : "2026-11-20T\(hour):00Z"
    let result = try scratch.shell(
      "git add -A && GIT_COMMITTER_DATE=\(date) GIT_AUTHOR_DATE=\(date) git commit -q --allow-empty -m '\(message)'"
    )
    #expect(result.status == 0, "\(result)")
  }

  private func issue(_ number: Int, _ keys: String = "", body: String = "", folder: String = "") throws {
    try scratch.write(
      "---\ntitle: Issue \(number)\n\(keys)---\n\n\(body)\n", to: ".tracker/issues/\(folder)\(number)-x.md")
  }

  private func events(
    _ tracker: Tracker? = nil, _ change: (inout Tracker.TimelineQuestion) -> Void = { _ in }
  ) throws -> [TimelineEvent] {
    var question = Tracker.TimelineQuestion()
    change(&question)
    var timeline = try (tracker ?? self.tracker()).timeline(question)
    var found: [TimelineEvent] = []
    while let event = try timeline.next() { found.append(event) }
    return found
  }

  /// `10:00 closed #1`, newest first; settings are left out.
  private func lines(_ events: [TimelineEvent]) -> [String] {
    events.filter { $0.kind != .settings }.map { event in
      let subject =
        switch event.subject {
        case .issue(let number, _): number.map { "#\($0)" } ?? "draft"
        case .page(let name), .milestone(let name), .tag(let name), .other(let name): name
        case .commit(_, let subject): subject
        }
      let time = event.isUncommitted ? "now" : String(event.time.description.dropFirst(11).prefix(5))
      return "\(time) \(event.kind.rawValue) \(subject)"
    }
  }

  @Test func aFileSaysWhenAndByWhomItWasWritten() throws {
    try issue(1, "created: 2026-11-20T08:00:00Z\nauthor: bob\nstatus: done\nstatus-date: 2026-11-20T09:30:00Z\n")
    try scratch.write("Hello\n", to: ".tracker/issues/1-x/20261120T090000Z-carl-1a.md")
    try scratch.write(
      "---\nauthor: dora\ndate: 2026-11-20T09:10:00Z\n---\n\nHi\n",
      to: ".tracker/issues/1-x/20261120T090001Z-carl-1b.md")
    try commit("Import", at: "12:00")
    let found = try events().filter { $0.kind != .settings }
    #expect(lines(found) == ["09:30 closed #1", "09:10 commented #1", "09:00 commented #1", "08:00 opened #1"])
    #expect(found.map(\.author?.text) == ["alice", "dora", "carl", "bob"])
    #expect(found[1].comments == ["Hi"])
  }

  @Test func anIssueThatIsBornClosedIsToldTwice() throws {
    try issue(1, "created: 2026-11-20T07:00:00Z\nstatus: closed\nstatus-date: 2026-11-20T07:00:00Z\n")
    try issue(2, "created: 2026-11-20T07:00:00Z\nstatus: open\nstatus-date: 2026-11-20T07:00:00Z\n")
    try commit("Begin", at: "08:00")
    #expect(try lines(events()) == ["07:00 opened #2", "07:00 closed #1", "07:00 opened #1"])
  }

  @Test func whatOneCommitDoesToAnIssueIsOneEvent() throws {
    try issue(1)
    try commit("Begin", at: "08:00")
    try issue(1, "priority: high\nlabels: [x]\n", body: "More")
    try scratch.write("a", to: ".tracker/issues/1-x/a.txt")
    try commit("Edit", at: "09:00")
    let found = try events().filter { $0.kind != .settings }
    #expect(lines(found) == ["09:00 changed #1", "08:00 opened #1"])
    #expect(found[0].changes.map(\.key).sorted() == ["labels", "priority", "text"])
    #expect(found[0].files == [.init(path: ".tracker/issues/1-x/a.txt", .added)])
  }

  @Test func anIssueThatIsMovedIsNoNewOne() throws {
    try issue(1, "uid: \"aaaaaaaaaa\"\n", body: "Text")
    try scratch.write("Hello\n", to: ".tracker/issues/1-x/20261120T070000Z-carl-1a.md")
    try commit("Begin", at: "08:00")
    _ = try scratch.shell("cd .tracker/issues && git mv 1-x.md 2-y.md && git mv 1-x 2-y")
    try commit("Renumber", at: "09:00")
    #expect(try lines(events()) == ["09:00 changed #2", "08:00 opened #1", "07:00 commented #1"])
  }

  @Test func aMergeTellsNothingThatItsSidesTold() throws {
    try issue(1)
    try commit("Begin", at: "08:00")
    try scratch.git("checkout", "--quiet", "-b", "side")
    try issue(1, "priority: high\n")
    try commit("Side", at: "09:00")
    try scratch.git("checkout", "--quiet", "main")
    try issue(2)
    try commit("Main", at: "10:00")
    _ = try scratch.shell("GIT_COMMITTER_DATE=2026-11-20T11:00:00Z git merge -q --no-edit side")
    #expect(try lines(events()) == ["10:00 opened #2", "09:00 changed #1", "08:00 opened #1"])
    #expect(try lines(events(tracker(at: "main~1"))) == ["10:00 opened #2", "08:00 opened #1"])
    try scratch.git("reset", "--quiet", "--hard", "main~1")
    #expect(try lines(events()) == ["10:00 opened #2", "08:00 opened #1"])
    #expect(try lines(events { $0.includesAllBranches = true }).count == 3)
  }

  @Test func messagesAndFilesCloseAndReopen() throws {
    try issue(1, "status: open\n")
    try commit("Begin", at: "08:00")
    try scratch.write("x", to: "a.c")
    try commit("Fixes #1", at: "09:00")
    try issue(1, "status: open\nstatus-date: 2026-11-20T10:00:00Z\n")
    try commit("Not so", at: "10:00")
    try issue(1, "status: closed\nstatus-date: 2026-11-20T11:00:00Z\n")
    try commit("Done", at: "11:30")
    let found = try events()
    #expect(
      lines(found) == ["11:00 closed #1", "10:00 reopened #1", "09:00 commit Fixes #1", "08:00 opened #1"])
    #expect(found.first { $0.kind == .commit }?.mentions == [.init(.close, IssueNumber(1)!, title: "Issue 1")])
    #expect(try lines(events { $0.filter.kinds = [.closed] }) == ["11:00 closed #1", "09:00 commit Fixes #1"])
  }

  @Test func aMessageThatIsTakenBackIsMarked() throws {
    try issue(1)
    try scratch.write("x", to: "a.c")
    try commit("Begin", at: "08:00")
    try scratch.write("y", to: "a.c")
    try commit("Fixes #1", at: "09:00")
    _ = try scratch.shell("GIT_COMMITTER_DATE=2026-11-20T10:00:00Z git revert --no-edit HEAD")
    let found = try events { $0.filter.kinds = [.commit] }
    #expect(found.map(\.isUndone) == [false, true, false])
    #expect(try events { $0.filter.kinds = [.closed] }.isEmpty)
  }

  @Test func stampsThatCannotBeRightAreFlagged() throws {
    try issue(1, "created: 2030-01-01\n")
    try issue(2, "created: 1970-01-01T00:00:00Z\n")
    try commit("Begin", at: "08:00")
    try issue(3)
    try commit("Past", at: "1971-01-01T00:00:00Z")
    let found = try events().filter { $0.kind == .opened }
    #expect(found.map(\.isTimeDoubtful) == [true, true, true])
    #expect(Set(found.map(\.time.description)) == ["2026-11-20T08:00:00Z"])
  }

  @Test func whatIsNotCommittedStandsOnTop() throws {
    #expect(try events().map(\.isUncommitted) == [true])
    try issue(1)
    try issue(2)
    try commit("Begin", at: "08:00")
    try issue(1, "priority: high\n")
    try scratch.write("Hello\n", to: ".tracker/issues/1-x/20261120T090000Z-carl-1a.md")
    try issue(3)
    try scratch.write("a\nb\n", to: ".tracker/wiki/Home.md")
    _ = try scratch.shell("rm .tracker/issues/2-x.md")
    let found = try events()
    #expect(Set(lines(found).prefix(4)) == ["now changed #1", "now opened #3", "now deleted #2", "now page Home"])
    #expect(found.first { $0.kind == .changed }?.comments == ["Hello"])
    #expect(lines(Array(found.dropFirst(4))) == ["08:00 opened #2", "08:00 opened #1"])
    #expect(try lines(events(tracker(at: "HEAD"))) == ["08:00 opened #2", "08:00 opened #1"])
  }

  @Test func tagsAndMilestonesHaveTheirDays() throws {
    try scratch.write("---\ndue: 2026-11-20T10:00:00Z\n---\n", to: ".tracker/milestones/1.0.md")
    try scratch.write("---\ndue: 2027-11-20\n---\n", to: ".tracker/milestones/2.0.md")
    try commit("Begin", at: "08:00")
    try scratch.git("tag", "light")
    _ = try scratch.shell("GIT_COMMITTER_DATE=2026-11-20T09:00:00Z git tag -a v1 -m 'First one'")
    let found = try events()
    #expect(
      lines(found) == [
        "10:00 milestone 1.0", "09:00 tag v1", "08:00 tag light", "08:00 milestone 2.0", "08:00 milestone 1.0",
      ])
    #expect(found[0].note == "due, and still open")
    #expect(found[1].note == "First one")
  }

  @Test func commitsOfTheTrackerAloneAreToldByWhatTheyChanged() throws {
    try issue(1)
    try commit("tracker: new #1", at: "08:00")
    try issue(2)
    try scratch.write("x", to: "a.c")
    try commit("Both", at: "09:00")
    try issue(1, "priority: high\n")
    try commit("Refs #2", at: "10:00")
    #expect(
      try lines(events()) == [
        "10:00 commit Refs #2", "10:00 changed #1", "09:00 commit Both", "09:00 opened #2", "08:00 opened #1",
      ])
  }

  @Test func filtersLeaveOutTheRest() throws {
    try scratch.write("", to: ".tracker/milestones/1.0.md")
    try issue(1, "milestone: \"1.0\"\nauthor: bob\n")
    try issue(2)
    try commit("Begin", at: "08:00")
    try scratch.write("x", to: "src/a.c")
    try commit("Names #1", at: "09:00")
    try scratch.write("x", to: "b.c")
    try commit("Other", at: "10:00")
    #expect(try lines(events { $0.issues = [IssueNumber(2)!] }) == ["08:00 opened #2"])
    #expect(
      try lines(events { $0.milestones = ["1.0"] }) == [
        "09:00 commit Names #1", "08:00 opened #1", "08:00 milestone 1.0",
      ])
    #expect(try lines(events { $0.filter.authors = ["bob"] }) == ["08:00 opened #1"])
    #expect(try lines(events { $0.path = "src" }) == ["09:00 commit Names #1"])
    #expect(try lines(events { $0.path = ".tracker/issues/2-x.md" }) == ["08:00 opened #2"])
    #expect(
      lines(
        try events {
          $0.filter.since = Timestamp("2026-11-20T09:00:00Z"); $0.filter.until = Timestamp("2026-11-20T10:00:00Z")
        })
        == ["09:00 commit Names #1"])
    #expect(throws: VireoError.self) { try events { $0.milestones = ["2.0"] } }
  }

  @Test func filesOfOneNumberArePairedInTheOrderOfTheirPaths() throws {
    for prefix in ["a", "b"] {
      _ = try scratch.shell("rm -rf .tracker/issues")
      for number in 10..<50 {
        try scratch.write("---\ntitle: \(prefix)\(number)\n---\n", to: ".tracker/issues/7-\(prefix)\(number).md")
      }
      try commit("Name them", at: "08:00")
    }
    let changes = try events { $0.filter.kinds = [.changed] }.flatMap(\.changes).filter { $0.key == "title" }
    // Of one issue's changes in one commit the last one is told.
    #expect(changes.map(\.old) == ["a49"])
    #expect(changes.map(\.new) == ["b49"])
  }

  @Test func anotherSourceStandsAmongTheOthers() throws {
    try issue(1)
    try commit("Begin", at: "08:00")
    let time = try #require(Timestamp("2026-11-20T07:00:00Z"))
    let mine = TimelineEvent(id: "deploy/1", .other, at: time, .other("deployed"))
    var timeline = try tracker().timeline(adding: [TimelineEvents([mine])])
    var found: [String] = []
    while let event = try timeline.next() { found.append(event.id) }
    #expect(found.last == "deploy/1")
  }

  @Test func eventsAreTheSameWithoutACache() throws {
    for number in 1...20 { try issue(number, "created: 2026-11-\(10 + number % 9)\n") }
    try commit("Begin", at: "08:00")
    for number in 1...9 {
      try issue(number, "status: closed\nstatus-date: 2026-11-20T0\(number):00:00Z\n")
      try commit("Change \(number), refs #\(number)", at: "1\(number):00")
      _ = try events()
    }
    let environment = Vireo.Environment(
      variables: scratch.environment, currentDirectory: scratch.path,
      now: { Timestamp(seconds: 1_795_255_473) }, makeRandom: { SystemRandomNumberGenerator() })
    let cold = try Tracker.open(environment: environment, usesCache: false)
    #expect(try events() == events(cold))
    let ids = try events().map(\.id)
    #expect(ids.count == Set(ids).count)
  }

  @Test func aCommitBelongsToTheFirstTagThatHasIt() throws {
    try issue(1)
    try commit("One", at: "10:00")
    #expect(try scratch.shell("git tag v1.0 && git checkout -q -b fix").status == 0)
    try commit("Fixes #1", at: "11:00")
    #expect(try scratch.shell("git tag v1.0.1 && git checkout -q main").status == 0)
    try commit("Two", at: "12:00")
    #expect(try scratch.shell("git merge -q --no-ff -m Merge fix && git tag v1.1 && git tag v1.10").status == 0)
    try commit("Three", at: "13:00")
    let found = try events { $0.filter.kinds = [.commit, .opened] }
    let releases = found.map { event -> String in
      if case .commit(_, let subject) = event.subject { return "\(subject): \(event.release ?? "none")" }
      return "\(event.kind): \(event.release ?? "none")"
    }
    #expect(
      Set(releases) == ["Three: none", "Merge: v1.1", "Two: v1.1", "Fixes #1: v1.0.1", "opened: v1.0"], "\(releases)")
  }
}
