import Foundation
import Testing
import Vireo
import VireoTestSupport

/// The cache may be deleted or damaged at any moment; every answer stays the same.
@Suite struct CacheDamageTests {
  private static let questions: [(Query, Order)] = [
    (.all, .newestFirst), (.text("save"), .newestFirst), (.all, Order([.init(.updated), .init(.comments)])),
    (.condition(.person(.involved, "bob")), Order([.init(.title)])), (.condition(.blocked), .newestFirst),
  ]

  private func made(_ count: Int = 12) throws -> (IndexFixture, IssueMaker) {
    let fixture = try IndexFixture()
    var maker = IssueMaker(seed: 5)
    for number in 1...count {
      var issue = maker.issue(PlainConfig())
      issue.path = ".tracker/issues/\(number)-x.md"
      issue.comments = number.isMultiple(of: 3) ? [maker.comment()] : []
      try fixture.write(issue)
    }
    try fixture.scratch.git("add", ".")
    try fixture.scratch.git("commit", "--quiet", "-m", "Fixes #1")
    return (fixture, maker)
  }

  private func answers(_ tracker: Tracker) throws -> [[String]] {
    try CacheDamageTests.questions.map { described(try tracker.issues(matching: $0.0, sortedBy: $0.1)) }
  }

  /// The clock of files goes in steps, and the stamp tells no change within one.
  private func wait() { Thread.sleep(forTimeInterval: 0.02) }

  @Test(arguments: CacheDamage.allCases)
  func answersStayTheSame(after damage: CacheDamage) throws {
    var (fixture, maker) = try made()
    let cold = try answers(fixture.tracker(usesCache: false))
    let old = try fixture.tracker()
    #expect(try answers(old) == cold)
    wait()
    try damage.happen(to: fixture, &maker.random)
    #expect(try answers(fixture.tracker()) == cold)
    #expect(try answers(old) == cold)
    try fixture.scratch.write(maker.issue(PlainConfig()).text, to: ".tracker/issues/2-x.md")
    let coldAgain = try answers(fixture.tracker(usesCache: false))
    #expect(try answers(old) == coldAgain)
    #expect(try answers(fixture.tracker()) == coldAgain)
    #expect(!FileManager.default.fileExists(atPath: fixture.path("outside")))
    _ = try fixture.scratch.shell("chmod -R u+w .git")
  }

  @Test(arguments: CacheDamage.whatIsSeenWithoutTheStamp)
  func answersStayTheSameWithARightStamp(after damage: CacheDamage) throws {
    var (fixture, maker) = try made()
    let tracker = try fixture.tracker()
    let cold = try answers(fixture.tracker(usesCache: false))
    #expect(try answers(tracker) == cold)
    wait()
    try damage.happen(to: fixture, &maker.random)
    try CacheDamage.stamp(fixture.database())
    #expect(try answers(tracker) == cold)
  }

  /// Noise in a page that nobody looks at may go unseen, so nothing is said of answers.
  @Test(arguments: Rounds.seeds(normally: 8))
  func noiseWithARightStampMakesNothingStop(seed: UInt64) throws {
    var (fixture, maker) = try made()
    maker.random = SplitMix64(seed: seed)
    let tracker = try fixture.tracker()
    _ = try answers(tracker)
    for _ in 0..<3 {
      wait()
      guard FileManager.default.fileExists(atPath: fixture.cache) else { break }
      let damage = maker.random.pick([CacheDamage.pageIsNoise, .databaseCut, .journalIsNoise])
      try damage.happen(to: fixture, &maker.random)
      try CacheDamage.stamp(fixture.database())
      _ = try? answers(tracker)
    }
    wait()
    try CacheDamage.stampRemoved.happen(to: fixture, &maker.random)
    #expect(try answers(tracker) == answers(fixture.tracker(usesCache: false)), "seed \(seed)")
  }

