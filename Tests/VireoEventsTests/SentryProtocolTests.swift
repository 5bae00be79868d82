import Testing
import VireoEvents
import VireoModel
import VireoTestSupport

@Suite("Sentry's protocol")
struct SentryProtocolTests {
  private let reader = SentryProtocol()

  @Test("what real SDKs sent is read as an independent reader reads it")
  func recorded() throws {
    var count = 0
    for facts in try RecordedRequest.facts() {
      let request = try RecordedRequest(try #require(facts["request"]?.filledText))
      let endpoint = try #require(reader.endpoint(of: request.head), "\(request.name)")
      #expect(endpoint.project == facts["project"]?.wholeNumber, "\(request.name)")
      #expect(endpoint.key == facts["key"]?.filledText, "\(request.name)")
      #expect(endpoint.client == facts["client"]?.filledText, "\(request.name)")
      let plain = try BodyDecoder(limit: 1 << 20).decoded(
        request.body, encoding: request.head.header("content-encoding"))
      #expect(plain.count == facts["bytes"]?.wholeNumber, "\(request.name)")
      let items = try reader.items(of: plain, to: endpoint)
      #expect(items.map(type) == facts["items"]?.items.map(\.shownText), "\(request.name)")
      let events = try request.events()
      #expect(events.map(self.facts) == facts["events"]?.items, "\(request.name)")
      count += events.count
    }
    #expect(count > 90)
  }

  private func type(of item: IntakeItem) -> String {
    switch item {
    case .event: "event"
    case .attachment: "attachment"
    case .record(.checkIn, _): "check_in"
    case .record(.clientReport, _): "client_report"
    case .record(.feedback, _): "user_report"
    case .record(let kind, _): kind.rawValue
    case .dropped(let type, _): type
    case .broken(let type, let reason): "\(type): \(reason)"
    }
  }

  private func facts(_ event: ErrorEvent) -> JSONValue {
    func failing(_ exception: EventException) -> JSONValue {
      guard let frame = exception.frames.first else { return .text("") }
      return .text("\(frame.filename ?? "nil"):\(frame.line.map(String.init) ?? "nil") \(frame.function ?? "nil")")
    }
    return .object([
      .init("id", .text(event.id.description)), .init("level", .text(event.level.rawValue)),
      .init("types", .array(event.exceptions.map { JSONValue($0.type) })),
      .init("values", .array(event.exceptions.map { JSONValue($0.value) })),
      .init("frames", .array(event.exceptions.map { .int(Int64($0.frames.count)) })),
      .init("failing", .array(event.exceptions.map(failing))),
      .init("breadcrumbs", .int(Int64(event.breadcrumbs.count))), .init("user", JSONValue(event.user?.id)),
      .init("release", JSONValue(event.release)), .init("environment", JSONValue(event.environment)),
      .init("server", JSONValue(event.server)), .init("fingerprint", JSONValue(event.fingerprint)),
      .init("tags", JSONValue(event.tags.map(\.name).sorted())),
    ])
  }

  private func endpoint(_ path: String, query: String = "", header: EventTag? = nil) -> IntakeEndpoint? {
    reader.endpoint(of: IntakeRequest(method: "POST", path: path, query: query, headers: header.map { [$0] } ?? []))
  }

  @Test("a key is found in either header and in the query, in any order, and a prefix of the path does no harm")
  func keys() {
    let new = endpoint(
      "/api/7/envelope/", header: EventTag("x-sentry-auth", "Sentry sentry_version=7, sentry_key=k1,sentry_client=a/1"))
    #expect(new == IntakeEndpoint(purpose: .envelope, project: 7, key: "k1", client: "a/1"))
    let prefixed = endpoint("/ingest/v1/api/42/store", header: EventTag("authorization", "Sentry sentry_key=k2"))
    #expect(prefixed == IntakeEndpoint(purpose: .store, project: 42, key: "k2"))
    #expect(endpoint("/api/7/store/", query: "sentry_version=7&sentry_key=k%333")?.key == "k33")
    #expect(endpoint("/api/7/envelope/")?.key == nil)
    #expect(endpoint("/api/7/envelope/", header: EventTag("authorization", "Bearer x"))?.key == nil)
  }

  @Test(
    "other paths belong to others",
    arguments: ["/", "/api/7/", "/api/x/store/", "/api/-1/store/", "/api/7/unknown/", "/7/store/", "/api/../store/"])
  func otherPaths(_ path: String) { #expect(endpoint(path) == nil) }

  @Test("a project that no number can hold is none")
  func hugeProject() { #expect(endpoint("/api/99999999999999999999/store/") == nil) }

  private func items(_ body: String) throws -> [IntakeItem] {
    try reader.items(of: Array(body.utf8), to: IntakeEndpoint(purpose: .envelope, project: 1, key: nil))
  }

  private let event = IntakeItem.event(.object([.init("message", .text("m"))]), id: nil)

  @Test("items have a length or end with their line, and the last line end may be missing")
  func framing() throws {
    #expect(try items("{}\n{\"type\":\"event\",\"length\":15}\n{\"message\":\"m\"}\n") == [event])
    #expect(try items("{}\n{\"type\":\"event\"}\n{\"message\":\"m\"}") == [event])
    #expect(try items("{}\r\n{\"type\":\"event\"}\r\n{\"message\":\"m\"}\r\n") == [event])
    #expect(try items("{}\n\n\n{\"type\":\"event\"}\n{\"message\":\"m\"}\n\n") == [event])
    #expect(try items("{}") == [])
    #expect(try items("{}\n") == [])
  }

  @Test("what looks like an item within an attachment is the attachment's")
  func attachment() throws {
    let body =
      "{}\n{\"type\":\"attachment\",\"filename\":\"a\",\"length\":17}\n{\"type\":\"event\"}\n\n"
      + "{\"type\":\"event\"}\n{\"message\":\"m\"}\n"
    #expect(
      try items(body) == [
        .attachment(EventAttachment(filename: "a", size: 17)), event,
      ])
    #expect(
      try items("{}\n{\"type\":\"attachment\",\"length\":0}\n\n{\"type\":\"event\"}\n{\"message\":\"m\"}")
        == [.attachment(EventAttachment(filename: "attachment", size: 0)), event])
  }

  @Test("an item that lies of its length costs no item before it")
  func lyingLength() throws {
    let good = "{}\n{\"type\":\"event\"}\n{\"message\":\"m\"}\n"
    let early = IntakeItem.broken(type: "event", reason: "the body ends before the item does")
    #expect(try items(good + "{\"type\":\"event\",\"length\":99}\n{}") == [event, early])
    #expect(try items(good + "{\"type\":\"event\",\"length\":9223372036854775807}\n{}") == [event, early])
    #expect(try items(good + "{\"type\":\"event\",\"length\":-1}\n{}") == [event, early])
    #expect(try items(good + "{\"type\":\"event\",\"length\":1e300}\n{}") == [event, early])
    guard case .broken(type: "event", _)? = try items("{}\n{\"type\":\"event\",\"length\":1}\n{}\n").first else {
      Testing.Issue.record("a length that is too short is not told")
      return
    }
  }

  @Test("types that are not known are counted, and do not cost the others")
  func unknownType() throws {
    #expect(
      try items("{}\n{\"type\":\"hologram\",\"item_count\":3}\n!!\n{\"type\":\"event\"}\n{\"message\":\"m\"}")
        == [.dropped(type: "hologram", count: 3), event])
    #expect(
      try items("{}\n{}\n!!\n{\"type\":7}\n!!") == [
        .dropped(type: "unknown", count: 1), .dropped(type: "unknown", count: 1),
      ])
  }

  @Test(
    "an envelope without a header that can be read is refused",
    arguments: ["", "\n", "[]\n", "nonsense\n", "{\n", "\u{1}\n"])
  func noHeader(_ body: String) {
    #expect(throws: IntakeRefusal.self) { try items(body) }
  }

  @Test("an item that is too large is refused before it is read")
  func largeItem() {
    let nested = String(repeating: "[", count: IntakeItem.sizeLimit + 1)
    for body in ["{}\n{\"type\":\"event\"}\n" + nested, "{}\n{\"type\":\"log\"}\n" + nested] {
      #expect(throws: IntakeRefusal.tooLarge(limit: IntakeItem.sizeLimit)) { try items(body) }
    }
    #expect(throws: IntakeRefusal.tooLarge(limit: IntakeItem.sizeLimit)) {
      try reader.items(of: Array(nested.utf8), to: IntakeEndpoint(purpose: .store, project: 1, key: nil))
    }
  }

  @Test("more than a thousand items are refused before any is read")
  func manyItems() throws {
    func body(_ count: Int) -> String { "{}\n" + String(repeating: "{}\n\n", count: count) }
    #expect(try items(body(1000)).count == 1000)
    #expect(throws: IntakeRefusal.malformed("there are more than 1000 items")) { try items(body(100_000)) }
  }

  @Test("the envelope's own address tells the key where the request has none")
  func keyInBody() {
    #expect(reader.key(in: Array("{\"dsn\":\"http://abc:secret@127.0.0.1/7\"}\n".utf8)) == "abc")
    #expect(reader.key(in: Array("{\"dsn\":\"http://127.0.0.1/7\"}\n".utf8)) == nil)
    #expect(reader.key(in: Array("nonsense".utf8)) == nil)
  }

  private func event(_ json: String, received: Int64 = 1_800_000_000) throws -> ErrorEvent {
    reader.event(
      from: try JSONReader.value(of: json.utf8), id: EventID(high: 1, low: 2), received: Timestamp(seconds: received))
  }

  @Test("exceptions come as an object of values, a list, or one alone; so do breadcrumbs, and tags as pairs")
  func shapes() throws {
    for shape in [#"{"values":[{"type":"E"}]}"#, #"[{"type":"E"}]"#, #"{"type":"E"}"#] {
      #expect(try event(#"{"exception":\#(shape)}"#).exceptions.map(\.type) == ["E"])
      #expect(try event(#"{"breadcrumbs":\#(shape)}"#).breadcrumbs.map(\.type) == ["E"])
    }
    let tags = [EventTag("a", "1"), EventTag("b", "")]
    #expect(try event(#"{"tags":{"a":1,"b":""}}"#).tags == tags)
    #expect(try event(#"{"tags":[["a",1],["b",""],["c"],7]}"#).tags == tags)
  }

  @Test("nothing that is missing or of a wrong type is in the way")
  func wrongTypes() throws {
    let names = [
      "event_id", "timestamp", "level", "platform", "logger", "message", "logentry", "exception", "threads",
      "stacktrace", "breadcrumbs", "tags", "user", "request", "contexts", "extra", "modules", "sdk", "fingerprint",
      "release", "type", "csp-report", "transaction",
    ]
    let values = [
      "null", "true", "0", "-1", "1e308", "\"\"", "\"x\"", "[]", "{}", "[null]", "[[]]", "[{}]", "{\"values\":7}",
      "{\"values\":[7,null,{}]}", "{\"frames\":[7,{}]}", "{\"x\":null}", "9223372036854775807", "-9223372036854775807",
      "1e19",
    ]
    for name in names {
      for value in values {
        let event = try event("{\"\(name)\":\(value)}")
        #expect(event.time.seconds > 0)
      }
    }
    var exception = try event(#"{"exception":{"type":7,"value":{"a":1},"stacktrace":{"frames":[{"lineno":-3}]}}}"#)
    #expect(exception.exceptions.first?.headline == #"7: {"a":1}"#)
    #expect(exception.exceptions.first?.frames.first?.line == nil)
    exception = try event(#"{"exception":{"type":"E","value":null}}"#)
    #expect(exception.exceptions.first?.headline == "E")
  }

  @Test("the sender's clock is believed within 30 days before and a minute after the arrival")
  func clock() throws {
    #expect(try event(#"{"timestamp":1799999000.75}"#).time.seconds == 1_799_999_000)
    #expect(try event(#"{"timestamp":"2027-01-15T07:00:00"}"#).time == Timestamp("2027-01-15T07:00:00Z"))
    #expect(try event(#"{"timestamp":"2020-01-01T00:00:00Z"}"#).time.seconds == 1_800_000_000)
    #expect(try event(#"{"timestamp":1800000061}"#).time.seconds == 1_800_000_000)
    #expect(try event(#"{"timestamp":9e18}"#).time.seconds == 1_800_000_000)
    #expect(try event("{}").time.seconds == 1_800_000_000)
  }

  @Test("values are put into a message by the server where the client did not")
  func messages() throws {
    let event = try event(#"{"logentry":{"message":"%s of %(x)s","params":["a"]}}"#)
    #expect(event.message == EventMessage(text: "%s of %(x)s"))
    #expect(
      try self.event(#"{"logentry":{"message":"%d%% of %-5.2f %r","params":[3,"2.50","q"]}}"#).message
        == EventMessage(template: "%d%% of %-5.2f %r", text: "3% of 2.50 q"))
    #expect(
      try self.event(#"{"logentry":{"message":"%(who)s left","params":{"who":"bob"}}}"#).message?.text == "bob left")
    #expect(
      try self.event(#"{"logentry":{"message":"a %s","params":[],"formatted":"a b"}}"#).message
        == EventMessage(template: "a %s", text: "a b"))
    #expect(try self.event(#"{"message":"plain %s"}"#).message == EventMessage(text: "plain %s"))
    #expect(try self.event(#"{"logentry":{"message":"100%"}}"#).message == EventMessage(text: "100%"))
  }

  @Test("what a browser's policy kept out is told by directive and address")
  func security() throws {
    let event = try event(
      #"{"csp-report":{"effective-directive":"img-src 'self'","blocked-uri":"https://evil.example","#
        + #""document-uri":"https://shop.example/"}}"#
    )
    #expect(event.kind == .security)
    #expect(
      event.security
        == SecurityReport(directive: "img-src", blocked: "https://evil.example", document: "https://shop.example/"))
  }

  @Test("replies are what the SDKs want, and raven is told of nothing that would silence it")
  func replies() {
    let new = IntakeEndpoint(purpose: .envelope, project: 1, key: "k", client: "sentry.python/2.75.0")
    let old = IntakeEndpoint(purpose: .store, project: 1, key: "k", client: "raven-python/6.10.0")
    let stored = reader.reply(to: .stored(EventID(high: 1, low: 2)), at: new)
    #expect(stored.status == 200)
    #expect(stored.body == #"{"id":"00000000000000010000000000000002"}"#)
    #expect(reader.reply(to: .stored(nil), at: new).body == "{}")
    #expect(reader.reply(to: .refused(.malformed("x")), at: new).status == 400)
    #expect(reader.reply(to: .refused(.malformed("x")), at: old).status == 200)
    let quota = reader.reply(to: .refused(.quota(seconds: 30)), at: new)
    #expect(quota.status == 429)
    #expect(quota.headers.contains(EventTag("retry-after", "30")))
    #expect(quota.headers.contains(EventTag("x-sentry-rate-limits", "30::key")))
    #expect(quota.headers.contains(EventTag("access-control-allow-origin", "*")))
    #expect(reader.reply(to: .refused(.keyRefused), at: old).status == 403)
    #expect(reader.reply(to: .refused(.noRoom), at: new).status == 507)
  }
}

@Suite("Identities of events")
struct EventIDTests {
  @Test("32 digits, with or without hyphens, in any case")
  func digits() {
    #expect(EventID("00FF00ff00ff00ff00ff00ff00ff00ff")?.description == "00ff00ff00ff00ff00ff00ff00ff00ff")
    #expect(EventID("00ff00ff-00ff-00ff-00ff-00ff00ff00ff")?.description == "00ff00ff00ff00ff00ff00ff00ff00ff")
  }

  @Test(
    "anything else is none",
    arguments: [
      "", "../../../../etc/passwd", "00ff00ff00ff00ff00ff00ff00ff00f", "00ff00ff00ff00ff00ff00ff00ff00ff0",
      "00ff00ff00ff00ff00ff00ff00ff00fg", "00ff00ff00ff00ff00ff00ff00ff00f\u{0}",
      "------------------------------------",
      "00ff00ff00ff00ff00ff00ff00ff00f٣",
    ])
  func others(_ text: String) { #expect(EventID(text) == nil) }
}
