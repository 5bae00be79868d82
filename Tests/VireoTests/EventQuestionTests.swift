import Testing
import Vireo
import VireoTestSupport

/// Three issues, for two of which events were counted.
@Suite("Questions about events")
struct EventQuestionTests {
  private let scratch: ScratchRepository

  init() throws {
    scratch = try ScratchRepository()
    try scratch.write("", to: ".tracker/config.yml")
    for (number, uid) in [(1, "aaaaaaaaaa"), (2, "bbbbbbbbbb"), (3, "cccccccccc")] {
      try scratch.write("---\nuid: \(uid)\ntitle: Issue \(number)\n---\n", to: ".tracker/issues/\(number)-x.md")
    }
  }

  private static let now = Timestamp(seconds: 1_795_255_473)

  private func tracker(recording: Bool = true) throws -> Tracker {
    var environment = Vireo.Environment(
      variables: scratch.environment, currentDirectory: scratch.path, now: { EventQuestionTests.now },
      makeRandom: { SystemRandomNumberGenerator() })
    if recording {
      environment.readEvents = { folder in
        #expect(folder.hasSuffix(".git/vireo/events"))
        func counts(_ events: Int, _ users: Int, hoursAgo: Int64, _ releases: [String]) -> EventCounts {
          EventCounts(
            events: events, users: users, last: Timestamp(seconds: EventQuestionTests.now.seconds - hoursAgo * 3600),
            releases: releases,
            environments: ["Production"])
        }
        return try [
          #require(UID("aaaaaaaaaa")): counts(120, 0, hoursAgo: 30, ["shop@1.2"]),
          #require(UID("bbbbbbbbbb")): counts(7, 3, hoursAgo: 2, ["shop@1.2", "shop@1.3"]),
          #require(UID("dddddddddd")): counts(1, 1, hoursAgo: 1, ["shop@1.2"]),
        ]
      }
    }
    return try Tracker.open(environment: environment)
  }

  private func numbers(_ text: String, _ tracker: Tracker) throws -> [Int] {
    let question = try tracker.question(text)
    return try tracker.issues(matching: question.query, sortedBy: question.order ?? .newestFirst).issues.compactMap {
      $0.number.map { Int($0.value) }
    }
  }

  @Test(
    "are answered by the record",
    arguments: [
      ("events:>100", [1]), ("events:<10", [2]), ("events:7", [2]), ("users:>0", [2]), ("users:0", [1]),
      ("seen:<1d", [2]), ("seen:>1d", [1]), ("release:SHOP@1.2", [2, 1]), ("release~1.3", [2]),
      ("release^=shop@", [2, 1]),
      ("release$=1.3", [2]), ("env:production", [2, 1]), ("environment:staging", []), ("has:events", [2, 1]),
      ("no:events", [3]), ("has:users", [2]), ("no:seen", [3]), ("has:release", [2, 1]), ("-events:>100", [3, 2]),
      ("events:>100 OR title:\"Issue 3\"", [3, 1]), ("sort:events", [2, 1, 3]), ("sort:events-desc", [1, 2, 3]),
      ("sort:seen-desc", [2, 1, 3]), ("has:events sort:users-desc", [2, 1]),
    ])
  func answers(_ text: String, _ expected: [Int]) throws { #expect(try numbers(text, tracker()) == expected) }

  @Test("find nothing where nothing is recorded")
  func unrecorded() throws {
    let tracker = try tracker(recording: false)
    #expect(try numbers("events:>=0", tracker).isEmpty)
    #expect(try numbers("no:events", tracker) == [3, 2, 1])
    #expect(try numbers("sort:events-desc", tracker) == [1, 2, 3])
  }

  @Test("columns show what is recorded")
  func columns() throws {
    let tracker = try tracker()
    let counts = try tracker.eventCounts()
    let issue = try tracker.issue(.path(".tracker/issues/2-x.md"))
    let texts = ["events", "users", "seen"].compactMap {
      IssueColumn($0)?.text(of: issue, events: issue.uid.flatMap { counts[$0] })
    }
    #expect(texts == ["7", "3", Timestamp(seconds: EventQuestionTests.now.seconds - 7200).description])
    #expect(IssueColumn("events")?.text(of: issue) == "")
  }
}
