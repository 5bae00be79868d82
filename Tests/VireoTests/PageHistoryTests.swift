import Testing
import Vireo
import VireoTestSupport

@Suite struct PageHistoryTests {
  private let scratch: ScratchRepository
  private static let old = ".tracker/wiki/Design/\u{DC}ber uns.md"

  init() throws {
    scratch = try ScratchRepository()
    try scratch.write("name: demo\n", to: ".tracker/config.yml")
    try scratch.write("a\nb\nc\nd\n", to: Self.old)
    try commit("One")
    try scratch.git("mv", Self.old, ".tracker/wiki/About.md")
    try commit("Two")
    try scratch.write("a\nB\nc\nd\ne\n", to: ".tracker/wiki/About.md")
    try commit("Three")
  }

  private func commit(_ message: String) throws {
    try scratch.git("add", "-A")
    try scratch.git("commit", "-q", "-m", message)
  }

  private func tracker(at revision: String? = nil) throws -> Tracker {
    let environment = Vireo.Environment(
      variables: scratch.environment, currentDirectory: scratch.path, now: { Timestamp(seconds: 0) },
      makeRandom: { SystemRandomNumberGenerator() })
    return try Tracker.open(revision: revision, environment: environment)
  }

  private func log(at revision: String? = nil, _ name: String = "About") throws -> [String] {
    let tracker = try tracker(at: revision)
    return try tracker.log(of: tracker.page(named: name)).map { entry in
      "\(entry.commit?.subject ?? "-") \(entry.change.rawValue) \(entry.name) \(entry.oldName ?? "-")"
        + " +\(entry.lines.added) -\(entry.lines.removed)"
    }
  }

  @Test func theLogGoesOnUnderTheNameBefore() throws {
    let committed = [
      "One added Design/\u{DC}ber uns - +4 -0", "Two renamed About Design/\u{DC}ber uns +0 -0",
      "Three changed About - +2 -1",
    ]
    #expect(try log() == committed)
    try scratch.write("a\n", to: ".tracker/wiki/About.md")
    #expect(try log() == committed + ["- changed About - +0 -4"])
    #expect(try log(at: "HEAD") == committed, "a revision knows nothing of the work tree")
    #expect(try log(at: "HEAD~2", "Design/\u{FC}ber uns") == Array(committed.prefix(1)))
    try scratch.write("a\n", to: ".tracker/wiki/New.md")
    #expect(try log(at: nil, "New") == ["- added New - +1 -0"])
  }

  @Test func eachLineHasItsCommit() throws {
    try scratch.write("a\nB\nc\nx\ne\n", to: ".tracker/wiki/About.md")
    func blame(at revision: String? = nil, _ name: String = "About") throws -> [String] {
      let tracker = try tracker(at: revision)
      return try tracker.blame(tracker.page(named: name)).map { "\($0.commit?.subject ?? "-") \($0.line)" }
    }
    #expect(try blame() == ["One a", "Three B", "One c", "- x", "Three e"])
    #expect(try blame(at: "HEAD") == ["One a", "Three B", "One c", "One d", "Three e"])
    try scratch.write("a\nb\n", to: ".tracker/wiki/New.md")
    #expect(try blame(at: nil, "New") == ["- a", "- b"], "as many lines as there will be once it is committed")
  }

  @Test func aDifferenceGoesOverARename() throws {
    let tracker = try tracker()
    let page = try tracker.page(named: "About")
    let text = try tracker.diff(of: page, from: "HEAD~2")
    let changed = text.split(separator: "\n").filter { $0.hasPrefix("+") || $0.hasPrefix("-") }
    #expect(changed.dropFirst(2) == ["-b", "+B", "+e"])
    #expect(text.contains("rename to .tracker/wiki/About.md"))
    #expect(try tracker.diff(of: page, from: "HEAD") == "")
  }
}
