import Testing
import VireoModel
import VireoQuery

@Suite struct QueryTextTests {
  private static let (a, b, c, d) = (words("a"), words("b"), words("c"), words("d"))

  @Test(arguments: [
    ("", Query.all), (" \u{A0}\n\u{3000}", .all), ("a", a), ("a b", .every([a, b])), ("a AND b", .every([a, b])),
    ("a OR b", .any([a, b])), ("a b OR c d", .any([.every([a, b]), .every([c, d])])),
    ("a AND b OR c AND d", .any([.every([a, b]), .every([c, d])])), ("a (b OR c) d", .every([a, .any([b, c]), d])),
    ("NOT a b", .every([.not(a), b])), ("NOT a OR b", .any([.not(a), b])), ("-a b", .every([.not(a), b])),
    ("-(a b)", .not(.every([a, b]))), ("NOT(a OR b)c", .every([.not(.any([a, b])), c])), ("--a", a),
    ("NOT NOT NOT a", .not(a)), ("NOT -a", a), ("-(-(a))", a), ("((a))", a), ("(a b) c", .every([a, b, c])),
    ("(a OR b) OR c", .any([a, b, c])), ("()", .all), ("a ()", a), ("a OR ()", .all), ("-()", .not(.all)),
    ("a -()", .not(.all)), ("a OR -()", a), ("a(b)c", .every([a, b, c])),
  ])
  func termsAreJoined(text: String, query: Query) throws {
    #expect(try read(text) == query)
  }

  @Test(arguments: [
    ("and or not", ["and", "or", "not"]), ("\"AND\" \"a OR b\"", ["AND", "a OR b"]), ("And ANDY", ["And", "ANDY"]),
    ("foo-bar a.b c++ 12:30 ü", ["foo-bar", "a.b", "c++", "12:30", "ü"]),
    ("pars* \"crash on s*\"", ["pars*", "crash on s*"]),
    (#""say \"hi\" \\ \n""#, [#"say "hi" \ \n"#]), (#""C:\temp""#, [#"C:\temp"#]),
    ("\"label:bug\" \"#7\" \"@mine\" \"-a\"", ["label:bug", "#7", "@mine", "-a"]), ("a\"b c\"d", ["ab cd"]),
    ("#x #0 #7,8", ["#x", "#0", "#7,8"]), ("\"(a)\"", ["(a)"]), ("日本語 2026", ["日本語", "2026"]),
  ])
  func wordsAreKeptAsTyped(text: String, expected: [String]) throws {
    let query = try read(text)
    #expect(query == (expected.count == 1 ? words(expected[0]) : .every(expected.map(words))))
  }

  @Test func behindAMinusEveryWordIsOne() throws {
    #expect(try read("-AND -OR") == .every([.not(words("AND")), .not(words("OR"))]))
    #expect(try read("-NOT") == .not(words("NOT")))
  }

  @Test(arguments: ["#7", "#007", "number:7", "number:#7", "number=7", "NUMBER:7"])
  func aNumberNamesAnIssue(text: String) throws {
    #expect(try read(text) == .condition(.number(.issue, .init(from: .init(7), to: .init(7)))))
  }

  @Test func savedQueriesAreNamed() throws {
    #expect(try read("@mine") == .saved("mine"))
    #expect(try read("-@MINE @\"next week\"") == .every([.not(.saved("mine")), .saved("next week")]))
  }

  @Test func orderAndGroupStandBesideTheConditions() throws {
    let text = try QueryText("a sort:priority-desc,updated group:Milestone OR b", in: context)
    #expect(text.query == .any([words("a"), words("b")]))
    #expect(text.order == Order([.init(.priority, descending: true), .init(.updated)]))
    #expect(text.group == .milestone)
    #expect(text.text() == "a OR b group:milestone sort:priority-desc,updated")
    #expect(try QueryText("a", in: context).order == nil)
  }

  @Test func orderAndGroupKnowTheProjectsOwnFields() throws {
    let text = try QueryText("sort:Effort-desc,field.other-asc,\"two words\" group:risk", in: context)
    #expect(text.query == .all)
    #expect(
      text.order
        == Order([.init(.custom("effort"), descending: true), .init(.custom("other")), .init(.custom("two words"))]))
    #expect(text.group == .custom("risk"))
    #expect(try QueryText(text.text(), in: context) == text)
  }

  @Test func theShortestFormSaysTheSame() {
    let (a, b) = (words("a"), words("b"))
    #expect(Query.every([.all, .every([a, .every([b])])]).simplified == .every([a, b]))
    #expect(Query.any([.not(.all), .any([a])]).simplified == a)
    #expect(Query.any([a, .every([])]).simplified == .all)
    #expect(Query.every([a, .any([])]).simplified == .not(.all))
    #expect(Query.not(.not(a)).simplified == a)
    #expect(Query.condition(.attachment).simplified == .condition(.present(.attachment)))
  }

  @Test(arguments: [
    (
      Query.condition(.number(.comments, .init(from: .init(1, isIncluded: false), to: .init(9)))),
      "comments:>1 comments:<=9"
    ),
    (.condition(.date(.due, .init(from: 86_400, to: 0))), "due:>=1970-01-02 due:<1970-01-01"),
    (.every([.any([]), .not(.any([])), .every([])]), "-() --() ()"), (.every([]), ""), (.any([]), "-()"),
    (.any([.every([]), .every([words("a"), words("b")])]), "() OR a b"),
    (.not(.every([words("a")])), "-(a)"), (.condition(.date(.due, .init(from: .min, to: .max))), "due:*..*"),
    (.condition(.date(.due, .init(from: .max))), "due:>=9999-12-31T23:59:59Z"),
  ])
  func anyQueryHasAText(query: Query, text: String) throws {
    let printed = QueryText(query: query).text()
    #expect(printed == text || printed == "(\(text))")
    _ = try read(printed)
  }
}
