import Testing
import Vireo
import VireoTestSupport

@Suite struct PageRenameTests {
  private let scratch: ScratchRepository

  init() throws {
    scratch = try ScratchRepository()
    try scratch.write("name: demo\n", to: ".tracker/config.yml")
  }

  private func tracker() throws -> Tracker {
    let environment = Vireo.Environment(
      variables: scratch.environment, currentDirectory: scratch.path, now: { Timestamp(seconds: 0) },
      makeRandom: { SystemRandomNumberGenerator() })
    return try Tracker.open(environment: environment)
  }

  private func page(_ name: String, _ text: String = "x\n") throws {
    try scratch.write(text, to: ".tracker/wiki/\(name).md")
  }

  /// What a text becomes when a page gets another name.
  private func renamed(
    _ text: String, in path: String = ".tracker/wiki/Design/Storage.md", _ old: String = "Home", to new: String,
    nowAt newPath: String? = nil
  ) throws -> String {
    for name in ["Home", "Design/Files", "Design/Parts/Home", "Other/Home page"] where path != PageName.path(of: name) {
      try page(name)
    }
    try scratch.write(text, to: path)
    let page = try tracker().page(named: old)
    try tracker().edit { try $0.rename(page, to: new) }
    return try scratch.read(newPath ?? path)
  }

  @Test(arguments: [
    ("[[Home]]", "Start", "[[Start]]"), ("[[home|the start]]", "Start", "[[Start|the start]]"),
    ("[[ Home #Top]]", "Start", "[[ Start #Top]]"), ("[[/Home]]", "Start", "[[/Start]]"),
    ("[[Home]]", "Design/Start", "[[Design/Start]]"), ("| [[Home\\|x]] |\n|-|\n", "A b", "| [[A b\\|x]] |\n|-|\n"),
    ("[[Home]]", "Design/Design/Start", "[[Design/Design/Start]]"),
    ("[x](../Home.md#top \"y\")", "A b", "[x](../A%20b.md#top \"y\")"),
    ("[x](<../Home.md>)", "A b", "[x](<../A%20b.md>)"),
    ("![x](/.tracker/wiki/Home.md)", "Start", "![x](/.tracker/wiki/Start.md)"),
    ("[x][y]\n\n[y]: ../Home.md 'z'", "Design/Start", "[x][y]\n\n[y]: Start.md 'z'"),
    ("see file:.tracker/wiki/Home.md#L3.", "Start", "see file:.tracker/wiki/Start.md#L3."),
    ("file:.tracker/wiki/Home.md@v1", "Start", "file:.tracker/wiki/Home.md@v1"),
    (
      "`[[Home]]` \\[[Home]] <!-- [[Home]] -->\n\n    [[Home]]", "Start",
      "`[[Home]]` \\[[Home]] <!-- [[Home]] -->\n\n    [[Home]]"
    ),
    ("[[Homes]] #7 @alice [x](../Homes.md)", "Start", "[[Homes]] #7 @alice [x](../Homes.md)"),
    (
      "\u{FEFF}---\r\ntitle: Home\r\n---\r\n[[Home]]\r\n[[Home]]", "Start",
      "\u{FEFF}---\r\ntitle: Home\r\n---\r\n[[Start]]\r\n[[Start]]"
    ),
  ])
  func aLinkFollowsThePage(text: String, name: String, wanted: String) throws {
    #expect(try renamed(text, to: name) == wanted)
  }

  @Test func allTextsAreLookedThrough() throws {
    try page("Home")
    let paths = ["issues/1-x.md", "issues/1-x/20261121T100433Z-alice-k3f9.md", "milestones/1.0.md", "wiki/a/b.md"]
    for path in paths { try scratch.write("Text [[Home]]\n", to: ".tracker/" + path) }
    let home = try tracker().page(named: "Home")
    let outcome = try tracker().edit { try $0.rename(home, to: "Start") }.value
    for path in paths { #expect(try scratch.read(".tracker/" + path) == "Text [[Start]]\n") }
    #expect(outcome.changed == Dictionary(uniqueKeysWithValues: paths.map { (".tracker/" + $0, 1) }))
  }

  @Test func thePageItselfIsReadFromItsNewFolder() throws {
    let text =
      "[[Files]] [[Home]] [[Parts/Home]] [[Missing]] [x](Files.md) [y](../Home.md) [z](../../../../out) [[#Top]]\n"
    #expect(
      try renamed(text, "Design/Storage", to: "Storage", nowAt: ".tracker/wiki/Storage.md")
        == "[[Design/Files]] [[Home]] [[Design/Parts/Home]] [[Missing]] [x](Design/Files.md) [y](Home.md) "
        + "[z](../../../out) [[#Top]]\n")
  }

  @Test func aLinkToThePageItselfFollows() throws {
    #expect(
      try renamed(
        "[[Storage]] [[Design/Storage]] [x](Storage.md)\n", "Design/Storage", to: "Other/Files",
        nowAt: ".tracker/wiki/Other/Files.md")
        == "[[Files]] [[Other/Files]] [x](Files.md)\n")
  }

  @Test func aNameThatWouldComeBeforeIsSpelledOut() throws {
    #expect(
      try renamed("[[Home]] [[home#Top|x]]\n", "Other/Home page", to: "Design/Home") == "[[/Home]] [[/Home#Top|x]]\n")
  }

  @Test func aMissingPageMayComeToBe() throws {
    #expect(try renamed("[[Start]]\n", to: "Start") == "[[Start]]\n")
    #expect(try tracker().links().dead == [])
  }

  @Test func aMissingPageStaysMissingInAnotherFolder() throws {
    #expect(
      try renamed("[[Home page]]\n", "Design/Storage", to: "Other/Storage", nowAt: ".tracker/wiki/Other/Storage.md")
        == "[[/Design/Home page]]\n")
  }

  @Test func aNameThatCannotBeWrittenIsRefused() throws {
    let error = #expect(throws: VireoError.self) { try renamed("[[Home]]\n", to: "a _b_ c") }
    #expect(error?.code == .editRefused)
    #expect(try scratch.read(".tracker/wiki/Home.md") == "x\n", "nothing was written")
    let taken = #expect(throws: VireoError.self) { try renamed("[[Home]]\n", to: "design/files") }
    #expect(taken?.code == .invalidEdit)
  }

  @Test func aBrokenFileIsLeftAloneAndTold() throws {
    try page("Home")
    let broken = "---\ntitle: a\ntitle: b\n---\n[[Home]]\n"
    try page("Broken", broken)
    let home = try tracker().page(named: "Home")
    let outcome = try tracker().edit { try $0.rename(home, to: "Start") }.value
    #expect(outcome.skipped == [".tracker/wiki/Broken.md"])
    #expect(try scratch.read(".tracker/wiki/Broken.md") == broken)
  }

  @Test func caseMayChange() throws {
    try page("Home", "[[Home]] [[home]]\n")
    let home = try tracker().page(named: "Home")
    try tracker().edit { try $0.rename(home, to: "HOME") }
    #expect(try scratch.read(".tracker/wiki/HOME.md") == "[[Home]] [[home]]\n", "both lead there still")
  }
}
