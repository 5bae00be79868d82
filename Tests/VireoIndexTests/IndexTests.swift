import Foundation
import Testing
import Vireo
import VireoModel
import VireoTestSupport

/// Single things that the index once got wrong, or easily could.
@Suite struct IndexTests {
  private let fixture: IndexFixture

  init() throws { fixture = try IndexFixture() }

  private func write(_ number: Int, _ title: String, _ keys: String = "", body: String = "") throws {
    try fixture.scratch.write(
      "---\ntitle: \"\(title)\"\ncreated: \"2020-01-01\"\n\(keys)---\n\n\(body)\n", to: ".tracker/issues/\(number)-x.md"
    )
  }

  private func numbers(_ query: Query, _ order: String = "number") throws -> [Int] {
    let order = try #require(Order(order))
    return try fixture.tracker().issues(matching: query, sortedBy: order).issues.compactMap { $0.number?.value }
  }

  private func words(_ text: String) -> Query { .condition(.words(text)) }

  @Test(arguments: ["a\"\u{301}b", "\"", "a\u{0}b", "a*b*", "\u{301}", "\u{F8FF}", "a\u{F8FF}\u{301}b", "(a)", "a AND"])
  func anyTextMayBeLookedFor(text: String) throws {
    try write(1, "a b")
    _ = try numbers(words(text))
  }

  @Test(arguments: [
    ("ab", "a\u{E000}b", false), ("a b", "a\u{E000}b", true), ("a b", "a\u{F8FF}b", true), ("é", "e\u{301}", true),
    ("e", "é", true), ("ё", "е", true), ("ά", "Α", true), ("ΟΔΟΣ", "οδός", true), ("ह", "हिन्दी", false),
    ("हिन्दी", "हिन्दी", true), ("か", "が", false), ("か\u{3099}", "が", true), ("1", "1\u{FE0F}\u{20E3}", true),
    ("STRASSE", "straße", false), ("東", "東京", false), ("東*", "東京", true), ("ǅ", "ǆ", true),
  ])
  func wordsAreComparedByTheirLetters(wanted: String, title: String, isFound: Bool) throws {
    try write(1, title)
    #expect(try numbers(words(wanted)) == (isFound ? [1] : []))
  }

  @Test func aFileThatNoMessageSpeaksOfHasNoCommitAsItsCause() throws {
    let scratch = fixture.scratch
    try write(1, "one", "uid: \"aaaaaaaaaa\"\n")
    try write(2, "two", "uid: \"bbbbbbbbbb\"\n")
    try scratch.git("add", "-A")
    try scratch.git("commit", "--quiet", "-m", "Begin")
    // On a branch that is left again, the two have one uid.
    try scratch.git("checkout", "--quiet", "-b", "other")
    try write(2, "two", "uid: \"aaaaaaaaaa\"\n")
    try scratch.git("commit", "--quiet", "-am", "Take another uid")
    _ = try fixture.tracker().issues()
    try scratch.git("checkout", "--quiet", "-")
    try scratch.git("commit", "--quiet", "--allow-empty", "-m", "Fixes #1")
    let issues = try fixture.tracker().issues().issues.sorted { $0.path < $1.path }
    #expect(issues.map(\.state) == [.closed, .open])
    #expect(issues.map { $0.cause != nil } == [true, false])
  }

  @Test func manyConditionsOnTitlesAndChangesFindWhatEachFinds() throws {
    for number in 1...40 { try write(number, "Éa \(number)", "due: \"2020-01-\(10 + number % 20)\"\n") }
    try fixture.scratch.write("Hello\n", to: ".tracker/issues/7-x/20210505T000000Z-bob-1a.md")
    let titles = (1...9).map { Query.condition(.text(.title, .ends("\($0)"))) }
    let day = try #require(Timestamp("2020-06-01")?.seconds)
    let changes = [DateRange(from: day), DateRange(to: day)].map { Query.condition(.date(.updated, $0)) }
    for parts in [titles, titles + changes, changes + changes + [.condition(.present(.date(.updated)))]] {
      let each = try parts.map { Set(try numbers($0)) }
      #expect(Set(try numbers(.any(parts))) == each.reduce(into: []) { $0.formUnion($1) })
      #expect(Set(try numbers(.every(parts.map { .not($0) }))) == each.reduce(into: Set(1...40)) { $0.subtract($1) })
      #expect(try numbers(.any(parts), "title-desc,updated").count == numbers(.any(parts)).count)
    }
    #expect(try numbers(changes[0]) == [7])
  }

