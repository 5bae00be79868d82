import Testing
import VireoFormat
import VireoModel

@Suite struct CommentRulesTests {
  private func check(_ text: String) -> [String] {
    let document = Document(SourceText(path: "c.md", bytes: Array(text.utf8)))
    return CommentRules.check(document, others: ["20261121T100433Z-bob-a1b2"]).map(DiagnosticFormatter.short)
  }

  @Test func aCommentWithoutFrontMatterIsFine() {
    #expect(check("Hello").isEmpty)
  }

  @Test func fieldsOfAnotherMeaningAreLeftAlone() {
    #expect(check("---\nreview: approved\nauthor: bob\ndate: 2026-11-21\n---\nHello").isEmpty)
  }

  @Test func aDateMustBeOne() {
    #expect(check("---\ndate: yesterday\n---\n") == ["c.md:2:7: error: 'yesterday' is no date [invalid-date]"])
  }

  @Test func aReplyAnswersAComment() {
    #expect(check("---\nreply-to: 20261121T100433Z-bob-a1b2\n---\n").isEmpty)
    #expect(
      check("---\nreply-to: 20261121T100433Z-bob-a1b3\n---\n") == [
        "c.md:2:11: warning: there is no comment '20261121T100433Z-bob-a1b3'; did you mean "
          + "'20261121T100433Z-bob-a1b2'? [invalid-value]"
      ])
  }
}
