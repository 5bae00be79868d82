import ArgumentParser
import Vireo

struct ShowCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show issues with their text and comments", aliases: ["view"])

  @OptionGroup var options: GlobalOptions

  @Argument(help: "Which issues.", completion: IssueCompletion.kind)
  var issues: [String]

  @Option(help: ArgumentHelp("Print JSON with these fields; a bare --json lists them.", valueName: "fields"))
  var json: String?

  @Option(help: ArgumentHelp("As they are in this commit, tag or branch.", valueName: "rev"))
  var at: String?

  @Flag(
    help: "Also tell which issues name this one in fields, and which texts refer to it, if there are many issues."
  )
  var relations = false

  func run(_ session: Session) throws {
    if json == FieldSelection.listing {
      FieldSelection.names.forEach { session.console.print($0) }
      return
    }
    let tracker = try session.open(at: at)
    let selection = try json.map { try FieldSelection($0, config: tracker.config) }
    let (found, otherErrors) = try tracker.read(
      issues.map { try session.name($0, in: tracker) }, withHistory: selection == nil,
      relations: selection != nil ? nil : relations ? .all : .usual)
    session.warn(otherErrors)
    let broken = found.flatMap(\.diagnostics).filter { $0.severity == .error }
    broken.forEach { session.console.note(DiagnosticFormatter.human($0)) }
    if let selection {
      let objects = try IssueRows(found.map(\.issue), with: selection.needs, from: tracker).map(selection.object)
      let value = objects.count == 1 ? objects[0] : .array(objects)
      session.console.print(value.serialized(indented: session.console.isTerminal))
    } else {
      session.console.startPager()
      for (index, found) in found.enumerated() {
        if index > 0 { session.console.print("") }
        var page = IssuePage(issue: found.issue, contents: found.contents, config: tracker.config)
        switch found.history {
        case .success(let history):
          page.commits = history.commits
          page.fixedIn = history.fixedIn
        case .failure(let error): session.warn(aboutHistory: error)
        case nil: break
        }
        page.relations = found.relations
        if found.issue.field("fingerprints") != nil, let uid = found.issue.uid {
          page.events = try tracker.eventCounts()[uid]
        }
        if let (links, resolver) = try tracker.links(to: found.issue, relations ? .all : .usual) {
          page.referring = LinkLines(resolver: resolver).referring(links)
        }
        page.write(to: session.console)
      }
    }
    session.console.finish()
    if !broken.isEmpty { throw ExitCode(1) }
  }
}
