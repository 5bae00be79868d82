import Foundation
import Testing
import Vireo
@testable import VireoErrors
import VireoEvents
import VireoMarkup
import VireoModel
import VireoTestSupport

@Suite("The text of an error's issue")
struct IssueTextTests {
  private func event(_ json: String) throws -> ErrorEvent {
    SentryProtocol().event(
      from: try JSONReader.value(of: json.utf8), id: EventID(high: 1, low: 2),
      received: Timestamp(seconds: 1_800_000_000))
  }

  private func text(_ event: ErrorEvent) throws -> String {
    let group = EventGroup(
      id: 1, uid: try #require(UID("aaaaaaaaaa")), title: "t", level: .error, first: event.time, last: event.time,
      events: 1, users: 0, isFiled: false)
    return IssueText(
      NewGroup(group: group, hashes: [], event: event, grouping: Grouping.result(of: event), isOverflow: false)
    ).body
  }

  /// A value with a text in every place.
  private func planted(_ text: String) -> String {
    let value = JSONValue.text(text).serialized()
    let frame = """
      {"filename":\(value),"abs_path":\(value),"function":\(value),"module":\(value),"lineno":3,"context_line":\(value),
      "pre_context":[\(value)],"post_context":[\(value)],"vars":{\(value):\(value)},"in_app":true}
      """
    return """
      {"platform":\(value),"logger":\(value),"message":\(value),"release":\(value),"environment":\(value),
      "server_name":\(value),"transaction":\(value),"dist":\(value),"tags":{\(value):\(value)},
      "extra":{\(value):\(value)},"contexts":{\(value):{\(value):\(value)}},"user":{"id":\(value)},
      "sdk":{"name":\(value),"version":\(value)},
      "exception":{"values":[{"type":\(value),"value":\(value),"stacktrace":{"frames":[\(frame)]}}]},
      "breadcrumbs":[{"category":\(value),"message":\(value),"type":\(value),"data":{\(value):\(value)}}],
      "request":{"url":\(value),"method":\(value),"query_string":\(value),"headers":{\(value):\(value)},
      "data":\(value)}}
      """
  }

  @Test(
    "whatever a sender writes, it is code: no reference, no link, no mention, no HTML, no heading",
    arguments: HostileTexts.all + [
      "Fixes #7", "#7", "[[Home]]", "@alice", "issue:7#comment", "commit:a1b2c3d", "https://evil.example/",
      "```\n# out",
      "~~~~~\n#7", "`", "``#7``", "| #7 | b |", "a\\| #7", "\n\n# heading\n\n#7", "<!-- vireo:query -->", "![x](y)",
      "---\nstatus: closed\n---", "    #7", "* [ ] #7", "&#35;7", "``` #7", "`````` ` #7", "\\` #7 \\`", "x`|`#7",
    ])
  func harmless(_ text: String) throws {
    let body = MarkdownBody(try self.text(event(planted(text))))
    #expect(body.references.isEmpty, "\(body.references)")
    #expect(body.links.isEmpty)
    #expect(Set(body.headings.map(\.text)).isSubset(of: ["Exception", "Breadcrumbs", "Request", "Facts"]))
    let html = body.html()
    for forbidden in ["<script", "<img", "<a ", "javascript:\"", "<b>", "onmouseover=\"x\""] {
      #expect(!html.contains(forbidden), "\(forbidden)")
    }
    let bytes = try self.text(event(planted(text))).unicodeScalars
    #expect(!bytes.contains { $0 == "\u{1B}" || $0 == "\u{202E}" || $0 == "\u{0}" || $0 == "\r" })
  }

  @Test("frames of libraries are counted, and the failing call is shown whosever it is")
  func folded() throws {
    let frames = ["a", "b", "c", "lib1", "lib2", "d", "lib3"].map { name in
      let isLibrary = name.hasPrefix("lib")
      let path = isLibrary ? "/usr/lib/python3/dist-packages/\(name).py" : "/srv/\(name).py"
      return #"{"filename":"\#(name).py","abs_path":"\#(path)","function":"f","lineno":1,"in_app":\#(!isLibrary)}"#
    }
    let json =
      #"{"platform":"python","exception":{"type":"E","stacktrace":{"frames":[\#(frames.joined(separator: ","))]}}}"#
    let lines = try text(event(json)).split(separator: "\n").filter {
      $0.hasPrefix("`") && !$0.hasPrefix("```") || $0.hasPrefix("…")
    }
    #expect(
      lines == [
        "`lib3.py:1` in `f`", "`d.py:1` in `f`", "… 2 calls in libraries", "`c.py:1` in `f`", "`b.py:1` in `f`",
        "`a.py:1` in `f`",
      ])
  }

  @Test("the source of a release is shown where the event brought none")
  func sourceFromGit() throws {
    let repository = try ScratchRepository(named: "shop")
    try repository.write("one\ntwo\nraise KeyError\nfour\n", to: "shop/pricing.py")
    try repository.git("add", "-A")
    try repository.git("commit", "-q", "-m", "first")
    try repository.git("tag", "v1.0")
    try repository.write("changed\n", to: "shop/pricing.py")
    _ = try repository.vireo(["init"])
    let tracker = try Tracker.open(
      at: repository.path,
      environment: Vireo.Environment(
        variables: repository.environment, currentDirectory: repository.path, now: { Timestamp(seconds: 0) },
        makeRandom: { SystemRandomNumberGenerator() }))
    let knowledge = try #require(try ErrorKnowledge(tracker, release: "shop@1.0"))
    let json =
      #"{"exception":{"type":"KeyError","stacktrace":{"frames":[{"abs_path":"/srv/shop/pricing.py","lineno":3}]}}}"#
    let text = try text(knowledge.addingSources(to: event(json)))
    #expect(text.contains("> 3  raise KeyError"), "\(text)")
  }
}
