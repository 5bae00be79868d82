import Testing
import VireoEvents
import VireoModel

@Suite("From an event to its groups")
struct GroupingTests {
  private let shop = Make.frame(
    "shop.pricing", "total", path: "/srv/shop/pricing.py", line: 16, text: "  raise  Error( 1 )")
  private let lib = Make.frame("flask.app", "run", path: "/v/lib/python3.11/site-packages/flask/app.py", line: 9)

  private func frames(_ event: ErrorEvent, _ variant: GroupingVariant.Name = .system) -> [GroupingComponent] {
    Grouping.result(of: event).variants.first { $0.name == variant }?.component.all(.frame) ?? []
  }

  @Test("hashes are digests whose bytes are known, and read from their own text alone")
  func hashes() throws {
    // echo -n abc | b2sum -l 128
    #expect(GroupingHash(of: Array("abc".utf8)).description == "cf4ab791c62b8d2b2109c90275287816")
    let text = "0123456789abcdef00000000000000ff"
    #expect(GroupingHash(text)?.description == text)
    for wrong in ["", "0123456789ABCDEF00000000000000ff", text + "0", String(text.dropLast()), "g" + text.dropFirst()] {
      #expect(GroupingHash(wrong) == nil, "\(wrong)")
    }
  }

  @Test("values that are divided otherwise give other hashes")
  func separation() {
    func hash(_ type: String?, _ value: String?) -> [GroupingHash] {
      Make.event("python", [Make.exception(type, value)]).groups
    }
    #expect(hash("ab", "c") != hash("a", "bc"))
    #expect(hash("abc", nil) != hash(nil, "abc"))
    var event = Make.event()
    event.fingerprint = ["ab", "c"]
    var other = event
    other.fingerprint = ["a", "bc"]
    #expect(event.groups != other.groups)
    other.fingerprint = ["ab", "c", ""]
    #expect(event.groups != other.groups)
    // Whatever byte stands between values, a value may hold it.
    for byte in UInt8(0)..<0x80 {
      let mark = String(decoding: [byte], as: UTF8.self)
      event.fingerprint = ["a\(mark)b", "c"]
      other.fingerprint = ["a", "b\(mark)c"]
      #expect(event.groups != other.groups, "\(byte)")
    }
  }

  @Test("where the program's frames are all there is, one hash is enough")
  func oneHash() {
    #expect(Make.event("python", [Make.exception("E", "v", [shop])]).groups.count == 1)
    #expect(Make.event("python", [Make.exception("E", "v", [lib])]).groups.count == 1)
    #expect(Make.event("python", [Make.exception("E", "v", [lib, shop])]).groups.count == 2)
    #expect(Make.event("python", [Make.exception("E", "v")]).groups.count == 1)
    #expect(Make.event().groups.count == 1)
  }

  @Test("the value counts where there are no frames, and only there")
  func values() {
    func event(_ value: String, _ frames: [EventFrame]) -> ErrorEvent {
      Make.event("python", [Make.exception("E", value, frames)])
    }
    #expect(event("a", [shop]).joins(event("b", [shop])))
    #expect(!event("a", []).joins(event("b", [])))
    #expect(event("order 7", []).joins(event("order 8", [])))
    // A cause whose frames are a library's beside one with the program's.
    func chain(_ value: String) -> ErrorEvent {
      Make.event("python", [Make.exception("E", "v", [lib, shop]), Make.exception("F", value, [lib])])
    }
    #expect(chain("/api/joe").joins(chain("/api/ann")))
  }

  @Test("what an SDK made up for a stack has no class, and an error of Apple's systems is told by domain and code")
  func mechanisms() {
    var made = Make.exception("E", "a", [shop])
    made.mechanism = EventMechanism()
    made.mechanism?.isSynthetic = true
    var other = made
    other.type = "F"
    #expect(Make.event("python", [made]).joins(Make.event("python", [other])))
    #expect(Grouping.result(of: Make.event("python", [made])).title == "a")
    var apple = Make.exception("NSError", "file 7 is missing")
    apple.mechanism = EventMechanism()
    apple.mechanism?.systemError = "NSCocoaErrorDomain 4"
    var same = apple
    same.value = "something else"
    #expect(Make.event("cocoa", [apple]).joins(Make.event("cocoa", [same])))
    same.mechanism?.systemError = "NSCocoaErrorDomain 5"
    #expect(!Make.event("cocoa", [apple]).joins(Make.event("cocoa", [same])))
  }

