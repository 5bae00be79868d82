import Foundation
import Testing
import VireoMarkup
import VireoTestSupport

/// Our HTML is cmark's, but for what is decided otherwise (`HTMLNormal`).
@Suite struct ConformanceTests {
  @Test func theExamplesOfTheSpecificationAreRenderedAsCmarkDoes() throws {
    let file = Fixtures.root.appending(path: "Tests/Fixtures/markdown/gfm-spec-examples.json")
    let examples = try JSONDecoder().decode([String].self, from: Data(contentsOf: file))
    #expect(examples.count == 673)
    for (index, example) in examples.enumerated() {
      let ours = HTMLNormal.form(MarkdownBody(example).html())
      let theirs = HTMLNormal.form(CMarkOracle.html(example))
      #expect(ours == theirs, "example \(index + 1): \(example.debugDescription)")
    }
  }

  @Test(arguments: ["", "# a", "#7 a", "[a]: b\n[a]", String(repeating: "a<![CDATA[", count: 2000)])
  func ofByteOrderMarksOneIsLeftOut(text: String) {
    for count in 0...3 {
      let text = String(repeating: "\u{FEFF}", count: count) + text
      let body = MarkdownBody(text)
      #expect(body.html().unicodeScalars.count { $0 == "\u{FEFF}" } == max(0, count - 1))
      if body.excesses.isEmpty { #expect(HTMLNormal.form(body.html()) == HTMLNormal.form(CMarkOracle.html(text))) }
    }
  }

  @Test(arguments: Rounds.seeds(normally: 4))
  func anyTextIsRenderedAsCmarkDoes(seed: UInt64) {
    var generator = MarkdownGenerator(seed: seed)
    for round in 0..<Rounds.count(400) {
      let tokens = MarkdownGenerator.tokens + (round.isMultiple(of: 2) ? MarkdownGenerator.references : [])
      let text = generator.text(tokens, count: generator.length(below: 30))
      // Freed memory is nothing to compare with.
      if text.contains("[&#94;") { continue }
      let body = MarkdownBody(text)
      // What cmark takes for an address of mail may be a part of a reference.
      if body.references.contains(where: { $0.spelling.dropFirst().contains("@") }) { continue }
      guard body.excesses.isEmpty else { continue }
      let ours = HTMLNormal.form(body.html())
      let theirs = HTMLNormal.form(CMarkOracle.html(text))
      if ours != theirs {
        Issue.record("seed \(seed), round \(round): \(text.debugDescription)\n ours: \(ours)\n theirs: \(theirs)")
        return
      }
    }
  }
}
