import Testing
import VireoFormat
import VireoModel

@Suite struct RulesTests {
  @Test(arguments: [
    ("status: open", "7-x.md: error: this issue has no title [missing-title]"),
    (
      "title: a\nstatus: opne",
      "7-x.md:3:9: error: status 'opne' isn't configured; did you mean 'open'? [unknown-status]"
    ),
    (
      "title: a\nstatus: [open]",
      "7-x.md:3:9: error: status '[open]' isn't configured; did you mean 'open'? [unknown-status]"
    ),
    (
      "title: a\npriority: hihg",
      "7-x.md:3:11: warning: priority 'hihg' isn't configured; did you mean 'high'? [unknown-choice]"
    ),
    ("title: a\ntype: bug", "7-x.md:3:7: warning: type 'bug' isn't configured [unknown-choice]"),
    ("title: a\nresolution: done", "7-x.md:3:13: warning: resolution 'done' isn't configured [unknown-choice]"),
    (
      "title: a\ncomponent: stroage",
      "7-x.md:3:12: warning: component 'stroage' isn't configured; did you mean 'storage'? [unknown-choice]"
    ),
    ("title: a\ndue: 2026-02-30", "7-x.md:3:6: error: '2026-02-30' is no date [invalid-date]"),
    ("title: a\ncreated: yesterday", "7-x.md:3:10: error: 'yesterday' is no date [invalid-date]"),
    ("title: a\ncost: a lot", "7-x.md:3:7: error: 'a lot' is no number [invalid-value]"),
    ("title: a\npage: example.org", "7-x.md:3:7: error: 'example.org' is no absolute address [invalid-value]"),
    ("title: a\nparent: the other", "7-x.md:3:9: error: 'the other' names no issue by number or uid [invalid-value]"),
    ("title: a\nwas: [x]", "7-x.md:3:7: error: 'x' is no number [invalid-value]"),
    (
      "title: a\nassignee: [alice, bob]",
      "7-x.md:3:11: warning: 'assignee' holds one value, not several [invalid-value]"
    ),
    ("title: [WIP]", "7-x.md:2:8: warning: 'title' holds one value, not several [invalid-value]"),
    ("title: a\nseverity: {a: b}", "7-x.md:3:11: warning: 'severity' holds one value, not several [invalid-value]"),
    ("title: a\nbrowsers: [a, x]", "7-x.md:3:15: warning: browsers 'x' isn't configured [unknown-choice]"),
    (
      "title: a\nprioritty: high",
      "7-x.md:3:1: warning: the key 'prioritty' has no meaning; did you mean 'priority'? [misspelled-key]"
    ),
    (
      "title: a\nBlocked By: 3",
      "7-x.md:3:1: warning: the key 'Blocked By' has no meaning; did you mean 'blocked-by'? [misspelled-key]"
    ),
    ("title: a\nuid: 42", "7-x.md:3:6: error: a uid is a letter and nine more letters or digits [invalid-uid]"),
    ("title: a\nuid:", "7-x.md:3:1: error: a uid is a letter and nine more letters or digits [invalid-uid]"),
  ])
  func aValueThatIsWrongIsReportedWhereItIs(yaml: String, expected: String) {
    #expect(found(yaml + "\ncustomer: c\n") == [expected])
  }

  @Test func aRequiredFieldIsMissed() {
    for yaml in ["title: a\n", "title: a\ncustomer:\n"] {
      #expect(found(yaml) == ["7-x.md: error: the required field 'customer' is missing [missing-field]"])
    }
  }

  @Test(arguments: [
    "cost: -1.5", "cost: +7", "page: https://example.org/x", "page: mailto:a@b", "parent: k7h2", "parent: '#7'",
    "blocked-by: 7", "due: 2026-11-21 10:04", "labels: anything", "watchers: [a, b c]", "x: y", "Title2: x", "cost:",
    "type: task", "browsers: a", "severity: any", "tags: x", "titel: x",
  ])
  func aValueThatIsRightIsNotReported(yaml: String) {
    #expect(found("title: a\ncustomer: c\n\(yaml)\n") == [])
  }

  @Test func aListWhereTextIsMeantIsQuotedByTheFix() {
    let diagnostic = diagnostics("title: [WIP]\ncustomer: c\n").first
    #expect(diagnostic?.advice == "write \"[WIP]\" if it is text")
    #expect(diagnostic?.fix == .replace([.init(11..<16, "\"[WIP]\"")]))
  }

