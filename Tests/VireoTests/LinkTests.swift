import Testing
import Vireo
import VireoTestSupport

@Suite struct LinkTests {
  private let scratch: ScratchRepository
  private let commit: String

  init() throws {
    scratch = try ScratchRepository()
    try scratch.write("name: demo\npeople: {alice: {name: Alice}}\n", to: ".tracker/config.yml")
    try scratch.write("---\ntitle: Crash\nwas: [70]\nauthor: bob\n---\n\n## Steps\n", to: ".tracker/issues/7-crash.md")
    try scratch.write("Why?\n", to: ".tracker/issues/7-crash/20261121T100433Z-alice-k3f9.md")
    try scratch.write("x", to: ".tracker/issues/7-crash/a b.png")
    try scratch.write("---\nstate: open\n---\n", to: ".tracker/milestones/1.0.md")
    try scratch.write("# Home\n\n## Über uns\n\n## Twice\n\n## Twice\n", to: ".tracker/wiki/Home.md")
    try scratch.write("# Storage\n\n## Home\n", to: ".tracker/wiki/Design/Storage.md")
    try scratch.write("x\n", to: ".tracker/wiki/Design/Home page.md")
    try scratch.write("let x = 1\n", to: "Sources/x.swift")
    try scratch.git("add", "-A")
    try scratch.git("commit", "-q", "-m", "All of it")
    try scratch.git("tag", "v1.0")
    commit = try scratch.git("rev-parse", "HEAD")
    try scratch.write("let y = 1\n", to: "Sources/y.swift")
  }

  private func index(at revision: String? = nil) throws -> LinkIndex {
    let environment = Vireo.Environment(
      variables: scratch.environment, currentDirectory: scratch.path, now: { Timestamp(seconds: 0) },
      makeRandom: { SystemRandomNumberGenerator() })
    return try Tracker.open(revision: revision, environment: environment).links()
  }

  /// Where the links of a text lead, in words.
  private func led(_ text: String, in path: String = ".tracker/wiki/Design/Storage.md") throws -> [String] {
    try scratch.write(text, to: path)
    return try index().links(in: path).map { words($0.destination) }
  }

  private func words(_ destination: LinkDestination) -> String {
    func anchor(_ anchor: String?) -> String { anchor.map { "#" + $0 } ?? "" }
    return switch destination {
    case .issue(let path, let anchor): "issue \(path.dropFirst(16))" + (anchor.map { "#" + $0 } ?? "")
    case .comment(let path, let issue): "comment \(path.dropFirst(issue.count - 2)) on \(issue.dropFirst(16))"
    case .page(let name, let anchor): "page \(name)" + (anchor.map { "#" + $0 } ?? "")
    case .milestone(let name): "milestone \(name)"
    case .commit(let commit): commit.hex == self.commit ? "commit" : "another commit"
    case .file(let path, let revision, let lines):
      "file \(path)" + (revision.map { " at " + $0 } ?? "") + (lines.map { " \($0)" } ?? "")
    case .person(let handle): "person \(handle)"
    case .missing(let missing):
      "\(missing.kind.rawValue)! \(missing.reason)" + (missing.nearest.map { " ~ " + $0 } ?? "")
    case .text: "text"
    }
  }

  @Test(arguments: [
    ("#7", "issue 7-crash.md"), ("issue:7", "issue 7-crash.md"), ("#70", "issue 7-crash.md"),
    ("#8", "issue! there is no issue 8"),
    ("issue:7#20261121T100433Z-alice-k3f9", "comment 20261121T100433Z-alice-k3f9.md on 7-crash.md"),
    ("issue:7#20261121T100433Z-alice-aaaa", "comment! issue 7 has no comment '20261121T100433Z-alice-aaaa'"),
    ("milestone:1.0", "milestone 1.0"), ("milestone:1.O", "milestone! there is no milestone '1.O' ~ 1.0"),
    ("commit:0000000", "commit! there is no commit 0000000, or there are several"),
    ("file:Sources/x.swift", "file Sources/x.swift"), ("file:Sources/y.swift", "file Sources/y.swift"),
    ("file:Sources/x.swift@v1.0#L1-L2", "file Sources/x.swift at v1.0 1...2"), ("file:Sources", "file Sources"),
    ("file:Sources/y.swift@v1.0", "file! there is no file 'Sources/y.swift' in v1.0"),
    ("file:Sources/z.swift", "file! there is no file 'Sources/z.swift' ~ Sources/x.swift"),
    ("@alice", "person alice"), ("@bob", "person bob"),
  ])
  func aReferenceLeadsToWhatIsThere(text: String, wanted: String) throws {
    #expect(try led("See \(text) for it.\n") == [wanted])
  }

