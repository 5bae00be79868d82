import Foundation
import Testing
import Vireo
import VireoTestSupport

/// Sites that are made again after changes, held against sites that are made from nothing.
@Suite struct SiteMakingTests {
  /// Changes at random, of all that a page may follow from.
  @Test(arguments: Rounds.seeds(normally: 3))
  func aSiteThatIsMadeAgainIsAsOneThatIsMadeAnew(seed: UInt64) throws {
    var changer = try TrackerChanger(seed: seed)
    let scratch = changer.scratch
    try scratch.write("mine", to: "site/issues/mine.txt")
    try scratch.write("mine", to: "past/mine.html")
    var log: [String] = []
    for round in 0..<Rounds.count(18) {
      for _ in 0...changer.random.below(3) { log.append(try changer.change()) }
      if changer.random.once(in: 3) { log.append(try changer.commit()) }
      let now = "2026-12-\(10 + round % 20)T10:00:00Z"
      for (folder, options) in [("site", ""), ("past", changer.hasCommits ? "--at HEAD" : nil)] {
        guard let options else { continue }
        try run(scratch, "VIREO_NOW=\(now) vireo site \(folder) \(options)", seed, log)
        try run(scratch, "rm -rf fresh && VIREO_NOW=\(now) vireo site fresh \(options)", seed, log)
        var again = try scratch.files(below: folder)
        let anew = try scratch.files(below: "fresh")
        #expect(again.removeValue(forKey: folder == "site" ? "issues/mine.txt" : "mine.html") == Data("mine".utf8))
        for path in Set(again.keys).union(anew.keys).sorted() where path != ".vireo-site" && again[path] != anew[path] {
          let kind = again[path] == nil ? "is missing" : anew[path] == nil ? "should be gone" : "is out of date"
          Issue.record("seed \(seed), round \(round), \(folder): \(path) \(kind) after \(log.suffix(6))")
          return
        }
      }
      log.append("|")
    }
  }

  @Test func aFileThatIsThereMakesNothingAnew() throws {
    let scratch = try ScratchRepository()
    try run(scratch, "vireo init && vireo new -t One && vireo new -t Two -b 'See #1.' && sleep 0.1", 0, [])
    try run(scratch, "vireo site site && touch -d @1 site/issues/*.html && vireo site site", 0, [])
    let marks = try scratch.shell("stat -c %Y site/issues/1.html site/issues/2.html").text
    #expect(marks == "1\n1\n")
    try run(scratch, "vireo edit 1 -t Uno && sleep 0.1 && vireo site site", 0, [])
    #expect(try scratch.read("site/issues/2.html").contains("title=\"Uno\""))
  }

  /// Where a commit is shown, there stands which texts name it; one that names it later changes the issue's page too.
  @Test func aCommitSaysWhichTextsNameIt() throws {
    let scratch = try ScratchRepository()
    try run(
      scratch, "vireo init && vireo new -t One && touch code.txt && git add -A && git commit -qm 'Work on #1'", 0, [])
    try run(scratch, "sleep 0.1 && vireo site site", 0, [])
    #expect(try !scratch.read("site/timeline.html").contains("referred to by"))
    let page = "vireo wiki new Home -b \"commit:$(git rev-parse --short HEAD) and again commit:$(git rev-parse HEAD)\""
    try run(scratch, "\(page) && sleep 0.1 && vireo site site", 0, [])
    #expect(try scratch.read("site/timeline.html").contains("referred to by <a href=\"wiki/Home.html\">page Home</a><"))
    #expect(
      try scratch.read("site/issues/1.html").contains("referred to by <a href=\"../wiki/Home.html\">page Home</a><"))
  }

  /// `script/test-bombs` measures all of them at a megabyte; here is just a guard against hanging.
  @Test(arguments: ["#7 ", "[#7](a.md) ", "  - a\n", "a<![CDATA[", "![[]()", "|x"])
  func noBombGoesOffInACommand(unit: String) throws {
    let scratch = try ScratchRepository()
    let bomb = (unit == "|x" ? "|a|b|\n|-|-|\n" : "") + String(repeating: unit, count: 300_000 / unit.utf8.count)
    try run(scratch, "vireo init", 0, [])
    try scratch.write("---\ntitle: A\n---\n\n\(bomb)", to: ".tracker/issues/1-a.md")
    try scratch.write(bomb, to: ".tracker/wiki/A.md")
    for command in ["show 1", "wiki show A", "site out"] {
      let time = try ContinuousClock().measure { try run(scratch, "vireo \(command) >/dev/null", 0, []) }
      #expect(time < .seconds(60), "\(command)")
    }
  }

  private func run(_ scratch: ScratchRepository, _ command: String, _ seed: UInt64, _ log: [String]) throws {
    let result = try scratch.shell(command)
    guard result.status == 0 else {
      throw ScratchError(message: "seed \(seed): \(command): \(result.text) after \(log.suffix(6))")
    }
  }
}

