import Testing
import VireoFormat
import VireoModel

/// Single edits, with the bytes that they give.
@Suite struct FrontMatterEditorTests {
  @Test(arguments: [
    // The rest of the line stays.
    ("status: open  # now\n", "status: closed  # now\n"), ("status:   open\n", "status:   closed\n"),
    ("status: 'open'\n", "status: 'closed'\n"), ("status: \"open\"\t\n", "status: \"closed\"\t\n"),
    ("\"status\" : open\n", "\"status\" : closed\n"), ("status:\n", "status: closed\n"),
    ("status: # none\n", "status: closed # none\n"), ("status:\n  open\n", "status:\n  closed\n"),
    ("status: [open]\n", "status: closed\n"), ("status: {a: b}\n", "status: closed\n"),
    ("status: |\n  open\nx: y\n", "status: closed\nx: y\n"),
    ("status:\n  - open\n  - x\nx: y\n", "status: closed\nx: y\n"),
    ("status: @open\n", "status: closed\n"), ("status: open\n  more\n", "status: closed\n"),
    // A new key has its place among the known ones.
    ("title: a\nlabels: [b]\n", "title: a\nstatus: closed\nlabels: [b]\n"), ("x: y\n", "status: closed\nx: y\n"),
    ("title: |\n  a\n# c\n", "title: |\n  a\nstatus: closed\n# c\n"),
  ])
  func settingTextChangesOnlyIt(before: String, after: String) throws {
    #expect(try edited(before, .set("status", .text("closed"), .text)) == after)
    let (crlf, crlfAfter) = (before.replacing("\n", with: "\r\n"), after.replacing("\n", with: "\r\n"))
    #expect(try edited(crlf, .set("status", .text("closed"), .text), newline: "\r\n") == crlfAfter)
  }

  @Test func severalLinesBecomeABlock() throws {
    let text = FieldEdit.set("x", .text("a\nb\n"), .text)
    #expect(try edited("x: 1\ny: 2\n", text) == "x: |\n  a\n  b\ny: 2\n")
    #expect(try edited("x: 1\r\ny: 2\r\n", text, newline: "\r\n") == "x: |\r\n  a\r\n  b\r\ny: 2\r\n")
    #expect(try edited("y: 2\n", text) == "y: 2\nx: |\n  a\n  b\n")
  }

  @Test func aBlockDoesNotSwallowTheCommentBelow() throws {
    let text = FieldEdit.set("x", .text("a\nb\n"), .text)
    #expect(try edited("x: 1\n  # c\ny: 2\n", text) == "x: \"a\\nb\\n\"\n  # c\ny: 2\n")
    #expect(try edited("x: 1\n\ny: 2\n", .set("x", .text("a\n\n"), .text)) == "x: \"a\\n\\n\"\n\ny: 2\n")
  }

  @Test(arguments: [
    ("labels: [a, b]\n", ["a", "b", "c"], "labels: [a, b, c]\n"),
    ("labels: [ a ]\n", ["a", "c d"], "labels: [ a, c d ]\n"),
    ("labels: [a, b] # x\n", ["b"], "labels: [b] # x\n"), ("labels: [a, b, c]\n", ["a", "c"], "labels: [a, c]\n"),
    ("labels: [a, b]\n", ["a"], "labels: [a]\n"), ("labels: [a]\n", [], "labels: []\n"),
    ("labels: [a]\n", ["b"], "labels: [b]\n"), ("labels: [a, b]\n", ["b", "a"], "labels: [b, a]\n"),
    ("labels:\n  - a\n", ["b"], "labels:\n  - b\n"),
    ("labels:\n- a # x\n- b\n", ["a", "c"], "labels:\n- a # x\n- c\n"),
    ("labels:\n  - a\n  # x\n  - b\n", ["a", "b", "c"], "labels:\n  - a\n  # x\n  - b\n  - c\n"),
    ("labels:\n  - a\n", [], ""), ("labels: a\n", ["a"], "labels: a\n"), ("labels: a\n", ["b"], "labels:\n  - b\n"),
    ("labels:\n", ["b"], "labels:\n  - b\n"), ("", ["b", "c: d"], "labels:\n  - b\n  - \"c: d\"\n"),
    ("labels: [a,\n  b]\n", ["a", "b", "c"], "labels: [a,\n  b, c]\n"), ("labels: {a: b}\n", ["c"], "labels:\n  - c\n"),
  ])
  func settingAListChangesOnlyIt(before: String, items: [String], after: String) throws {
    #expect(try edited("title: t\n" + before, .set("labels", .list(items), .text)) == "title: t\n" + after)
  }

  @Test func addingAndRemovingItems() throws {
    #expect(try edited("labels: a\n", .add("labels", ["b"], .text)) == "labels:\n  - a\n  - b\n")
    #expect(try edited("labels: []\n", .add("labels", ["b", "b"], .text)) == "labels: [b]\n")
    #expect(try edited("labels: [a]\n", .add("labels", ["a"], .text)) == "labels: [a]\n")
    #expect(try edited("labels:\n    - a\n", .add("labels", ["b"], .text)) == "labels:\n    - a\n    - b\n")
    #expect(try edited("labels:\n  - a\n  - b\n", .remove("labels", ["a"])) == "labels:\n  - b\n")
    #expect(try edited("labels: a\nx: y\n", .remove("labels", ["a"])) == "x: y\n")
    #expect(try edited("labels: a\n", .remove("labels", ["b"])) == "labels: a\n")
    #expect(try edited("was: [3]\n", .add("was", ["7"], .bare)) == "was: [3, 7]\n")
  }

