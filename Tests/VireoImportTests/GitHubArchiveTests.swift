import Foundation
import Testing
import Vireo
import VireoImport
import VireoTestSupport

/// Imports real trackers, and compares what is then read with the JSON, which the test reads on its own.
@Suite struct GitHubArchiveTests {
  private static let archives = ["hpke", "tls-esni"]

  private func json(_ name: String) throws -> (bytes: [UInt8], value: [String: Any]) {
    let url = Fixtures.root.appending(path: "Tests/Fixtures/archives/\(name).github-archive.json")
    let data = try Data(contentsOf: url)
    let value = try JSONSerialization.jsonObject(with: data) as? [String: Any]
    return (Array(data), try #require(value))
  }

  private func tracker(_ scratch: ScratchRepository) throws -> Tracker {
    let environment = Vireo.Environment(
      variables: scratch.environment, currentDirectory: scratch.path, now: { Timestamp(seconds: 0) },
      makeRandom: { SystemRandomNumberGenerator() })
    _ = try Tracker.create(environment: environment)
    return try Tracker.open(environment: environment)
  }

  @discardableResult
  private func importing(
    _ bytes: [UInt8], into tracker: Tracker, pulls: Bool = false
  ) throws -> GitHubArchiveImporter.Report {
    let archive = try GitHubArchiveReader.read(bytes, path: "archive.json")
    return try GitHubArchiveImporter(tracker: tracker, includesPulls: pulls).run(archive, commit: nil) { _, _ in }
  }

  @Test(arguments: archives) func keepsWhatTheArchiveSays(_ name: String) throws {
    let (bytes, value) = try json(name)
    let scratch = try ScratchRepository()
    let tracker = try tracker(scratch)
    try importing(bytes, into: tracker)
    let items = try #require(value["issues"] as? [[String: Any]])
    let list = try tracker.issues()
    #expect(list.issues.count == items.count)
    #expect(list.diagnostics.isEmpty)
    let byNumber = Dictionary(uniqueKeysWithValues: list.issues.map { ($0.number?.value, $0) })
    for item in items {
      let number = try #require(item["number"] as? Int)
      let issue = try #require(byNumber[number])
      #expect(issue.title == item["title"] as? String)
      #expect(issue.state.rawValue == (item["state"] as? String)?.lowercased())
      #expect(issue.author?.text == item["author"] as? String)
      #expect(issue.created?.description == item["createdAt"] as? String)
      #expect(issue.statusDate?.description == item["closedAt"] as? String)
      #expect(issue.labels == item["labels"] as? [String])
      let people = ([issue.assignee].compactMap { $0 } + issue.watchers).map(\.text)
      #expect(people == item["assignees"] as? [String])
      let contents = try tracker.contents(of: issue)
      #expect(Array(contents.body.utf8) == (item["body"] as? String).map { Array($0.utf8) }, "#\(number)")
      let comments = try #require(item["comments"] as? [[String: Any]])
      #expect(contents.comments.map(\.author.text) == comments.compactMap { $0["author"] as? String })
      #expect(contents.comments.map(\.date.description) == comments.compactMap { $0["createdAt"] as? String })
      #expect(
        contents.comments.map { Array($0.body.utf8) }
          == comments.compactMap { ($0["body"] as? String).map { Array($0.utf8) } }, "#\(number)")
    }
  }

  @Test(arguments: archives) func findsNothingWrongAfterwards(_ name: String) throws {
    let tracker = try tracker(ScratchRepository())
    try importing(json(name).bytes, into: tracker, pulls: true)
    // Texts name numbers that are not in the archive.
    #expect(try tracker.check().filter { $0.code != .deadLink } == [])
  }

  @Test(arguments: archives) func changesNothingTheSecondTime(_ name: String) throws {
    let scratch = try ScratchRepository()
    let tracker = try tracker(scratch)
    let bytes = try json(name).bytes
    let first = try importing(bytes, into: tracker, pulls: true)
    let before = try scratch.files(below: ".tracker")
    let again = try importing(bytes, into: Tracker.open(at: scratch.path), pulls: true)
    #expect(try scratch.files(below: ".tracker") == before)
    #expect(again.unchanged == first.made)
    #expect((again.made, again.updated, again.comments) == (0, 0, 0))
  }

