import ArgumentParser
import Foundation
import Vireo
import VireoSite

struct TimelineCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "timeline", abstract: "Show what happened",
    discussion: """
      What happened to issues, pages and milestones, with commits and tags, newest first; of the last 30 days if \
      nothing else is said. What is not committed yet stands on top. An event's time is what the file says it is, else \
      the commit's; times are in UTC, and a question mark stands behind one that cannot be right.

      A commit that closes an issue by its message is of the kinds commit and closed.
      """)

  @OptionGroup var options: GlobalOptions

  @Option(help: ArgumentHelp("From this time on: a date, or an age as 7d.", valueName: "date"))
  var since: String?

  @Option(help: ArgumentHelp("Up to this time.", valueName: "date"))
  var until: String?

  @Option(help: ArgumentHelp("Of so many days.", valueName: "count"))
  var days: Int?

  @Option(
    help: ArgumentHelp(
      "Of these kinds, with commas between them: \(TimelineCommand.kinds.joined(separator: ", ")).",
      valueName: "kinds"), completion: .list(kinds))
  var kind: [String] = []

  @Option(name: [.customShort("A"), .long], help: ArgumentHelp("By this person; @me is you.", valueName: "who"))
  var author: [String] = []

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Of this milestone and its issues.", valueName: "name"),
    completion: MilestoneCompletion.kind)
  var milestone: [String] = []

  @Option(help: ArgumentHelp("Of this issue.", valueName: "n"), completion: IssueCompletion.kind)
  var issue: [String] = []

  @Option(help: ArgumentHelp("Of this file, or what lies below this folder.", valueName: "path"))
  var path: String?

  @Option(
    name: [.customLong("branch"), .customLong("at")],
    help: ArgumentHelp("As this commit, tag or branch has it, without the work tree.", valueName: "rev"))
  var branch: String?

  @Flag(help: "With the commits of all branches.")
  var allBranches = false

  @Option(name: [.customShort("L"), .long], help: ArgumentHelp("At most so many.", valueName: "count"))
  var limit: Int?

  @Option(help: "Put under headings by this.")
  var group: TimelineGroup = .day

  @Option(help: "Print in this form.")
  var format: TimelineFormat = .text

  @Flag(help: "Go on and print new events as they come, oldest first.")
  var follow = false

  private static let kinds = TimelineEvent.Kind.allCases.map(\.rawValue)

  func validate() throws {
    if days != nil, since != nil { throw ValidationError("Give --days or --since, not both.") }
    if let days, days < 1 { throw ValidationError("--days must be 1 or more.") }
    if let limit, limit < 1 { throw ValidationError("--limit must be 1 or more.") }
    if follow, until != nil || branch != nil {
      throw ValidationError("--follow goes on from now: leave out --until and --branch.")
    }
    if follow, ![.text, .ndjson].contains(format) { throw ValidationError("--follow prints text or ndjson.") }
  }

  func run(_ session: Session) throws {
    let session = session.atSourceDate()
    let tracker = try session.open(at: branch)
    let question = try question(session, tracker)
    if follow { return try TimelineFollower(session: session, question: question, format: format).run() }
    let console = session.console
    if [.text, .markdown].contains(format) { console.startPager() }
    var printer = try TimelinePrinter(format, group, question, at: session.environment.now(), tracker, console)
    var timeline = try tracker.timeline(question)
    var next = try timeline.next()
    printer.begin(newest: next?.time, at: session.environment.now())
    var left = limit ?? .max
    while let event = next {
      printer.print(event)
      left -= 1
      next = left > 0 ? try timeline.next() : nil
    }
    printer.finish()
    if printer.isEmpty, console.isTerminal { console.note("nothing happened; --days asks for a longer time") }
  }

  func question(_ session: Session, _ tracker: Tracker) throws -> Tracker.TimelineQuestion {
    var question = Tracker.TimelineQuestion()
    let now = session.environment.now()
    do {
      question.filter.since = try since.map { try TimelineDate.read($0, tracker, isStart: true) }
      question.filter.until = try until.map { try TimelineDate.read($0, tracker, isStart: false) }
      question.filter.kinds = try TimelineDate.kinds(kind.flatMap { $0.split(separator: ",").map(String.init) })
    } catch let error as BlockError {
      throw ValidationError(error.message + (error.message.hasSuffix("?") ? "" : "."))
    }
    if since == nil, days != nil || (limit == nil && until == nil) {
      question.filter.since = Timestamp(seconds: now.seconds - Int64(days ?? 30) * 86_400)
    }
    question.filter.authors = Set(try author.map { try tracker.person($0) })
    question.milestones = milestone
    question.issues = try issue.map { text in
      let found = try tracker.issue(session.name(text, in: tracker))
      guard let number = found.number else { throw ValidationError("'\(text)' has no number yet.") }
      return number
    }
    if let path = try path.map({ try session.path($0, in: tracker) }), !path.isEmpty { question.path = path }
    question.includesAllBranches = allBranches
    question.wantsTexts = format == .json || format == .ndjson
    return question
  }
}

/// The forms in which a timeline is printed.
enum TimelineFormat: String, CaseIterable, ExpressibleByArgument {
  case text, json, ndjson, markdown, html, atom, ical
}

/// What the headings of a timeline are.
enum TimelineGroup: String, CaseIterable, ExpressibleByArgument {
  case day, week, author, milestone
}
