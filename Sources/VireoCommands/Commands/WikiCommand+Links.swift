import ArgumentParser
import Vireo

struct WikiLinksCommand: JSONCommand {
  static let configuration = CommandConfiguration(
    commandName: "links", abstract: "Show what a page names, and what names it",
    discussion: """
      On a terminal this is a table; else lines of tab-separated columns: 'to' or 'from', path and line of the link, \
      the link as it is written, what it leads to: issue, page, milestone, comment, commit, file, person or nowhere, \
      and which.
      """)
  static let helpName = "wiki links"
  static let fields = ["direction"] + LinkLines.fields

  @OptionGroup var options: GlobalOptions

  @Argument(help: "Which one.", completion: PageCompletion.kind)
  var name: String

  @Option(help: ArgumentHelp("As it is in this commit, tag or branch.", valueName: "rev"))
  var at: String?

  @Option(help: ArgumentHelp("Print JSON with these fields; a bare --json lists them.", valueName: "fields"))
  var json: String?

  struct Record {
    let direction: String
    let link: Link
    let lines: LinkLines
  }

  static func value(_ field: String, _ record: Record) -> JSONValue {
    field == "direction" ? .text(record.direction) : record.lines.value(field, record.link)
  }

  func run(_ session: Session) throws {
    if listFields(session) { return }
    let tracker = try session.open(at: at)
    let page = try tracker.page(named: name)
    let index = try tracker.links()
    let lines = LinkLines(resolver: index.resolver)
    let records =
      index.links(in: page.path).map { Record(direction: "to", link: $0, lines: lines) }
      + index.links(toFile: page.path).map { Record(direction: "from", link: $0, lines: lines) }
    if try printJSON(records, session) { return }
    if records.isEmpty, session.console.isTerminal { return session.console.note("no links") }
    let rows = records.map { record -> [String] in
      let target = lines.target(record.link.destination)
      return [
        record.direction, "\(record.link.source.path):\(record.link.line)", record.link.spelling, target.kind,
        target.name,
      ]
    }
    TextRows(columns: [.init(), .init(givesWay: true), .init(limit: 30), .init(), .init(limit: 40)], rows: rows)
      .write(to: session.console)
  }
}

struct WikiWantedCommand: JSONCommand {
  static let configuration = CommandConfiguration(
    commandName: "wanted", abstract: "List what texts name though it is not there",
    discussion: """
      Pages, issues and the like, with how many texts name them; what most of them name comes first. On a terminal \
      this is a table; else lines of tab-separated columns: how many, what it would be, its name, the first link to it.
      """)
  static let helpName = "wiki wanted"
  static let fields = ["kind", "name", "count", "links"]

  @OptionGroup var options: GlobalOptions

  @Option(help: ArgumentHelp("As it is in this commit, tag or branch.", valueName: "rev"))
  var at: String?

  @Option(help: ArgumentHelp("Print JSON with these fields; a bare --json lists them.", valueName: "fields"))
  var json: String?

  struct Record {
    let thing: WantedThing
    let lines: LinkLines
  }

  static func value(_ field: String, _ record: Record) -> JSONValue {
    switch field {
    case "kind": .text(record.thing.kind.rawValue)
    case "name": .text(record.thing.name)
    case "count": .int(Int64(record.thing.count))
    default: record.lines.objects(record.thing.links)
    }
  }

  func run(_ session: Session) throws {
    if listFields(session) { return }
    let index = try session.open(at: at).links()
    let wanted = index.wanted
    if try printJSON(wanted.map { Record(thing: $0, lines: LinkLines(resolver: index.resolver)) }, session) { return }
    if wanted.isEmpty, session.console.isTerminal { return session.console.note("nothing is wanted") }
    let rows = wanted.map { thing in
      [
        "\(thing.count)", thing.kind.rawValue, thing.name,
        thing.links.first.map { "\($0.source.path):\($0.line)" } ?? "",
      ]
    }
    TextRows(columns: [.init(isNumber: true), .init(), .init(limit: 40), .init(givesWay: true)], rows: rows)
      .write(to: session.console)
  }
}
