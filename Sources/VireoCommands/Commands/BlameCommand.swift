import ArgumentParser
import Vireo

struct BlameCommand: JSONCommand {
  static let configuration = CommandConfiguration(
    commandName: "blame", abstract: "Show who changed each field of an issue last")

  static let fields = ["field", "value", "commit", "author", "date", "subject"]

  @OptionGroup var options: GlobalOptions

  @Argument(help: "Which issue.", completion: IssueCompletion.kind)
  var issue: String

  @Option(help: ArgumentHelp("Print JSON with these fields; a bare --json lists them.", valueName: "fields"))
  var json: String?

  @Option(help: ArgumentHelp("As it is in this commit, tag or branch.", valueName: "rev"))
  var at: String?

  struct Record {
    var field: String
    var value: String
    var commit: CommitSummary?
  }

  func run(_ session: Session) throws {
    if listFields(session) { return }
    let tracker = try session.open(at: at)
    let issue = try tracker.issue(session.name(issue, in: tracker))
    let records = try tracker.blame(issue).map { Record(field: $0.key, value: $0.value, commit: $0.commit) }
    if try printJSON(records, session) { return }
    session.console.startPager()
    let style = Style(isOn: session.console.usesColour)
    let parts = records.map { record in
      let value = record.value.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
      return (text: "\(record.field): \(value)", commit: record.commit)
    }
    BlameLines(parts: parts, style: style).lines.forEach(session.console.print)
  }

  static func value(_ field: String, _ record: Record) -> JSONValue {
    switch field {
    case "field": .text(record.field)
    case "value": .text(record.value)
    case "commit": JSONValue(record.commit?.id.hex)
    case "author": JSONValue(record.commit?.author.text)
    case "date": JSONValue(record.commit?.date.description)
    default: JSONValue(record.commit?.subject)
    }
  }
}
