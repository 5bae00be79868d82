import Foundation
import Testing
import Vireo
@testable import VireoErrors
import VireoEvents
import VireoTestSupport

/// A shop with a release whose code has owners.
@Suite("Writing issues of errors")
struct FilingTests {
  private let repository: ScratchRepository

  init() throws {
    repository = try ScratchRepository(named: "shop")
    try repository.write("one\ntwo\nraise KeyError\n", to: "shop/mail.py")
    try repository.write("* @everybody\n/shop/ mia@example.org @team/shop\n", to: ".github/CODEOWNERS")
    try repository.write(
      "people:\n  mia: {email: [mia@example.org]}\n", to: ".tracker/config.yml")
    try repository.git("add", "-A")
    try repository.git("commit", "-q", "-m", "first")
    try repository.git("tag", "v1.0")
  }

  private func tracker() throws -> Tracker {
    try Tracker.open(
      environment: Vireo.Environment(
        variables: repository.environment, currentDirectory: repository.path,
        now: { Timestamp(seconds: 1_795_255_473) }, makeRandom: { SystemRandomNumberGenerator() }))
  }

  /// The issue that is written for an event.
  private func issue(release: String = "1.0", team: String = "shop") throws -> Vireo.Issue {
    let json =
      #"{"release":"\#(release)","tags":{"team":"\#(team)"},"exception":{"type":"KeyError","value":"x","#
      + #""stacktrace":{"frames":[{"abs_path":"/srv/shop/mail.py","function":"send","lineno":3,"in_app":true}]}}}"#
    let event = SentryProtocol().event(
      from: try JSONReader.value(of: json.utf8), id: EventID(high: 1, low: 2),
      received: Timestamp(seconds: 1_800_000_000))
    let group = EventGroup(
      id: 1, uid: try #require(UID("aaaaaaaaaa")), title: "KeyError: x", level: .error, first: event.time,
      last: event.time, events: 1, users: 0, isFiled: false)
    let grouping = Grouping.result(of: event)
    let new = NewGroup(group: group, hashes: grouping.hashes, event: event, grouping: grouping, isOverflow: false)
    #expect(try TrackerFiler { try tracker() }.file([new]) == [1])
    return try #require(tracker().issues().issues.first)
  }

  @Test("the program writes it, and without a rule nobody is assigned")
  func nobody() throws {
    let issue = try issue()
    #expect(issue.author == Handle("vireo") && issue.assignee == nil)
  }

  @Test("the owner of the code that failed gets it, as the config knows them")
  func codeOwner() throws {
    try repository.write("codeowners\n", to: ".tracker/errors/owners")
    #expect(try issue().assignee == Handle("mia"))
  }

  @Test("a rule that holds comes before the owners of the code, and one that does not is passed over")
  func rule() throws {
    try repository.write("tags.team:mail -> eve\ntags.team:shop -> @bob\ncodeowners\n", to: ".tracker/errors/owners")
    #expect(try issue().assignee == Handle("bob"))
  }

  @Test("where git does not know the release, the code has no owner")
  func unknownRelease() throws {
    try repository.write("codeowners\n", to: ".tracker/errors/owners")
    #expect(try issue(release: "9.9").assignee == nil)
  }
}
