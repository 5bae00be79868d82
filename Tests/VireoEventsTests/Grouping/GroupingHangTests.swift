import Testing
import VireoEvents
import VireoModel

/// Inputs that are slow for those who look at a text again and again.
///
/// Each takes milliseconds; what is quadratic takes minutes, and then the limit ends the test.
@Suite("Hostile events and rules take time in proportion to their size", .serialized)
struct GroupingHangTests {
  private static func text(of part: String, size: Int = 1 << 18) -> String {
    String(repeating: part, count: size / part.utf8.count)
  }

  static let parts = [
    "a", "1", "0", "f", ".", "-", ":", "a.", "a-", "1.", "1:", "::", "a:", "@", "a@", "@a", "a@a", "='", "=\"", "='\"",
    "\n", "\n\n", "\r",
    " ", "\t", "1 ", "Jan ", "Mon, ", "1h", "0x", "http://", "https:", "datetime.datetime(", "é", "\u{1F600}",
    "e\u{301}", "\0",
    "1-", "00-", "2026-", "2026-11-21 ", "10:", "a.com", "com.", "%", "(", "<", "{{", "::h", "[", "/", "\\", "$",
    "CGLIB$$", "lambda$", "_", "__1234_",
  ]

  @Test("as a message or a value of 256 KiB, and as a name or a path", .timeLimit(.minutes(10)), arguments: parts)
  func texts(_ part: String) {
    let long = GroupingHangTests.text(of: part)
    #expect(Grouping.result(of: Make.message(long)).hashes.count == 1)
    #expect(Grouping.result(of: Make.event("python", [Make.exception("E", long)])).hashes.count == 1)
    let text = GroupingHangTests.text(of: part, size: 1 << 15)
    var source = Make.frame(text, text, path: text, text: text)
    source.package = text
    for platform in ["java", "native", "javascript", "php"] {
      let result = Grouping.result(
        of: Make.event(platform, [Make.exception(text, text, [source]), Make.exception(text, text)]))
      #expect(!result.hashes.isEmpty && result.title.unicodeScalars.count <= 256)
      #expect((result.culprit ?? "").unicodeScalars.count <= 600)
    }
    var event = Make.message(text)
    event.fingerprint = [text, "{{ default }}"]
    #expect(!Grouping.result(of: event).hashes.isEmpty)
  }

  @Test("the whole scanner reads its 8,192 bytes a bounded number of times", .timeLimit(.minutes(10)), arguments: parts)
  func scanner(_ part: String) {
    let text = String(repeating: part, count: 8192 / part.utf8.count)
    for _ in 0..<2 { #expect(!MessageText.normalized(text + "x").isEmpty) }
  }

  private static let stackRules = StackTraceRules.parse(
    text: """
      function:f* ^-group
      function:f* v-group
      [ function:f* ] | function:f* -app
      path:**/*a*a*a*a*b +app
      function:* +group
      """, path: "rules"
  ).rules

  @Test(
    "a stack of 20,000 frames, in rings that are known and longer ones, and all different", .timeLimit(.minutes(10)),
    arguments: [7, 9, 20_000])
  func frames(_ different: Int) {
    let frames = (0..<20_000).map {
      Make.frame("m", "f\($0 % different)", path: "/srv/aaaaaaaaaaaaaaaa.py", line: $0 % different + 1)
    }
    let event = Make.event("python", [Make.exception("E", "v", frames)])
    let rules = different == 7 ? GroupingHangTests.stackRules : StackTraceRules()
    let result = Grouping.result(of: event, stackRules: rules)
    #expect(!result.hashes.isEmpty && !result.explanation.isEmpty)
  }

  @Test("5,000 exceptions in a chain, and in groups within groups", .timeLimit(.minutes(10)))
  func exceptions() {
    var exceptions = (0..<5_000).map { Make.exception("E\($0 % 7)", "v \($0)") }
    #expect(!Make.event("python", exceptions).groups.isEmpty)
    for index in exceptions.indices {
      var mechanism = EventMechanism()
      mechanism.id = index
      mechanism.parentID = index == 0 ? nil : index - 1 - index % 3
      mechanism.isGroup = index % 2 == 0
      exceptions[index].mechanism = mechanism
    }
    #expect(!Make.event("python", exceptions).groups.isEmpty)
  }

  @Test(
    "patterns with many stars", .timeLimit(.minutes(10)),
    arguments: [Glob.Style.exact, .anyCase, .path])
  func globs(_ style: Glob.Style) throws {
    let text = GroupingHangTests.text(of: "a", size: 1 << 18)
    let path = GroupingHangTests.text(of: "/a", size: 1 << 18)
    for pattern in [
      "*a*a*a*a*b", "**a**a**a**b", "*?*?*?*?b", String(repeating: "*a", count: 500) + "b",
      String(repeating: "[a-z]*", count: 150) + "!",
    ] {
      #expect(try !Glob(pattern, style: style).matches(text), "\(pattern)")
      #expect(try !Glob(pattern, style: style).matches(path), "\(pattern)")
    }
    #expect(try Glob("*a*a*a*a*", style: style).matches(text))
  }

  @Test("much of rules, good and bad", .timeLimit(.minutes(10)))
  func rules() {
    for line in [
      "error.type:x -> y\n", "x", "x\n", "\"", "error.type:\"", "error.type:x -> {{ ", "error.type:x -> a,", "[", "!",
      "{{", "a:b ", "path:[", "-> ",
    ] {
      let text = GroupingHangTests.text(of: line, size: 1 << 17)
      _ = FingerprintRules.parse(text: text, path: "rules")
      _ = StackTraceRules.parse(text: text, path: "rules")
    }
  }
}
