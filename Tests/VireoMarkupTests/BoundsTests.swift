import Testing
import VireoMarkup
import VireoModel

/// No text takes longer than its length allows. `script/test-markup` measures; here is just a guard against hanging.
@Suite(.serialized) struct BoundsTests {
  @Test(arguments: Bomb.all)
  func noBombGoesOff(bomb: Bomb) {
    let text = bomb.text(30_000)
    let clock = ContinuousClock()
    let time = clock.measure {
      let body = MarkdownBody(text)
      let html = body.html()
      #expect(html.utf8.count < 20 * text.utf8.count + 1000)
    }
    // Measured: at most 0.02 s in a release build, some ten times that without optimization.
    #expect(time < .seconds(3))
  }

  /// A megabyte in nothing but marks takes a second or more otherwise, in all that reads it.
  @Test(arguments: ["#7 ", "[#7](a.md) ", "**a*", "  - a\n", "[^a]: b\n\n", "[[a]] ", "@a #1 "])
  func aMegabyteOfTheShortestMarksIsPlainText(unit: String) {
    let bomb = String(repeating: unit, count: 1_000_000 / unit.utf8.count)
    let body = MarkdownBody("# One #1\n\n\(bomb)")
    #expect(body.excesses.map(\.reason).contains(.size))
    #expect(body.headings.count == 1, "what stands before it is read")
    #expect(body.references.first?.spelling == "#1")
  }

  @Test(arguments: [
    "- word\n", "- word (#123)\n", "- [x] a task to do\n", "| 123 | word | 0.52 | two words |\n",
    "* [two words](https://example.org/1234) - and four words more\n", "Some `code`, **bold** and *emphasis*.\n",
    "- **scope**: six words that say it ([#123](https://example.org/pull/123)) by @alice\n",
  ])
  func aMegabyteOfOrdinaryLinesIsReadWhole(line: String) {
    let head = line.first == "|" ? "| a | b | c | d |\n|---|:-:|--:|---|\n" : ""
    let body = MarkdownBody(head + String(repeating: line, count: 1_000_000 / line.utf8.count))
    #expect(body.excesses.isEmpty)
    #expect(!body.hasUnreadReferences)
  }

  @Test func onlyWhatIsOverABoundIsPlainText() {
    let bomb = String(repeating: "a<![CDATA[", count: 20_000)
    let body = MarkdownBody("# *One* #1\n\n\(bomb)\n\n> \(bomb)\n\nTwo **three** #2\n")
    let html = body.html(MarkdownRendering(reference: { _ in .link("/r") }))
    #expect(body.excesses.map(\.reason) == [.marks, .marks])
    #expect(body.excesses.first?.text == bomb)
    #expect(
      html.hasPrefix("<h1 id=\"one-1\"><em>One</em> <a href=\"/r\">#1</a></h1>\n<p><span class=\"excess\">a&lt;!"))
    #expect(html.contains("<blockquote>\n<p><span class=\"excess\">a&lt;!"))
    #expect(html.hasSuffix("<p>Two <strong>three</strong> <a href=\"/r\">#2</a></p>\n"))
    #expect(body.references.count == 2)
  }

  @Test func aTableThatIsTooWideIsPlainText() {
    let table = String(repeating: "|a", count: 20_000) + "\n" + String(repeating: "|-", count: 20_000)
    let body = MarkdownBody("One #1\n\n\(table)\n\nTwo #2\n")
    #expect(body.excesses == [MarkdownExcess(reason: .table, text: table)])
    #expect(body.references.count == 2)
    #expect(body.html().contains("<pre>\n|a|a|a"))
  }

  @Test func containersDeeperThanFiftyArePlainText() {
    let deep = String(repeating: "> ", count: 60) + "a"
    #expect(MarkdownBody("\(deep)\n\nb\n").excesses == [MarkdownExcess(reason: .depth, text: deep)])
    #expect(MarkdownBody(String(repeating: "> ", count: 40) + "a").excesses.isEmpty)
    #expect(MarkdownBody(String(repeating: "- ", count: 400)).excesses.isEmpty, "a rule")
  }

  /// This version of cmark reads freed memory there.
  @Test(arguments: ["&#94;", "&Hat;", "&#x5E;", "&#0094;"])
  func aFootnoteWhoseCaretIsAnEntityIsPlainText(entity: String) {
    let body = MarkdownBody("a [\(entity)bbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbbb] c\n\n*d*\n")
    #expect(body.excesses.count == 1)
    #expect(body.html().hasSuffix("<p><em>d</em></p>\n"))
  }

  @Test func aMegabyteOfAnOrdinaryChangelogIsReadWhole() throws {
    var text = "# Changelog\n\n"
    var number = 0
    while text.utf8.count < 1_000_000 {
      text += "## [\(number).0] - 2026-11-21\n\n### Added\n\n"
      for item in 0..<20 {
        number += 1
        text +=
          "- **Scope \(item)**: quote the `path` of `\(number)`, see #\(number) and [the page](docs/a-\(number).md)"
        text += " by @alice (https://example.org/issues/\(number), deadbeef\(item % 10))\n"
        if item.isMultiple(of: 7) { text += "  - a nested item with <em>HTML</em> &amp; more\n\n" }
      }
      text += "\n| a | b | c |\n|---|:-:|--:|\n| 1 | *2* | [3](x.md) |\n\n```swift\nlet a: [Int] = b<c>[0]\n```\n\n"
    }
    let body = MarkdownBody(text)
    #expect(body.excesses.isEmpty)
    #expect(!body.hasUnreadReferences)
    #expect(body.references.count == number * 3)
    #expect(body.links.count > number)
  }
}
