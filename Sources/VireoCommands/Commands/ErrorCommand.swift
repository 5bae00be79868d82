import ArgumentParser
import Vireo
import VireoErrors
import VireoEvents

struct ErrorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "error", abstract: "Look at what running programs report",
    discussion: """
      'vireo serve' takes events in; each group of them is an issue. How often, when and in which releases they happen \
      is counted beside the files, in 'vireo/events' of git's folder or where --data says.
      """,
    subcommands: [
      ErrorListCommand.self, ErrorShowCommand.self, ErrorStatsCommand.self, ErrorExplainCommand.self,
      ErrorArchiveCommand.self, ErrorMergeCommand.self, ErrorDSNCommand.self, ErrorKeyCommand.self,
    ], defaultSubcommand: ErrorListCommand.self)
}

struct ErrorListCommand: JSONCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the issues that events were counted for",
    discussion: """
      Those with the newest events first. On a terminal this is a table; else lines of tab-separated columns without \
      a header: number, state, events, users, last seen, level, title.
      """)
  static let helpName = "error list"
  static let fields = ErrorRecord.fields

  @OptionGroup var options: GlobalOptions
  @OptionGroup var events: EventOptions

  @Option(name: .shortAndLong, help: "Issues in which state.")
  var state: StateChoice = .open

  @Option(help: ArgumentHelp("Print JSON with these fields; a bare --json lists them.", valueName: "fields"))
  var json: String?

  static func value(_ field: String, _ record: ErrorRecord) -> JSONValue { record.value(field) }

  func run(_ session: Session) throws {
    if listFields(session) { return }
    let tracker = try session.open()
    let records = try ErrorRecord.all(tracker, events.database(of: tracker)).filter {
      state.state == nil || $0.issue.state == state.state
    }
    if try printJSON(records, session) { return }
    let rows = records.map { record in
      [
        record.issue.displayName, record.issue.state.rawValue, "\(record.group.events)", "\(record.group.users)",
        record.group.last.description, record.group.level.rawValue, record.issue.title,
      ].map { TerminalText.harmless($0) }
    }
    guard session.console.isTerminal else {
      for row in rows { session.console.print(row.map(IssueTable.oneField).joined(separator: "\t")) }
      return
    }
    if rows.isEmpty { return session.console.note("no events were counted") }
    let columns: [TableLayout.Column] = [
      .init(isNumber: true), .init(), .init(isNumber: true), .init(isNumber: true), .init(), .init(),
      .init(givesWay: true),
    ]
    let layout = TableLayout(columns, rows, width: session.console.width)
    for row in rows {
      let cells = layout.fitted(row).filter { !$0.isEmpty }
      session.console.print(String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed()))
    }
  }
}

struct ErrorShowCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show how often, when and in which releases an error happens",
    discussion: """
      Each block of the drawing is a day of the last 30, as high as that day had events. Where git knows the release, \
      the commits are named that wrote the lines that failed, as the release has them, and the owners of the code.
      """, aliases: ["view"])
  static let helpName = "error show"

  @OptionGroup var options: GlobalOptions
  @OptionGroup var events: EventOptions

  @Argument(help: "Which issue.", completion: IssueCompletion.kind)
  var issue: String

  func run(_ session: Session) throws {
    let tracker = try session.open()
    let issue = try tracker.issue(session.name(issue, in: tracker))
    let database = try events.database(of: tracker)
    guard let uid = issue.uid, let group = try database.group(of: uid), group.events > 0 else {
      return session.console.note("no events were counted for \(issue.displayName)")
    }
    session.console.startPager()
    let lines = ErrorLines(database, now: session.environment.now())
    for line in try lines.lines(of: issue, group) + lines.knowledge(of: group, in: tracker) {
      session.console.print(TerminalText.harmless(line))
    }
  }
}

struct ErrorStatsCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: "Count what was reported",
    discussion: "Transactions, spans and profiles are counted and not kept; sessions, check-ins and feedback are kept.")
  static let helpName = "error stats"

  @OptionGroup var options: GlobalOptions
  @OptionGroup var events: EventOptions

  @Option(help: ArgumentHelp("Of so many days.", valueName: "count"))
  var days = 30

  func run(_ session: Session) throws {
    guard (1...3650).contains(days) else { throw ValidationError("--days takes a number from 1 to 3650.") }
    let database = try events.database(of: session.open())
    for line in try ErrorLines(database, now: session.environment.now()).totals(days: days) {
      session.console.print(TerminalText.harmless(line))
    }
  }
}

struct ErrorExplainCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Show why an event belongs to its group",
    discussion: "Prints what of the event counted and what did not, as a tree, for each of its hashes.")
  static let helpName = "error explain"

  @OptionGroup var options: GlobalOptions
  @OptionGroup var events: EventOptions

  @Argument(help: "The event, by its 32 digits, or an issue, of which the newest event is taken.")
  var event: String

  func run(_ session: Session) throws {
    let tracker = try session.open()
    let database = try events.database(of: tracker)
    guard let sample = try sample(session, tracker, database), let event = sample.event(Intake.protocols) else {
      throw ValidationError("'\(event)' is no event that was kept; 'vireo error show N' names some.")
    }
    session.console.print(try ErrorRules(tracker).result(of: event).explanation)
  }

  private func sample(_ session: Session, _ tracker: Tracker, _ database: EventDatabase) throws -> EventSample? {
    if let id = EventID(event) { return try database.sample(id) }
    let issue = try tracker.issue(session.name(event, in: tracker))
    return try issue.uid.flatMap { try database.group(of: $0) }.flatMap { try database.latestSample(of: $0.id) }
  }
}
