import ArgumentParser
import Vireo

struct BranchesCommand: JSONCommand {
  static let configuration = CommandConfiguration(
    commandName: "branches", abstract: "Show the state of an issue on every branch")

  static let fields = ["branch", "status", "state", "stateKnown", "stateCommit"]

  @OptionGroup var options: GlobalOptions

  @Argument(help: "Which issue.", completion: IssueCompletion.kind)
  var issue: String

  @Option(help: ArgumentHelp("Print JSON with these fields; a bare --json lists them.", valueName: "fields"))
  var json: String?

  struct Record {
    var branch: String
    var issue: Issue?
  }

  func run(_ session: Session) throws {
    if listFields(session) { return }
    let tracker = try session.open()
    let issue = try tracker.issue(session.name(issue, in: tracker))
    let records = try tracker.branches(of: issue).map { Record(branch: $0.branch, issue: $0.issue) }
    if try printJSON(records, session) { return }
    session.console.startPager()
    let style = Style(isOn: session.console.usesColour)
    let width = records.map { DisplayWidth.of($0.branch) }.max() ?? 0
    for record in records {
      let padding = String(repeating: " ", count: width - DisplayWidth.of(record.branch))
      let state = record.issue.map { style.state(TerminalText.harmless(StateText.text($0)), $0.state) } ?? "not there"
      session.console.print("\(TerminalText.harmless(record.branch))\(padding)  \(state)")
    }
  }

  static func value(_ field: String, _ record: Record) -> JSONValue {
    switch field {
    case "branch": .text(record.branch)
    case "status": JSONValue(record.issue?.status)
    case "state": JSONValue(record.issue?.state.rawValue)
    case "stateKnown": record.issue.map { .bool($0.isStateKnown) } ?? .null
    default: JSONValue(record.issue?.cause?.commit.hex)
    }
  }
}