/// Changes a tracker at random, as people and programs do.
private struct TrackerChanger {
  let scratch: ScratchRepository
  var random: SplitMix64
  private(set) var hasCommits = false
  private var issues: [Int] = []
  private var next = 1
  private var pages: [String] = []
  private var commits = 0

  init(seed: UInt64) throws {
    scratch = try ScratchRepository()
    random = SplitMix64(seed: seed)
    let result = try scratch.shell("vireo init")
    guard result.status == 0 else { throw ScratchError(message: result.text) }
    for _ in 0..<4 { _ = try newIssue() }
  }

  private func path(_ number: Int) -> String { ".tracker/issues/\(number)-x.md" }

  /// A text that names this and that.
  private mutating func text() -> String {
    var parts: [String] = []
    for _ in 0...random.below(3) { parts.append(sentence()) }
    return parts.joined(separator: "\n\n")
  }

  private mutating func sentence() -> String {
    let other = 1 + random.below(next + 2)
    switch random.below(14) {
    case 0...3: return "See #\(other)."
    case 4:
      let (page, heading) = (random.pick(["Home", "Design/A", "B", "Nowhere"]), random.pick(["Start", "End"]))
      return "[[\(page)]] and [[Home#\(heading)]]"
    case 5: return "milestone:" + random.pick(["1.0", "2.0", "3.0"])
    case 6: return "@" + random.pick(["alice", "bob", "carol", "dora"])
    case 7: return "[it](\(other)-x.md) and [file](\(other)-x/a.txt)"
    case 8: return "<!-- vireo:query is:open -->\n<!-- /vireo -->"
    case 9: return "commit:" + ((try? scratch.git("rev-parse", "--short=8", "HEAD")) ?? "abcdef12")
    case 10: return "issue:\(other)#20260101T000000Z-bob-aaaa"
    case 11: return "# " + random.pick(["Start", "End"])
    default: return "Words \(random.below(1000))."
    }
  }

  private mutating func newIssue() throws -> String {
    let number = next
    next += 1
    issues.append(number)
    try writeIssue(number)
    return "new #\(number)"
  }

  private mutating func writeIssue(_ number: Int) throws {
    var lines = ["title: T\(random.below(100))", "created: 2026-0\(1 + random.below(9))-01"]
    lines.append("status: \(random.pick(["open", "open", "closed"]))")
    if random.once(in: 2) { lines.append("milestone: \"\(random.pick(["1.0", "2.0", "3.0"]))\"") }
    if random.once(in: 2) { lines.append("author: \(random.pick(["alice", "bob", "carol", "dora"]))") }
    if random.once(in: 2) { lines.append("assignee: \(random.pick(["alice", "bob", "erik"]))") }
    if random.once(in: 2) { lines.append("labels: [\(random.pick(["io", "ui", "io, ui"]))]") }
    if random.once(in: 3) { lines.append("blocked-by: [\(1 + random.below(next))]") }
    if random.once(in: 4) { lines.append("parent: \(1 + random.below(next))") }
    if random.once(in: 4) { lines.append("relates: [\(1 + random.below(next))]") }
    try scratch.write("---\n\(lines.joined(separator: "\n"))\n---\n\n\(text())\n", to: path(number))
  }

