import Testing
import VireoMarkup

@Suite struct BodyTests {
  @Test func anchorsAreAsOnGitHubAndUnique() {
    let body = MarkdownBody("# A *b* `c`!\n## Über uns\n# A b c\n# A b c-1\n# !\n\nA b c\n===\n")
    #expect(body.headings.map(\.anchor) == ["a-b-c", "über-uns", "a-b-c-1", "a-b-c-1-1", "section", "a-b-c-2"])
    #expect(body.headings.map(\.level) == [1, 2, 1, 1, 1, 1])
    #expect(body.headings.first?.text == "A b c!")
    #expect(body.html(MarkdownRendering(anchorPrefix: "c1-")).contains("<h2 id=\"c1-über-uns\">"))
  }

  @Test func footnotesOfTwoTextsDoNotMeet() {
    let html = MarkdownBody("a[^x] b[^x]\n\n[^x]: note\n").html(MarkdownRendering(anchorPrefix: "c1-"))
    #expect(html.contains("href=\"#c1-fn:1\" id=\"c1-fnref:1\""))
    #expect(html.contains("id=\"c1-fnref:1-2\"") && html.contains("<li id=\"c1-fn:1\">"))
  }

  @Test func theExcerptIsTheFirstParagraphWithWords() {
    let body = MarkdownBody("# Title\n\n<!-- x -->\n\n![](x.png)\n\nOne *two*\n`three` #4 [five](x).\n\nSix.\n")
    #expect(body.excerpt == "One two three #4 five.")
    #expect(MarkdownBody("# Title\n").excerpt.isEmpty)
  }

  @Test func plainTextHasAllWords() {
    let body = MarkdownBody("# A\n\n- b *c*\n- [d](e)\n\n```\nf\n```\n\n|g|h|\n|-|-|\n|i|j|\n")
    #expect(body.plainText == "A\nb c\nd\nf\ng\nh\ni\nj\n")
  }

  @Test func aBlockIsFilledIn() {
    let text = "a\n<!-- vireo:list state:open -->\n# old\n<!-- /vireo -->\n# b\n"
    var asked: [EmbeddedBlock] = []
    let html = MarkdownBody(text).html(
      MarkdownRendering(block: {
        asked.append($0)
        return "<ul></ul>"
      }))
    #expect(asked == [EmbeddedBlock(name: "list", arguments: "state:open")])
    #expect(html == "<p>a</p>\n<ul></ul>\n<h1 id=\"b\">b</h1>\n")
    #expect(MarkdownBody(text).html() == "<p>a</p>\n<h1 id=\"old\">old</h1>\n<h1 id=\"b\">b</h1>\n")
  }

  @Test(arguments: [
    "<!-- vireo:list -->\na\n", "a\n\n<!-- /vireo -->\n", "```\n<!-- vireo:x -->\n<!-- /vireo -->\n```\n",
    "> <!-- vireo:x -->\n> <!-- /vireo -->\n",
  ])
  func whatIsNoWholeBlockIsNotFilledIn(text: String) {
    let html = MarkdownBody(text).html(MarkdownRendering(block: { _ in "FILLED" }))
    #expect(!html.contains("FILLED"))
  }

  @Test func relativeAddressesAreAskedFor() {
    let rendering = MarkdownRendering(address: { address, isImage in
      address == "gone.md" ? .missing("no such page") : .link((isImage ? "/i/" : "/p/") + address)
    })
    let html = MarkdownBody("[a](b.md) ![c](d.png) [e](gone.md)").html(rendering)
    #expect(
      html == """
        <p><a href="/p/b.md">a</a> <img src="/i/d.png" alt="c" /> \
        <span class="missing" title="no such page">e</span></p>

        """)
  }
}
