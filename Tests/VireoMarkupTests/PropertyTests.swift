import Testing
import VireoMarkup
import VireoModel
import VireoTestSupport

/// What holds of any text.
@Suite struct PropertyTests {
  private static func check(_ text: String, prefix: String? = nil) -> String? {
    let source = SourceText(path: "x.md", bytes: Array(text.utf8))
    let body = MarkdownBody(source, forms: ReferenceForms(prefix: prefix))
    var linked: [TextReference] = []
    let html = body.html(
      MarkdownRendering(
        anchorPrefix: "p-",
        reference: {
          linked.append($0)
          return .link("/r", title: "t", style: "s")
        }))
    if let defect = HTMLCheck(html).defect { return "\(defect) in \(html.debugDescription)" }
    for reference in body.references {
      let written = source.text(reference.range).replacing("\\|", with: "|")
      if written != reference.spelling { return "\(reference) isn't at its place, where \(written) is" }
    }
    for link in body.links where !link.destination.isEmpty && source.text(link.range).isEmpty {
      return "\(link) has no place"
    }
    let ordered = linked.sorted { $0.range.lowerBound < $1.range.lowerBound }
    if ordered != body.references { return "linked are \(ordered), found are \(body.references)" }
    return nil
  }

  @Test(arguments: Rounds.seeds(normally: 4))
  func anyTextGivesWholeHTMLAndTruePlaces(seed: UInt64) {
    var generator = MarkdownGenerator(seed: seed &+ 1000)
    for round in 0..<Rounds.count(500) {
      let tokens = MarkdownGenerator.tokens + MarkdownGenerator.references
      let text = generator.text(tokens, count: generator.length(below: 40))
      if let defect = PropertyTests.check(text, prefix: round.isMultiple(of: 5) ? "ABC" : nil) {
        Issue.record("seed \(seed), round \(round): \(text.debugDescription): \(defect)")
        return
      }
    }
  }

  /// Else half of the time would go into reading everything twice, or references would be missed.
  @Test(arguments: Rounds.seeds)
  func referencesAmongWordsAreAllFound(seed: UInt64) {
    var generator = MarkdownGenerator(seed: seed &+ 2000)
    let words = ["a", "some words", ",", "*b*", "**c**", "_d_", "~~e~~", "\n", "\n\n", "> ", "- ", "(", ")", ".", "!"]
    let references = ["#7", "@alice", "[[Page]]", "issue:7", "milestone:1.0", "deadbee"]
    for round in 0..<Rounds.count(200) {
      var expected = 0
      var text = ""
      for _ in 0..<generator.length(below: 30) {
        text += generator.text(words, count: 1) + " "
        if text.hasSuffix("- ") || text.hasSuffix("> ") { text += "x " }
        text += generator.text(references, count: 1) + " "
        expected += 1
      }
      let body = MarkdownBody(text)
      if body.references.count != expected || body.hasUnreadReferences {
        Issue.record(
          "seed \(seed), round \(round): \(body.references.count) of \(expected) in \(text.debugDescription)")
        return
      }
    }
  }
}