  /// Makes one change, and says which.
  mutating func change() throws -> String {
    let number = random.pick(issues + [1])
    switch random.below(20) {
    case 0: return try newIssue()
    case 1...3:
      guard issues.contains(number) else { return "" }
      try writeIssue(number)
      return "wrote #\(number)"
    case 4, 5:
      let name = random.pick(["20260101T000000Z-bob-aaaa", "20260202T000000Z-carol-bbbb"])
      guard issues.contains(number) else { return "" }
      try scratch.write("---\nauthor: bob\n---\n\n\(text())\n", to: ".tracker/issues/\(number)-x/\(name).md")
      return "comment on #\(number)"
    case 6: return try shell("rm -f .tracker/issues/\(number)-x/*.md")
    case 7:
      guard issues.contains(number) else { return "" }
      return try shell(
        "mkdir -p .tracker/issues/\(number)-x; echo \(random.below(100)) >> .tracker/issues/\(number)-x/a.txt")
    case 8: return try shell("rm -f .tracker/issues/\(number)-x/a.txt")
    case 9, 10:
      let name = random.pick(["Home", "Design/A", "B"])
      try scratch.write("# Start\n\n\(text())\n", to: ".tracker/wiki/\(name).md")
      return "wrote page \(name)"
    case 11: return try shell("cd .tracker/wiki 2>/dev/null && mv -f B.md Home.md || true")
    case 12: return try shell("rm -f .tracker/wiki/Home.md")
    case 13:
      let name = random.pick(["1.0", "2.0"])
      let text = text()
      try scratch.write(
        "---\ntitle: M\(random.below(9))\ndue: 2026-12-0\(1 + random.below(9))\n---\n\n\(text)\n",
        to: ".tracker/milestones/\(name).md")
      return "wrote milestone \(name)"
    case 14: return try shell("rm -f .tracker/milestones/2.0.md")
    case 15:
      let colour = random.pick(["'#ff0000'", "'#00ff00'"])
      try scratch.write(
        "name: P\(random.below(2))\nlabels:\n  - {name: io, color: \(colour)}\n", to: ".tracker/config.yml")
      return "config"
    case 16:
      try scratch.write(
        "---\ntitle: Q\nquery: \(random.pick(["label:io", "is:open", "T1"]))\n---\n", to: ".tracker/queries/q.md")
      return "query"
    case 17:
      return try random.once(in: 2)
        ? shell("vireo site --eject-theme --force && echo '/* \(random.below(9)) */' >> .tracker/theme/style.css")
        : shell("rm -rf .tracker/theme")
    case 18:
      guard issues.count > 3, issues.contains(number) else { return "" }
      issues.removeAll { $0 == number }
      return try shell("rm -rf .tracker/issues/\(number)-x .tracker/issues/\(number)-x.md")
    default: return try shell("echo 'Bob Roe <bob@example.org> <alice@example.org>' > .mailmap")
    }
  }

  /// Commits what there is, tags, or takes a commit back.
  mutating func commit() throws -> String {
    commits += 1
    let number = 1 + random.below(next)
    let message = random.pick(["Fixes #\(number)", "Refs #\(number)", "Work on #\(number)", "Reopens #\(number)"])
    let tag = random.once(in: 3) ? "git tag v\(commits)" : "true"
    let date = "2026-11-\(10 + commits % 18)T10:00:0\(commits % 10)Z"
    hasCommits = true
    if hasCommits, commits > 2, random.once(in: 5) {
      let revert = "git revert --no-edit HEAD~1 >/dev/null 2>&1 || git revert --abort; true"
      return try shell("git add .tracker && git commit -qm 'All' --allow-empty && \(revert)")
    }
    return try shell(
      "echo \(commits) > code.txt && git add code.txt .tracker && "
        + "GIT_COMMITTER_DATE=\(date) git commit -qm '\(message)' && \(tag)")
  }

  private func shell(_ command: String) throws -> String {
    let result = try scratch.shell(command)
    guard result.status == 0 else { throw ScratchError(message: "\(command): \(result.text)") }
    return command
  }
}
