import Testing
import VireoEvents
import VireoModel

@Suite("A project's rules for fingerprints")
struct FingerprintRulesTests {
  private static let path = ".tracker/errors/fingerprints"

  private func rules(_ text: String) throws -> FingerprintRules {
    let (rules, diagnostics) = FingerprintRules.parse(text: text, path: FingerprintRulesTests.path)
    #expect(diagnostics.map { DiagnosticFormatter.human($0) } == [])
    return rules
  }

  private var event: ErrorEvent {
    let frames = [
      Make.frame("flask.app", "run", path: "/v/site-packages/flask/app.py"),
      Make.frame("shop.pricing", "total", path: "/srv/shop/pricing.py", inApp: true),
      Make.frame("shop.web", "checkout", path: "/srv/shop/web.py", inApp: true),
    ]
    var event = Make.event(
      "python", [Make.exception("PriceError", "no price for SKU 7", frames), Make.exception("KeyError", "'x'")])
    event.message = EventMessage(template: "failed for %s", text: "failed for Max")
    event.logger = "shop.payments"
    event.level = .fatal
    event.transaction = "checkout"
    event.tags = [EventTag("server", "canary-1"), EventTag("a b", "c d")]
    return event
  }

  private func fits(_ conditions: String) throws -> Bool {
    Grouping.result(of: event, rules: try rules(conditions + " -> hit")).rule != nil
  }

