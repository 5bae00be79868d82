public import Vireo
import VireoModel

/// A page of events: one file without scripts, in light and dark, for any width and for paper.
///
/// Commits and the issues that their messages name lead to each other: each issue has an entry at the end of the page
/// with all that happened to it, and each mention leads there.
public struct TimelineHTML: Sendable {
  private let title: String
  private var density: TimelineDensity
  private var heading: String?
  private var count = 0
  private var issues: [IssueNumber: Entry] = [:]
  private var milestones: [String: Entry] = [:]
  private var releases: [String: Release] = [:]

  /// What happened to one thing, newest first.
  private struct Entry: Sendable {
    var title: String
    var events: [(anchor: String, text: String)] = []
  }

  /// A tag with the commits of the page that it has first.
  private struct Release: Sendable {
    var entry = Entry(title: "")
    var commits = 0
  }

  /// - Parameters:
  ///   - title: The page's title.
  ///   - density: What draws the events over time, with none so far.
  public init(title: String, density: TimelineDensity) { (self.title, self.density) = (title, density) }

  /// What comes before the first event.
  public func opening() -> String { HTMLPage.opening(title: title) }

  /// An event, below its heading.
  public mutating func text(of event: TimelineEvent, below heading: String) -> String {
    var text = ""
    if heading != self.heading {
      if self.heading != nil { text += "</ol>\n" }
      self.heading = heading
      text += "<h2>\(HTMLText.escaped(heading))</h2>\n<ol class=\"events\">\n"
    }
    count += 1
    density.add(event)
    let anchor = event.kind == .commit ? "c-" + (event.commit?.hex ?? "") : "e-\(count)"
    let phrase = TimelinePhrase(event)
    note(event, phrase, anchor)
    text += "<li id=\"\(anchor)\" class=\"\(event.kind.rawValue)\">"
    text += event.isUncommitted ? "" : time(event)
    if let author = event.author { text += "<span class=\"author\">\(HTMLText.escaped(author.text))</span> " }
    if !phrase.verb.isEmpty { text += "<span class=\"what\">\(HTMLText.escaped(phrase.verb))</span> " }
    text += subject(event, phrase)
    if let release = event.release, event.kind == .commit {
      text +=
        " <a class=\"release\" href=\"#\(TimelineHTML.anchor("release", release))\">\(HTMLText.escaped(release))</a>"
    }
    let details =
      phrase.details.dropLast(event.mentions.count).map(HTMLText.escaped) + event.mentions.map { mention($0, event) }
    if !details.isEmpty { text += "\n<ul>" + details.map { "<li>\($0)</li>" }.joined(separator: "\n") + "</ul>" }
    return text + "</li>\n"
  }

  /// What comes behind the last event.
  public func closing() -> String {
    var text = heading == nil ? "<p>Nothing happened.</p>\n" : "</ol>\n"
    text += list(
      "Issues",
      issues.sorted { $0.key < $1.key }.map { number, entry in
        ("issue-\(number)", "#\(number) \(HTMLText.escaped(entry.title))", links(entry))
      })
    text += list(
      "Milestones",
      milestones.sorted { $0.key < $1.key }.map { name, entry in
        (TimelineHTML.anchor("milestone", name), HTMLText.escaped(name), links(entry) + released(name))
      })
    text += list(
      "Releases",
      releases.sorted { $0.key < $1.key }.map { name, release in
        let count = "<dd>\(release.commits) commit\(release.commits == 1 ? "" : "s") of this page</dd>\n"
        return (TimelineHTML.anchor("release", name), HTMLText.escaped(name), count + links(release.entry))
      })
    // Only now it is known; the style sheet puts it below the title.
    return text + density.svg + HTMLPage.closing
  }

  /// Entries, each with its id, its name and what is known of it.
  private func list(_ heading: String, _ entries: [(id: String, name: String, details: String)]) -> String {
    guard !entries.isEmpty else { return "" }
    let lines = entries.map { "<dt id=\"\($0.id)\">\($0.name)</dt>\n\($0.details)" }
    return "<h2 id=\"\(heading.lowercased())\">\(heading)</h2>\n<dl>\n\(lines.joined())</dl>\n"
  }

