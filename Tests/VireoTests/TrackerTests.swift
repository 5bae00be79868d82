import Foundation
import Testing
import Vireo
import VireoTestSupport

@Suite struct TrackerTests {
  private func begun() throws -> (ScratchRepository, Tracker) {
    let scratch = try ScratchRepository()
    let environment = environment(scratch)
    _ = try Tracker.create(environment: environment)
    return (scratch, try Tracker.open(environment: environment))
  }

  private func environment(_ scratch: ScratchRepository) -> Vireo.Environment {
    Vireo.Environment(
      variables: scratch.environment, currentDirectory: scratch.path,
      now: { Timestamp(seconds: 1_795_255_473) }, makeRandom: { SystemRandomNumberGenerator() })
  }

  @Test func filesFindsAndClosesAnIssue() throws {
    let (_, tracker) = try begun()
    let made = try tracker.edit { edit in
      try edit.newIssue(
        title: "Crash", body: "Text", author: "bob", fields: [("labels", "io,ui"), ("due", "2026-12-24")])
    }.value
    let issue = try tracker.issue(.number(made.number))
    #expect(issue.labels == ["io", "ui"])
    #expect(issue.author == "bob")
    #expect(issue.due?.description == "2026-12-24")
    #expect(try tracker.contents(of: issue).body == "Text")
    try tracker.edit { edit in
      let issue = try edit.issue(.number(made.number))
      try edit.comment(on: issue, author: "bob", body: "Done.")
      try edit.close(issue)
    }
    #expect(try tracker.issues(matching: .state(.open)).issues.isEmpty)
    let closed = try tracker.issues(matching: .every([.state(.closed), .label("IO")])).issues
    #expect(closed.map(\.resolution) == ["fixed"])
    #expect(closed.map { $0.statusDate?.description } == ["2026-11-21T10:04:33Z"])
  }

  @Test func aFailedEditWritesNothing() throws {
    let (scratch, tracker) = try begun()
    let before = try scratch.files(below: ".tracker")
    #expect(throws: VireoError.self) {
      try tracker.edit { edit in
        _ = try edit.newIssue(title: "One")
        _ = try edit.newIssue(title: "Two", fields: [("due", "never")])
      }
    }
    #expect(try scratch.files(below: ".tracker") == before)
  }

  @Test func twoIssuesOfOneEditHaveTwoNumbers() throws {
    let (_, tracker) = try begun()
    let numbers = try tracker.edit { edit in
      [try edit.newIssue(title: "One").number, try edit.newIssue(title: "Two").number]
    }.value
    #expect(numbers.map(\.value) == [1, 2])
  }

  @Test func aPastRevisionIsReadAndNotChanged() throws {
    let (scratch, tracker) = try begun()
    try tracker.edit { _ = try $0.newIssue(title: "One") }
    try scratch.git("add", ".")
    try scratch.git("commit", "--quiet", "-m", "One")
    try tracker.edit { _ = try $0.newIssue(title: "Two") }
    let past = try Tracker.open(revision: "HEAD", environment: environment(scratch))
    #expect(try past.issues().issues.map(\.title) == ["One"])
    #expect(throws: VireoError.self) { try past.edit { _ in } }
  }

  @Test(arguments: ["v1.0", "", "-x", "--output=/tmp/x", "HEAD:.tracker", "$(touch x)", "a..b", "\u{1B}[31m"])
  func anythingButACommitIsAnUnknownRevision(_ name: String) throws {
    let (scratch, tracker) = try begun()
    try tracker.edit { _ = try $0.newIssue(title: "One") }
    try scratch.git("add", ".")
    try scratch.git("commit", "--quiet", "-m", "One")
    let error = #expect(throws: VireoError.self) {
      try Tracker.open(revision: name, environment: environment(scratch))
    }
    #expect(error?.code.id == "unknown-revision")
  }

  @Test func aRepositoryWithSHA256GetsAClearError() throws {
    let scratch = try ScratchRepository(initialised: false)
    try scratch.git("init", "--quiet", "--object-format=sha256")
    try scratch.write("# One\n", to: ".tracker/issues/1-one.md")
    #expect(try Tracker.open(environment: environment(scratch)).issues().issues.map(\.title) == ["One"])
    try scratch.git("add", ".")
    try scratch.git("commit", "--quiet", "-m", "One")
    let error = #expect(throws: VireoError.self) {
      try Tracker.open(revision: "HEAD", environment: environment(scratch))
    }
    #expect(error?.message.contains("SHA-256") == true)
  }

  @Test func aPersonIsKnownByMailmapAndConfiguration() throws {
    let (scratch, tracker) = try begun()
    #expect(try tracker.me() == "alice")
    try scratch.write("Alice <al@example.net> <alice@example.org>\n", to: ".mailmap")
    #expect(try tracker.me() == "al")
    try scratch.write("people: {ally: {email: [al@example.net]}}\n", to: ".tracker/config.yml")
    #expect(try Tracker.open(environment: environment(scratch)).me() == "ally")
  }

  @Test func searchesTitleTextAndComments() throws {
    let (_, tracker) = try begun()
    try tracker.edit { edit in
      _ = try edit.newIssue(title: "A Parser fails")
      _ = try edit.newIssue(title: "Two", body: "the PARSER")
      let third = try edit.newIssue(title: "Straße").number
      #expect(third.value == 3)
    }
    try tracker.edit { edit in
      try edit.comment(on: edit.issue(.number(IssueNumber(3)!)), author: "bob", body: "A parser?")
    }
    func found(_ text: String) throws -> [Int] {
      try tracker.issues(matching: .text(text)).issues.compactMap { $0.number?.value }
    }
    #expect(try found("parser") == [3, 2, 1])
    #expect(try found("STRASSE") == [])
    #expect(try found("straße") == [3])
    #expect(try found("STRAßE") == [3])
    #expect(try found("") == [3, 2, 1])
  }

  @Test func ordersAsConfigured() throws {
    let (_, tracker) = try begun()
    try tracker.edit { edit in
      for (priority, milestone) in [("low", "1.10"), ("critical", "1.9"), ("", "")] {
        _ = try edit.newIssue(title: "x", fields: [("priority", priority), ("milestone", milestone)])
      }
    }
    func numbers(_ order: String) throws -> [Int] {
      try tracker.issues(sortedBy: Order(order)!).issues.compactMap { $0.number?.value }
    }
    #expect(try numbers("priority") == [1, 2, 3])
    #expect(try numbers("priority-desc") == [2, 1, 3])
    #expect(try numbers("milestone") == [2, 1, 3])
    #expect(Order("nonsense") == nil)
  }
}
