import Foundation
import Testing
import VireoModel
import VireoTestSupport

@Suite struct TimestampTests {
  @Test(arguments: [
    ("2026-11-21", "2026-11-21"), ("2026-11-21T10:04:33Z", "2026-11-21T10:04:33Z"),
    ("2026-11-21t10:04:33z", "2026-11-21T10:04:33Z"), ("2026-11-21 10:04:33", "2026-11-21T10:04:33Z"),
    ("2026-11-21T10:04", "2026-11-21T10:04:00Z"), ("2026-11-21T10:04:33.999Z", "2026-11-21T10:04:33Z"),
    ("2026-11-21T10:04:33+01:00", "2026-11-21T09:04:33Z"), ("2026-11-21T10:04:33 -0530", "2026-11-21T15:34:33Z"),
    ("2026-01-01T00:30:00+01:00", "2025-12-31T23:30:00Z"), ("2016-12-31T23:59:60Z", "2017-01-01T00:00:00Z"),
    ("2024-02-29", "2024-02-29"), ("2000-02-29", "2000-02-29"), ("0001-01-01", "0001-01-01"),
    ("0000-02-29", "0000-02-29"),
    ("9999-12-31T23:59:59Z", "9999-12-31T23:59:59Z"), ("1970-01-01T00:00:00Z", "1970-01-01T00:00:00Z"),
    ("1969-12-31T23:59:59Z", "1969-12-31T23:59:59Z"),
  ])
  func aDateIsRead(text: String, expected: String) {
    #expect(Timestamp(text)?.description == expected)
  }

  @Test(arguments: [
    "", "2026", "2026-11", "2026-02-30", "2025-02-29", "1900-02-29", "2026-13-01", "2026-00-01", "2026-11-00",
    "26-11-21",
    "2026-11-21T", "2026-11-21T10", "2026-11-21T24:00:00Z", "2026-11-21T10:60:00Z", "2026-11-21T10:04:61Z",
    "2026-11-21T10:04:33.Z", "2026-11-21T10:04:33+1", "2026-11-21T10:04:33+24:00", "2026-11-21T10:04:33Zx",
    " 2026-11-21",
    "2026-11-21 ", "21.11.2026", "2026/11/21", "+2026-11-21", "2026-11-21Z", "２０２６-11-21", "2026-1-1", "yesterday",
  ])
  func anythingElseIsNoDate(text: String) {
    #expect(Timestamp(text) == nil)
  }

  @Test(arguments: Rounds.seeds)
  func randomTimesReadBackAndAgreeWithFoundation(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let style = Date.ISO8601FormatStyle(timeZone: TimeZone(secondsFromGMT: 0)!)
    for _ in 0..<Rounds.count(1000) {
      // From the beginning of the year 1 to the end of 9999.
      let time = Timestamp(seconds: Int64.random(in: -62_135_596_800...253_402_300_799, using: &random))
      #expect(Timestamp(time.description) == time, "seed \(seed)")
      #expect(Timestamp(compact: time.compact) == time, "seed \(seed)")
      #expect(Timestamp(time.day)?.seconds == time.seconds - (time.seconds % 86_400 + 86_400) % 86_400, "seed \(seed)")
      // Foundation's calendar is the Julian one before 1582.
      guard time.seconds > -12_219_292_800 else { continue }
      let date = Date(timeIntervalSince1970: TimeInterval(time.seconds))
      #expect(date.formatted(style) == time.description, "seed \(seed)")
    }
  }

  @Test func timesAreOrdered() {
    let texts = ["2026-11-20T23:59:59Z", "2026-11-21", "2026-11-21T00:00:00Z", "2026-11-21T00:00:01Z"]
    let times = texts.compactMap { Timestamp($0) }
    #expect(times.count == 4 && times == times.shuffled().sorted())
    #expect(times[1] != times[2] && times[1].seconds == times[2].seconds && times[1].isDay)
  }

  @Test func theCompactFormBeginsACommentsName() {
    #expect(Timestamp("2026-11-21T10:04:33Z")?.compact == "20261121T100433Z")
    for text in ["20261121T100433", "20261131T100433Z", "20261121t100433Z", "20261121T240433Z", "2026-1121T10043Z", ""]
    {
      #expect(Timestamp(compact: text) == nil)
    }
  }
}
