import Foundation
import Testing
import Vireo
import VireoSite
import VireoTestSupport

@Suite struct RoadmapFormTests {
  /// A roadmap of one milestone with a text everywhere that there is room for one.
  private func roadmap(_ text: String) throws -> Roadmap {
    let now = Timestamp(seconds: 1_795_255_473)
    var milestone = Milestone(name: text, title: text)
    milestone.due = Timestamp(seconds: 1_795_219_200 + 30 * 86_400, isDay: true)
    var outlook = MilestoneOutlook(milestone, MilestoneProgress(open: 3, closed: 1), at: now)
    var issue = Issue(path: ".tracker/issues/7-x.md", title: text, status: "open", state: .open)
    issue.milestone = text
    issue.due = Timestamp(seconds: 1_795_000_000)
    var other = issue
    other.milestone = "later"
    outlook.blocked = [.init(issue: issue, blockers: [other])]
    outlook.dated = [issue]
    outlook.shares = [.init(person: Handle(text), progress: outlook.progress)]
    outlook.risks = [.forecast, .lateIssues([issue]), .blockedByLater(outlook.blocked)]
    outlook.forecast = Forecast(
      open: 3, after: Array(repeating: .init(closed: 2, added: 1), count: 4), from: now)
    outlook.points = (0..<5).map { day in
      let time = Timestamp(seconds: 1_795_219_200 - Int64(5 - day) * 86_400, isDay: true)
      return .init(time: time, progress: MilestoneProgress(open: day, closed: day / 2))
    }
    return Roadmap(time: now, milestones: [outlook], unplanned: MilestoneProgress(open: 2))
  }

  private func count(_ pattern: String, in text: String) throws -> Int {
    try NSRegularExpression(pattern: pattern).numberOfMatches(in: text, range: NSRange(text.startIndex..., in: text))
  }

  @Test(arguments: HostileTexts.all)
  func noTextBecomesMarkup(text: String) throws {
    let (page, plain) = (
      try RoadmapHTML(title: text).text(roadmap(text)), try RoadmapHTML(title: "x").text(roadmap("x"))
    )
    for pattern in ["<[a-zA-Z/!]", " [a-z-]+=\"", "[<>\"]"] {
      #expect(try count(pattern, in: page) == count(pattern, in: plain), "\(pattern)")
    }
    #expect(!page.unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test(arguments: HostileTexts.all)
  func aCalendarHasAnEntryForEachDay(text: String) throws {
    let calendar = try RoadmapCalendar(title: text, project: text).text(roadmap(text))
    let lines = calendar.replacingOccurrences(of: "\r\n ", with: "").components(separatedBy: "\r\n")
    #expect(lines.filter { $0 == "BEGIN:VEVENT" }.count == 1 && lines.filter { $0 == "BEGIN:VTODO" }.count == 1)
    #expect(lines.filter { $0.hasPrefix("DUE") } == ["DUE:20261118T110640Z"])
    #expect(lines.filter { $0.hasPrefix("DTSTART") } == ["DTSTART;VALUE=DATE:20261221"])
    #expect(calendar.components(separatedBy: "\r\n").map(\.utf8.count).max().map { $0 <= 75 } == true)
  }

  @Test(arguments: HostileTexts.all)
  func aListHasALineForEachFact(text: String) throws {
    let found = try RoadmapMarkdown().text(roadmap(text)).split(separator: "\n", omittingEmptySubsequences: false).count
    #expect(
      try found == RoadmapMarkdown().text(roadmap("x")).split(separator: "\n", omittingEmptySubsequences: false).count)
    #expect(try !RoadmapMarkdown().text(roadmap("x"), withForecast: false).contains("likely done"))
  }

  @Test func jsonIsAnArrayOfMilestones() throws {
    let text = try RoadmapJSON.text(roadmap("<a> \"b\" \u{1B}"))
    let parsed = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [[String: Any]])
    #expect(parsed.count == 1 && parsed[0]["name"] as? String == "<a> \"b\" \u{1B}")
    #expect((parsed[0]["points"] as? [[String: Any]])?.count == 5)
    #expect(parsed[0]["risks"] as? [String] == ["forecast", "late-issues", "blocked-by-later"])
  }

  @Test func aChartNeedsTwoPointsAndAnIssue() throws {
    var roadmap = try roadmap("x")
    #expect(try count("<svg", in: RoadmapHTML(title: "x").text(roadmap)) == 3, "a bar and two charts")
    roadmap.milestones[0].points = Array(roadmap.milestones[0].points.prefix(1))
    #expect(try count("<svg", in: RoadmapHTML(title: "x").text(roadmap)) == 1)
    roadmap.milestones[0].points = [1, 2].map { .init(time: Timestamp(seconds: $0), progress: .init()) }
    #expect(try count("<svg", in: RoadmapHTML(title: "x").text(roadmap)) == 1)
  }

  @Test(arguments: [0, 1, 3, 99, 1_000_000_000])
  func aChartStaysInItsFrame(count: Int) throws {
    var roadmap = try roadmap("x")
    for (index, seconds) in [-62_167_219_200, 0, 253_402_300_799].enumerated() {
      roadmap.milestones[0].points.append(
        .init(time: Timestamp(seconds: Int64(seconds)), progress: .init(open: count, closed: count * index / 3)))
    }
    roadmap.milestones[0].points.sort { $0.time < $1.time }
    let page = RoadmapHTML(title: "x").text(roadmap)
    let expression = try NSRegularExpression(pattern: "points=\"([^\"]*)\"")
    for match in expression.matches(in: page, range: NSRange(page.startIndex..., in: page)) {
      let range = try #require(Range(match.range(at: 1), in: page))
      for pair in page[range].split(separator: " ") {
        let numbers = pair.split(separator: ",").compactMap { Int($0) }
        #expect(numbers.count == 2 && (0...400).contains(numbers[0]) && (0...190).contains(numbers[1]), "\(pair)")
      }
    }
  }
}