  /// What leads to the release of a milestone's name.
  private func released(_ milestone: String) -> String {
    ["v" + milestone, milestone].filter { releases[$0] != nil }.map { name in
      "<dd>released as <a href=\"#\(TimelineHTML.anchor("release", name))\">\(HTMLText.escaped(name))</a></dd>\n"
    }.joined()
  }

  private func links(_ entry: Entry) -> String {
    entry.events.map { "<dd><a href=\"#\($0.anchor)\">\(HTMLText.escaped($0.text))</a></dd>\n" }.joined()
  }

  private func time(_ event: TimelineEvent) -> String {
    let clock = TimelineClock.time(event)
    guard !clock.isEmpty else { return "" }
    let warning = event.isTimeDoubtful ? " title=\"the stamp cannot be right\"" : ""
    return "<time class=\"time\" datetime=\"\(event.time)\"\(warning)>\(clock)</time> "
  }

  private func subject(_ event: TimelineEvent, _ phrase: TimelinePhrase) -> String {
    let (label, title) = (HTMLText.escaped(phrase.label), HTMLText.escaped(phrase.title))
    let named =
      switch event.subject {
      case .issue(let number?, _): "<a href=\"#issue-\(number)\">\(label)</a>"
      case .milestone(let name): "<a href=\"#\(TimelineHTML.anchor("milestone", name))\">\(label)</a>"
      case .tag(let name): "<a href=\"#\(TimelineHTML.anchor("release", name))\">\(label)</a>"
      case .commit: "<code>\(label)</code>"
      default: label
      }
    return named + (title.isEmpty ? "" : " <span class=\"title\">\(title)</span>")
  }

  private func mention(_ mention: TimelineEvent.Mention, _ event: TimelineEvent) -> String {
    let text = TimelinePhrase.verb(mention.action) + " "
    let title = mention.title.map { " " + HTMLText.escaped($0) } ?? ""
    let link = "<a href=\"#issue-\(mention.number)\">#\(mention.number)</a>"
    return text + link + title + (event.isUndone ? " (taken back)" : "")
  }

  /// A name as an id: its letters and digits, and the others by their numbers.
  private static func anchor(_ kind: String, _ name: String) -> String {
    kind + "-"
      + name.unicodeScalars.map { scalar in
        scalar.isASCII && (scalar.properties.isAlphabetic || scalar.properties.numericType != nil)
          ? String(scalar) : "_\(String(scalar.value, radix: 16))"
      }.joined()
  }

  /// Remembers where an event is, for the entries at the end.
  private mutating func note(_ event: TimelineEvent, _ phrase: TimelinePhrase, _ anchor: String) {
    let day = event.isUncommitted ? "now" : event.time.day
    let who = event.author.map { " by \($0.text)" } ?? ""
    switch event.subject {
    case .issue(let number?, let title):
      issues[number, default: Entry(title: title)].events.append((anchor, "\(day) \(phrase.verb)\(who)"))
    case .milestone(let name):
      milestones[name, default: Entry(title: name)].events.append((anchor, "\(day) \(phrase.title)\(who)"))
    case .tag(let name):
      releases[name, default: Release()].entry.events.append((anchor, "\(day) \(phrase.verb)\(who)"))
    default: break
    }
    if event.kind == .commit, let release = event.release {
      releases[release, default: Release()].commits += 1
      for mention in event.mentions where mention.action == .close && !event.isUndone {
        let title = mention.title.map { " " + $0 } ?? ""
        releases[release]?.entry.events.append((anchor, "#\(mention.number)\(title) closed by \(phrase.label)"))
      }
    }
    for mention in event.mentions {
      let verb = TimelinePhrase.verb(mention.action)
      issues[mention.number, default: Entry(title: mention.title ?? "")].events
        .append((anchor, "\(day) commit \(phrase.label) \(verb) it\(who)"))
    }
  }
}
