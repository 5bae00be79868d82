import Testing
import VireoModel

/// Fields of issues as columns of text.
@Suite struct IssueColumnTests {
  private var config: Config {
    var config = Config()
    config.fields = [CustomField(key: "customer"), CustomField(key: "title")]
    return config
  }

  @Test(arguments: [
    ("number", "number"), ("Title", "title"), ("blockedBy", "blocked-by"), ("blocked-by", "blocked-by"),
    ("customer", "customer"), ("Customer", "customer"), ("field.customer", "field.customer"), ("field.x", "field.x"),
    ("stateCommit", "state-commit"),
  ])
  func aNameIsRead(text: String, name: String) { #expect(IssueColumn(text, config: config)?.name == name) }

  @Test(arguments: ["", "numbr", "field.", "x", "-", "blocked"])
  func anotherNameIsNone(text: String) { #expect(IssueColumn(text, config: config) == nil) }

  @Test func everyNameHasAColumn() {
    for name in IssueColumn.names { #expect(IssueColumn(name)?.name == name) }
    #expect(Set(IssueColumn.names).count == IssueColumn.names.count)
  }

  @Test func valuesAreText() {
    var issue = VireoModel.Issue(path: ".tracker/issues/7-x.md", title: "Crash", status: "closed", state: .closed)
    issue.number = IssueNumber(7)
    issue.labels = ["a", "b c"]
    issue.blockedBy = ["3", "4"]
    issue.fields = [
      Field(key: "customer", value: .list(["x", "y"])), Field(key: "title", value: .text("own")),
      Field(key: "map", value: .map([Field(key: "a", value: .text("b"))])),
    ]
    let contents = IssueContents(body: "", attachments: [Attachment(path: "a/b")])
    let expected = [
      "number": "7", "title": "Crash", "state": "closed", "labels": "a,b c", "blocked-by": "3,4", "customer": "x,y",
      "field.title": "own", "field.map": "a: b", "field.none": "", "comments": "0", "attachments": "1", "parent": "",
      "closed": "2026-11-21", "updated": "2026-11-22", "path": ".tracker/issues/7-x.md", "due": "",
    ]
    for (name, text) in expected {
      let column = IssueColumn(name, config: config)
      let shown = column?.text(
        of: issue, contents: contents, closed: Timestamp("2026-11-21"), updated: Timestamp("2026-11-22"))
      #expect(shown == text, "\(name)")
    }
    issue.state = .open
    #expect(IssueColumn("closed")?.text(of: issue, closed: Timestamp("2026-11-21")) == "")
    issue.number = nil
    #expect(IssueColumn("number")?.text(of: issue) == ".tracker/issues/7-x.md")
  }

  @Test(arguments: [("a", true), ("next week", true), ("v1.2_x-y", true), ("Ärger", true), ("日本", true)])
  func namesOfSavedQueries(name: String, isOne: Bool) { #expect(SavedQuery.isName(name) == isOne) }

  @Test(arguments: ["", " a", "a ", "a.", ".a", "-a", "a/b", "a  b", "a\"b", "a:b", "a\nb", "@a", "a\u{202E}b"])
  func otherNamesAreNone(name: String) { #expect(!SavedQuery.isName(name)) }

  @Test func aNameIsNotTooLong() {
    #expect(SavedQuery.isName(String(repeating: "a", count: 100)))
    #expect(!SavedQuery.isName(String(repeating: "a", count: 101)))
  }
}
