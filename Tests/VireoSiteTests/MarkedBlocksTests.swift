import Testing
import Vireo
import VireoSite

@Suite struct MarkedBlocksTests {
  private func filled(_ text: String) throws -> String {
    let source = SourceText(path: "README.md", bytes: Array(text.utf8))
    let bytes = try MarkedBlocks(source).filled { "\($0.name)(\($0.arguments))\n" }
    return String(decoding: bytes, as: UTF8.self)
  }

  @Test func onlyWhatIsInsideIsWrittenAnew() throws {
    let (query, other, end) = ("<!-- vireo:query is:open  x -->\n", "<!-- vireo:x -->\n", "<!-- /vireo -->")
    #expect(
      try filled("a\n" + query + "old\nolder\n" + end + "\nb  \n\n" + other + end)
        == "a\n" + query + "query(is:open  x)\n" + end + "\nb  \n\n" + other + "x()\n" + end)
  }

  @Test func lineEndsStayAsTheyAre() throws {
    #expect(
      try filled("<!-- vireo:x -->\r\nold\r\n<!-- /vireo -->\r\n") == "<!-- vireo:x -->\r\nx()\r\n<!-- /vireo -->\r\n")
  }

  @Test(arguments: [
    "```\n<!-- vireo:x -->\n```\n", "~~~~ md\n<!-- /vireo -->\n~~~\n<!-- vireo:x -->\n~~~~\n", "a <!-- vireo:x -->\n",
    "<!-- vireo:x\n", "", "\n",
  ])
  func codeAndOtherTextIsLeftAlone(text: String) throws { #expect(try filled(text) == text) }

  @Test(arguments: [
    "<!-- vireo:x -->\n", "<!-- /vireo -->\n", "<!-- vireo:x -->\n<!-- vireo:y -->\n<!-- /vireo -->\n",
    "<!-- vireo:x -->\n<!-- /vireo -->\n<!-- /vireo -->\n",
  ])
  func whatDoesNotEndOrBeginIsAnError(text: String) {
    let error = #expect(throws: VireoError.self) { try filled(text) }
    #expect(error?.code.id == "invalid-block")
    #expect(error?.diagnostics.first?.place.start != nil)
  }

  @Test func whatWasFilledStaysWhenItIsFilledAgain() throws {
    let once = try filled("<!-- vireo:x 1 -->\n```\nfence\n<!-- /vireo -->\n")
    #expect(try filled(once) == once)
  }
}
