import Testing
import VireoFormat
import VireoModel

@Suite struct IssueReaderTests {
  @Test(arguments: [
    ("# Crash\n", "Crash"), ("# Crash #\n", "Crash"), ("# Crash ##   \n", "Crash"), ("# C#\n", "C#"),
    ("## Crash\n", "Crash"),
    ("   # Crash\n", "Crash"), ("#\tCrash\n", "Crash"), ("\n\n# Crash\n\nText\n", "Crash"), ("# `a` *b*\n", "`a` *b*"),
    ("Crash\n=====\n", "Crash"), ("Crash\n---\n", "Crash"), ("  Crash  \n===  \n", "Crash"), ("Crash\n=\n", "Crash"),
    ("\u{FEFF}# Crash\n", "Crash"), ("# Crash\r\n\r\nText\r\n", "Crash"), ("Crash\r\n=====\r\n", "Crash"),
    ("# Crash", "Crash"),
    ("---\n---\n# Crash\n", "Crash"), ("---\ntitle:\n---\n\n# Crash\n", "Crash"),
    ("---\ntitle: \"\"\n---\n\n# Crash\n", "Crash"),
    ("---\ntitle: Key\n---\n\n# Crash\n", "Key"),
    ("#Crash\n", ""), ("####### Crash\n", ""), ("    # Crash\n", ""), ("Text\n\n# Crash\n", ""), ("#\n", ""),
    ("Crash\n", ""),
    ("Crash\n=-=\n", ""), ("Crash\n\n===\n", ""), ("\u{301}# x\n", ""),
  ])
  func theTitleIsTheKeysOrTheFirstHeadings(text: String, title: String) {
    #expect(issue(text)?.title == title)
  }

  @Test func threeLinesTypedByHandAreAnIssue() {
    let issue = issue("---\ntitle: Crash\n---\n")
    #expect(issue?.title == "Crash")
    #expect(issue?.status == "open" && issue?.state == .open)
    #expect(issue?.uid == nil && issue?.created == nil && issue?.labels == [])
    #expect(issue?.number == IssueNumber(7))
  }

