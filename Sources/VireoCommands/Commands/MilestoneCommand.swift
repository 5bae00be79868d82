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

/// A milestone with how far it is, as JSON shows it.
struct MilestoneRecord {
  static let fields = [
    "name", "title", "state", "isLate", "start", "due", "order", "open", "closed", "percent", "body", "fields", "path",
  ]

  let milestone: Milestone
  let progress: MilestoneProgress
  let isLate: Bool

  func value(_ field: String) -> JSONValue {
    switch field {
    case "name": .text(milestone.name)
    case "title": JSONValue(milestone.title)
    case "state": .text(milestone.state.rawValue)
    case "isLate": .bool(isLate)
    case "start": JSONValue(milestone.start?.description)
    case "due": JSONValue(milestone.due?.description)
    case "order": milestone.order.map { .number($0) } ?? .null
    case "open": .int(Int64(progress.open))
    case "closed": .int(Int64(progress.closed))
    case "percent": progress.percent.map { .int(Int64($0)) } ?? .null
    case "body": .text(milestone.body)
    case "fields": .object(milestone.fields.map { .init($0.key, FieldSelection.value($0.value)) })
    default: .text(milestone.path)
    }
  }
}

extension TrackerCommand {
  /// Milestones with how far they are, as they are in a revision.
  fileprivate func records(_ session: Session, at revision: String?, named name: String? = nil) throws
    -> [MilestoneRecord]
  {
    let tracker = try session.open(at: revision)
    let milestones = try name.map { [try tracker.milestone(named: $0)] } ?? tracker.milestones()
    let progress = try milestones.isEmpty ? [:] : tracker.milestoneProgress()
    let now = session.environment.now()
    return milestones.map {
      MilestoneRecord(milestone: $0, progress: progress[$0.name] ?? .init(), isLate: $0.isLate(at: now))
    }
  }
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
    let records = try records(session, at: at).filter { state.state == nil || $0.milestone.state == state.state }
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
    guard let record = try records(session, at: at, named: name).first else { return }
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

/// What is said of a milestone.
struct MilestoneOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: ArgumentHelp("What it is about, in one line.", valueName: "title"))
  var title: String?

  @Option(help: ArgumentHelp("When it should be reached.", valueName: "date"))
  var due: String?

  @Option(help: ArgumentHelp("When work on it begins.", valueName: "date"))
  var start: String?

  @Option(help: ArgumentHelp("Its place among the others.", valueName: "number"))
  var order: String?

  @OptionGroup var text: TextOptions

  func changes() throws -> MilestoneChanges {
    MilestoneChanges(title: title, start: start, due: due, order: order, body: try text.text())
  }
}

struct MilestoneNewCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Make a milestone", aliases: ["create"])
  static let helpName = "milestone new"

  @OptionGroup var options: GlobalOptions
  @OptionGroup var commit: CommitOptions

  @Argument(help: "Letters, digits, '-', '_', '.' and blanks.")
  var name: String

  @OptionGroup var given: MilestoneOptions

  func run(_ session: Session) throws {
    let changes = try given.changes()
    let path = try session.open().edit(commit: commit.commit) { try $0.newMilestone(named: name, changes) }.value
    session.console.printData(path)
  }
}

struct MilestoneEditCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Change a milestone",
    discussion: "Without options, its file opens in an editor. An empty value takes the key away.")
  static let helpName = "milestone edit"

  @OptionGroup var options: GlobalOptions
  @OptionGroup var commit: CommitOptions

  @Argument(help: "Which one.", completion: MilestoneCompletion.kind)
  var name: String

  @OptionGroup var given: MilestoneOptions

  func run(_ session: Session) throws {
    let tracker = try session.open()
    let milestone = try tracker.milestone(named: name)
    let changes = try given.changes()
    guard !changes.isEmpty else {
      guard session.console.isInteractive else {
        throw ValidationError("Say what to change, for example with --due: without a terminal there is no editor.")
      }
      return try Editor(session).edit(milestone.path, of: tracker)
    }
    let outcome = try tracker.edit(commit: commit.commit) { try $0.edit(milestone, changes) }
    session.console.printData(outcome.paths.isEmpty ? "nothing to change" : "changed \(outcome.value)")
  }
}

