import ArgumentParser
import Vireo

struct RefsCommand: JSONCommand {
  static let configuration = CommandConfiguration(
    commandName: "refs", abstract: "Show what commit messages say of issues",
    discussion: """
      Commits or ranges, as git names them; without any, the commits that are not on the upstream branch yet: what a \
      push would close. Lines are commit, action, number and title, with tabs between.
      """)

  static let fields = ["commit", "author", "date", "subject", "action", "number", "title", "state"]

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("Commits or ranges, as v1.0..main.", valueName: "rev"))
  var revisions: [String] = []

  @Flag(help: "All ancestors of the commits too.")
  var history = false

  @Option(help: ArgumentHelp("Print JSON with these fields; a bare --json lists them.", valueName: "fields"))
  var json: String?

  struct Record {
    var commit: CommitSummary
    var reference: Reference
    var issue: Issue?
  }

  func run(_ session: Session) throws {
    if listFields(session) { return }
    let tracker = try session.open()
    let wanted = revisions.isEmpty ? [try tracker.unpushedRange()] : revisions
    let found = try tracker.references(in: wanted, withAncestors: history)
    let issues = Dictionary(
      try tracker.issues().issues.compactMap { issue in issue.number.map { ($0, issue) } },
      uniquingKeysWith: { one, _ in one })
    let records = found.flatMap { found in
      found.references.map { Record(commit: found.commit, reference: $0, issue: issues[$0.number]) }
    }
    if try printJSON(records, session) { return }
    session.console.startPager()
    for record in records {
      let title = record.issue?.title ?? "(no such issue)"
      session.console.printData(
        "\(record.commit.id.short)\t\(record.reference.action.rawValue)\t#\(record.reference.number)\t"
          + IssueTable.oneField(title))
    }
  }

  static func value(_ field: String, _ record: Record) -> JSONValue {
    switch field {
    case "commit": .text(record.commit.id.hex)
    case "author": .text(record.commit.author.text)
    case "date": .text(record.commit.date.description)
    case "subject": .text(record.commit.subject)
    case "action": .text(record.reference.action.rawValue)
    case "number": .int(Int64(record.reference.number.value))
    case "title": JSONValue(record.issue?.title)
    default: JSONValue(record.issue?.state.rawValue)
    }
  }
}
