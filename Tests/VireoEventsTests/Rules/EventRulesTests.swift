import Testing
import VireoEvents
import VireoModel

@Suite("A project's rules for events")
struct EventRulesTests {
  private static let path = ".tracker/errors/events"

  private func rules(_ text: String) throws -> EventRules {
    let (rules, diagnostics) = EventRules.parse(text: text, path: EventRulesTests.path)
    #expect(diagnostics.map { DiagnosticFormatter.human($0) } == [])
    return rules
  }

  private static let json = """
    {"platform":"python","level":"error","logger":"shop.web","release":"1.2","environment":"load-test",
     "transaction":"/checkout","server_name":"WEB-1","sdk":{"name":"sentry.python","version":"2"},
     "tags":{"team":"web"},"request":{"url":"https://shop.example/checkout","method":"POST",
     "headers":{"User-Agent":"Mozilla (compatible; Seekbot/1.0)"},"data":{"article":7}},
     "exception":{"values":[{"type":"KeyError","value":"'price'","mechanism":{"type":"generic","handled":false},
     "stacktrace":{"frames":[{"module":"shop.web","function":"checkout","vars":{"basket":"[1]"}},
     {"module":"shop.price","function":"total","vars":{"sum":"2"}}]}}]}}
    """

  private func fate(_ text: String, of json: String = json, id: UInt64 = 7) throws -> EventRules.Fate {
    let body = try JSONReader.value(of: json.utf8)
    let reader = SentryProtocol()
    let event = reader.event(from: body, id: EventID(high: 1, low: id), received: Timestamp(seconds: 1_795_230_940))
    return try rules(text).fate(of: event, body: body, reader)
  }

  /// What is kept; fails where nothing is.
  private func kept(_ text: String, of json: String = json) throws -> (event: ErrorEvent, body: JSONValue) {
    guard case .kept(let event, let body) = try fate(text, of: json) else { throw Dropped() }
    return (event, body)
  }

  private struct Dropped: Error {}

  @Test("without a rule that fits, an event stays as it was sent")
  func untouched() throws {
    let body = try JSONReader.value(of: EventRulesTests.json.utf8)
    #expect(try kept("").body == body)
    #expect(try kept("environment:production -> drop\n!logger:* -> level=info").body == body)
  }

  @Test(
    "conditions on what an event says once",
    arguments: [
      "environment:load-*", "release:1.*", "transaction:/checkout", "platform:python", "server:web-?", "sdk:sentry.*",
      "url:*/CHECKOUT*", "headers.user-agent:*bot*", "headers.User-Agent:*SEEKBOT*", "handled:no", "!handled:yes",
      "logger:shop.* environment:load-test function:total",
    ])
  func conditions(_ condition: String) throws {
    #expect(try fate(condition + " -> drop") == .dropped(by: ".tracker/errors/events:1"))
    #expect(try fate("!release:1.2 \(condition) -> drop") != .dropped(by: ".tracker/errors/events:1"))
  }

  @Test("values are set where the sender has them, for every later reader of the body")
  func setting() throws {
    let (event, body) = try kept(
      "logger:shop.web -> level=warning, tags.team=\"{{ logger }} {{ transaction }}\", tags.new=1, environment=test")
    #expect(event.level == .warning && event.environment == "test")
    #expect(event.tags == [EventTag("team", "shop.web /checkout"), EventTag("new", "1")])
    let again = SentryProtocol().event(from: body, id: event.id, received: event.received)
    #expect(again == event)
  }

  @Test(
    "tags are set in pairs too, and where there were none", arguments: [#"[["team","web"],["a","b"]]"#, "[]", "{}"])
  func pairs(_ tags: String) throws {
    let event = try kept("level:error -> tags.team=x", of: #"{"message":"m","tags":\#(tags)}"#).event
    #expect(event.tags.filter { $0.name == "team" } == [EventTag("team", "x")])
    #expect(event.tags.contains(EventTag("a", "b")) == tags.contains("\"a\""))
    #expect(try kept("level:error -> tags.team=x", of: #"{"message":"m"}"#).event.tags == [EventTag("team", "x")])
  }

  @Test("what is removed is in the body no more, in any item of a list")
  func removing() throws {
    let (event, body) = try kept(
      "url:*checkout -> remove=request.data, remove=exception.values.stacktrace.frames.vars, remove=tags.team")
    let text = body.serialized()
    for gone in ["article", "basket", "sum", "team"] { #expect(!text.contains(gone), "\(gone)") }
    #expect(event.exceptions.first?.frames.map(\.function) == ["total", "checkout"])
    #expect(event.request?.method == "POST")
  }

  @Test("each rule sees what those above it changed, and a dropped event is dropped by the first that says so")
  func order() throws {
    #expect(
      try fate("level:error -> level=info\nlevel:error -> drop\nlevel:info -> drop\nlevel:info -> drop")
        == .dropped(by: ".tracker/errors/events:3"))
  }

  @Test("a sample has its share of the events, and the same ones each time")
  func sampling() throws {
    func count(_ share: String) throws -> Int {
      var random = SplitMix64(seed: 5)
      return try (0..<2_000).count { _ in
        if case .kept = try fate("level:error -> sample=\(share)", id: random.next()) { true } else { false }
      }
    }
    #expect(try count("0") == 0 && count("100%") == 2_000 && count("1") == 2_000)
    let quarter = try count("25%")
    #expect((400...600).contains(quarter))
    #expect(try count("0.25") == quarter)
  }

  /// A line, with `‹›` around what is wrong in it, and the message.
  static let mistakes: [(String, String)] = [
    ("level:error‹›", "'->' and what follows it are missing"),
    ("‹-›> drop", "a condition is missing before '->'"),
    ("level:error ->‹›", "an action is missing"),
    ("level:error -> drop,‹›", "an action is missing"),
    ("level:error -> drop ‹l›evel=info", "a comma is missing between two actions"),
    ("level:error -> ‹dorp›", "'dorp' is no action; did you mean 'drop'?"),
    ("level:error -> ‹levle›=info", "'levle' is no action; did you mean 'level'?"),
    ("level:error -> ‹user›=x", "'user' is no action"),
    ("level:error -> level=‹high›", "this is no level"),
    ("level:error -> level=‹›", "a value is missing behind '='"),
    ("level:error -> sample=‹2›", "this is no share of the events"),
    ("level:error -> sample=‹nan›", "this is no share of the events"),
    ("level:error -> sample=‹-1%›", "this is no share of the events"),
    ("level:error -> remove=‹a..b›", "names are missing between the points"),
    ("level:error -> tags.a=‹\"x›", "the quotes aren't closed"),
    ("level:error -> tags.a=\"‹{{ default }}›\"", "'{{ default }}' is no text, so it stands alone"),
    ("‹relaese›:1 -> drop", "'relaese' is no condition; did you mean 'release'?"),
    ("handled:‹perhaps› -> drop", "'handled' is 'yes' or 'no'"),
  ]

  @Test("a line that is no rule is told with its place, and costs no other", arguments: mistakes)
  func mistake(_ marked: String, _ message: String) throws {
    try RuleMistakes.expect(marked, message, path: EventRulesTests.path, good: "level:error -> drop") {
      let found = EventRules.parse(text: $0, path: $1)
      return (found.rules.rules.map(\.place), found.diagnostics)
    }
  }
}
