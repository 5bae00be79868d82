import Foundation
import Testing
import Vireo
import VireoTestSupport

/// Processes that are killed while they bring the cache up to date.
@Suite struct CacheKillTests {
  @Test func theNextAnswerIsRightAfterAKill() throws {
    let fixture = try IndexFixture()
    let seed = ProcessInfo.processInfo.environment["SEED"].flatMap { UInt64($0) } ?? 1
    var random = SplitMix64(seed: seed)
    var words = (1...2000).map { "word\($0)" }
    func write(_ index: Int) throws {
      let number = index + 1
      try fixture.scratch.write(
        "---\ntitle: \"\(words[index])\"\ncreated: \"2020-01-01\"\n---\n\nText of \(words[index])\n",
        to: ".tracker/issues/\(number / 500)h/\(number)-x.md")
    }
    for index in words.indices { try write(index) }
    let tracker = try fixture.tracker()
    let order = Order([.init(.number)])
    let clock = ContinuousClock()
    let whole = try clock.measure {
      _ = try fixture.scratch.vireo(["list", "--state", "all", "--search", "word1", "--sort", "updated"])
    }
    for round in 0..<kills {
      let changes = (0..<random.below(60)).map { _ in random.below(words.count) }
      for index in changes {
        words[index] = "again\(round)x\(index)"
        try write(index)
      }
      if round.isMultiple(of: 4) { try? FileManager.default.removeItem(atPath: fixture.cache) }
      // With a whole cache it takes a fifth, at most.
      let longest = Double(whole.components.attoseconds) / 1e18 + Double(whole.components.seconds)
      let delay = longest * Double(random.below(1000)) / (round.isMultiple(of: 4) ? 1000 : 5000)
      let list = "vireo list --state all --search word1 --sort updated >/dev/null"
      let killed = try fixture.scratch.shell("\(list) & sleep \(delay); kill -9 $!; wait $! 2>/dev/null; :")
      #expect(killed.status == 0)
      let found = try tracker.issues(sortedBy: order).issues.map(\.title)
      let place: Testing.Comment = "seed \(seed), round \(round), after \(delay) s"
      #expect(found == words, place)
      for index in changes.prefix(3) {
        #expect(try tracker.issues(matching: .text(words[index])).issues.map(\.title) == [words[index]], place)
        #expect(try tracker.issues(matching: .text("word\(index + 1)")).issues.isEmpty, place)
      }
      if found != words { return }
    }
  }

  private var kills: Int { ProcessInfo.processInfo.environment["KILLS"].flatMap { Int($0) } ?? 20 }
}
