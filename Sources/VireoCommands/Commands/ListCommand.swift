import ArgumentParser
import Vireo

struct ListCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List issues",
    discussion: """
      Open ones if nothing else is said, newest first. On a terminal this is a table; else lines of tab-separated \
      fields without a header: number, status, type, priority, title, labels, assignee, milestone, author, created.
      """,
    aliases: ["ls"])

  enum StateChoice: String, CaseIterable, ExpressibleByArgument {
    case open, closed, all
  }

  private static let sortKeys = Order.Key.allCases.map(\.rawValue).joined(separator: ", ")

  @OptionGroup var options: GlobalOptions

  @Option(name: [.short, .customLong("state")], help: "Issues in which state.")
  var state: StateChoice = .open

  @Option(
    name: .shortAndLong, help: ArgumentHelp("With this label (can be repeated: all of them).", valueName: "label"))
  var label: [String] = []

  @Option(name: .shortAndLong, help: ArgumentHelp("Assigned to this person; @me is you.", valueName: "who"))
  var assignee: String?

  @Option(name: [.customShort("A"), .long], help: ArgumentHelp("Filed by this person; @me is you.", valueName: "who"))
  var author: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("Of this milestone.", valueName: "name"))
  var milestone: String?

  @Option(
    name: [.customShort("S"), .long],
    help: ArgumentHelp("With these words in title, text or comments.", valueName: "text"))
  var search: String?

  @Option(help: "Of this type.")
  var type: String?

  @Option(help: "Of this priority.")
  var priority: String?

  @Option(
    help: ArgumentHelp(
      "Sort by these keys, each with -desc for the largest first: \(ListCommand.sortKeys).", valueName: "keys"))
  var sort: String?

  @Option(name: [.customShort("L"), .long], help: ArgumentHelp("At most so many.", valueName: "count"))
  var limit: Int?

  @Option(help: ArgumentHelp("Print JSON with these fields; a bare --json lists them.", valueName: "fields"))
  var json: String?

  @Option(help: "Print in this form.")
  var format: IssueTable.Format?

  @Option(help: ArgumentHelp("As they are in this commit, tag or branch.", valueName: "rev"))
  var at: String?

  func validate() throws {
    if let limit, limit < 0 { throw ValidationError("--limit must not be negative.") }
    if let sort, Order(sort) == nil {
      let known = Order.Key.allCases.map(\.rawValue)
      let wrong = sort.split(separator: ",").first { Order($0) == nil }.map(String.init) ?? sort
      throw ValidationError("'\(wrong)' can't be sorted by\(Nearest.suggestion(for: wrong, among: known))")
    }
    if json != nil, format != nil { throw ValidationError("Give --json or --format, not both.") }
  }

  func run(_ session: Session) throws {
    if json == FieldSelection.listing {
      FieldSelection.names.forEach { session.console.print($0) }
      return
    }
    let tracker = try session.open(at: at)
    let selection = try json.map { try FieldSelection($0, config: tracker.config) }
    let order = sort.flatMap { Order($0) } ?? .newestFirst
    var list = try tracker.issues(matching: query(tracker), sortedBy: order)
    if let limit { list.issues = Array(list.issues.prefix(limit)) }
    session.warn(list.diagnostics)
    if let error = list.historyError {
      session.warn(aboutHistory: error)
    } else {
      session.warn(aboutUnknown: list.issues)
    }
    if let selection {
      let contents: [IssueContents?] =
        selection.needsContents ? try tracker.contents(of: list.issues) : list.issues.map { _ in nil }
      let objects = zip(list.issues, contents).map { selection.object($0, $1) }
      session.console.print(JSONValue.array(objects).serialized(indented: session.console.isTerminal))
      return
    }
    session.console.startPager()
    let format = format ?? (session.console.isTerminal ? .table : .tsv)
    IssueTable(issues: list.issues, config: tracker.config).write(format, to: session.console)
  }

  private func query(_ tracker: Tracker) throws -> Query {
    var parts: [Query] = []
    switch state {
    case .open: parts.append(.state(.open))
    case .closed: parts.append(.state(.closed))
    case .all: break
    }
    parts += label.map { .label($0) }
    if let assignee { parts.append(.assignee(try tracker.person(assignee))) }
    if let author { parts.append(.author(try tracker.person(author))) }
    if let milestone { parts.append(.milestone(milestone)) }
    if let type { parts.append(.type(type)) }
    if let priority { parts.append(.priority(priority)) }
    if let search { parts.append(.text(search)) }
    return .every(parts)
  }
}
