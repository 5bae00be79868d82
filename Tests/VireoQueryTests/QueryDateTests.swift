import Testing
import VireoModel
import VireoQuery

@Suite struct QueryDateTests {
  private func range(_ text: String, now: String = "2026-11-21T10:00:00Z") throws -> String {
    var context = context
    context.now = time(now)
    guard case .condition(.date(_, let range)) = try QueryText(text, in: context).query else { return "no date" }
    let texts = [range.start, range.end].map { $0.map { Timestamp(seconds: $0).description } ?? "" }
    return texts.joined(separator: "/").replacing("T00:00:00Z", with: "")
  }

  @Test(arguments: [
    ("2026", "2026-01-01/2027-01-01"), ("2026-12", "2026-12-01/2027-01-01"), ("2024-02", "2024-02-01/2024-03-01"),
    ("2024-02-29", "2024-02-29/2024-03-01"), ("2026-03-05", "2026-03-05/2026-03-06"),
    ("2026-03-05T10:00:07Z", "2026-03-05T10:00:07Z/2026-03-05T10:00:08Z"),
    ("2026-03-05T10:00+01:00", "2026-03-05T09:00:00Z/2026-03-05T09:01:00Z"),
    ("\"2026-03-05 10:00:00\"", "2026-03-05T10:00:00Z/2026-03-05T10:00:01Z"),
    ("today", "2026-11-21/2026-11-22"), ("Yesterday", "2026-11-20/2026-11-21"), ("tomorrow", "2026-11-22/2026-11-23"),
    ("0000", "0000-01-01/0001-01-01"), ("9999", "9999-01-01/10000-01-01"),
  ])
  func aDateIsASpan(text: String, expected: String) throws {
    #expect(try range("created:" + text) == expected)
    let ends = expected.split(separator: "/")
    #expect(try range("created>=" + text) == "\(ends[0])/")
    #expect(try range("created:<" + text) == "/\(ends[0])")
    #expect(try range("created:>" + text) == "\(ends[1])/")
    #expect(try range("created<=" + text) == "/\(ends[1])")
  }

  @Test(arguments: [
    ("2026-01..2026-03", "2026-01-01/2026-04-01"), ("2026..", "2026-01-01/"), ("..2026", "/2027-01-01"),
    ("*..2026", "/2027-01-01"),
    ("2026-03-05..*", "2026-03-05/"), ("yesterday..today", "2026-11-20/2026-11-22"), ("*..*", "/"),
    ("2026-03-05T10:00:00Z..2026-03-05T10:00:00Z", "2026-03-05T10:00:00Z/2026-03-05T10:00:01Z"),
    ("\"2026-03-05 10:00\"..\"2026-03-05 11:00\"", "2026-03-05T10:00:00Z/2026-03-05T11:01:00Z"),
    ("1d..2d", "2026-11-19T10:00:00Z/2026-11-20T10:00:01Z"), ("1d..", "/2026-11-20T10:00:01Z"),
    ("..1d", "2026-11-20T10:00:00Z/"),
  ])
  func aRangeHasBothEnds(text: String, expected: String) throws {
    #expect(try range("updated:" + text) == expected)
  }

  @Test(arguments: [
    ("updated:<7d", "2026-11-14T10:00:01Z/"), ("updated:<=7d", "2026-11-14T10:00:00Z/"),
    ("closed>7d", "/2026-11-14T10:00:00Z"),
    ("closed>=7d", "/2026-11-14T10:00:01Z"), ("created:>90min", "/2026-11-21T08:30:00Z"),
    ("created:>12h", "/2026-11-20T22:00:00Z"),
    ("created:>2W", "/2026-11-07T10:00:00Z"), ("created:>3mo", "/2026-08-21T10:00:00Z"),
    ("created:>3m", "/2026-08-21T10:00:00Z"),
    ("created:>1y", "/2025-11-21T10:00:00Z"), ("deadline:>1y", "/2025-11-21T10:00:00Z"),
    ("created:>0d", "/2026-11-21T10:00:00Z"),
    ("due:<7d", "/2026-11-28T10:00:00Z"), ("due:<=7d", "/2026-11-28T10:00:01Z"), ("due:>7d", "2026-11-28T10:00:01Z/"),
    ("due:>=7d", "2026-11-28T10:00:00Z/"), ("due:1d..1w", "2026-11-22T10:00:00Z/2026-11-28T10:00:01Z"),
  ])
  func aLengthIsCountedFromNow(text: String, expected: String) throws {
    #expect(try range(text) == expected)
  }

  @Test(arguments: [
    ("2024-02-29T12:00:00Z", "1y", "2023-02-28T12:00:00Z"), ("2024-02-29T12:00:00Z", "4y", "2020-02-29T12:00:00Z"),
    ("2026-03-31T00:00:01Z", "1mo", "2026-02-28T00:00:01Z"), ("2024-03-31T00:00:01Z", "1mo", "2024-02-29T00:00:01Z"),
    ("2026-01-31T00:00:01Z", "2mo", "2025-11-30T00:00:01Z"), ("2026-01-15T00:00:01Z", "13mo", "2024-12-15T00:00:01Z"),
    ("1970-01-01T00:00:00Z", "1mo", "1969-12-01"), ("2026-03-29T02:30:00Z", "1d", "2026-03-28T02:30:00Z"),
  ])
  func monthsGoByTheCalendar(now: String, length: String, expected: String) throws {
    #expect(try range("created:>" + length, now: now) == "/" + expected)
  }

  @Test(arguments: [
    ("created:2026-03-05", "created:2026-03-05"), ("created:2026-03", "created:2026-03-01..2026-03-31"),
    ("created:>=today", "created:>=2026-11-21"), ("created:>today", "created:>=2026-11-22"),
    ("created<=today", "created:<2026-11-22"), ("updated:<7d", "updated:>=2026-11-14T10:00:01Z"),
    ("created:..9999", "created:*..*"), ("created:0000..2026-03-05T10:00:00Z", "created:<2026-03-05T10:00:01Z"),
    ("created:2026-03-05T10:00:00Z", "created:2026-03-05T10:00:00Z"), ("due!=2026-03-05", "-due:2026-03-05"),
    ("created:2026-03-05T10:00", "created:2026-03-05T10:00:00Z..2026-03-05T10:00:59Z"),
  ])
  func timesArePrintedAbsolute(text: String, expected: String) throws {
    #expect(try canonical(text) == expected)
  }

  @Test(arguments: [
    "2026-13", "2026-02-30", "2025-02-29", "1900-02-29", "26", "20260305", "12026", "-2026", "2026-3-5", "5.3.2026",
    "7", "d", "7x",
    "7 d", "-7d", "1.5d", "1234567890d", "２０２６", "7\u{301}d", "now",
  ])
  func anythingElseIsNoDate(text: String) {
    #expect(fault("created:>\"\(text)\"")?.message.hasPrefix("'\(text)' is no date") == true)
  }

  @Test func nowMayBeAnyNumber() throws {
    for now in [Int64.min, -1, 0, Int64.max] {
      var context = context
      context.now = now
      for text in ["created:today", "created:yesterday", "due:tomorrow", "created:>0d"] {
        _ = try QueryText(text, in: context)
      }
      #expect(fault("created:>999999999y", in: context)?.message == "'999999999y' leads out of the calendar")
      #expect(fault("due:>999999999w", in: context)?.message == "'999999999w' leads out of the calendar")
    }
  }
}
