import Testing
import VireoFormat
import VireoModel

/// What is no matter of YAML: fences, places, what is broken and what is only odd.
@Suite struct FrontMatterParserTests {
  @Test func aFileWithoutFenceHasNoFrontMatter() {
    for text in [
      "", "# Title\n", " ---\na: b\n---\n", "--\na: b\n--\n", "----\na: b\n---\n", "--- x\na: b\n---\n", "\n---\n",
    ] {
      let frontMatter = parse(text)
      #expect(frontMatter.opening == nil)
      #expect(frontMatter.bodyStart == 0)
      #expect(frontMatter.diagnostics.isEmpty)
    }
  }

  @Test func fencesMayHaveBlanksBehindThem() {
    let frontMatter = parse("---  \na: b\n---\t\nText")
    #expect(frontMatter.opening == 0..<6)
    #expect(frontMatter.closing == 11..<16)
    #expect(frontMatter.bodyStart == 16)
    #expect(frontMatter.entries.map(\.lines) == [6..<11])
  }

  @Test func aByteOrderMarkIsSeenAndSkipped() {
    let frontMatter = parse("\u{FEFF}---\na: b\n---\n")
    #expect(frontMatter.hasByteOrderMark)
    #expect(frontMatter.opening == 3..<7)
    #expect(frontMatter.entry("a")?.keyRange == 7..<8)
    #expect(parse("\u{FEFF}# Title").bodyStart == 3)
  }

  @Test func unclosedFrontMatterIsReportedAtItsBeginning() {
    for text in ["---\n", "---", "---\ntitle: a\n", "---\ntitle: a\n\nText\n----\n"] {
      let frontMatter = parse(text)
      #expect(
        frontMatter.diagnostics.map(DiagnosticFormatter.short) == [
          "7-x.md:1:1: error: the front matter that begins here has no end [unclosed-front-matter]"
        ])
      #expect(frontMatter.bodyStart == text.utf8.count)
    }
  }

  @Test func aConflictAroundTheWholeFileIsReported() {
    #expect(parse("<<<<<<< HEAD\n---\na: b\n").diagnostics.map(\.code) == [.conflictMarker])
    #expect(parse("---\na: b\n---\n<<<<<<< HEAD\n").diagnostics.isEmpty)
  }

  @Test func ofAConflictOnlyTheBeginningIsTold() {
    let yaml = "<<<<<<< HEAD\nstatus: open\n=======\nstatus: closed\n>>>>>>> fix\n"
    #expect(
      parse("---\n\(yaml)---\n").diagnostics.map(DiagnosticFormatter.short) == [
        "7-x.md:2:1: error: a merge was left unfinished here [conflict-marker]"
      ])
    #expect(parse("---\na: b\n=======\n---\n").diagnostics.map(\.code) == [.conflictMarker])
  }

  @Test func everyRangeHoldsItsText() {
    let text = "---\na: b\n'c': \"d\"  # e\nl: [f, \"g\"]\nm:\n  - h\n  - |\n    i\nn: {o: p}\n---\n"
    let source = SourceText(path: "7-x.md", bytes: Array(text.utf8))
    let frontMatter = FrontMatterParser.parse(source)
    #expect(frontMatter.entries.map { source.text($0.keyRange) } == ["a", "'c'", "l", "m", "n"])
    #expect(
      frontMatter.entries.map { $0.value.range.map(source.text) } == [
        "b", "\"d\"", "[f, \"g\"]", "  - h\n  - |\n    i\n", "{o: p}",
      ])
    #expect(frontMatter.entries.map { source.text($0.lines) }.joined() == source.text(4..<text.utf8.count - 4))
    guard case .list(let list)? = frontMatter.entry("m")?.value else { return #expect(Bool(false)) }
    #expect(list.items.map { source.text($0.range) } == ["  - h\n", "  - |\n    i\n"])
  }

  @Test func onlyTheFirstAnchorAndTheFirstTagAreProperties() {
    #expect(parse("---\na: &x !y b\n---\n").entry("a")?.value.plain == .text("b"))
    #expect(parse("---\na: &x &y b\n---\n").entry("a")?.value.plain == .text("&x &y b"))
  }

  @Test func aKeyHasAThousandBytesAtMost() {
    let key = String(repeating: "k", count: 1024)
    #expect(parse("---\n\(key): a\n---\n").diagnostics.isEmpty)
    #expect(parse("---\n\(key)k: a\n---\n").diagnostics.map(\.code) == [.notKeyValue])
  }

  @Test func aDuplicateKeyNamesTheFirst() {
    let diagnostic = parse("---\nstatus: open\nstatus: closed\n---\n").diagnostics.first
    #expect(
      diagnostic.map(DiagnosticFormatter.human) == """
        7-x.md:3:1: error: the key 'status' is there twice [duplicate-key]
          3 | status: closed
            | ^^^^^^
        7-x.md:2:1: note: it is also here
        fix: delete one of the two
        """)
  }

  @Test(arguments: [
    (
      "title: Crash: when",
      "2:8: warning: this text is no YAML without quotes; it was taken as it stands [quote-needed]"
    ),
    ("title: C# see #7", "2:15: error: YAML takes '#7' for the beginning of a comment and drops it [text-cut]"),
    ("labels: [a, #7\n  b]", "2:13: error: YAML takes '#7' for the beginning of a comment and drops it [text-cut]"),
    ("title: !important", "2:8: error: YAML takes '!important' for a tag and drops it [text-cut]"),
    ("title: &x is lost", "2:8: error: YAML takes '&x' for an anchor and drops it [text-cut]"),
    ("<<: x", "2:1: error: a merge key isn't read here [unsupported-yaml]"),
    ("m:\n  <<: x", "3:3: error: a merge key isn't read here [unsupported-yaml]"),
    ("m: {<<: x}", "2:5: error: a merge key isn't read here [unsupported-yaml]"),
    ("title: \"a\n  \\q\"", "3:3: error: '\\q' is no escape in double quotes [unclosed-value]"),
    ("title: [a,\n  b", "2:8: error: what begins with [ isn't closed [unclosed-value]"),
    ("x: |\n    \n  a", "3:1: error: this doesn't fit to the line above it [bad-indent]"),
    ("m:\n a: b\n\tc: d", "4:1: error: a tab indents this line; YAML allows blanks only [tab-indent]"),
    ("m:\n - b\n\t- d", "4:1: error: a tab indents this line; YAML allows blanks only [tab-indent]"),
    ("... a: b", "2:1: error: this is no key with a value [not-key-value]"),
  ])
  func aMistakeIsReportedWhereItIs(yaml: String, expected: String) {
    let found = parse("---\n\(yaml)\n---\n").diagnostics.map(DiagnosticFormatter.short)
    #expect(found == ["7-x.md:" + expected])
  }

  private func parse(_ text: String) -> FrontMatter {
    FrontMatterParser.parse(SourceText(path: "7-x.md", bytes: Array(text.utf8)))
  }
}