  @Test("the first part that says something wins: exceptions, the only thread, the event's frames, template, message")
  func strategies() throws {
    var event = Make.message("hello 7")
    func kind() -> GroupingComponent.Name? { Grouping.result(of: event).variants.first?.component.name }
    #expect(kind() == .message)
    event.template = Make.frame(nil, nil, path: "cart.html", text: "{{ total }}")
    #expect(kind() == .template)
    event.frames = [shop]
    #expect(kind() == .stack)
    var thread = EventThread()
    thread.frames = [shop]
    event.threads = [thread, EventThread()]
    #expect(kind() == .thread)
    event.threads = [thread, thread]
    #expect(kind() == .stack)
    event.threads[1].isCurrent = true
    #expect(kind() == .thread)
    event.threads[0].isCurrent = true
    #expect(kind() == .stack)
    event.threads[0].isCrashed = true
    #expect(kind() == .thread)
    event.exceptions = [Make.exception(nil)]
    #expect(kind() == .thread)
    event.exceptions = [Make.exception("E")]
    #expect(kind() == .exception)
    event.exceptions = [Make.exception("E"), Make.exception("F")]
    #expect(kind() == .exceptions)
    event.security = SecurityReport(directive: "img-src", blocked: "https://a.example/x")
    #expect(kind() == .security)
    // A thread around a stack changes nothing.
    var plain = Make.event()
    plain.frames = [shop]
    var threaded = Make.event()
    threaded.threads = [thread]
    #expect(plain.groups == threaded.groups)
  }

  @Test("a message is told by its template where the sender keeps it")
  func templates() {
    #expect(Make.message("a for Max", template: "a for %s").joins(Make.message("a for Ann", template: "a for %s")))
    #expect(!Make.message("a for Max").joins(Make.message("a for Ann")))
    #expect(Make.message("a for 7").joins(Make.message("a for 8")))
  }