  @Test func theWordsOfADeletedTextAreGone() throws {
    try write(1, "one")
    try write(2, "two")
    #expect(try numbers(words("two")) == [2])
    try FileManager.default.removeItem(atPath: fixture.path(".tracker/issues/2-x.md"))
    #expect(try numbers(words("two")) == [])
    try write(1, "again")
    #expect(try numbers(words("two")) == [])
    #expect(try numbers(words("again")) == [1])
  }

  @Test func theLastChangeIsTheNewestOfAllDates() throws {
    let scratch = fixture.scratch
    try write(1, "one")
    try write(2, "two")
    try scratch.write(
      "---\nauthor: bob\ndate: 2021-05-05T00:00:00Z\n---\n\nHi\n", to: ".tracker/issues/2-x/20210505T000000Z-bob-1a.md")
    try scratch.write("---\ntitle: Draft\n---\n", to: ".tracker/issues/draft.md")
    let tracker = try fixture.tracker()
    let issues = try tracker.issues().issues.sorted { $0.path < $1.path }
    let gone = VireoModel.Issue(path: ".tracker/issues/9-gone.md", title: "", status: "open", state: .open)
    let dates = try tracker.updateDates(of: issues + [gone]).map { $0?.description }
    #expect(dates == ["2020-01-01T00:00:00Z", "2021-05-05T00:00:00Z", nil, nil])
  }

  @Test func theWordsOfAChangedTextAreGone() throws {
    try write(1, "one")
    #expect(try numbers(words("one")) == [1])
    try write(1, "two")
    #expect(try numbers(.all) == [1])
    #expect(try numbers(words("one")) == [])
    #expect(try numbers(words("two")) == [1])
  }

  @Test func aFileThatIsGoneHasNoErrors() throws {
    try fixture.scratch.write("---\ntitle: a\nno end", to: ".tracker/issues/1-x.md")
    #expect(try fixture.tracker().issues().diagnostics.count == 1)
    try FileManager.default.removeItem(atPath: fixture.path(".tracker/issues/1-x.md"))
    #expect(try fixture.tracker().issues().diagnostics.isEmpty)
    try FileManager.default.createDirectory(
      atPath: fixture.path(".tracker/issues/1-x.md"), withIntermediateDirectories: true)
    let cold = try fixture.tracker(usesCache: false).issues().diagnostics
    #expect(try fixture.tracker().issues().diagnostics == cold)
  }

  @Test func textsThatOnlyLookAlikeStayApart() throws {
    try write(1, "a", "labels:\n  - \"é\"\n")
    try write(2, "a", "labels:\n  - \"e\u{301}\"\n")
    #expect(try numbers(.label("é")) == [1])
    #expect(try numbers(.label("e\u{301}")) == [2])
    let labels = try fixture.tracker().issues(sortedBy: Order([.init(.number)])).issues.map { escaped($0.labels[0]) }
    #expect(labels == ["<U+00E9>", "e<U+0301>"])
  }

  @Test func filesWhoseNamesOnlyLookAlikeStayApart() throws {
    for name in ["é", "e\u{301}"] {
      try fixture.scratch.write("---\ntitle: \(escaped(name))\n---\n", to: ".tracker/issues/\(name).md")
    }
    func titles() throws -> Set<String> { Set(try fixture.tracker().issues().issues.map(\.title)) }
    #expect(try titles() == ["<U+00E9>", "e<U+0301>"])
    try fixture.scratch.write("---\ntitle: new\n---\n", to: ".tracker/issues/e\u{301}.md")
    try fixture.scratch.write("---\ntitle: third\n---\n", to: ".tracker/issues/third.md")
    #expect(try titles() == ["<U+00E9>", "new", "third"])
  }