  @Test func nothingIsAddedToAMap() {
    for map in ["labels: {a: b}\n", "labels:\n  a: b\n", "labels:\n  a: @b\n"] {
      #expect(refusal(map, .add("labels", ["x"], .text)) == .editRefused)
    }
  }

  @Test func anEditNeverBreaksTheFile() {
    // Below a block, the blank line would become a part of it.
    #expect(refusal("a: |2\n  \nb: 1\n    \n", .unset("b")) == .editRefused)
    #expect(refusal("title: &x\n", .set("title", .text("a"), .text)) == .editRefused)
  }

  @Test func aBrokenFileIsNotWrittenTo() {
    for yaml in [
      "a: 1\na: 2\n", "\ta: 1\n", "a: \"b\n  c\n", "<<<<<<< x\n", "nonsense\n", " a: 1\n", "a: 1\n... b: 2\n",
    ] {
      #expect(refusal(yaml, .set("status", .text("open"), .text)) == .brokenFile)
    }
  }

  @Test func settingThePresentValueChangesNothing() throws {
    for value in ["a", "'a'", "\"a\"", "\"\\x61\"", "|-\n  a", ">-\n  a", "\n  a", "a # c"] {
      #expect(try edited("x: \(value)\n", .set("x", .text("a"), .text)) == "x: \(value)\n")
    }
  }

  @Test func anotherFormOfTheSameLettersIsAnotherText() throws {
    let after = try edited("x: \u{E9}\n", .set("x", .text("e\u{301}"), .text))
    #expect(Array(after.utf8) == Array("x: e\u{301}\n".utf8))
  }

  @Test(arguments: [
    "---", "--- a", "...", "<<<<<<< HEAD", "=======", "a: b", "#", "no", "-", "[a]", "'a'", "ü", "a b", "",
  ])
  func aKeyOfAnyTextReadsBack(key: String) throws {
    let before = "title: a\n"
    let after = try edited(before, .set(key, .text("v"), .text))
    #expect(Comparison(yaml: after).ours.entries.map(\.key) == ["title", key])
    #expect(Comparison(yaml: after).mismatch() == nil)
    #expect(try edited(after, .unset(key)) == before)
  }

  @Test func textTakenVerbatimIsQuotedWhenItIsSet() throws {
    #expect(try edited("x: @a\n", .set("x", .text("@a"), .text)) == "x: \"@a\"\n")
  }

  @Test(arguments: [
    ("", "---\nstatus: open\n---\n"), ("# Crash\n", "---\nstatus: open\n---\n\n# Crash\n"),
    ("\n# Crash", "---\nstatus: open\n---\n\n# Crash"),
    ("# A\r\nb\r\n", "---\r\nstatus: open\r\n---\r\n\r\n# A\r\nb\r\n"),
    ("\u{FEFF}# A\n", "\u{FEFF}---\nstatus: open\n---\n\n# A\n"), ("---\n---", "---\nstatus: open\n---"),
    ("--- \n---\t\nText", "--- \nstatus: open\n---\t\nText"),
    ("\u{FEFF}---\r\ntitle: a\r\n---", "\u{FEFF}---\r\ntitle: a\r\nstatus: open\r\n---"),
  ])
  func aFileOfAnyMakeGetsAKey(before: String, after: String) throws {
    let source = SourceText(path: "7-x.md", bytes: Array(before.utf8))
    let bytes = try FrontMatterEditor.apply([.set("status", .text("open"), .text)], to: source)
    #expect(bytes == Array(after.utf8))
  }

  @Test func severalEditsAreAppliedInOrder() throws {
    let edits: [FieldEdit] = [
      .set("status", .text("closed"), .text), .set("resolution", .text("fixed"), .text), .unset("assignee"),
      .add("labels", ["done"], .text),
    ]
    let before = "title: a\nstatus: open\nassignee: bob\nx: y\n"
    let bytes = try FrontMatterEditor.apply(edits, to: file(before))
    #expect(
      bytes == file("title: a\nstatus: closed\nresolution: fixed\nlabels:\n  - done\nx: y\n").bytes)
  }

  private func file(_ yaml: String, newline: String = "\n") -> SourceText {
    SourceText(path: "7-x.md", bytes: Array("---\(newline)\(yaml)---\(newline)\(newline)Text: x".utf8))
  }

  /// The lines between the fences behind an edit.
  private func edited(_ yaml: String, _ edit: FieldEdit, newline: String = "\n") throws -> String {
    let source = file(yaml, newline: newline)
    let result = SourceText(path: "7-x.md", bytes: try FrontMatterEditor.apply([edit], to: source))
    let after = FrontMatterParser.parse(result)
    #expect(result.text(after.bodyStart..<result.bytes.count) == "\(newline)Text: x")
    return result.text(after.opening!.upperBound..<after.closing!.lowerBound)
  }

  private func refusal(_ yaml: String, _ edit: FieldEdit) -> DiagnosticCode? {
    do {
      _ = try FrontMatterEditor.apply([edit], to: file(yaml))
      return nil
    } catch {
      return (error as? VireoError)?.code
    }
  }
}
