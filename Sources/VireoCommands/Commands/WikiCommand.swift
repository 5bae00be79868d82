import ArgumentParser
import Vireo

struct WikiCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "wiki", abstract: "Keep the pages of the wiki",
    discussion: """
      A page is a file .tracker/wiki/NAME.md, in folders if need be: maybe front matter with 'title' and 'tags', and a \
      text. Pages, issues, comments and milestones name each other: [[Page]], #7, milestone:1.0, @alice. \
      docs/wiki.md says where that leads.
      """,
    subcommands: [
      WikiListCommand.self, WikiShowCommand.self, WikiNewCommand.self, WikiEditCommand.self, WikiRenameCommand.self,
      WikiLogCommand.self, WikiDiffCommand.self, WikiBlameCommand.self, WikiLinksCommand.self, WikiWantedCommand.self,
    ], defaultSubcommand: WikiListCommand.self)
}

struct WikiListCommand: JSONCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the pages, or those that have some words",
    discussion: """
      By name. On a terminal this is a table; else lines of tab-separated columns without a header: name, tags, title. \
      Words are looked for in names, titles, tags and texts, whole and without regard to case and accents; 'pars*' \
      finds all that begin so.
      """)
  static let helpName = "wiki list"
  static let fields = PageRecord.fields

  @OptionGroup var options: GlobalOptions

  @Argument(help: "Words that the pages have.")
  var words: [String] = []

  @Option(help: ArgumentHelp("Only pages with this tag (can be repeated).", valueName: "tag"))
  var tag: [String] = []

  @Option(help: ArgumentHelp("As they are in this commit, tag or branch.", valueName: "rev"))
  var at: String?

  @Option(help: ArgumentHelp("Print JSON with these fields; a bare --json lists them.", valueName: "fields"))
  var json: String?

  static func value(_ field: String, _ record: PageRecord) -> JSONValue { record.value(field) }

  func run(_ session: Session) throws {
    if listFields(session) { return }
    let tracker = try session.open(at: at)
    let pages = try tracker.pages(matching: words).filter { page in tag.allSatisfy(page.tags.contains) }
    let index = PageRecord.needsLinks(json) ? try tracker.links() : nil
    if try printJSON(pages.map { PageRecord(page: $0, index: index) }, session) { return }
    if pages.isEmpty, session.console.isTerminal { return session.console.note("no pages") }
    TextRows(
      columns: [.init(limit: 40), .init(limit: 24), .init(givesWay: true)],
      rows: pages.map { [$0.name, $0.tags.joined(separator: ","), $0.title] }
    ).write(to: session.console)
  }
}

struct WikiShowCommand: JSONCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Show a page, and what refers to it", aliases: ["view"])
  static let helpName = "wiki show"
  static let fields = PageRecord.fields

  @OptionGroup var options: GlobalOptions

  @Argument(help: "Which one.", completion: PageCompletion.kind)
  var name: String

  @Option(help: ArgumentHelp("As it is in this commit, tag or branch.", valueName: "rev"))
  var at: String?

  @Option(help: ArgumentHelp("Print JSON with these fields; a bare --json lists them.", valueName: "fields"))
  var json: String?

  static func value(_ field: String, _ record: PageRecord) -> JSONValue { record.value(field) }

  func run(_ session: Session) throws {
    if listFields(session) { return }
    let tracker = try session.open(at: at)
    let page = try tracker.page(named: name)
    if let json {
      let choice = try FieldChoice(json, among: Self.fields)
      let record = PageRecord(page: page, index: PageRecord.needsLinks(json) ? try tracker.links() : nil)
      return session.console.print(choice.object { record.value($0) }.serialized(indented: session.console.isTerminal))
    }
    let (links, resolver) = try tracker.links(toFile: page.path)
    session.console.startPager()
    let style = Style(isOn: session.console.usesColour)
    session.console.print(style.bold(TerminalText.harmless(page.title)))
    let tags = page.tags.isEmpty ? "" : " · " + page.tags.joined(separator: ", ")
    session.console.print(TerminalText.harmless(page.name + tags))
    session.console.print(style.dim(TerminalText.harmless(page.path)))
    if !page.body.isEmpty {
      let lines = page.body.split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n")
      session.console.print("\n" + TerminalText.harmless(lines, keepingLines: true))
    }
    let referring = LinkLines(resolver: resolver).referring(links)
    if !referring.isEmpty { session.console.print("") }
    for line in referring { session.console.print(style.dim(TerminalText.harmless(line))) }
  }
}

enum PageCompletion {
  static let kind = CompletionKind.custom { _, _, prefix in
    ((try? Tracker.open().pages()) ?? []).map(\.name)
      .filter { PageName.isValid($0) && !$0.contains(" ") && $0.hasPrefix(prefix) }
  }
}