  @Test("each condition looks at its part of the event")
  func conditions() throws {
    for hit in [
      "error.type:PriceError", "type:KeyError", "error.type:*Error", "error.value:\"NO PRICE for *\"", "value:*7",
      "message:\"failed for max\"", "message:\"failed for %s\"", "message:\"no price*\"", "logger:shop.*",
      "level:FATAL",
      "tags.server:canary-*", "\"tags.a b\":\"c d\"", "stack.abs_path:**/shop/*.py", "path:/SRV/**",
      "stack.module:shop.*",
      "module:flask.app", "stack.function:tot?l", "function:total", "family:other", "family:native,other", "app:yes",
      "app:no",
      "!error.type:Nothing", "!tags.nothing:*", "!app:yes", "error.type:PriceError error.value:*SKU*",
      "module:shop.pricing function:total app:yes", "!module:shop.* function:run",
    ] { #expect(try fits(hit), "\(hit)") }
    for miss in [
      "error.type:priceerror", "error.type:Price", "value:nothing", "message:Max", "logger:Shop.*", "level:error",
      "tags.server:prod", "tags.nothing:*", "path:/srv/*.py", "module:shop", "function:TOTAL", "family:javascript",
      "package:*",
      "!level:fatal", "error.type:PriceError error.value:\"'x'\"", "module:shop.pricing function:checkout",
      "module:flask.app app:yes", "!error.type:*",
    ] { #expect(try !fits(miss), "\(miss)") }
  }

  @Test("where there is no exception and no frame, only a negated condition on them holds")
  func nothingThere() throws {
    let message = Make.message("hello")
    func fits(_ conditions: String) throws -> Bool {
      Grouping.result(of: message, rules: try rules(conditions + " -> hit")).rule != nil
    }
    #expect(try fits("!error.type:E"))
    #expect(try !fits("error.type:*"))
    #expect(try !fits("app:yes"))
  }

  @Test("the first rule that fits wins, over the sender's fingerprint too, and says where it stands")
  func firstWins() throws {
    var event = event
    event.fingerprint = ["sender"]
    let rules = try rules("# a comment\n\n  error.type:Nothing -> a\nerror.type:PriceError -> b\nlevel:fatal -> c\n")
    let result = Grouping.result(of: event, rules: rules)
    #expect(result.rule == ".tracker/errors/fingerprints:4")
    event.fingerprint = ["b"]
    #expect(result.hashes == event.groups)
    #expect(result.variants.map(\.name) == [.custom])
  }

  private func values(_ fingerprint: String) throws -> [String?] {
    Grouping.result(of: event, rules: try rules("level:fatal -> " + fingerprint)).variants.first?.component.all(.value)
      .map(\.text) ?? []
  }

  @Test("variables stand for the event's values, messages without what varies")
  func variables() throws {
    for (name, value) in [
      ("transaction", "checkout"), ("error.type", "PriceError"), ("type", "PriceError"),
      ("error.value", "no price for SKU <int>"), ("value", "no price for SKU <int>"), ("stack.function", "total"),
      ("function", "total"), ("stack.abs_path", "/srv/shop/pricing.py"), ("path", "/srv/shop/pricing.py"),
      ("stack.filename", "/srv/shop/pricing.py"), ("stack.module", "shop.pricing"), ("module", "shop.pricing"),
      ("stack.package", "<no-package>"), ("package", "<no-package>"), ("logger", "shop.payments"), ("level", "fatal"),
      ("message", "failed for %s"), ("tags.server", "canary-1"), ("tags.nothing", "<no-tag-nothing>"),
    ] {
      #expect(try values("{{ \(name) }}") == [value], "\(name)")
      #expect(try values("x-{{\(name)}}-y") == ["x-\(value)-y"], "\(name)")
    }
    #expect(try values("a, \"b, c\" ,{{ level }}") == ["a", "b, c", "fatal"])
    #expect(try values("\"say \\\"x\\\"\"") == ["say \"x\""])
  }

  @Test("{{ default }} divides the usual groups")
  func algorithm() throws {
    let usual = event.groups
    let divided = Grouping.result(of: event, rules: try rules("level:fatal -> {{ default }}, {{ transaction }}")).hashes
    #expect(divided.count == usual.count && Set(divided).isDisjoint(with: usual))
    #expect(Grouping.result(of: event, rules: try rules("level:fatal -> {{ default }}")).hashes == usual)
  }

  @Test("a rule gives a title")
  func titles() throws {
    func title(_ text: String) throws -> String {
      Grouping.result(of: event, rules: try rules("level:fatal -> x title=\"\(text)\"")).title
    }
    #expect(try title("Error of {{ logger }}") == "Error of shop.payments")
    #expect(try title("") == "PriceError: no price for SKU 7")
    #expect(try title("say \\\"x\\\"") == "say \"x\"")
  }

  /// A line, with `‹›` around what is wrong in it, and the message.
  static let mistakes: [(String, String)] = [
    ("‹error.typ›:x -> y", "'error.typ' is no condition; did you mean 'error.type'?"),
    ("‹foo› -> y", "a condition is 'name:pattern'"),
    ("error.type:‹ ›-> y", "a pattern is missing behind 'error.type:'"),
    ("error.type:x‹›", "'->' and what follows it are missing"),
    ("error.type:x ->‹›", "a fingerprint is missing behind '->'"),
    ("‹-›> y", "a condition is missing before '->'"),
    ("error.type:x -> a ‹b›", "a comma is missing between two values"),
    ("error.type:x -> a,‹›", "a value is missing behind the comma"),
    ("error.type:x -> a, ‹,›b", "a value is missing before the comma"),
    ("error.type:‹\"x -> y›", "the quotes aren't closed"),
    ("error.type:x -> {{ ‹typo› }}", "'typo' is no variable; did you mean 'type'?"),
    ("error.type:x -> ‹{{› typ", "the braces aren't closed"),
    ("error.type:x -> \"‹{{› typ\"", "the braces aren't closed"),
    ("error.type:x -> ‹a-{{ default }}›", "'{{ default }}' is no text, so it stands alone"),
    ("error.type:x -> ‹{{ }}›", "'' is no variable"),
    ("error.type:x -> y ‹colour›=\"z\"", "'colour' is no attribute"),
    ("error.type:x -> y title=\"z\" ‹m›ore", "nothing can follow the title"),
    ("app:‹maybe› -> y", "'app' is 'yes' or 'no'"),
    ("family:native,‹ruby› -> y", "a family is 'javascript', 'native' or 'other'"),
    ("path:a‹[›b -> y", "the bracket isn't closed"),
    ("é:x -> y", "'é' is no condition"),
    ("message:\"ünï ‹{›a,b}\" -> y", "a choice in braces isn't read"),
    ("‹tags.›:x -> y", "'tags.' is no condition"),
  ]

  @Test("a line that is no rule is told with its place, and costs no other", arguments: mistakes)
  func mistake(_ marked: String, _ message: String) throws {
    try RuleMistakes.expect(marked, message, path: FingerprintRulesTests.path, good: "error.type:a -> a") {
      let found = FingerprintRules.parse(text: $0, path: $1)
      return (found.rules.rules.map(\.place), found.diagnostics)
    }
  }

  @Test("line ends of Windows, a byte order mark and an empty file are read")
  func lineEnds() throws {
    #expect(try rules("\u{FEFF}error.type:a -> a\r\n# b\r\n\r\nerror.type:c -> c, d\r\n").rules.count == 2)
    #expect(try rules("").rules.isEmpty)
  }

  @Test("a file that holds no rules at all gives a hundred mistakes and a word on the others")
  func manyMistakes() {
    let (rules, diagnostics) = FingerprintRules.parse(
      text: String(repeating: "x\n", count: 500), path: FingerprintRulesTests.path)
    #expect(rules.rules.isEmpty && diagnostics.count == 101)
    #expect(diagnostics.last?.message == "this and perhaps more lines are no rules")
  }
}