  @Test func aKeyInOtherLettersIsMendedByTheFix() {
    #expect(
      diagnostics("title: a\nBlocked_By: 3\ncustomer: c\n").first?.fix == .replace([.init(13..<23, "blocked-by")]))
    #expect(diagnostics("title: a\nprioritty: low\ncustomer: c\n").first?.fix == nil)
  }

  @Test(arguments: [
    ("title: a", "no uid and no date of creation"), ("created: 2026-11-21", "no uid"),
    ("uid: k7h2m9x3pt", "no date of creation"),
  ])
  func anIssueWithoutIdentityIsMentioned(yaml: String, what: String) {
    let (issue, document) = read(yaml + "\n")
    #expect(
      IssueRules(config: Config()).checkIdentity(issue, document).map(DiagnosticFormatter.short) == [
        "7-x.md: info: this issue has \(what) of its own [missing-identity]"
      ])
  }

  @Test func anIssueWithIdentityIsNot() {
    let (issue, document) = read("uid: k7h2m9x3pt\ncreated: 2026-11-21\n")
    #expect(IssueRules(config: Config()).checkIdentity(issue, document).isEmpty)
  }

  @Test func referencesMustLeadSomewhere() {
    let (issue, document) = read(
      "title: a\nblocked-by: [1, 9, '#2', zzzz]\nparent: 8\nduplicate-of: k7h2m9x3pt\nmilestone: 1.O\n")
    var other = VireoModel.Issue(path: "1-y.md", title: "b")
    other.number = IssueNumber(1)
    other.was = [IssueNumber(2)!]
    let rules = ReferenceRules(issues: [other], milestones: ["1.0"])
    #expect(
      rules.check(issue, document).map(DiagnosticFormatter.short) == [
        "7-x.md:3:17: warning: there is no issue '9' [unknown-issue]",
        "7-x.md:3:26: warning: there is no issue 'zzzz' [unknown-issue]",
        "7-x.md:4:9: warning: there is no issue '8' [unknown-issue]",
        "7-x.md:5:15: warning: there is no issue 'k7h2m9x3pt' [unknown-issue]",
        "7-x.md:6:12: warning: there is no milestone '1.O'; did you mean '1.0'? [unknown-milestone]",
      ])
    #expect(ReferenceRules(issues: [other], milestones: []).check(issue, document).count == 4)
  }

  @Test(
    arguments: [
      ([0x61, 0xFF], "7-x.md:1:2: error: this byte isn't UTF-8 [not-utf8]"),
      ([0xC3], "7-x.md:1:1: error: this byte isn't UTF-8 [not-utf8]"),
      ([0xED, 0xA0, 0x80], "7-x.md:1:1: error: this byte isn't UTF-8 [not-utf8]"),
      ([0xC0, 0xAF], "7-x.md:1:1: error: this byte isn't UTF-8 [not-utf8]"),
      ([0xF4, 0x90, 0x80, 0x80], "7-x.md:1:1: error: this byte isn't UTF-8 [not-utf8]"),
      ([0x61, 0x0A, 0xC3, 0xA9, 0x00], "7-x.md:2:2: error: there is a zero byte in the text [nul-byte]"),
      ([], "7-x.md: error: there is nothing in this file [empty-file]"),
      ([0x20, 0x0D, 0x0A, 0x09], "7-x.md: error: there is nothing in this file [empty-file]"),
    ] as [([UInt8], String)])
  func bytesThatAreNoTextAreReported(bytes: [UInt8], expected: String) {
    let source = SourceText(path: "7-x.md", bytes: bytes)
    #expect(TextRules.check(source).map(DiagnosticFormatter.short) == [expected])
  }

  @Test func aConflictInTheTextIsReportedOutsideOfCode() {
    let conflict = "a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> fix\n"
    #expect(conflicts(conflict) == ["7-x.md:2:1: error: a merge was left unfinished here [conflict-marker]"])
    #expect(conflicts(conflict.replacing("\n", with: "\r\n")).count == 1)
    #expect(conflicts("```\n\(conflict)```\n") == [])
    #expect(conflicts("<<<<<<< HEAD\nb\n") == [])
    #expect(conflicts("a <<<<<<< HEAD\nb\n=======\nc\n>>>>>>> fix\n") == [])
  }

  @Test func rulesOfSeveralFilesNameAllOfThem() {
    let duplicate = Diagnostic.duplicateNumber(IssueNumber(7)!, ["i/7-a.md", "i/7-b.md"])
    #expect(
      DiagnosticFormatter.human(duplicate) == """
        i/7-a.md: error: 2 issues have the number 7 [duplicate-number]
        i/7-b.md: note: this one, too
        fix: run 'vireo repair'
        """)
    let others = [
      Diagnostic.duplicateUID(UID("k7h2m9x3pt")!, ["a.md", "b.md", "c.md"]), .unnumberedDraft("i/x.md"),
      .orphanFolder("i/7-a", comments: 1), .hiddenIssue("i/7-a/8-b.md"), .nameCollision("i/A.md", "i/a.md"),
    ]
    #expect(
      others.map(DiagnosticFormatter.short) == [
        "a.md: error: 3 issues have the uid k7h2m9x3pt [duplicate-uid]",
        "i/x.md: warning: this draft has no number [unnumbered-draft]",
        "i/7-a: warning: this folder has 1 comment, but no issue is named like it [orphan-folder]",
        "i/7-a/8-b.md: warning: this looks like an issue, but lies in another one's folder [hidden-issue]",
        "i/A.md: error: this path is the same as 'i/a.md' where case is ignored [name-collision]",
      ])
    #expect((others + [duplicate]).allSatisfy { $0.advice != nil })
  }

  private func conflicts(_ text: String) -> [String] {
    TextRules.checkConflict(SourceText(path: "7-x.md", bytes: Array(text.utf8)), from: 0).map(DiagnosticFormatter.short)
  }

  private static let config: Config = {
    var config = Config()
    config.components = [.init(name: "storage")]
    config.fields = [
      .init(key: "customer", isRequired: true), .init(key: "cost", type: .number), .init(key: "page", type: .url),
      .init(key: "browsers", type: .choice, values: ["a", "b"], isList: true),
    ]
    return config
  }()

  private func read(_ yaml: String) -> (VireoModel.Issue, Document) {
    let document = Document(SourceText(path: "7-x.md", bytes: Array("---\n\(yaml)---\n".utf8)))
    return (IssueReader(config: RulesTests.config).issue(document, number: IssueNumber(7))!, document)
  }

  private func diagnostics(_ yaml: String) -> [Diagnostic] {
    let (issue, document) = read(yaml)
    #expect(document.diagnostics.isEmpty)
    return IssueRules(config: RulesTests.config).check(issue, document)
  }

  private func found(_ yaml: String) -> [String] { diagnostics(yaml).map(DiagnosticFormatter.short) }
}