  @Test func answersStayTheSameWhileTheCacheIsDamaged() throws {
    let (fixture, _) = try made()
    let file = ".tracker/issues/12-x.md"
    var versions: [String] = []
    var allowed: Set<[[String]]> = []
    for word in ["one", "two"] {
      versions.append("---\ntitle: \"\(word) save\"\n---\n\n\(word)\n")
      try fixture.scratch.write(versions[versions.count - 1], to: file)
      for question in CacheDamageTests.questions {
        allowed.insert([
          described(try fixture.tracker(usesCache: false).issues(matching: question.0, sortedBy: question.1))
        ])
      }
    }
    let (texts, known) = (versions, allowed)
    let rounds = Rounds.count(40)
    DispatchQueue.concurrentPerform(iterations: 5) { worker in
      var random = SplitMix64(seed: UInt64(worker) + 1)
      for round in 0..<rounds {
        do {
          switch worker {
          case 0:
            // Damage to a cache that another thread is just making cannot be done, and need not.
            try? random.pick(CacheDamage.allCases.filter { $0 != .nothingCanBeWritten }).happen(to: fixture, &random)
            Thread.sleep(forTimeInterval: 0.01)
          case 1:
            try fixture.scratch.write(texts[round % 2], to: ".tracker/issues/.new")
            rename(fixture.path(".tracker/issues/.new"), fixture.path(file))
            Thread.sleep(forTimeInterval: 0.005)
          case 2 where round % 4 != 0: break
          case 2:
            let result = try fixture.scratch.vireo(["list", "--state", "all", "--search", "save"])
            #expect(result.text.contains("save"), "round \(round)")
          default:
            let question = random.pick(CacheDamageTests.questions)
            let found = described(try fixture.tracker().issues(matching: question.0, sortedBy: question.1))
            if !known.contains([found]) { Issue.record("round \(round): \(question) finds \(found)") }
          }
        } catch {
          Issue.record("worker \(worker), round \(round): \(error)")
        }
      }
    }
    #expect(try answers(fixture.tracker()) == answers(fixture.tracker(usesCache: false)))
  }

  // MARK: - Where nothing can be written

  private static let list = "vireo list --state all --search save --sort updated"

  @Test(arguments: [true, false])
  func aRepositoryThatCannotBeWrittenIsRead(withCache: Bool) throws {
    let (fixture, _) = try made()
    let wanted = try fixture.scratch.shell(CacheDamageTests.list)
    #expect(wanted.status == 0)
    if !withCache { try FileManager.default.removeItem(atPath: fixture.path(".git/vireo")) }
    try fixture.scratch.write("---\ntitle: \"new save\"\ncreated: \"2020-01-01\"\n---\n", to: ".tracker/issues/13-x.md")
    // The administrator may write everywhere, so somebody else asks.
    let command = """
      chmod -R a+rX,a-w . && export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.directory GIT_CONFIG_VALUE_0='*'
      if [ "$(id -u)" = 0 ]; then other="setpriv --reuid=65534 --regid=65534 --clear-groups"; fi
      $other sh -c 'touch .git/x .git/vireo/cache/x' 2>/dev/null && echo "this can be written"
      $other \(CacheDamageTests.list); $other \(CacheDamageTests.list)
      """
    let found = try fixture.scratch.shell(command)
    _ = try fixture.scratch.shell("chmod -R u+w .")
    #expect(found.status == 0)
    let lines = found.text.split(separator: "\n").count
    #expect(lines == 2 * (wanted.text.split(separator: "\n").count + 1), "\(found.text)")
    #expect(found.text.contains("new save"))
  }

  /// No file may grow over so many blocks, as on a full disk.
  @Test(arguments: [0, 1, 8, 64, 512])
  func aFullDiskChangesNoAnswer(blocks: Int) throws {
    let (fixture, _) = try made(60)
    let wanted = try fixture.scratch.shell(CacheDamageTests.list)
    for prepare in [":", "rm -r .git/vireo/cache", "rm .git/vireo/cache/*.sqlite", "touch .tracker/issues/*.md"] {
      let found = try fixture.scratch.shell("\(prepare); trap '' XFSZ; ulimit -f \(blocks); \(CacheDamageTests.list)")
      #expect(found.status == 0, "\(prepare): \(found.text)")
      #expect(found.text == wanted.text, "\(prepare)")
      #expect(try fixture.scratch.shell(CacheDamageTests.list).text == wanted.text)
    }
  }

  /// What `list` keeps of history is there then, and the events are not.
  @Test(arguments: [0, 64, 512])
  func aFullDiskChangesNoTimeline(blocks: Int) throws {
    let (fixture, _) = try made(60)
    let wanted = try fixture.scratch.shell("vireo timeline --no-cache")
    #expect(wanted.status == 0)
    let found = try fixture.scratch.shell(
      "\(CacheDamageTests.list) > /dev/null 2>&1; trap '' XFSZ; ulimit -f \(blocks); vireo timeline")
    #expect(found.text == wanted.text)
  }

  /// Where a file system may be mounted, a small one; else files that may not grow.
  @Test(arguments: ["size=64k", "size=256k", "size=4m,nr_inodes=3", "size=4m,nr_inodes=5", "size=16k"])
  func aSmallFileSystemChangesNoAnswer(options: String) throws {
    let (fixture, _) = try made(60)
    let wanted = try fixture.scratch.shell(CacheDamageTests.list).text
    let command = """
      rm -r .git/vireo/cache; mkdir .git/vireo/cache
      mount -t tmpfs -o \(options) none .git/vireo/cache 2>/dev/null || { trap '' XFSZ; ulimit -f 20; }
      \(CacheDamageTests.list) && touch .tracker/issues/*.md && \(CacheDamageTests.list)
      umount .git/vireo/cache 2>/dev/null; true
      """
    #expect(try fixture.scratch.shell(command).text == wanted + wanted)
  }
}
