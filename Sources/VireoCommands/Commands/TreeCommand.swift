import ArgumentParser
import Vireo

struct TreeCommand: JSONCommand {
  static let configuration = CommandConfiguration(
    commandName: "tree", abstract: "Show issues with the issues that are a part of them",
    discussion: """
      Each issue stands below its 'parent', with its state. Without N, all issues that have parts are shown, and are \
      part of none; with N, what N is a part of, and what is a part of N. Where issues are a part of each other, the \
      place is marked.
      """)

  static let fields = ["number", "title", "status", "state", "depth", "repetition", "path"]

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("Which issue.", valueName: "n"), completion: IssueCompletion.kind)
  var issue: String?

  @Option(help: ArgumentHelp("Print JSON with these fields; a bare --json lists them.", valueName: "fields"))
  var json: String?

  @Option(help: ArgumentHelp("As they are in this commit, tag or branch.", valueName: "rev"))
  var at: String?

  func run(_ session: Session) throws {
    if listFields(session) { return }
    let tracker = try session.open(at: at)
    let chosen = try issue.map { try tracker.issue(session.name($0, in: tracker)) }
    let relations = try tracker.hierarchy()
    let lines = chosen.map { relations.tree(around: $0) } ?? relations.tree
    if try printJSON(lines, session) { return }
    if lines.isEmpty, session.console.isTerminal { session.console.note("no issue is a part of another one") }
    session.console.startPager()
    let style = Style(isOn: session.console.usesColour)
    for line in lines { session.console.print(text(line, style, isChosen: line.issue.path == chosen?.path)) }
  }

  /// How deep a line is indented at most, so that no chain of issues makes lines without end.
  private static let deepest = 60

  private func text(_ line: IssueRelations.TreeLine, _ style: Style, isChosen: Bool) -> String {
    let indentation = String(repeating: "  ", count: min(line.depth, TreeCommand.deepest))
    let issue = line.issue
    let title = TerminalText.harmless(issue.title)
    let mark =
      switch line.repetition {
      case .cycle: " (a part of itself)"
      case .above: " (see above)"
      case nil: ""
      }
    return indentation + style.number(TerminalText.harmless(issue.displayName)) + " "
      + style.state(issue.state.rawValue, issue.state) + " " + (isChosen ? style.bold(title) : title) + mark
  }

  static func value(_ field: String, _ line: IssueRelations.TreeLine) -> JSONValue {
    switch field {
    case "number": line.issue.number.map { .int(Int64($0.value)) } ?? .null
    case "title": .text(line.issue.title)
    case "status": .text(line.issue.status)
    case "state": .text(line.issue.state.rawValue)
    case "depth": .int(Int64(line.depth))
    case "repetition": JSONValue(line.repetition?.rawValue)
    default: .text(line.issue.path)
    }
  }
}
