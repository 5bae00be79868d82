import Vireo
import VireoModel

/// Events as lists whose subjects are links between the pages of a site.
struct TimelinePage: Sendable {
  /// The pages of issues by their numbers.
  let issues: [IssueNumber: String]
  let pages: Set<String>
  let milestones: Set<String>
  let releases: Set<String>
  /// The site's address, where it is known.
  let base: String?
  /// The texts that name a commit, as HTML for a page; `nil` where none does.
  let referring: @Sendable (_ commit: CommitID, _ page: String) -> String?

  /// The page of the newest events.
  func contents(_ all: [TimelineEvent], on page: String) -> String {
    // A month at least, so that one busy day is not all of the drawing.
    let month = all.first.map { Timestamp(seconds: $0.time.seconds - 30 * 86_400) }
    var density = TimelineDensity(since: month)
    all.forEach { density.add($0) }
    var text = "<h1>Timeline</h1>\n<p class=\"facts\"><a href=\"timeline.atom\">Feed</a></p>\n\(density.svg)"
    var rest = all[...]
    while let first = rest.first {
      let day = TimelineClock.day(first)
      let events = rest.prefix { TimelineClock.day($0) == day }
      text += "<h2>\(HTMLText.escaped(day))</h2>\n" + list(events, on: page)
      rest = rest.dropFirst(events.count)
    }
    if all.isEmpty { text += "<p class=\"none\">Nothing happened.</p>\n" }
    return text
  }

  /// Some events, one after the other.
  func list(_ events: some Sequence<TimelineEvent>, on page: String) -> String {
    "<ol class=\"events\">\n" + events.map { item($0, on: page) }.joined() + "</ol>\n"
  }

  private func item(_ event: TimelineEvent, on page: String) -> String {
    let phrase = TimelinePhrase(event)
    let clock = event.isUncommitted ? "" : TimelineClock.time(event)
    let isHere = page == "timeline.html" && event.kind == .commit
    let id = isHere ? event.commit.map { " id=\"c-\($0.hex)\"" } ?? "" : ""
    let time = clock.isEmpty ? "" : "<time class=\"time\" datetime=\"\(event.time)\">\(clock)</time> "
    let who = event.author.map { "<b>\(HTMLText.escaped($0.text))</b> " } ?? ""
    let verb = phrase.verb.isEmpty ? "" : "<span class=\"facts\">\(HTMLText.escaped(phrase.verb))</span> "
    let title = phrase.title.isEmpty ? "" : " " + HTMLText.escaped(phrase.title)
    let mentions = event.mentions.map { mention in
      let name = "#\(mention.number)" + (mention.title.map { " " + $0 } ?? "")
      return "\(TimelinePhrase.verb(mention.action)) \(link(HTMLText.escaped(name), to: target(mention.number), page))"
        + (event.isUndone ? " (taken back)" : "")
    }
    let details =
      phrase.details.dropLast(event.mentions.count).map(HTMLText.escaped) + mentions
      + [event.kind == .commit ? event.commit.flatMap { referring($0, page) } : nil].compactMap { $0 }
    let list = details.isEmpty ? "" : "<ul>" + details.map { "<li>\($0)</li>" }.joined() + "</ul>"
    let release =
      event.kind == .commit
      ? event.release.map { " \(link(HTMLText.escaped($0), to: releaseTarget($0), page))" } ?? "" : ""
    let subject = link(HTMLText.escaped(phrase.label), to: target(event), page)
    return "<li\(id) class=\"\(event.kind.rawValue)\">\(time)\(who)\(verb)\(subject)\(title)\(release)\(list)</li>\n"
  }

  private func link(_ text: String, to target: (path: String, anchor: String?)?, _ page: String) -> String {
    guard let (path, anchor) = target else { return text }
    return "<a href=\"\(SiteAddress.relative(path, from: page, anchor: anchor))\">\(text)</a>"
  }

  private func target(_ number: IssueNumber) -> (String, String?)? {
    issues[number].map { ($0, nil) }
  }

  private func releaseTarget(_ name: String) -> (String, String?)? {
    releases.contains(name) ? ("releases.html", SiteAddress.name(of: name)) : nil
  }

  /// Where an event is shown: its subject's page, else its place in the timeline.
  func address(of event: TimelineEvent) -> String {
    if let target = target(event) {
      return (base ?? "") + WebAddress.path(target.0) + (target.1.map { "#" + WebAddress.path($0) } ?? "")
    }
    let place = event.kind == .commit ? event.commit.map { "#c-" + $0.hex } ?? "" : ""
    return (base ?? "") + "timeline.html" + place
  }

  private func target(_ event: TimelineEvent) -> (String, String?)? {
    switch event.subject {
    case .issue(let number?, _): target(number)
    case .page(let name): pages.contains(name) ? (SiteAddress.page(ofWiki: name), nil) : nil
    case .milestone(let name):
      milestones.contains(name) ? (SiteAddress.list(ofMilestone: name), nil) : nil
    case .tag(let name): releaseTarget(name)
    default: nil
    }
  }
}