  @Test func everyFieldIsRead() {
    let issue = issue(
      """
      ---
      uid: k7h2m9x3pt
      title: 'Crash: x'
      status: closed
      status-date: 2026-11-22
      resolution: fixed
      type: defect
      priority: high
      severity: bad
      component: storage
      version: 1.10
      labels: [io, macos]
      author: "@bob"
      assignee: alice
      watchers:
        - carol
      milestone: "1.0"
      created: 2026-11-21T10:04:33Z
      due: 2026-12-01
      estimate: 3d
      spent: 1h
      blocked-by: [12, k7h2]
      parent: 3
      relates: 4
      duplicate-of: 5
      was: [42, x, 43]
      customer: ACME
      no: 1e3
      tags: [a]
      m: {a: b}
      empty:
      ---
      """)
    #expect(issue?.uid == UID("k7h2m9x3pt"))
    #expect(issue?.status == "closed" && issue?.state == .closed)
    #expect(issue?.statusDate?.description == "2026-11-22")
    #expect([issue?.resolution, issue?.type, issue?.priority, issue?.severity] == ["fixed", "defect", "high", "bad"])
    #expect([issue?.component, issue?.version, issue?.milestone] == ["storage", "1.10", "1.0"])
    #expect(issue?.labels == ["io", "macos"])
    #expect(issue?.author == "bob" && issue?.assignee == "alice" && issue?.watchers == ["carol"])
    #expect(issue?.created?.description == "2026-11-21T10:04:33Z" && issue?.due?.description == "2026-12-01")
    #expect([issue?.estimate, issue?.spent] == ["3d", "1h"])
    #expect(issue?.blockedBy == ["12", "k7h2"] && issue?.relates == ["4"])
    #expect(issue?.parent == "3" && issue?.duplicateOf == "5")
    #expect(issue?.was.map(\.value) == [42, 43])
    #expect(
      issue?.fields == [
        Field(key: "customer", value: .text("ACME")), Field(key: "no", value: .text("1e3")),
        Field(key: "tags", value: .list(["a"])), Field(key: "m", value: .map([Field(key: "a", value: .text("b"))])),
        Field(key: "empty", value: .none),
      ])
  }

  @Test func everyKeyWithAMeaningIsNoOtherField() {
    let yaml = IssueKey.allCases.map { "\($0.rawValue): x\n" }.joined()
    #expect(issue("---\n\(yaml)---\n")?.fields == [])
  }

  @Test func textInBracketsIsAText() {
    let issue = issue("---\ntitle: [WIP]\nmilestone: {a: b}\nassignee:\n  - alice\n---\n")
    #expect(issue?.title == "[WIP]" && issue?.milestone == "{a: b}" && issue?.assignee == "alice")
  }

  @Test func whatCannotBeReadIsNoIssue() {
    for text in ["", " \n", "---\ntitle: a\n", "<<<<<<< HEAD\n---\n", "---\n<<<<<<< HEAD\n---\n"] {
      #expect(issue(text) == nil)
      #expect(Document(source(text)).isBroken)
    }
    #expect(issue("---\ntitle: a\n---\n<<<<<<< a\nb\n=======\nc\n>>>>>>> d\n")?.title == "a")
  }

  @Test func bytesThatAreNoTextAreReportedAndTheRestIsRead() {
    let bytes = Array("---\ntitle: caf".utf8) + [0xE9] + Array("\nstatus: closed\n---\n".utf8)
    let document = Document(SourceText(path: "7-x.md", bytes: bytes))
    #expect(
      document.diagnostics.map(DiagnosticFormatter.short) == [
        "7-x.md:2:11: error: this byte isn't UTF-8 [not-utf8]"
      ])
    let issue = IssueReader(config: Config()).issue(document, number: nil)
    #expect(issue?.title == "caf\u{FFFD}" && issue?.state == .closed)
  }

  @Test(arguments: [
    ("---\na: b\n---\n", ""), ("---\na: b\n---\n\nText\n", "Text"), ("---\na: b\n---\nText\n", "Text"),
    ("---\na: b\n---\n\n\nText\n\n", "\nText\n"), ("---\r\na: b\r\n---\r\n\r\nText\r\n", "Text"), ("Text", "Text"),
    ("\nText\n", "\nText"), ("\u{FEFF}Text\n", "Text"), ("---\n---", ""), ("---\n---\n\n", ""), ("\n", ""),
  ])
  func theBodyIsWhatStandsBelow(text: String, body: String) {
    #expect(Document(source(text)).body == body)
  }

  @Test(arguments: ["", "Text", "Text\n", "\n\nText", "---\na: b\n---\n", "a\r", "a\r\n", "\u{FEFF}a", " ", "# H\n\nx"])
  func aBodyThatIsWrittenReadsBack(body: String) throws {
    for before in ["---\na: b\n---\n\nOld\n", "---\na: b\n---", "---\r\na: b\r\n---\r\n"] {
      let bytes = DocumentWriter.replacingBody(of: source(before), with: body)
      let document = Document(SourceText(path: "7-x.md", bytes: bytes))
      #expect(Array(document.body.utf8) == Array(body.utf8))
      #expect(document.frontMatter.entry("a")?.value.plain == .text("b"))
    }
    let comment = Document(
      SourceText(path: "c.md", bytes: try DocumentWriter.comment(path: "c.md", fields: [], body: body)))
    #expect(Array(comment.body.utf8) == Array(body.utf8))
  }

  @Test func aCommentTakesFromItsNameWhatItDoesNotSay() {
    let name = CommentName(fileName: "20261121T100433Z-alice-k3f9.md")!
    let bare = CommentReader.comment(Document(source("Text\n")), name: name)
    #expect(bare.author == "alice" && bare.date.description == "2026-11-21T10:04:33Z" && bare.body == "Text")
    let text = "---\nauthor: Bob B\ndate: 2026-11-20\nreply-to: x\nmood: good\n---\n\nText\n"
    let full = CommentReader.comment(Document(source(text)), name: name)
    #expect(
      full.author == "Bob B" && full.date.description == "2026-11-20" && full.replyTo == "x" && full.body == "Text")
    #expect(full.fields == [Field(key: "mood", value: .text("good"))])
    let odd = CommentReader.comment(Document(source("---\ndate: never\n---\n")), name: name)
    #expect(odd.date == name.date)
  }

  @Test func aNewIssueIsWrittenInOrder() throws {
    let edits: [FieldEdit] = [
      .set("title", .text("Crash: x"), .text), .set("uid", .text("k7h2m9x3pt"), .bare), .add("labels", ["io"], .text),
      .set("customer", .text("no"), .text), .set("status", .text("open"), .text),
    ]
    let bytes = try DocumentWriter.issue(path: "7-x.md", edits: edits, body: "Text")
    #expect(
      String(decoding: bytes, as: UTF8.self) == """
        ---
        uid: k7h2m9x3pt
        title: "Crash: x"
        status: open
        labels:
          - io
        customer: "no"
        ---

        Text

        """)
  }

  private func source(_ text: String) -> SourceText { SourceText(path: "7-x.md", bytes: Array(text.utf8)) }

  private func issue(_ text: String) -> VireoModel.Issue? {
    IssueReader(config: Config()).issue(Document(source(text)), number: IssueNumber(7))
  }
}
