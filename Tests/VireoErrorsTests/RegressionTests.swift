import Foundation
import Testing
import Vireo
@testable import VireoErrors
import VireoEvents
import VireoTestSupport

/// A shop whose program fails, is mended, and goes on failing where the fix is not.
@Suite("Errors that come back")
struct RegressionTests {
  private let repository: ScratchRepository

  init() throws {
    repository = try ScratchRepository(named: "shop")
    try repository.write("shop\n", to: "shop/pricing.py")
    try commit("first", .at(1))
    try repository.git("tag", "v1.0")
    _ = try repository.vireo(["init"])
    try repository.write(
      """
      ---
      uid: aaaaaaaaaa
      title: "KeyError: 'SKU-404'"
      status: open
      type: error
      fingerprints:
        - "0123456789abcdef0123456789abcdef"
      ---
      """, to: ".tracker/issues/1-keyerror.md")
    try commit("tracker: new #1", .at(2))
    try repository.write("shop, mended\n", to: "shop/pricing.py")
    try commit("Fixes #1", .at(3))
    try repository.git("tag", "v1.1")
  }

  /// The issue.
  private static let name = IssueName.path(".tracker/issues/1-keyerror.md")

  /// Minutes of a fixed day, since copies of commits are told by their dates.
  private enum Moment {
    case at(Int)
    var text: String {
      guard case .at(let minute) = self else { return "" }
      return "2026-11-21T10:0\(minute):00Z"
    }
  }

  private func commit(_ message: String, _ moment: Moment) throws {
    try repository.git("add", "-A")
    let result = try repository.shell(
      "GIT_AUTHOR_DATE=\(moment.text) GIT_COMMITTER_DATE=\(moment.text) git commit -q -m '\(message)'")
    #expect(result.status == 0, "\(result.output)")
  }

  private func tracker(_ path: String? = nil) throws -> Tracker {
    try Tracker.open(
      at: path ?? repository.path,
      environment: Vireo.Environment(
        variables: repository.environment, currentDirectory: repository.path,
        now: { Timestamp(seconds: 1_795_255_473) }, makeRandom: { SystemRandomNumberGenerator() }),
      usesCache: false)
  }

  /// Whether an event of a release opens the issue again, and what is said.
  private func arrives(_ release: String) throws -> (state: IssueState, comments: [String]) {
    let filer = TrackerFiler { try tracker() }
    let uid = try #require(UID("aaaaaaaaaa"))
    let time = Timestamp(seconds: 1_795_255_400)
    let news = GroupNews(releases: [release: time], latest: time, events: 12, users: 1)
    _ = try filer.reopen([uid: news]) { _, _ in [:] }
    let now = try tracker()
    let issue = try now.issue(Self.name)
    return (issue.state, try now.contents(of: issue).comments.map(\.body))
  }

  @Test("an old release that still runs does not open it", arguments: ["1.0", "v1.0", "shop@1.0", "shop@1.0+build.7"])
  func oldRelease(_ release: String) throws {
    #expect(try tracker().issue(Self.name).state == .closed)
    #expect(try arrives(release) == (.closed, []))
  }

  @Test("a release that has the fix opens it, and says why", arguments: ["1.1", "shop@1.1"])
  func newRelease(_ release: String) throws {
    let answer = try arrives(release)
    #expect(answer.state == .open)
    let fix = try repository.git("rev-parse", "--short=7", "v1.1")
    #expect(answer.comments.count == 1)
    #expect(answer.comments.first?.contains("release `\(release)`") == true, "\(answer.comments)")
    #expect(answer.comments.first?.contains(fix) == true, "\(answer.comments)")
  }

  @Test("an archived issue stays closed in a release with the fix, until what it waits for happens")
  func archived() throws {
    let path = ".tracker/issues/1-keyerror.md"
    let text = try repository.read(path)
    try repository.write(text.replacing("type: error\n", with: "type: error\narchived: until 13 events\n"), to: path)
    #expect(try arrives("1.1") == (.closed, []))
    try repository.write(text.replacing("type: error\n", with: "type: error\narchived: until 12 events\n"), to: path)
    #expect(try arrives("1.1") == (.open, ["Archived until 12 events: 12 events were counted.\n"]))
    #expect(try !repository.read(path).contains("archived"))
  }

  @Test("the id of a commit is a release too")
  func commitAsRelease() throws {
    let old = try repository.git("rev-parse", "v1.0")
    #expect(try arrives(old).state == .closed)
    let new = try repository.git("rev-parse", "--short=12", "v1.1")
    #expect(try arrives(new).state == .open)
  }

  @Test("a release made later from a branch without the fix does not open it")
  func backportBranch() throws {
    try repository.git("checkout", "-q", "-b", "release/1.0", "v1.0")
    try repository.write("backport\n", to: "shop/other.py")
    try commit("something else", .at(8))
    try repository.git("tag", "v1.0.1")
    try repository.git("checkout", "-q", "main")
    #expect(try arrives("1.0.1") == (.closed, []))
  }

