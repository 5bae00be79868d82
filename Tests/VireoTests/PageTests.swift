import Testing
import Vireo
import VireoTestSupport

@Suite struct PageTests {
  private let scratch: ScratchRepository

  init() throws {
    scratch = try ScratchRepository()
    try scratch.write("name: demo\n", to: ".tracker/config.yml")
  }

  private func tracker(at revision: String? = nil) throws -> Tracker {
    let environment = Vireo.Environment(
      variables: scratch.environment, currentDirectory: scratch.path, now: { Timestamp(seconds: 0) },
      makeRandom: { SystemRandomNumberGenerator() })
    return try Tracker.open(revision: revision, environment: environment)
  }

  private func page(_ name: String, _ text: String = "Text\n") throws {
    try scratch.write(text, to: ".tracker/wiki/\(name).md")
  }

  @Test func pagesLieInFolders() throws {
    #expect(try tracker().pages() == [])
    try page("Home")
    try page("Design/Storage", "# Where it lies\n")
    try scratch.write("x", to: ".tracker/wiki/.hidden.md")
    try scratch.write("x", to: ".tracker/wiki/picture.png")
    #expect(try tracker().pages().map(\.name) == ["Design/Storage", "Home"])
    #expect(try tracker().pages().map(\.title) == ["Where it lies", "Home"])
    try scratch.git("add", "-A")
    try scratch.git("commit", "-q", "-m", "Pages")
    try page("Later")
    #expect(try tracker(at: "HEAD").pages().map(\.name) == ["Design/Storage", "Home"])
    #expect(try tracker(at: "HEAD").page(named: "home").name == "Home")
  }

  @Test func caseDoesNotMatterWhereThereIsNoChoice() throws {
    try page("Design/Storage")
    try page("\u{DC}ber")
    #expect(try tracker().page(named: "design/STORAGE").name == "Design/Storage")
    #expect(try tracker().page(named: "u\u{308}ber").name == "\u{DC}ber")
    try page("Design/storage")
    #expect(try tracker().page(named: "Design/storage").path == ".tracker/wiki/Design/storage.md")
    let error = #expect(throws: VireoError.self) { try tracker().page(named: "Design/STORAGE") }
    #expect(error?.code == .noSuchPage)
    #expect(error?.message == "'Design/STORAGE' is 2 pages: Design/Storage, Design/storage")
  }

  @Test(arguments: [
    ("Desing/Storage", "; did you mean 'Design/Storage'?"), ("Storage", "; did you mean 'Design/Storage'?"),
    ("Quite another", ""), ("../config", ""), ("/Home", ""), ("Design//Storage", "; did you mean 'Design/Storage'?"),
  ])
  func aNameThatIsNoneHasANearestOne(name: String, suggestion: String) throws {
    try page("Design/Storage")
    let error = #expect(throws: VireoError.self) { try tracker().page(named: name) }
    #expect(error?.code == .noSuchPage)
    #expect(error?.message == "there is no page '\(name)'" + suggestion)
  }

  @Test func whatIsWrongIsFound() throws {
    try page("Empty", "")
    try page("Broken", "---\ntitle: a\ntags: [b\n")
    try page("Map", "---\ntags: {a: b}\n---\n")
    try page("[x]")
    try scratch.write("x", to: "elsewhere")
    #expect(try scratch.shell("ln -s ../../elsewhere .tracker/wiki/Link.md").status == 0)
    let found = try tracker().check().map { "\($0.place.path.dropFirst(14)) \($0.code.id)" }
    #expect(
      found == [
        "Broken.md unclosed-front-matter", "Link.md not-regular-file", "Map.md invalid-page", "[x].md invalid-page",
      ])
  }

  @Test func aPageIsFoundByItsWords() throws {
    try page(
      "Design/Storage", "---\ntitle: Where it lies\ntags: [files, Müller]\n---\n\nThe lock is one for all work trees.\n"
    )
    try page("Home", "Locks and login\n")
    func found(_ terms: String...) throws -> [String] { try tracker().pages(matching: terms).map(\.name) }
    #expect(try found() == ["Design/Storage", "Home"])
    #expect(try found("LOCK") == ["Design/Storage"], "a whole word, in any case")
    #expect(try found("lock*") == ["Design/Storage", "Home"])
    #expect(try found("work trees") == ["Design/Storage"])
    #expect(try found("trees work") == [])
    #expect(try found("muller", "lies") == ["Design/Storage"], "in the tags and in the title")
    #expect(try found("storage") == ["Design/Storage"], "in the name")
    #expect(try found("lock*", "login") == ["Home"])
    #expect(try found("...") == ["Design/Storage", "Home"], "no word")
  }

  @Test func aNewPageHasFrontMatterOnlyIfItNeedsIt() throws {
    try tracker().edit { try $0.newPage(named: "Plain", PageChanges(body: "Text")) }
    #expect(try scratch.read(".tracker/wiki/Plain.md") == "Text\n")
    try tracker().edit { try $0.newPage(named: "Rule", PageChanges(body: "---\nText")) }
    #expect(try tracker().page(named: "Rule").body == "---\nText")
    try tracker().edit { try $0.newPage(named: "Design/Files", PageChanges(title: "a: b", tags: ["x"])) }
    #expect(try tracker().page(named: "Design/Files").title == "a: b")
  }

  @Test func anEditLeavesTheOtherBytes() throws {
    try page("Home", "---\r\ntitle: a # why\r\nx:   y\r\n---\r\n\r\nText\r\n")
    let home = try tracker().page(named: "Home")
    try tracker().edit { try $0.edit(home, PageChanges(adding: ["t"])) }
    #expect(
      try scratch.read(".tracker/wiki/Home.md")
        == "---\r\ntitle: a # why\r\nx:   y\r\ntags:\r\n  - t\r\n---\r\n\r\nText\r\n")
    try page("Broken", "---\ntitle: a\ntitle: b\n---\n")
    let broken = try tracker().page(named: "Broken")
    let error = #expect(throws: VireoError.self) {
      try tracker().edit { try $0.edit(broken, PageChanges(title: "c")) }
    }
    #expect(error?.code == .brokenFile)
  }

  @Test(arguments: ["home", "HOME", "design/x", "a//b", "../x", "Home"])
  func aNameThatIsTakenOrNoneIsRefused(name: String) throws {
    try page("Home")
    try page("Design/Storage")
    let error = #expect(throws: VireoError.self) {
      try tracker().edit { try $0.newPage(named: name, PageChanges(body: "x")) }
    }
    #expect(error?.code == .invalidEdit)
  }
}