  @Test func whatMayWellBeNoReferenceStaysText() throws {
    #expect(try led("The @everyone of 0000000 and 1234567, `#7` and \\#7.\n\n    #7\n") == [])
    #expect(
      try led("\(commit.prefix(7)) and commit:\(commit) and \(commit.prefix(12))\n") == ["commit", "commit", "commit"])
    try scratch.git("tag", "abcdef1")
    #expect(try led("It's abcdef1.\n") == [], "a tag is no commit's digits")
  }

  @Test(arguments: [
    ("[[Home]]", "page Home"), ("[[home|first]]", "page Home"), ("[[Storage]]", "page Design/Storage"),
    ("[[Home page]]", "page Design/Home page"), ("[[/Design/Storage]]", "page Design/Storage"),
    ("[[Design/Storage]]", "page Design/Storage"),
    ("[[/Storage]]", "page! there is no page 'Storage' ~ Design/Storage"),
    ("[[Home#Über uns]]", "page Home#über-uns"), ("[[Home#twice-1]]", "page Home#twice-1"),
    ("[[Home#Twice]]", "page Home#twice"), ("[[Home#Trice]]", "heading! page 'Home' has no heading 'Trice' ~ Twice"),
    ("[[#Here]]", "page Design/Storage#here"),
    ("[[#There]]", "heading! page 'Design/Storage' has no heading 'There' ~ Here"),
    ("[[../Home]]", "page! there is no page '../Home' ~ Home"),
  ])
  func aPageIsLookedForInTheFolderThenFromTheRoot(text: String, wanted: String) throws {
    #expect(try led("# Here\n\n\(text)\n") == [wanted])
  }

  @Test func theFolderComesBeforeTheRoot() throws {
    #expect(try led("[[Home]]\n") == ["page Home"])
    try scratch.write("x\n", to: ".tracker/wiki/Design/home.md")
    #expect(try led("[[Home]] [[/Home]]\n") == ["page Design/home", "page Home"])
    #expect(try led("[[Home]] [[Storage]]\n", in: ".tracker/issues/7-crash.md").first == "page Home")
    try scratch.write("x\n", to: ".tracker/wiki/Design/HOME.md")
    #expect(try led("[[Home]]\n") == ["page! 'Home' is 2 pages: Design/HOME, Design/home ~ Design/HOME"])
  }

  @Test(arguments: [
    ("[x](../Home.md)", "page Home"), ("[x](../Home.md#twice)", "page Home#twice"),
    ("[x](<Home page.md>)", "page Design/Home page"), ("[x](Home%20page.md)", "page Design/Home page"),
    ("[x][y]\n\n[y]: ../Home.md", "page Home"), ("[x](../../issues/7-crash.md)", "issue 7-crash.md"),
    ("[x](../../issues/7-crash.md#steps)", "issue 7-crash.md#steps"),
    ("[x](/.tracker/milestones/1.0.md)", "milestone 1.0"), ("[x](../../../Sources/)", "file Sources"),
    (
      "[x](../../issues/7-crash/20261121T100433Z-alice-k3f9.md)", "comment 20261121T100433Z-alice-k3f9.md on 7-crash.md"
    ),
    ("![x](<../../issues/7-crash/a b.png>)", "file .tracker/issues/7-crash/a b.png"),
    ("[x](Hoem%20page.md)", "file! there is no file '.tracker/wiki/Design/Hoem page.md' ~ Home page.md"),
    ("[x](../Home.md#thrice)", "heading! page 'Home' has no heading 'thrice' ~ Twice"),
  ])
  func aRelativeAddressIsAPath(text: String, wanted: String) throws {
    #expect(try led(text + "\n") == [wanted])
  }

  @Test func whatLeadsOutOfTheRepositoryIsNotLookedFor() throws {
    #expect(try led("[x](../../../../other) [y](https://example.org/Home.md) [z](#here)\n") == [])
  }

  @Test func whatNamesSomethingIsFoundFromThere() throws {
    try scratch.write("#7\n\n[[Home]] and [[home#Twice]]\n", to: ".tracker/wiki/Design/Storage.md")
    try scratch.write("---\n---\n\n#7 [[Home]] @alice \(commit)\n", to: ".tracker/issues/8-x.md")
    try scratch.write("#7, #8\n", to: ".tracker/issues/7-crash/20261122T100433Z-alice-k3f9.md")
    try scratch.write(
      "---\n---\n\nissue:7#20261121T100433Z-alice-k3f9 [[Home#nowhere]]\n", to: ".tracker/milestones/1.0.md")
    let index = try index()
    func from(_ links: [Link]) -> [String] { links.map { "\($0.source.kind.rawValue) \($0.source.name):\($0.line)" } }
    #expect(
      from(index.links(toFile: ".tracker/issues/7-crash.md")) == [
        "issue #8:4", "milestone 1.0:4", "page Design/Storage:1",
      ])
    #expect(from(index.links(toFile: ".tracker/issues/8-x.md")) == ["comment #7:1"])
    #expect(
      from(index.links(toFile: ".tracker/wiki/Home.md"))
        == ["issue #8:4", "milestone 1.0:4", "page Design/Storage:3", "page Design/Storage:3"])
    #expect(from(index.links(to: Handle("alice"))) == ["issue #8:4"])
    #expect(from(index.links(to: try #require(CommitID(commit)))) == ["issue #8:4"])
    #expect(index.dead.map(\.spelling) == ["[[Home#nowhere]]"])
  }

  @Test func aRevisionKnowsItsOwnFiles() throws {
    try scratch.write("[[Later]] file:Sources/y.swift\n", to: ".tracker/wiki/Home.md")
    try scratch.write("x\n", to: ".tracker/wiki/Later.md")
    #expect(try index().dead == [])
    try scratch.git("add", ".tracker/wiki/Home.md")
    try scratch.git("commit", "-q", "-m", "Half of it")
    #expect(try index(at: "HEAD").dead.map(\.spelling) == ["[[Later]]", "file:Sources/y.swift"])
  }

  @Test func aPrefixTakesThePlaceOfTheHash() throws {
    try scratch.write("references: {prefix: ABC}\n", to: ".tracker/config.yml")
    #expect(try led("#7 ABC-7 ABC-8\n") == ["issue 7-crash.md", "issue! there is no issue 8"])
  }

  @Test func aFileThatCannotBeReadIsThereAllTheSame() throws {
    try scratch.write("---\ntitle: x\n", to: ".tracker/issues/9-broken.md")
    #expect(try led("#9\n") == ["issue 9-broken.md"])
  }

  @Test func aShallowCloneDoesNotSayThatACommitIsMissing() throws {
    try scratch.write("\(commit)\n", to: ".git/shallow")
    #expect(try led("commit:0000000 file:x@v0.1\n") == [])
  }
}