  @Test("a release with the fix picked opens it")
  func cherryPick() throws {
    try repository.git("checkout", "-q", "-b", "release/1.0", "v1.0")
    try repository.git("cherry-pick", "v1.1")
    try repository.git("tag", "v1.0.2")
    try repository.git("checkout", "-q", "main")
    #expect(try arrives("1.0.2").state == .open)
  }

  @Test("nobody knows: no such release, no release, or one that two tags could mean")
  func unknown() throws {
    for release in ["9.9", "", "deadbeef", "main", "HEAD", "--output=x", "v1.0..v1.1"] {
      #expect(try arrives(release) == (.closed, []), "\(release)")
    }
  }

  @Test("where history is cut nothing is said")
  func shallow() throws {
    let clone = repository.path + "-shallow"
    try repository.git("tag", "-f", "later")
    let result = try repository.shell(
      "git clone -q --depth 1 file://\(repository.path) \(clone) && git -C \(clone) fetch -q --depth 1 origin tag v1.0")
    #expect(result.status == 0, "\(result.output)")
    let there = try tracker(clone)
    let issue = try there.issue(Self.name)
    let commit = try #require(try there.tagCommits()["v1.0"])
    #expect(try there.fix(of: issue, at: commit) == .unknown)
  }

  @Test("an open issue stays as it is")
  func open() throws {
    try repository.git("reset", "-q", "--hard", "HEAD~1")
    #expect(try arrives("1.1") == (.open, []))
  }
}

@Suite("Releases and files")
struct ReleaseNamesTests {
  @Test(
    "names of releases lead to tags",
    arguments: [
      ("1.2", "v1.2"), ("v1.2", "1.2"), ("shop@1.2", "shop-1.2"), ("shop@1.2", "v1.2"), ("shop@v1.2", "1.2"),
      ("shop@1.2+b7", "shop/v1.2"), ("shop@1.2", "release-1.2"),
    ])
  func tags(_ release: String, _ tag: String) { #expect(ReleaseNames.tags(for: release).contains(tag)) }

  @Test("seven digits without a letter are no commit, and neither is anything longer than 40")
  func commits() {
    #expect(ReleaseNames.commit(in: "9f2c41d") == "9f2c41d")
    #expect(ReleaseNames.commit(in: "shop@9F2C41D") == "9f2c41d")
    for other in ["20261121", "1.2.3", "9f2c41", "main", String(repeating: "a", count: 41), ""] {
      #expect(ReleaseNames.commit(in: other) == nil, "\(other)")
    }
  }

  @Test("a program's path means the file with the longest end in common, unless two fit as well")
  func paths() {
    let tree = SourceTree(paths: ["shop/pricing.py", "lib/pricing.py", "web/app.py", "app.py", "a/b/c.py", "x/b/c.py"])
    #expect(tree.path(for: "/srv/releases/42/shop/pricing.py") == "shop/pricing.py")
    #expect(tree.path(for: "shop\\pricing.py") == "shop/pricing.py")
    #expect(tree.path(for: "pricing.py") == nil)
    #expect(tree.path(for: "/srv/app.py") == "app.py")
    #expect(tree.path(for: "/srv/b/c.py") == nil)
    #expect(tree.path(for: "./web/app.py") == "web/app.py")
    #expect(tree.path(for: "") == nil)
    #expect(tree.path(for: "/usr/lib/python3/json.py") == nil)
  }
}

@Suite("Owners of code")
struct CodeOwnersTests {
  private let owners = CodeOwners(
    """
    # the last line that matches decides
    *        @everybody
    *.js     @js   # scripts
    /build/logs/ @logs
    docs/*   docs@example.org
    apps/    @apps
    /shop/   @shop @second
    /shop/generated.py
    **/deep/** @deep
    a\\ b.txt @blank
    [Section]
    """)

  @Test(
    "the last pattern that matches decides",
    arguments: [
      ("x.py", ["@everybody"]), ("a/b/x.js", ["@js"]), ("build/logs/a/b.txt", ["@logs"]),
      ("other/build/logs/a", ["@everybody"]), ("docs/a.md", ["docs@example.org"]), ("docs/sub/a.md", ["@everybody"]),
      ("x/apps/y", ["@apps"]), ("apps/y/z", ["@apps"]), ("shop/pricing.py", ["@shop", "@second"]),
      ("shop/generated.py", []), ("x/deep/y/z", ["@deep"]), ("a b.txt", ["@blank"]), ("apps", ["@apps"]),
    ])
  func last(_ path: String, _ expected: [String]) { #expect(owners.rule(for: path)?.owners == expected) }

  @Test("no pattern and no path takes long", .timeLimit(.minutes(10)))
  func slow() {
    let stars = CodeOwners(
      String(repeating: "*a", count: 200) + "b @x\n" + String(repeating: "**/a/", count: 200) + "b @y")
    #expect(stars.rule(for: String(repeating: "a", count: 4000)) == nil)
    #expect(stars.rule(for: String(repeating: "a/", count: 2000) + "c") == nil)
  }
}
