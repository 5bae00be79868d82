import Foundation
import Testing
import Vireo
import VireoErrors
import VireoEvents
import VireoTestSupport

/// A line of releases 1.0, 1.1, 1.2, 2.0 and a branch from 1.1 with 1.1.1.
@Suite("Releases")
struct ReleaseTests {
  private let repository: ScratchRepository

  init() throws {
    repository = try ScratchRepository()
    try repository.write("", to: ".tracker/config.yml")
    for tag in ["1.0", "1.1", "1.2", "2.0"] { try release(tag) }
    try repository.git("checkout", "-q", "-b", "old", "v1.1")
    try release("1.1.1")
    try repository.git("checkout", "-q", "main")
  }

  private func release(_ version: String) throws {
    try repository.write(version, to: "version")
    try repository.git("add", "-A")
    try repository.git("commit", "-q", "-m", "Version \(version)")
    try repository.git("tag", "v" + version)
  }

  private func tracker(_ path: String? = nil) throws -> Tracker {
    try Tracker.open(
      at: path ?? repository.path,
      environment: Vireo.Environment(
        variables: repository.environment, currentDirectory: repository.path,
        now: { Timestamp(seconds: 1_795_255_473) }, makeRandom: { SystemRandomNumberGenerator() }),
      usesCache: false)
  }

  private func found(_ bad: [String], all: [String]) throws -> (first: String?, good: String?, between: [String]) {
    let found = try FirstBadRelease(tracker(), bad: bad, all: all)
    return (found?.first.name, found?.lastGood?.name, found?.commits.map(\.subject) ?? [])
  }

  @Test("the first bad release is the one within all others, whatever its name or when it was heard of")
  func first() throws {
    let found = try found(["2.0", "1.2"], all: ["2.0", "1.0", "1.1", "1.2", "1.1.1"])
    #expect(found == ("1.2", "1.1", ["Version 1.2"]))
    #expect(try self.found(["1.1", "2.0"], all: ["2.0", "1.0", "1.1", "1.2"]) == ("1.1", "1.0", ["Version 1.1"]))
  }

  @Test("the last good one is an ancestor, and one that events came from")
  func good() throws {
    #expect(
      try found(["2.0"], all: ["2.0", "1.0", "1.1.1"]) == ("2.0", "1.0", ["Version 2.0", "Version 1.2", "Version 1.1"]))
    #expect(try found(["1.1.1"], all: ["2.0", "1.1.1"]) == ("1.1.1", nil, []))
  }

  @Test("releases that git does not know say nothing")
  func unknown() throws {
    #expect(try found(["9.9"], all: ["1.0", "9.9"]) == (nil, nil, []))
    #expect(try found(["9.9", "1.2"], all: ["8.8", "1.0", "9.9"]) == ("1.2", "1.0", ["Version 1.2", "Version 1.1"]))
  }

  @Test("where history is cut nobody can tell")
  func shallow() throws {
    let clone = repository.path + "-shallow"
    let result = try repository.shell(
      "git clone -q --depth 1 file://\(repository.path) \(clone) && "
        + "git -C \(clone) fetch -q --depth 1 origin tag v1.0 tag v2.0")
    #expect(result.status == 0, "\(result.output)")
    let there = try tracker(clone)
    let known = try FirstBadRelease(there, bad: ["2.0"], all: ["1.0", "2.0"])
    #expect(known?.lastGood == nil)
    #expect(try FirstBadRelease(there, bad: ["2.0", "1.0"], all: []) == nil)
  }

  @Test("the project's file comes before tags, and the last of its lines for a name holds")
  func told() throws {
    let tracker = try tracker()
    let tags = try tracker.tagCommits()
    let (one, two) = (try #require(tags["v1.0"]), try #require(tags["v1.1"]))
    for (name, commit) in [("build 77", two), ("2.0", two), ("2.0", one), ("x@1", one)] {
      try tracker.edit(commit: false) { try $0.tell(release: name, is: commit, in: ErrorRules.releasesPath) }
    }
    var releases = try Releases(tracker)
    #expect(releases.commit(of: "build 77") == two && releases.commit(of: "2.0") == one)
    #expect(releases.commit(of: "x@1") == one && releases.commit(of: "1.1") == two)
    #expect(releases.commit(of: "build") == nil)
    #expect(try ErrorRules(tracker).diagnostics.isEmpty)
  }

  @Test("what no line can hold is no name", arguments: ["", " a", "a ", "a\nb", "#a", "a\tb", "!x"])
  func names(_ name: String) throws {
    let tracker = try tracker()
    let commit = try #require(try tracker.tagCommits()["v1.0"])
    #expect(throws: VireoError.self) {
      try tracker.edit(commit: false) { try $0.tell(release: name, is: commit, in: ErrorRules.releasesPath) }
    }
  }

  @Test("a line that names no commit is told with its place")
  func mistakes() {
    let text = "a 0123456\nonly\nb zzzzzzz\nc 012345\n# d 1\n\ne f 0123456789abcdef0123456789abcdef01234567\n"
    let found = ReleaseCommits.parse(text: text, path: "releases")
    #expect(found.releases.commits.keys.sorted() == ["a", "e f"])
    #expect(found.diagnostics.map { $0.place.start?.line } == [2, 3, 4])
    #expect(found.diagnostics.map { $0.place.start?.column } == [5, 3, 3])
  }
}
