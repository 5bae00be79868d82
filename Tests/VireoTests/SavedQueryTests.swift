import Testing
import Vireo
import VireoTestSupport

/// Saved queries at the front door.
@Suite struct SavedQueryTests {
  private let scratch: ScratchRepository
  private let tracker: Tracker

  init() throws {
    let scratch = try ScratchRepository()
    let environment = Vireo.Environment(
      variables: scratch.environment, currentDirectory: scratch.path,
      now: { Timestamp(seconds: 1_795_255_473) }, makeRandom: { SystemRandomNumberGenerator() })
    _ = try Tracker.create(environment: environment)
    self.scratch = scratch
    tracker = try Tracker.open(environment: environment)
  }

  private func save(_ name: String, _ query: String, _ more: String = "") throws {
    try scratch.write("---\nquery: '\(query)'\n\(more)---\n", to: ".tracker/queries/\(name).md")
  }

  private func text(_ question: Question) -> String {
    QueryText(query: question.query, order: question.order, group: question.group).text()
  }

  @Test func aNameStandsForItsQuery() throws {
    try save("a", "label:x OR label:y sort:title", "group: milestone\ncolumns: [number, title]\n")
    #expect(
      text(try tracker.question("@a"))
        == "(label:x OR label:y) group:milestone sort:title".replacing("(label:x OR label:y)", with: "label:x,y"))
    #expect(try tracker.question("@A sort:number").order == Order("number"))
    #expect(try tracker.question("@a").columns.map(\.name) == ["number", "title"])
    let part = try tracker.question("@a is:open")
    #expect(text(part) == "label:x,y is:open")
    #expect(part.columns.isEmpty && part.order == nil && part.group == nil)
    #expect(text(try tracker.question("-@a")) == "-label:x,y")
  }

  @Test func namesStandInsideOfEachOther() throws {
    try save("a", "@b label:x")
    try save("b", "@c", "sort: title\n")
    try save("c", "is:open")
    #expect(text(try tracker.question("@a")) == "is:open label:x")
    #expect(text(try tracker.question("@b")) == "is:open sort:title")
  }

  @Test func aRingIsAnErrorThatNamesIt() throws {
    try save("a", "@b")
    try save("b", "x @c")
    try save("c", "-@b")
    let error = #expect(throws: VireoError.self) { try tracker.question("@a") }
    #expect(error?.code.id == "invalid-query")
    #expect(error?.message.contains("@b -> @c -> @b") == true)
    let found = try tracker.check().filter { $0.code.id == "invalid-query" }
    #expect(found.map(\.place.path).contains(".tracker/queries/b.md"))
    #expect(found.allSatisfy { $0.place.start?.line == 2 })
  }

  @Test func sixteenMayStandInsideOfEachOther() throws {
    for index in 1...17 { try save("q\(index)", index == 1 ? "x" : "@q\(index - 1)") }
    #expect(text(try tracker.question("@q16")) == "x")
    let error = #expect(throws: VireoError.self) { try tracker.question("@q17") }
    #expect(error?.message.contains("more than 16") == true)
    #expect(try tracker.check().map(\.place.path) == [".tracker/queries/q17.md"])
  }

  @Test func fewFilesCannotMakeAHugeQuery() throws {
    for index in 1...15 { try save("q\(index)", index == 1 ? "x OR y" : "@q\(index - 1) OR -(@q\(index - 1) z)") }
    let error = #expect(throws: VireoError.self) { try tracker.question("@q15") }
    #expect(error?.message.contains("conditions") == true)
  }

  @Test func anUnknownNameSuggestsTheNearest() throws {
    try save("mine", "x")
    let error = #expect(throws: QueryError.self) { try tracker.question("label:a @mien") }
    #expect(error?.suggestion == "@mine")
    #expect(throws: VireoError.self) { try tracker.savedQuery(named: "mien") }
  }

  @Test func aFileThatCannotBeReadIsReportedWithItsPlace() throws {
    try save("a", "is:open labl:x")
    let error = #expect(throws: VireoError.self) { try tracker.question("@a") }
    #expect(error?.diagnostics.first?.place.start?.column == 17)
    try scratch.write("---\ntitle: x\n---\n", to: ".tracker/queries/b.md")
    try save("c", "x", "sort: nubmer\ngroup: x\ncolumns: [titel]\n")
    try save("d'e", "assignee:@me")
    let found = try tracker.check().map { "\($0.place.path.dropFirst(17)) \($0.message)" }
    #expect(found.count == 6, "\(found)")
    #expect(found.contains { $0.hasPrefix("d'e.md") })
  }

  @Test func meIsWhoAsks() throws {
    try save("a", "assignee:@me")
    #expect(text(try tracker.question("@a")) == "assignee:alice")
  }

  @Test func aQueryIsSavedChangedAndDeleted() throws {
    let query = SavedQuery(name: "next", query: "@me", title: "T", columns: ["number"], sort: "title", body: "Why")
    #expect(throws: QueryError.self) { try tracker.edit { try $0.save(query) } }
    var good = query
    good.query = "is:open \"a b\""
    let path = try tracker.edit { try $0.save(good) }.value
    #expect(path == ".tracker/queries/next.md")
    #expect(try tracker.savedQuery(named: "NEXT") == good)
    #expect(throws: VireoError.self) { try tracker.edit { try $0.save(good) } }
    try tracker.edit { try $0.save(SavedQuery(name: "next", query: "crash"), replacing: true) }
    good.query = "crash"
    #expect(try tracker.savedQueries() == [good])
    #expect(try tracker.check().isEmpty)
    try tracker.edit { try $0.deleteQuery(named: "next") }
    #expect(try tracker.savedQueries().isEmpty)
    #expect(throws: VireoError.self) { try tracker.edit { try $0.deleteQuery(named: "next") } }
  }

  @Test func aRefusedQueryWritesNothing() throws {
    try save("a", "x")
    let refused = [
      SavedQuery(name: "A", query: "x"), SavedQuery(name: "../x", query: "x"),
      SavedQuery(name: "b", query: "x", sort: "y"),
      SavedQuery(name: "b", query: "x", columns: ["y"]), SavedQuery(name: "b", query: "x", group: "title"),
    ]
    for query in refused { #expect(throws: VireoError.self) { try tracker.edit { try $0.save(query) } } }
    #expect(try tracker.savedQueries().map(\.name) == ["a"])
  }

  @Test func aChangeIsShownAndNotMade() throws {
    try tracker.edit { _ = try $0.newIssue(title: "One", fields: [("labels", "a")]) }
    let before = try scratch.files(below: ".tracker")
    let issues = try tracker.issues().issues
    let changes = try tracker.preview(of: issues) { try $0.add(["b"], to: "labels", of: issues[0]) }
    #expect(changes.map(\.fields) == [[.init(key: "labels", old: "a", new: "a, b")]])
    #expect(try tracker.preview(of: issues) { try $0.add(["a"], to: "labels", of: issues[0]) }.isEmpty)
    #expect(try scratch.files(below: ".tracker") == before)
  }

  @Test func relationsAreReadFromFiles() throws {
    try tracker.edit { edit in
      for (title, parent) in [("One", ""), ("Two", "1"), ("Three", "1"), ("Four", "")] {
        _ = try edit.newIssue(title: title, fields: [("parent", parent), ("blocked-by", title == "Four" ? "2,3" : "")])
      }
    }
    let hierarchy = try tracker.hierarchy()
    #expect(hierarchy.tree.map { "\($0.depth) \($0.issue.title)" } == ["0 One", "1 Two", "1 Three"])
    let two = try tracker.issue(.number(IssueNumber(2)!))
    let relations = try tracker.relations(of: two)
    #expect(relations.issues(naming: two, in: .blockedBy).map(\.title) == ["Four"])
    #expect(relations.issues(namedBy: two, in: .parent).map(\.title) == ["One"])
    try tracker.edit { try $0.close(two) }
    let four = try tracker.issues(matching: .condition(.blocked)).issues
    #expect(try tracker.relations(of: four, in: .blockedBy).openBlockers(of: four[0]).map(\.title) == ["Three"])
    #expect(
      try tracker.closingDates(of: [tracker.issue(.number(IssueNumber(2)!)), four[0]]).map { $0?.description } == [
        "2026-11-21T10:04:33Z", nil,
      ])
  }
}
