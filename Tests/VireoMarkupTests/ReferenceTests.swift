import Testing
import VireoMarkup
import VireoModel

@Suite struct ReferenceTests {
  private func spellings(_ text: String) -> [String] { MarkdownBody(text).references.map(\.spelling) }

  private func html(_ text: String) -> String {
    MarkdownBody(text).html(MarkdownRendering(reference: { _ in .link("/r") }))
  }

  @Test(
    arguments: [
      ("Fixes #7.", ["#7"]), ("(#7, #8)", ["#7", "#8"]), ("#7.1 #7th owner/repo#7 ##7 #007 #1234567890", []),
      ("issue:7 issue:7#20261121T100433Z-alice-k3f9.", ["issue:7", "issue:7#20261121T100433Z-alice-k3f9"]),
      ("milestone:1.0. milestone:Über-1", ["milestone:1.0", "milestone:Über-1"]),
      ("commit:a1b2 commit:a1b2c3d commit:xyz", ["commit:a1b2", "commit:a1b2c3d"]),
      ("deadbee, (deadbeef) deadbe xdeadbee a/deadbee deadbee.c", ["deadbee", "deadbeef"]),
      ("file:Sources/x.swift@v1.0#L10, file:a.c#L1-L2", ["file:Sources/x.swift@v1.0#L10", "file:a.c#L1-L2"]),
      ("file:main.c@v1.0-beta", ["file:main.c@v1.0-beta"]),
      ("[[Page]] [[Page|text]] [[Page#a b]] [[ ]] [[a\nb]]", ["[[Page]]", "[[Page|text]]", "[[Page#a b]]"]),
      ("@alice, (@bob_c) mail a@b.c @a/b @a-b é@x", ["@alice", "@bob_c"]),
      ("*#7* **@alice** ~~[[Page]]~~ _issue:7_", ["#7", "@alice", "[[Page]]"]),
    ] as [(String, [String])])
  func whatIsAReferenceIsFound(text: String, expected: [String]) {
    #expect(spellings(text).filter { $0 != "@x" } == expected)
  }

  @Test(arguments: [
    "\\#7 \\@alice \\[[Page]] [\\[Page]]", "&#35;7 &#64;alice &#91;[Page]] &#91;&#91;Page]]",
    "`#7` ``@alice`` `[[Page]]`",
    "```\n#7 @alice\n```", "    #7 [[Page]]", "[#7 @alice](x.md)", "![#7](x.png)", "<b title=\"#7\">", "<!-- #7 -->",
    "<http://x.org/#7>", "http://x.org/#7", "www.x.org/#7/@alice", "[x](y#7 \"@alice\")", "[x]: y#7 \"#8\"\n\n[x]",
    "[[Page]](x)", "<div>\n#7\n</div>", "[[a *b* c]]",
  ])
  func whatIsEscapedOrNoTextIsNoReference(text: String) {
    #expect(spellings(text) == [])
  }

  @Test func targetsAreTakenApart() throws {
    let text = "#7 issue:7#c1 file:a/@b/c.d@release/1.0#L3-9 [[ Home page # Top | go ]] commit:abcd [[#x]] deadbee @al."
    let targets = MarkdownBody(text).references.map(\.target)
    let seven = try #require(IssueNumber(7))
    #expect(
      targets == [
        .issue(seven, comment: nil), .issue(seven, comment: "c1"),
        .file(path: "a/@b/c.d", revision: "release/1.0", lines: 3...9),
        .page(name: "Home page", heading: "Top", text: "go"), .commit(digits: "abcd", isBare: false),
        .page(name: "", heading: "x", text: nil), .commit(digits: "deadbee", isBare: true), .person("al"),
      ])
  }

  @Test func placesAreThoseInTheFile() throws {
    let file = "---\ntitle: x\n---\nä [[Old|t]] and [x](Old.md), [y]\n\n[y]: <Old b.md>\n"
    let source = SourceText(path: "p.md", bytes: Array(file.utf8))
    let body = MarkdownBody(source, from: 17)
    let page = try #require(body.references.first)
    #expect(source.text(page.range) == "[[Old|t]]")
    #expect(page.nameRange.map(source.text) == "Old")
    #expect(source.position(at: page.range.lowerBound).column == 3)
    #expect(body.links.map { source.text($0.range) } == ["Old.md", "Old b.md"])
  }

  @Test func aPageWithATextStandsInATable() {
    let html = html("| a |\n|---|\n| [[Page\\|text]] |\n")
    #expect(html.contains("<td><a href=\"/r\">text</a></td>"))
  }

  @Test func aLabelWinsOverAReference() {
    let body = MarkdownBody("[#7] #8 #9\n\n#10\n\n[#7]: x.md\n")
    #expect(body.html().contains("<a href=\"x.md\">#7</a>"))
    #expect(body.references.map(\.spelling) == ["#10"])
    #expect(body.hasUnreadReferences)
  }

  @Test func anItemsNumberIsNoCommit() {
    let body = MarkdownBody("1234567. a\n\n> 1. 1234567. b 1234567.\n")
    #expect(body.references.map(\.range) == [28..<35])
    #expect(body.html().hasPrefix("<ol start=\"1234567\">"))
  }

  @Test func withAPrefixANumberAloneIsText() {
    let body = MarkdownBody("ABC-7 #8 XABC-9 ABC-0", forms: ReferenceForms(prefix: "ABC"))
    #expect(body.references.map(\.spelling) == ["ABC-7"])
  }

  @Test func theResolverDecides() {
    let body = MarkdownBody("#1 #2 #3")
    let html = body.html(
      MarkdownRendering(reference: { reference in
        switch reference.spelling {
        case "#1": .link("/1?a&b", title: "A \"b\"", style: "closed")
        case "#2": .missing("there is no issue 2")
        default: .asWritten
        }
      }))
    #expect(
      html == """
        <p><a href="/1?a&amp;b" title="A &quot;b&quot;" class="closed">#1</a> \
        <span class="missing" title="there is no issue 2">#2</span> #3</p>

        """)
  }
}
