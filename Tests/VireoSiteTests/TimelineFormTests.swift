import Foundation
import Testing
import Vireo
import VireoSite
import VireoTestSupport

@Suite struct TimelineFormTests {
  private func event(_ number: Int, _ kind: TimelineEvent.Kind, _ subject: TimelineEvent.Subject) -> TimelineEvent {
    TimelineEvent(id: "\(number)", kind, at: Timestamp(seconds: 1_795_255_473 - Int64(number)), by: "bob", subject)
  }

  /// An event of each kind with a text everywhere that there is room for one.
  private func events(_ text: String) throws -> [TimelineEvent] {
    let seven = try #require(IssueNumber(7))
    let commit = try #require(CommitID("d82ccf795aa74cbe51c7559d6f42ecaed82ccf79"))
    var events = [
      event(1, .changed, .issue(seven, title: text)), event(2, .commit, .commit(commit, subject: text)),
      event(3, .milestone, .milestone(text)), event(4, .tag, .tag(text)), event(5, .page, .page(text)),
      event(6, .other, .other(text)),
    ]
    events[0].changes = [.init(key: text, old: text, new: text)]
    events[0].comments = [text]
    events[0].files = [.init(path: text, .added)]
    events[0].author = Handle(text)
    events[1].commit = commit
    events[1].mentions = [.init(.close, seven, title: text), .init(.refer, try #require(IssueNumber(9)), title: nil)]
    events[1].release = text
    events[2].note = text
    return events
  }

  private func page(_ events: [TimelineEvent], _ title: String = "x") -> String {
    var page = TimelineHTML(title: title, density: TimelineDensity())
    return page.opening() + events.map { page.text(of: $0, below: TimelineClock.day($0)) }.joined() + page.closing()
  }

  private func matches(_ pattern: String, in text: String) throws -> [String] {
    let expression = try NSRegularExpression(pattern: pattern)
    let whole = NSRange(text.startIndex..., in: text)
    return expression.matches(in: text, range: whole).compactMap { match in
      Range(match.range(at: 1), in: text).map { String(text[$0]) }
    }
  }

  @Test(arguments: HostileTexts.all)
  func noTextBecomesMarkup(text: String) throws {
    let tags = { (page: String) in try matches("<(/?[a-zA-Z!][a-z0-9]*)", in: page).filter { $0 != "p" } }
    // The same page of a harmless text has the same tags.
    #expect(try tags(page(events(text), text)).count == tags(page(events("x"), "x")).count)
    let names = Set(try matches(" ([a-z]+)=\"", in: page(events(text), text)))
    #expect(names.isSubset(of: Set(try matches(" ([a-z]+)=\"", in: page(events("x"), "x")))))
    #expect(!page(try events(text), text).unicodeScalars.contains { $0.value < 0x20 && $0 != "\n" })
  }

  @Test(arguments: HostileTexts.all)
  func everyLinkLeadsToOnePlaceOfThePage(text: String) throws {
    let page = page(try events(text))
    let anchors = try matches(" id=\"([^\"]*)\"", in: page)
    #expect(Set(anchors).count == anchors.count)
    let links = try matches(" href=\"#([^\"]*)\"", in: page)
    #expect(Set(links).isSubset(of: Set(anchors)))
    // A commit, its tag and the milestone of the tag's name lead to the release.
    #expect(links.filter { $0.hasPrefix("release-") }.count == 3)
    // The commit leads to the issue, and the issue's entry to the commit.
    #expect(links.contains("issue-7") && links.contains("c-d82ccf795aa74cbe51c7559d6f42ecaed82ccf79"))
  }

  @Test(arguments: HostileTexts.all)
  func aFeedIsXML(text: String) throws {
    let feed = TimelineAtom(title: text, project: text)
    let all =
      try feed.opening(updated: Timestamp(seconds: 0)) + events(text).map { feed.text(of: $0) }.joined()
      + feed.closing()
    let ids = try matches(
      "<id>(urn:uuid:[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12})</id>", in: all)
    #expect(ids.count == 7 && Set(ids).count == 7)
    #expect(try matches("<([a-z]+)", in: all).count == matches("</([a-z]+)", in: all).count + 6)
    #expect(!all.unicodeScalars.contains { ($0.value < 0x20 && $0 != "\n") || $0.value & 0xFFFE == 0xFFFE })
  }

  @Test(arguments: HostileTexts.all)
  func aCalendarHasShortLinesAndNoOthers(text: String) throws {
    let calendar = TimelineCalendar(title: text, project: "p")
    let all = try calendar.opening() + events(text).map(calendar.text).joined() + calendar.closing()
    let lines = all.components(separatedBy: "\r\n")
    #expect(lines.allSatisfy { $0.utf8.count <= 75 && !$0.contains("\n") && !$0.contains("\r") })
    #expect(lines.filter { $0 == "BEGIN:VEVENT" }.count == 6)
    let unfolded = all.replacingOccurrences(of: "\r\n ", with: "")
    #expect(unfolded.components(separatedBy: "\r\n").dropLast().allSatisfy { $0.contains(":") })
  }

  @Test(arguments: HostileTexts.all)
  func markdownShowsTheTextItself(text: String) throws {
    let markdown = try events(text).map(TimelineMarkdown.item).joined()
    let bare = try matches("(?<!\\\\)(?:\\\\\\\\)*([<>`\\[\\]])", in: markdown)
    #expect(bare.isEmpty)
    #expect(markdown.split(separator: "\n").allSatisfy { $0.hasPrefix("- ") || $0.hasPrefix("  - ") })
  }

  @Test func aStripHasABarForEachDayWithEvents() throws {
    var density = TimelineDensity(since: Timestamp("2026-11-01"), until: Timestamp("2026-12-01"))
    #expect(density.svg == "")
    for event in try events("x") { density.add(event) }
    #expect(density.svg.contains("viewBox=\"0 0 300 40\""))
    #expect(try matches("<(rect)", in: density.svg).count == 1)
    #expect(density.svg.contains("<title>2026-11-21: 6</title>"))
  }

  @Test func idsStayTheSame() {
    let feed = TimelineAtom(title: "x", project: "p")
    let tag = event(4, .tag, .tag("v1"))
    #expect(feed.text(of: tag) == feed.text(of: tag))
    #expect(feed.text(of: tag).contains("<id>urn:uuid:"))
    let other = TimelineAtom(title: "y", project: "q")
    #expect(feed.text(of: tag) != other.text(of: tag))
  }
}