struct MilestoneCloseCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "close", abstract: "Close a milestone",
    discussion: "Its open issues stay as they are, or move to another milestone.")
  static let helpName = "milestone close"

  @OptionGroup var options: GlobalOptions
  @OptionGroup var commit: CommitOptions

  @Argument(help: "Which one.", completion: MilestoneCompletion.kind)
  var name: String

  @Option(
    help: ArgumentHelp("Move its open issues to this one.", valueName: "name"), completion: MilestoneCompletion.kind)
  var moveOpenTo: String?

  func run(_ session: Session) throws {
    let tracker = try session.open()
    let milestone = try tracker.milestone(named: name)
    let other = try moveOpenTo.map { try tracker.milestone(named: $0) }
    let outcome = try tracker.edit(commit: commit.commit) {
      try $0.set(milestone, to: .closed, movingOpenIssuesTo: other)
    }
    let moved = outcome.value.count
    if let other, moved > 0 {
      session.console.printData("moved \(moved) issue\(moved == 1 ? "" : "s") to \(other.name)")
    }
    let isSame = milestone.state == .closed
    session.console.printData(isSame ? "\(milestone.name) is closed already" : "closed \(milestone.name)")
    let left = try tracker.milestoneProgress()[milestone.name]?.open ?? 0
    if left > 0 {
      session.console.note("warning: \(left) of its issues \(left == 1 ? "is" : "are") open; --move-open-to moves them")
    }
  }
}

struct MilestoneReopenCommand: TrackerCommand {
  static let configuration = CommandConfiguration(commandName: "reopen", abstract: "Open a milestone again")
  static let helpName = "milestone reopen"

  @OptionGroup var options: GlobalOptions
  @OptionGroup var commit: CommitOptions

  @Argument(help: "Which one.", completion: MilestoneCompletion.kind)
  var name: String

  func run(_ session: Session) throws {
    let tracker = try session.open()
    let milestone = try tracker.milestone(named: name)
    try tracker.edit(commit: commit.commit) { _ = try $0.set(milestone, to: .open) }
    let isSame = milestone.state == .open
    session.console.printData(isSame ? "\(milestone.name) is open already" : "reopened \(milestone.name)")
  }
}

struct MilestoneRenameCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename", abstract: "Give a milestone another name",
    discussion: "Every issue that names it names the new one then, all of them or none.")
  static let helpName = "milestone rename"

  @OptionGroup var options: GlobalOptions
  @OptionGroup var commit: CommitOptions

  @Argument(help: "Which one.", completion: MilestoneCompletion.kind)
  var name: String

  @Argument(help: ArgumentHelp("The new name.", valueName: "new-name"))
  var newName: String

  func run(_ session: Session) throws {
    let tracker = try session.open()
    let milestone = try tracker.milestone(named: name)
    let renamed = try tracker.edit(commit: commit.commit) { try $0.rename(milestone, to: newName) }.value
    let count = renamed.issues.count
    session.console.printData("renamed \(milestone.name) to \(newName), in \(count) issue\(count == 1 ? "" : "s") too")
    for query in try tracker.savedQueries(namingMilestone: milestone.name) {
      session.console.note("warning: \(TerminalText.harmless(query.path)) asks for '\(milestone.name)' still")
    }
  }
}

enum MilestoneCompletion {
  static let kind = CompletionKind.custom { _, _, prefix in
    ((try? Tracker.open().milestones()) ?? []).map(\.name)
      .filter { EntryName.isValid($0) && !$0.contains(" ") && $0.hasPrefix(prefix) }
  }
}