  @Test("reports of a browser's policy are told by directive and host, and the page's own host is one word")
  func security() {
    func event(_ directive: String, _ blocked: String, _ document: String? = "https://shop.example/a") -> ErrorEvent {
      var event = Make.event("javascript")
      event.kind = .security
      event.security = SecurityReport(directive: directive, blocked: blocked, document: document)
      return event
    }
    #expect(event("img-src", "https://evil.example/1.png").joins(event("img-src", "https://EVIL.example:443/2.png?x")))
    #expect(!event("img-src", "https://evil.example/").joins(event("img-src", "https://good.example/")))
    #expect(!event("img-src", "https://evil.example/").joins(event("font-src", "https://evil.example/")))
    #expect(event("img-src", "https://shop.example/x").joins(event("img-src", "")))
    #expect(event("img-src", "data:image/png;base64,AA").joins(event("img-src", "data")))
    #expect(
      Grouping.result(of: event("img-src", "https://u@evil.example/")).title == "img-src: evil.example was blocked")
  }

  @Test("lines, paths and bundles' addresses do not count; module, file, function and the line's text do")
  func frameParts() {
    func joins(_ platform: String, _ left: EventFrame, _ right: EventFrame) -> Bool {
      Make.event(platform, [Make.exception("E", "v", [left])]).joins(
        Make.event(platform, [Make.exception("E", "v", [right])]))
    }
    let frame = Make.frame("m", "f", path: "/srv/releases/20261121/a.py", line: 7, text: "x = 1")
    var other = Make.frame("m", "f", path: "C:\\app\\A.py", line: 9, text: "\tx  =  1 ")
    #expect(joins("python", frame, other))
    other.source?.line = "x = 2"
    #expect(!joins("python", frame, other))
    #expect(joins("java", frame, other))
    other.source?.line = "x = 1"
    other.function = "g"
    #expect(!joins("python", frame, other))
    #expect(joins("python", Make.frame(nil, "f", path: "/a/b.py"), Make.frame(nil, "f", path: "/c/B.PY")))
    #expect(!joins("python", Make.frame(nil, "f", path: "/a/b.py"), Make.frame(nil, "f", path: "/a/c.py")))
    #expect(
      joins(
        "javascript", Make.frame(nil, "f", path: "https://a.example/1.js"),
        Make.frame(nil, "f", path: "https://b.example/2.js")))
    let long = String(repeating: "x", count: 121)
    #expect(joins("python", Make.frame("m", "f", text: long), Make.frame("m", "f", text: long + "y")))
  }

  @Test("a recursion counts once, however deep, whether one function calls itself or several each other")
  func recursion() {
    func event(_ frames: [EventFrame]) -> ErrorEvent {
      Make.event("python", [Make.exception("RecursionError", "deep", frames)])
    }
    let ring = (0..<5).map { Make.frame("m", "f\($0)", line: $0 + 1) }
    let outer = [Make.frame("m", "main", line: 99)]
    for length in [1, 2, 3, 5] {
      let part = Array(ring[..<length])
      func deep(_ rounds: Int, _ tail: Int) -> ErrorEvent {
        let all = Array(repeatElement(part, count: rounds).joined())
        return event(Array(all.dropFirst(tail)) + outer)
      }
      #expect(deep(40, 0).groups == deep(41, 0).groups, "\(length)")
      #expect(deep(40, 0).groups == deep(40, length - 1).groups, "\(length)")
      #expect(deep(40, 0).groups == deep(1, 0).groups, "\(length)")
    }
    let other = event([Make.frame("m", "g", line: 1)] + outer)
    #expect(event([ring[0]] + outer).groups != other.groups)
    // Another line of the same function is no repetition.
    #expect(
      event([Make.frame("m", "f", line: 1), Make.frame("m", "f", line: 2)]).groups
        != event([Make.frame("m", "f", line: 1)]).groups)
  }

  @Test("frames without meaning are left out: comprehensions, code of an eval, a bare address, the SDK's own")
  func silentFrames() {
    let comprehension = Make.frame("shop.pricing", "<listcomp>", path: "/srv/shop/pricing.py", line: 16)
    #expect(
      Make.event("python", [Make.exception("E", "v", [comprehension, shop])]).groups
        == Make.event("python", [Make.exception("E", "v", [shop])]).groups)
    #expect(
      frames(Make.event("javascript", [Make.exception("E", "v", [Make.frame(nil, "eval", path: "/a.js")])])).allSatisfy
      { !$0.contributes })
    let bare = Make.frame(nil, nil, path: "https://a.example/1.js")
    #expect(
      Make.event("javascript", [Make.exception("E", "v", [bare])]).groups
        == Make.event("javascript", [Make.exception("E", "v")]).groups)
    let sdk = Make.frame("sentry_sdk.api", "capture_message", path: "/v/sentry_sdk/api.py")
    #expect(
      Make.event("python", [Make.exception("E", "v", [sdk, shop])]).groups
        == Make.event("python", [Make.exception("E", "v", [shop])]).groups)
  }

  @Test("titles are one line of 256 characters at most")
  func titles() {
    func title(_ type: String?, _ value: String?) -> String {
      Grouping.result(of: Make.event("python", [Make.exception(type, value)])).title
    }
    #expect(title("E", "\n\n a \r\nb") == "E: a")
    #expect(title("E", "") == "E")
    #expect(title(nil, "v") == "v")
    #expect(title("E", String(repeating: "é", count: 300)) == "E: " + String(repeating: "é", count: 252) + "…")
    #expect(title("E", "e" + String(repeating: "\u{301}", count: 100_000)).unicodeScalars.count == 256)
    #expect(Grouping.result(of: Make.event()).title == "unnamed error")
    #expect(Grouping.result(of: Make.message("  a 7\nb")).title == "a 7")
  }

  @Test("the place is the failing call of the program, else what the event calls it, else the failing call")
  func culprits() {
    func culprit(_ change: (inout ErrorEvent) -> Void) -> String? {
      var event = Make.event("python", [Make.exception("E", "v", [lib, shop])])
      change(&event)
      return Grouping.result(of: event).culprit
    }
    #expect(culprit { _ in } == "/srv/shop/pricing.py in total")
    #expect(culprit { $0.transaction = "checkout" } == "/srv/shop/pricing.py in total")
    #expect(
      culprit {
        $0.exceptions[0].frames = [lib]; $0.transaction = "checkout"; $0.culprit = "c"
      } == "checkout")
    #expect(
      culprit {
        $0.exceptions[0].frames = [lib]; $0.culprit = "c"
      } == "c")
    #expect(culprit { $0.exceptions[0].frames = [lib] } == "/v/lib/python3.11/site-packages/flask/app.py in run")
    #expect(culprit { $0.exceptions[0].frames = [] } == nil)
  }

  @Test("a sender's fingerprint decides, and {{ default }} in it divides the usual groups")
  func fingerprints() {
    var event = Make.event("python", [Make.exception("E", "order 7", [lib, shop])])
    let usual = event.groups
    event.fingerprint = ["{{ default }}"]
    #expect(event.groups == usual)
    event.fingerprint = ["{{default}}"]
    #expect(event.groups == usual)
    event.fingerprint = ["checkout"]
    let own = event.groups
    #expect(own.count == 1 && own != usual)
    event.fingerprint = ["{{ default }}", "tenant-7"]
    #expect(event.groups.count == 2 && Set(event.groups).isDisjoint(with: usual))
    // Whatever else is different, the fingerprint is the same.
    var other = Make.event("java", [Make.exception("F", "x")])
    other.fingerprint = ["checkout"]
    #expect(other.groups == own)
    // Variables stand for the event's values, and what is none for itself.
    event.fingerprint = ["{{ error.type }}"]
    other.fingerprint = ["E"]
    #expect(event.groups == other.groups)
    event.fingerprint = ["{{ nothing }}"]
    other.fingerprint = ["{{ nothing }}"]
    #expect(event.groups == other.groups)
    // A message as a fingerprint would make a group of every number.
    event.fingerprint = ["order 7"]
    var next = event
    next.exceptions[0].value = "order 8"
    next.fingerprint = ["order 8"]
    #expect(event.groups == next.groups)
  }
}