  private func archive(_ items: String) -> [UInt8] {
    Array(#"{"repo": "o/r", "labels": [], "issues": [\#(items)]}"#.utf8)
  }

  private func item(
    _ number: Int, _ title: String, state: String = "OPEN", body: String = "", comments: String = ""
  ) -> String {
    #"{"number": \#(number), "title": "\#(title)", "url": "https://x.org/\#(number)", "state": "\#(state)","#
      + #" "author": "al-x", "labels": [], "assignees": [], "body": "\#(body)","#
      + #" "createdAt": "2026-01-01T00:00:00Z", "comments": [\#(comments)]}"#
  }

  private func comment(_ body: String) -> String {
    #"{"author": "Bob-1", "body": "\#(body)", "createdAt": "2026-01-02T00:00:00Z"}"#
  }

  @Test func bringsANewerArchiveIn() throws {
    let scratch = try ScratchRepository()
    let tracker = try tracker(scratch)
    try importing(archive(item(1, "Old", body: "a", comments: comment("one"))), into: tracker)
    try scratch.write(
      scratch.read(".tracker/issues/1-old.md").replacingOccurrences(of: "status: open", with: "status: in-progress"),
      to: ".tracker/issues/1-old.md")
    let newer = item(1, "New", body: "b", comments: comment("one") + "," + comment("two"))
    let report = try importing(archive(newer + "," + item(2, "Other")), into: tracker)
    #expect((report.made, report.updated, report.comments) == (1, 1, 1))
    let issue = try tracker.issue(.number(IssueNumber(1)!))
    #expect(issue.title == "New")
    #expect(issue.status == "in-progress")
    #expect(issue.path == ".tracker/issues/1-old.md")
    let contents = try tracker.contents(of: issue)
    #expect(contents.body == "b")
    #expect(contents.comments.map(\.body) == ["one", "two"])
    #expect(contents.comments.map(\.author) == ["Bob-1", "Bob-1"])
  }

  @Test func closesWhatTheArchiveClosedAndOpensItAgain() throws {
    let tracker = try tracker(ScratchRepository())
    let closed = item(1, "A", state: "CLOSED").replacingOccurrences(
      of: #""comments""#, with: #""closedAt": "2026-02-01T00:00:00Z", "comments""#)
    try importing(archive(item(1, "A")), into: tracker)
    try importing(archive(closed), into: tracker)
    #expect(try tracker.issues(matching: .state(.closed)).issues.map { $0.statusDate?.day } == ["2026-02-01"])
    try importing(archive(item(1, "A")), into: tracker)
    #expect(try tracker.issues(matching: .state(.open)).issues.map(\.statusDate) == [nil])
  }

  @Test func leavesAnIssueFromElsewhereAlone() throws {
    let tracker = try tracker(ScratchRepository())
    try tracker.edit { _ = try $0.newIssue(title: "Mine") }
    let report = try importing(archive(item(1, "Theirs") + "," + item(2, "Free")), into: tracker)
    #expect(report.conflicts.map(\.code.id) == ["import-conflict"])
    #expect(try tracker.issues().issues.map(\.title) == ["Free", "Mine"])
  }

  @Test func carriesWhatATrackerCannotHoldAsFarAsItCan() throws {
    let tracker = try tracker(ScratchRepository())
    let report = try importing(archive(item(1, "A", body: #"a\u0000b"#) + "," + item(0, "No number")), into: tracker)
    #expect(try tracker.contents(of: tracker.issues().issues[0]).body == "a\u{FFFD}b")
    #expect(report.lines.contains { $0.contains("zero bytes") })
    #expect(report.lines.contains { $0.contains("the number 0") })
  }

  @Test(arguments: [
    ("", "this is no JSON"), ("[]", "a value of another type is wanted"), ("{}", "'issues' is missing"),
    (#"{"issues": [{"number": 1}]}"#, "'title' is missing at .issues[0]"),
    (#"{"issues": [{"number": "1"}]}"#, "a value of another type is wanted at .issues[0].number"),
  ])
  func saysWhereAnArchiveIsNone(_ text: String, _ cause: String) throws {
    let error = #expect(throws: VireoError.self) { try GitHubArchiveReader.read(Array(text.utf8), path: "x.json") }
    #expect(error?.causes == [cause])
  }
}
