import Testing
import VireoFormat
import VireoModel
import VireoTestSupport
import Yams

/// Whatever text is written reads back as it was, by us and by Yams, and is text for Yams, too.
@Suite struct ScalarWriterTests {
  @Test(arguments: Rounds.seeds)
  func anyTextReadsBackInAnyPlace(seed: UInt64) throws {
    var generator = FrontMatterGenerator(seed: seed)
    for round in 0..<Rounds.count(600) {
      let text = generator.text()
      for place in Place.allCases {
        let yaml = place.yaml(text)
        let comment: Testing.Comment = "seed \(seed), round \(round), \(place): \(escaped(text)) as \(escaped(yaml))"
        let frontMatter = Comparison(yaml: yaml).ours
        #expect(frontMatter.diagnostics.isEmpty, comment)
        #expect((frontMatter.entry("k")?.value.plain.list.first).map(escaped) == escaped(text), comment)
        guard !text.unicodeScalars.contains("\u{FEFF}") else { continue }
        let node = try Yams.compose(yaml: yaml)?["k"]
        let scalar = node?.sequence?.first ?? node
        #expect((scalar?.scalar?.string).map(escaped) == escaped(text), comment)
        #expect(scalar?.tag.description == "tag:yaml.org,2002:str", comment)
      }
    }
  }

  enum Place: CaseIterable {
    case inline, block, item, brackets, singleQuoted, doubleQuoted

    func yaml(_ text: String) -> String {
      switch self {
      case .inline: "k: \(ScalarWriter.inline(text))\n"
      case .block: "k: \(ScalarWriter.block(text, newline: "\n") ?? ScalarWriter.inline(text) + "\n")"
      case .item: "k:\n  - \(ScalarWriter.inline(text))\n"
      case .brackets: "k: [\(ScalarWriter.inline(text, inFlow: true))]\n"
      case .singleQuoted: "k: \(ScalarWriter.inline(text, style: .singleQuoted))\n"
      case .doubleQuoted: "k: \(ScalarWriter.inline(text, style: .doubleQuoted))\n"
      }
    }
  }

  @Test(arguments: [
    ("Crash on save", "Crash on save"), ("Crash: when", #""Crash: when""#), ("a:b", "a:b"), ("C#", "C#"),
    ("C #7", #""C #7""#), ("", #""""#), (" a", #"" a""#), ("a ", #""a ""#), ("@a", #""@a""#), ("- a", #""- a""#),
    ("-a", #""-a""#), ("it's", "it's"), ("say \"a\"", "say \"a\""), ("\"a\" and b", "'\"a\" and b'"),
    ("\"it's\"", #""\"it's\"""#), ("a\tb", #""a\tb""#), ("a\nb", #""a\nb""#), ("\u{1B}", #""\x1B""#),
    ("\u{2028}", #""\u2028""#), ("\u{1FFFE}", #""\U0001FFFE""#), ("日本", "日本"), ("no", #""no""#), ("No", #""No""#),
    ("1e3", #""1e3""#), ("1.10", #""1.10""#), ("0012", #""0012""#), ("2026-11-21", #""2026-11-21""#), ("7", #""7""#),
    ("1:30", #""1:30""#), ("~", #""~""#), ("=", #""=""#), ("<<", #""<<""#), (".inf", #"".inf""#), ("v1.0", "v1.0"),
    ("7th", "7th"), ("...", #""...""#), ("---", #""---""#), ("Crash:", #""Crash:""#), ("a, b", "a, b"), ("a]", "a]"),
  ])
  func textIsQuotedWhereItMustBe(text: String, expected: String) {
    #expect(ScalarWriter.inline(text) == expected)
  }

  @Test(arguments: [("a, b", #""a, b""#), ("a]", #""a]""#), ("a", "a"), ("a:b", "a:b"), ("a:]", #""a:]""#)])
  func textInBracketsIsQuotedWhereItMustBe(text: String, expected: String) {
    #expect(ScalarWriter.inline(text, inFlow: true) == expected)
  }

  @Test func numbersAndDatesMayStayBare() {
    #expect(ScalarWriter.inline("7", kind: .bare) == "7")
    #expect(ScalarWriter.inline("2026-11-21T10:04:33Z", kind: .bare) == "2026-11-21T10:04:33Z")
    #expect(ScalarWriter.inline("a: b", kind: .bare) == #""a: b""#)
  }

  @Test func quotesOfTheOldValueStay() {
    #expect(ScalarWriter.inline("open", style: .singleQuoted) == "'open'")
    #expect(ScalarWriter.inline("it's", style: .singleQuoted) == "'it''s'")
    #expect(ScalarWriter.inline("open", style: .doubleQuoted) == #""open""#)
    #expect(ScalarWriter.inline("a\nb", style: .singleQuoted) == #""a\nb""#)
  }

  @Test func aQuotationMarkWithACombiningMarkIsDoubled() {
    #expect(ScalarWriter.inline("'\u{301}\"", style: .singleQuoted) == "''\u{301}\"".withQuotes)
    #expect(Comparison(yaml: "a: \(ScalarWriter.inline("'\u{301}\\"))\n").mismatch() == nil)
  }

  @Test func linesAreWrittenAsABlock() {
    #expect(ScalarWriter.block("a", newline: "\n") == nil)
    #expect(ScalarWriter.block("a\nb", newline: "\n") == "|-\n  a\n  b\n")
    #expect(ScalarWriter.block("a\nb\n", newline: "\n") == "|\n  a\n  b\n")
    #expect(ScalarWriter.block("a\nb\n\n", newline: "\n") == "|+\n  a\n  b\n\n")
    #expect(ScalarWriter.block(" a\nb", newline: "\n") == "|2-\n   a\n  b\n")
    #expect(ScalarWriter.block("a\nb", newline: "\r\n") == "|-\r\n  a\r\n  b\r\n")
    #expect(ScalarWriter.block("a\n\tb\u{7}", newline: "\n") == nil)
    #expect(ScalarWriter.block("\n\n", newline: "\n") == nil)
  }
}

extension String {
  fileprivate var withQuotes: String { "'" + self + "'" }
}
