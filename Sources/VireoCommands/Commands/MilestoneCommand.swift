import ArgumentParser
import Vireo

struct MilestoneCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "milestone", abstract: "Keep milestones",
    discussion: """
      A milestone is a file .tracker/milestones/NAME.md: front matter with 'title', 'start', 'due', 'state' and \
      'order', all of which may be missing, and a text. Issues name it in their field 'milestone'.
      """,
    subcommands: [
      MilestoneListCommand.self, MilestoneShowCommand.self, MilestoneNewCommand.self, MilestoneEditCommand.self,
      MilestoneCloseCommand.self, MilestoneReopenCommand.self, MilestoneRenameCommand.self,
    ], defaultSubcommand: MilestoneListCommand.self)
}

struct MilestoneListCommand: JSONCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the milestones",
    discussion: """
      Open ones, by their 'order', then by when they are due. On a terminal this is a table; else lines of \
      tab-separated columns without a header: name, state, due, open issues, closed issues, title.
      """)
  static let helpName = "milestone list"
  static let fields = MilestoneRecord.fields

  @OptionGroup var options: GlobalOptions

  @Option(name: .shortAndLong, help: "Milestones in which state.")
  var state: StateChoice = .open

  @Option(help: ArgumentHelp("As they are in this commit, tag or branch.", valueName: "rev"))
  var at: String?

  @Option(help: ArgumentHelp("Print JSON with these fields; a bare --json lists them.", valueName: "fields"))
  var json: String?

  static func value(_ field: String, _ record: MilestoneRecord) -> JSONValue { record.value(field) }

  func run(_ session: Session) throws {
    if listFields(session) { return }
    let records = try MilestoneRecord.all(session, at: at).filter {
      state.state == nil || $0.milestone.state == state.state
    }
    if try printJSON(records, session) { return }
    guard session.console.isTerminal else {
      for record in records {
        let (milestone, progress) = (record.milestone, record.progress)
        let cells = [
          milestone.name, milestone.state.rawValue, milestone.due?.description ?? "", "\(progress.open)",
          "\(progress.closed)", milestone.title ?? "",
        ]
        session.console.print(cells.map(IssueTable.oneField).joined(separator: "\t"))
      }
      return
    }
    if records.isEmpty { return session.console.note("no milestones") }
    let rows = records.map(cells)
    let layout = TableLayout(
      [.init(limit: 24), .init(), .init(isNumber: true), .init(), .init(givesWay: true)], rows,
      width: session.console.width)
    for row in rows {
      let cells = layout.fitted(row).filter { !$0.isEmpty }
      session.console.print(String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed()))
    }
  }

  private func cells(_ record: MilestoneRecord) -> [String] {
    let (milestone, progress) = (record.milestone, record.progress)
    let due = milestone.due.map { (record.isLate ? "late since " : "due ") + $0.day } ?? ""
    let state = milestone.state == .closed ? "closed" : due
    return [
      milestone.name, state, progress.percent.map { "\($0) %" } ?? "",
      "\(progress.closed) of \(progress.open + progress.closed)", milestone.title ?? "",
    ].map { TerminalText.harmless($0) }
  }
}

/// Which of the things that are open or closed are meant.
enum StateChoice: String, CaseIterable, ExpressibleByArgument {
  case open, closed, all

  /// `nil` for all.
  var state: IssueState? { IssueState(rawValue: rawValue) }
}

struct MilestoneShowCommand: JSONCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a milestone with its open issues", aliases: ["view"])
  static let helpName = "milestone show"
  static let fields = MilestoneRecord.fields

  @OptionGroup var options: GlobalOptions

  @Argument(help: "Which one.", completion: MilestoneCompletion.kind)
  var name: String

  @Option(help: ArgumentHelp("As it is in this commit, tag or branch.", valueName: "rev"))
  var at: String?

  @Option(help: ArgumentHelp("Print JSON with these fields; a bare --json lists them.", valueName: "fields"))
  var json: String?

  static func value(_ field: String, _ record: MilestoneRecord) -> JSONValue { record.value(field) }

  func run(_ session: Session) throws {
    if listFields(session) { return }
    guard let record = try MilestoneRecord.all(session, at: at, named: name).first else { return }
    if let json {
      let choice = try FieldChoice(json, among: Self.fields)
      let value = choice.object { record.value($0) }
      return session.console.print(value.serialized(indented: session.console.isTerminal))
    }
    let (milestone, progress) = (record.milestone, record.progress)
    session.console.startPager()
    let title = milestone.title.map { ": " + $0 } ?? ""
    session.console.print(TerminalText.harmless(milestone.name + title))
    let total = progress.open + progress.closed
    let parts = [
      record.isLate ? "late" : milestone.state.rawValue, milestone.start.map { "from \($0)" },
      milestone.due.map { "due \($0)" },
      progress.percent.map { "\(progress.closed) of \(total) issues closed (\($0) %)" } ?? "no issues",
    ]
    session.console.print(parts.compactMap { $0 }.joined(separator: " · "))
    session.console.print(TerminalText.harmless(milestone.path))
    if !milestone.body.isEmpty {
      session.console.print("\n" + TerminalText.harmless(milestone.body, keepingLines: true))
    }
    guard progress.open > 0 else { return }
    session.console.print("")
    let tracker = try session.open(at: at)
    let text = QueryText(query: .condition(.text(.milestone, .equals(milestone.name)))).text()
    try IssueListing(
      session: session, tracker: tracker, question: tracker.question(text + " is:open"),
      format: session.console.isTerminal ? .table : .tsv
    ).run(limit: nil)
  }
}
