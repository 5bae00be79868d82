import ArgumentParser
import Vireo

struct BlockedCommand: JSONCommand {
  static let configuration = CommandConfiguration(
    commandName: "blocked", abstract: "List open issues that others block, and which ones",
    discussion: "The issues of 'vireo list is:blocked QUERY', each with the open issues that must be done before it.")

  static let fields = ["number", "title", "status", "path", "blockers"]

  /// A blocked issue with the open issues that block it.
  struct Record {
    var issue: Issue
    var blockers: [Issue]
  }

  @OptionGroup var options: GlobalOptions
  @OptionGroup var asked: QuestionOptions

  @Option(help: ArgumentHelp("Print JSON with these fields; a bare --json lists them.", valueName: "fields"))
  var json: String?

  func run(_ session: Session) throws {
    if listFields(session) { return }
    let tracker = try session.open(at: asked.at)
    let question = try asked.question(tracker, joining: .condition(.blocked))
    let list = try tracker.issues(
      matching: question.query, sortedBy: question.order ?? .newestFirst, limit: asked.limit)
    session.warn(list.diagnostics)
    let relations = try tracker.relations(of: list.issues, in: .blockedBy)
    let records = list.issues.map { Record(issue: $0, blockers: relations.openBlockers(of: $0)) }
    if try printJSON(records, session) { return }
    if records.isEmpty, session.console.isTerminal { session.console.note("no issues") }
    session.console.startPager()
    let style = Style(isOn: session.console.usesColour)
    func line(_ issue: Issue) -> String {
      style.number(TerminalText.harmless(issue.displayName)) + " " + TerminalText.harmless(issue.title)
    }
    for record in records {
      session.console.print(line(record.issue))
      for blocker in record.blockers { session.console.print("  blocked by " + line(blocker)) }
    }
  }

  static func value(_ field: String, _ record: Record) -> JSONValue {
    switch field {
    case "blockers":
      .array(
        record.blockers.map { blocker in
          .object(["number", "title", "status", "path"].map { .init($0, value($0, blocker)) })
        })
    default: value(field, record.issue)
    }
  }

  private static func value(_ field: String, _ issue: Issue) -> JSONValue {
    switch field {
    case "number": issue.number.map { .int(Int64($0.value)) } ?? .null
    case "title": .text(issue.title)
    case "status": .text(issue.status)
    default: .text(issue.path)
    }
  }
}
