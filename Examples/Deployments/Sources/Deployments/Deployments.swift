import Foundation
import Vireo
import VireoSite

/// Shows what happened in a project together with its deployments, as Markdown.
///
///     Deployments [FILE [FOLDER]]    FILE has lines as '2026-11-21T10:04:33Z alice production v1.2'; - is standard input
@main struct Deployments {
  static func main() {
    do {
      let arguments = CommandLine.arguments.dropFirst()
      let file = arguments.first ?? "-"
      let text =
        file == "-"
        ? String(decoding: FileHandle.standardInput.readDataToEndOfFile(), as: UTF8.self)
        : try String(contentsOfFile: file, encoding: .utf8)
      let tracker = try Tracker.open(at: arguments.dropFirst().first ?? ".")
      var question = Tracker.TimelineQuestion()
      question.filter.since = Timestamp("2026-11-01")
      question.wantsTexts = false

      // A source of one's own stands among the tracker's; every event comes in its place by time.
      var timeline = try tracker.timeline(question, adding: [DeploymentSource(text)])
      var day = ""
      while let event = try timeline.next() {
        let heading = TimelineClock.day(event)
        if heading != day { print(TimelineMarkdown.heading(heading, isFirst: day.isEmpty), terminator: "") }
        day = heading
        print(TimelineMarkdown.item(event), terminator: "")
      }
    } catch {
      FileHandle.standardError.write(Data("\(error)\n".utf8))
      exit(1)
    }
  }
}

/// Deployments as events.
struct DeploymentSource: TimelineSource {
  private var events: TimelineEvents

  /// Reads lines of a time, a person, a place and a version; others are left out.
  init(_ text: String) {
    events = TimelineEvents(
      text.split(separator: "\n").compactMap { line in
        let words = line.split(separator: " ").map(String.init)
        guard words.count == 4, let time = Timestamp(words[0]) else { return nil }
        let subject = TimelineEvent.Subject.other("deployed \(words[3]) to \(words[2])")
        return TimelineEvent(id: "deployment/\(line)", .other, at: time, by: Handle(words[1]), subject)
      })
  }

  mutating func next() -> TimelineEvent? { events.next() }
}
