import Vireo
import VireoSite

/// Prints events one after the other.
struct TimelinePrinter {
  private let format: TimelineFormat
  private let group: TimelineGroup
  private let console: Console
  private let style: Style
  /// The milestones of issues, where they are wanted.
  private var milestones: [IssueNumber: String] = [:]
  private var heading: String?
  /// The last heading that was made, since most events share theirs with the one before.
  private var lastDay: (day: Int64, heading: String)?
  /// What waits for its group, where groups do not follow from the order.
  private var waiting: [(heading: String, events: [TimelineEvent])] = []
  private(set) var isEmpty = true
  private let title: String
  private let project: String
  private var page: TimelineHTML?

  init(
    _ format: TimelineFormat, _ group: TimelineGroup, _ question: Tracker.TimelineQuestion, at now: Timestamp,
    _ tracker: Tracker, _ console: Console
  ) throws {
    (self.format, self.group, self.console) = (format, group, console)
    style = Style(isOn: console.usesColour)
    title = (tracker.config.name.map { $0 + ": " } ?? "") + "timeline"
    if format == .html {
      let density = TimelineDensity(since: question.filter.since, until: question.filter.until ?? now)
      page = TimelineHTML(title: title, density: density)
    }
    project = [.atom, .ical].contains(format) ? try tracker.projectID() : ""
    guard group == .milestone else { return }
    for issue in try tracker.issues().issues { if let number = issue.number { milestones[number] = issue.milestone } }
  }

  /// Prints what comes before the first event.
  ///
  /// - Parameters:
  ///   - newest: When that event happened; `nil` where there is none.
  ///   - now: This moment.
  mutating func begin(newest: Timestamp?, at now: Timestamp) {
    switch format {
    case .html: write(page?.opening() ?? "")
    case .atom: write(TimelineAtom(title: title, project: project).opening(updated: newest ?? now))
    case .ical: write(TimelineCalendar(title: title, project: project).opening())
    case .text, .json, .ndjson, .markdown: break
    }
  }

  private func write(_ text: String) { console.write(Array(text.utf8)) }

  mutating func print(_ event: TimelineEvent) {
    switch format {
    case .json:
      console.print((isEmpty ? "[" : ",") + TimelineJSON.text(event))
    case .ndjson: console.print(TimelineJSON.text(event))
    case .atom: write(TimelineAtom(title: title, project: project).text(of: event))
    case .ical: write(TimelineCalendar(title: title, project: project).text(of: event))
    case .text, .markdown, .html:
      let heading = heading(of: event)
      if group == .author || group == .milestone {
        if let index = waiting.firstIndex(where: { $0.heading == heading }) {
          waiting[index].events.append(event)
        } else {
          waiting.append((heading, [event]))
        }
      } else {
        show(event, below: heading)
      }
    }
    isEmpty = false
  }

  /// Prints what is left.
  mutating func finish() {
    if format == .json { console.print(isEmpty ? "[]" : "]") }
    for (heading, events) in waiting.sorted(by: { $0.heading < $1.heading }) {
      for event in events { show(event, below: heading) }
    }
    switch format {
    case .html: write(page?.closing() ?? "")
    case .atom: write(TimelineAtom(title: title, project: project).closing())
    case .ical: write(TimelineCalendar(title: title, project: project).closing())
    case .text, .json, .ndjson, .markdown: break
    }
  }

  private mutating func show(_ event: TimelineEvent, below heading: String) {
    if format == .html {
      // In a line of its own: beside another use of the printer, all that the page remembers would be copied.
      let text = page?.text(of: event, below: heading) ?? ""
      return write(text)
    }
    if heading != self.heading {
      let isFirst = self.heading == nil
      self.heading = heading
      if format == .markdown {
        write(TimelineMarkdown.heading(heading, isFirst: isFirst))
      } else {
        if !isFirst { console.print("") }
        console.print(style.bold(TerminalText.harmless(heading)))
      }
    }
    if format == .markdown { return write(TimelineMarkdown.item(event)) }
    console.add { TimelineLines(event: event, style: style, showsDay: group != .day).write(to: &$0) }
  }

  private mutating func heading(of event: TimelineEvent) -> String {
    switch group {
    case .day:
      guard !event.isUncommitted, event.time.seconds >= 0 else { return TimelineClock.day(event) }
      let day = event.time.seconds / 86_400
      if let lastDay, lastDay.day == day { return lastDay.heading }
      let heading = TimelineClock.day(event)
      lastDay = (day, heading)
      return heading
    case .week: return TimelineClock.week(event)
    case .author: return event.author?.text ?? "nobody"
    case .milestone:
      if case .milestone(let name) = event.subject { return name }
      let names = event.issues.sorted().compactMap { milestones[$0] }
      return names.first ?? "no milestone"
    }
  }
}

/// An event as lines of text.
struct TimelineLines {
  let event: TimelineEvent
  let style: Style
  /// Whether the day stands beside the time.
  let showsDay: Bool

  /// Adds the lines to what is printed; no text of their parts is made of them, since there may be a million events.
  func write(to output: inout [UInt8]) {
    let phrase = TimelinePhrase(event)
    output += "  ".utf8
    let day = showsDay && !event.isUncommitted ? event.time.day + " " : ""
    let clock = TimelineClock.time(event)
    output += style.dim(day + (event.isUncommitted || clock.utf8.count < 5 ? "     " : clock)).utf8
    output += "  ".utf8
    let author = TerminalText.harmless(event.author?.text ?? "")
    output += author.utf8
    for _ in 0..<max(1, 11 - DisplayWidth.of(author)) { output.append(UInt8(ascii: " ")) }
    for word in [phrase.verb, style.number(TerminalText.harmless(phrase.label)), TerminalText.harmless(phrase.title)]
    where !word.isEmpty {
      output.append(UInt8(ascii: " "))
      output += word.utf8
    }
    output.append(.newline)
    for detail in phrase.details {
      output += "         ".utf8
      output += TerminalText.harmless(detail).utf8
      output.append(.newline)
    }
  }
}
