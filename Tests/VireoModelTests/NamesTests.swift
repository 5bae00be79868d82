import Testing
import VireoModel
import VireoTestSupport

/// What issues and people are called.
@Suite struct NamesTests {
  @Test func aNewUIDIsOne() {
    var random = SplitMix64(seed: 1)
    let uids = (0..<1000).map { _ in UID.make(using: &random) }
    #expect(Set(uids).count == 1000)
    for uid in uids { #expect(UID(uid.text) == uid && uid.text.wholeMatch(of: #/[a-z][a-z0-9]{9}/#) != nil) }
    var again = SplitMix64(seed: 1)
    #expect(UID.make(using: &again) == uids[0])
  }

  @Test(arguments: [
    "", "k7h2m9x3p", "k7h2m9x3ptt", "7k7h2m9x3p", "K7h2m9x3pt", "k7h2m9x3p-", "k7h2m9x3é", "k7h2m9x3p\n",
  ])
  func anotherTextIsNoUID(text: String) {
    #expect(UID(text) == nil)
  }

  @Test(arguments: [("7", 7), ("#7", 7), ("007", 7), ("999999999", 999_999_999)])
  func aNumberIsRead(text: String, value: Int) {
    #expect(IssueNumber(text: text)?.value == value)
  }

  @Test(arguments: [
    "", "#", "0", "000", "##7", "-7", "+7", "7.0", "1234567890", "0000000007", "7 ", "٧", "７", "x", "7x",
  ])
  func anotherTextIsNoNumber(text: String) {
    #expect(IssueNumber(text: text) == nil)
  }

  @Test func numbersHaveNineDigitsAtMost() {
    #expect(IssueNumber(0) == nil && IssueNumber(-1) == nil && IssueNumber(1_000_000_000) == nil)
    #expect(IssueNumber(IssueNumber.largest)?.description == "999999999")
    #expect(IssueNumber(2)! < IssueNumber(10)!)
  }

  @Test func anIssueIsNamedByNumberUIDOrPath() {
    #expect(IssueName("#7") == .number(IssueNumber(7)!) && IssueName("k7h2") == .uid("k7h2"))
    #expect(IssueName("7-x.md") == .path("7-x.md") && IssueName("./x") == .path("./x"))
    #expect(IssueName("k7h2m9x3pt")?.description == "issue k7h2m9x3pt" && IssueName("007")?.description == "issue 7")
    for text in ["", "K7", "7x", "k7h2m9x3ptt", "a b", "é", "#x", "1234567890"] { #expect(IssueName(text) == nil) }
  }

  @Test(arguments: [
    ("alice@example.org", "alice"), ("Alice Doe", "alice_doe"), ("123+alice@users.noreply.example.org", "alice"),
    ("alice+tracker@example.org", "alice"), ("A.B@x", "a.b"), ("jean-luc@x", "jean_luc"), ("@x", "x"),
    ("Zoë <z>", "zo_z"),
    ("abcdefghijklmnopqrstuvwxyz1234567@x", "abcdefghijklmnopqrstuvwxyz1234"), ("+x@y", nil), ("", nil), ("@", nil),
    ("日本@x", nil), ("١+a@x", "a"),
  ])
  func aHandleIsMadeFromAnAddress(source: String, handle: String?) {
    #expect(Handle(deriving: source)?.text == handle)
  }

  @Test func aHandleKeepsItsTextWithoutTheSign() {
    #expect(Handle("@alice").text == "alice" && Handle("Alice D").text == "Alice D" && Handle("@").text == "@")
    #expect("@bob" as Handle == Handle("bob") && Handle("a") < Handle("b"))
  }

  @Test(arguments: [
    ("opne", ["open", "closed"], ["open"]), ("OPEN", ["open"], ["open"]), ("prioritty", ["priority"], ["priority"]),
    ("hihg", ["high", "low", "higher"], ["high"]), ("x", ["a", "b"], []), ("done", ["open", "closed"], []),
    ("open", ["open"], []), ("", ["a"], []), ("abc", ["abd", "abe", "abf", "abg"], ["abd", "abe", "abf"]),
    ("café", ["cafe\u{301}s"], ["cafe\u{301}s"]), ("ab", ["ba"], ["ba"]),
  ])
  func nearWordsAreSuggested(word: String, known: [String], expected: [String]) {
    #expect(Nearest.matches(for: word, among: known) == expected)
  }

  @Test func aSuggestionIsAQuestion() {
    #expect(Nearest.suggestion(for: "opne", among: ["open"]) == "; did you mean 'open'?")
    #expect(Nearest.suggestion(for: "abc", among: ["abd", "abe"]) == "; did you mean 'abd' or 'abe'?")
    #expect(Nearest.suggestion(for: "x", among: ["open"]) == "")
    #expect(Nearest.matches(for: String(repeating: "x", count: 100_000), among: ["x"]).isEmpty)
  }

  @Test func theConfigurationAnswersForStatuses() {
    var config = Config()
    #expect(config.state(of: "in-progress") == .open && config.state(of: "x") == nil)
    #expect(config.word(for: .open) == "open" && config.word(for: .closed) == "closed")
    config.statuses = [.init(word: "new", state: .open), .init(word: "done", state: .closed)]
    #expect(config.word(for: .open) == "new" && config.word(for: .closed) == "done")
    config.transitions = ["new": ["done"]]
    #expect(config.allowsTransition(from: "new", to: "done") && config.allowsTransition(from: "new", to: "new"))
    #expect(!config.allowsTransition(from: "new", to: "x") && config.allowsTransition(from: "done", to: "new"))
    #expect(config.rank(ofPriority: "critical") > config.rank(ofPriority: "low") && config.rank(ofPriority: nil) == -1)
    config.people = [.init(handle: "alice", emails: ["Alice@example.org"])]
    #expect(config.person(email: "alice@EXAMPLE.org")?.handle == "alice" && config.person(email: "x") == nil)
  }
}
