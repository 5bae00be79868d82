import ArgumentParser
import Vireo

struct QueryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "query", abstract: "Keep queries under a name",
    discussion: """
      A saved query is a file .tracker/queries/NAME.md: front matter with 'query' and maybe 'title', 'columns', 'sort' \
      and 'group', and a text that says what it is for. 'vireo list @NAME' asks it, and so does @NAME in other queries.
      """,
    subcommands: [
      QueryListCommand.self, QueryShowCommand.self, QueryRunCommand.self, QuerySaveCommand.self,
      QueryDeleteCommand.self,
    ], defaultSubcommand: QueryListCommand.self)
}

struct QueryListCommand: TrackerCommand {
  static let configuration = CommandConfiguration(commandName: "list", abstract: "List the saved queries")

  @OptionGroup var options: GlobalOptions

  @Option(help: ArgumentHelp("As they are in this commit, tag or branch.", valueName: "rev"))
  var at: String?

  func run(_ session: Session) throws {
    for query in try session.open(at: at).savedQueries() {
      let cells = [query.name, query.query, query.title ?? ""].map(IssueTable.oneField)
      session.console.printData(cells.joined(separator: "\t"))
    }
  }
}

struct QueryShowCommand: TrackerCommand {
  static let configuration = CommandConfiguration(commandName: "show", abstract: "Show a saved query")

  @OptionGroup var options: GlobalOptions

  @Argument(help: "Which one.", completion: SavedQueryCompletion.kind)
  var name: String

  @Option(help: ArgumentHelp("As it is in this commit, tag or branch.", valueName: "rev"))
  var at: String?

  func run(_ session: Session) throws {
    let query = try session.open(at: at).savedQuery(named: name.withoutAt)
    let rows: [(String, String?)] = [
      ("name", query.name), ("title", query.title), ("query", query.query),
      ("columns", query.columns.isEmpty ? nil : query.columns.joined(separator: ",")), ("sort", query.sort),
      ("group", query.group), ("path", query.path),
    ]
    for (key, value) in rows {
      if let value { session.console.print("\(key): \(TerminalText.harmless(value))") }
    }
    if !query.body.isEmpty { session.console.printData("\n" + query.body) }
  }
}

struct QueryRunCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "run", abstract: "List the issues that a saved query finds",
    discussion: "The same as 'vireo list @NAME', with its options.")

  static let helpName = "query run"

  @OptionGroup var options: GlobalOptions

  @Argument(help: "Which one.", completion: SavedQueryCompletion.kind)
  var name: String

  @OptionGroup var asked: QuestionOptions
  @OptionGroup var output: OutputOptions

  func run(_ session: Session) throws {
    if output.listNames(session) { return }
    let tracker = try session.open(at: asked.at)
    let query = try tracker.savedQuery(named: name.withoutAt)
    let more = asked.words.map(QuestionOptions.bare).joined(separator: " ")
    let text = QueryText(query: .saved(query.name)).text() + (more.isEmpty ? "" : " \(more)")
    try output.listing(session, tracker, asked.question(tracker, text: text)).run(limit: asked.limit)
  }
}

struct QuerySaveCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "save", abstract: "Save a query under a name",
    discussion: "With --force it changes the one that is there; what is not given stays as it is.")

  static let helpName = "query save"

  @OptionGroup var options: GlobalOptions
  @OptionGroup var commit: CommitOptions

  @Argument(help: "Letters, digits, '-', '_', '.' and blanks.", completion: SavedQueryCompletion.kind)
  var name: String

  @Argument(help: ArgumentHelp("The query.", valueName: "query"), completion: SavedQueryCompletion.behindAt)
  var words: [String] = []

  @Option(name: .shortAndLong, help: ArgumentHelp("What it is for, as Markdown.", valueName: "text"))
  var description: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("What it is for, in one line.", valueName: "title"))
  var title: String?

  @Option(help: ArgumentHelp("The columns of a table, as number,title.", valueName: "names"))
  var columns: String?

  @Option(help: ArgumentHelp("The order, as priority-desc,number.", valueName: "keys"))
  var sort: String?

  @Option(help: ArgumentHelp("The field to group by.", valueName: "field"))
  var group: String?

  @Flag(help: "Change one that is there.")
  var force = false

  func run(_ session: Session) throws {
    guard !words.isEmpty else { throw ValidationError("Give the query behind the name; '()' finds every issue.") }
    if let title, title.contains(where: \.isNewline) { throw ValidationError("A title is one line.") }
    let query = SavedQuery(
      name: name.withoutAt, query: words.map(QuestionOptions.bare).joined(separator: " "), title: title,
      columns: columns?.split(separator: ",").map(String.init) ?? [], sort: sort, group: group,
      body: description ?? "")
    let outcome = try session.open().edit(commit: commit.commit) { try $0.save(query, replacing: force) }
    session.console.printData(outcome.paths.isEmpty ? "nothing to change" : "saved \(outcome.value)")
  }
}

struct QueryDeleteCommand: TrackerCommand {
  static let configuration = CommandConfiguration(commandName: "delete", abstract: "Delete a saved query")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var commit: CommitOptions

  @Argument(help: "Which one.", completion: SavedQueryCompletion.kind)
  var name: String

  func run(_ session: Session) throws {
    let path = try session.open().edit(commit: commit.commit) { try $0.deleteQuery(named: name.withoutAt) }.value
    session.console.printData("deleted \(path)")
  }
}

extension String {
  /// A name that may have been typed as in a query.
  fileprivate var withoutAt: String { hasPrefix("@") ? String(dropFirst()) : self }
}