  @Test func textsThatSortAlikeLeaveItToTheNextKey() throws {
    for (number, version) in [(1, "1.9"), (2, "01.9"), (3, "1.10"), (4, "1.9"), (5, "1.09")] {
      try write(number, "a", "version: \"\(version)\"\n")
    }
    #expect(try numbers(.all, "version,number-desc") == [5, 4, 2, 1, 3])
    #expect(try numbers(.all, "version-desc") == [3, 1, 2, 4, 5])
  }

  @Test(arguments: ["1e3", ".", "1.", ".5", "+", "0x10", "nan"])
  func whatIsNoDecimalNumberLiesInNoRange(text: String) throws {
    try write(1, "a", "effort: \"\(text)\"\n")
    #expect(try numbers(.condition(.number(.custom("effort"), NumberRange()))) == [])
    #expect(try numbers(.condition(.present(.text(.custom("effort"))))) == [1])
  }

  @Test func aPersonInAFieldMayHaveAnAt() throws {
    try write(1, "a", "reviewer: \"@bob\"\n")
    #expect(try numbers(.condition(.person(.custom("reviewer"), "bob"))) == [1])
  }

  @Test(arguments: [
    ("@bob", true), ("“@bob”", true), ("—@bob’s", true), ("@bob.", true), ("(@bob)", true), ("x@bob", false),
    ("é@bob", false), ("_@bob", false), ("@@bob", false), ("@bobby", false), ("@bob-", true), ("@bob-x", false),
    ("東@bob", false), ("、@bob、", true), ("@bob…", true),
  ])
  func personsAreNamedWithAnAt(text: String, isNamed: Bool) throws {
    try write(1, "a", body: text)
    #expect(try numbers(.condition(.person(.mentioned, "bob"))) == (isNamed ? [1] : []))
    try write(1, text)
    #expect(try numbers(.condition(.person(.mentioned, "bob"))) == [], "a title names nobody")
  }

  @Test(arguments: [Int64.min, Int64.min / 2 - 1, Int64.max / 2 + 1, Int64.max])
  func timesMayBeFarAway(time: Int64) throws {
    try write(1, "a")
    #expect(try numbers(.condition(.date(.created, DateRange(from: time)))) == (time < 0 ? [1] : []))
    #expect(try numbers(.condition(.date(.created, DateRange(to: time)))) == (time < 0 ? [] : [1]))
  }

  @Test func aQueryOfAnyFormIsPrintedAsItIsMeant() throws {
    let query = Query.not(.any([.every([.label("a"), .label("b")])]))
    #expect(QueryText(query: query).text() == "-(label:a label:b)")
  }

  @Test(arguments: [100, 3000, 40_000])
  func aQueryMayBeLong(count: Int) throws {
    try write(7, "a", "labels:\n  - \"label\(count - 1)\"\n")
    #expect(try numbers(.any((0..<count).map { .label("label\($0)") })) == [7])
    if count > 3000 { return }
    #expect(try numbers(.every((0..<count).map { .not(.condition(.text(.title, .equals("\($0)")))) })) == [7])
    #expect(try numbers(.any((0..<count).map { words("word\($0)") })) == [])
  }

  @Test(arguments: [1, 5, 64])
  func parenthesesMayBeAsDeepAsTheLanguageAllows(depth: Int) throws {
    try write(7, "c")
    let text =
      String(repeating: "a OR c -(", count: depth - 1) + "a OR c (c" + String(repeating: ")", count: depth)
    let query = try QueryText(text, in: QueryContext(now: 0)).query
    #expect(try numbers(query) == (depth.isMultiple(of: 2) ? [] : [7]))
  }

  @Test(arguments: [60, 300])
  func aQueryMayBeDeep(depth: Int) throws {
    try write(7, "a")
    var query = words("a")
    for level in 0..<depth {
      query = level.isMultiple(of: 2) ? .not(.any([query, words("b")])) : .every([.not(query), .all])
    }
    #expect(try numbers(query) == [7])
  }
}
