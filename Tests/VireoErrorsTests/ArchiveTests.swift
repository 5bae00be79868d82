import Testing
import VireoErrors
import VireoModel

@Suite("Archived errors")
struct ArchiveTests {
  private static let noon = Timestamp(seconds: 1_795_262_400)

  @Test(
    "the key of the file is read and written",
    arguments: ["forever", "until 2027-01-31", "until 100 events", "until 7 users", "until escalating"])
  func texts(_ text: String) throws { #expect(try #require(Archive(text)).text == text) }

  @Test("small differences in writing do not matter")
  func writing() {
    #expect(Archive("Until 1 event") == .events(1) && Archive(" until  5  USERS ") == .users(5))
  }

  @Test(
    "what means nothing is no condition",
    arguments: [
      "", "until", "until now", "until 0 events", "until -1 users", "until 3 days", "until 2027-02-31", "ever",
    ])
  func mistakes(_ text: String) { #expect(Archive(text) == nil) }

  private func end(
    _ archive: Archive, latest: Timestamp = noon, events: Int = 0, users: Int = 0, since start: Timestamp? = nil,
    hours: [Int64: Int] = [:]
  ) -> String? {
    archive.end(with: GroupNews(latest: latest, events: events, users: users), since: start) { from in
      hours.filter { $0.key >= from.seconds / 3600 }
    }
  }

  @Test("an event before the day opens nothing, one of the day does")
  func day() throws {
    let archive = try #require(Archive("until 2026-11-21"))
    #expect(end(archive, latest: Timestamp(seconds: Self.noon.seconds - 86_400)) == nil)
    #expect(end(archive) == "an event arrived at 2026-11-21T12:00:00Z")
  }

  @Test("counts open it when they are reached")
  func counts() {
    #expect(end(.events(100), events: 99) == nil)
    #expect(end(.events(100), events: 100) == "100 events were counted")
    #expect(end(.users(3), events: 100, users: 2) == nil)
    #expect(end(.users(3), users: 4) == "4 users were hit")
    #expect(end(.forever, events: 1_000_000, users: 1_000_000) == nil)
  }

  /// Events of so many a day in the two weeks before noon yesterday, then those of the hours since.
  private func hours(daily: Int, now: Int) -> [Int64: Int] {
    let last = Self.noon.seconds / 3600
    var hours: [Int64: Int] = [last: now]
    for day in 1...14 { hours[last - Int64(day) * 24 - 1] = daily }
    return hours
  }

  @Test(
    "a day with more than three times what was usual escalates",
    arguments: [(10, 30, false), (10, 31, true), (0, 9, false), (0, 10, true), (1000, 2999, false), (1, 10, true)])
  func escalation(_ daily: Int, _ now: Int, _ isOne: Bool) {
    let start = Timestamp(seconds: Self.noon.seconds - 86_400)
    let found = end(.escalating, since: start, hours: hours(daily: daily, now: now))
    #expect((found != nil) == isOne, "\(found ?? "")")
    if isOne { #expect(found == "\(now) events came within a day, where \(daily).0 were usual") }
  }

  @Test("what came before it was archived is no escalation")
  func before() { #expect(end(.escalating, since: Self.noon, hours: [Self.noon.seconds / 3600 - 1: 500]) == nil) }
}
