import ArgumentParser
import Vireo

struct WikiLogCommand: JSONCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Show what happened to a page",
    discussion: """
      Each commit that changed it, also under names that it had before, oldest first, with the lines that came and \
      went. What is not committed comes last.
      """)
  static let helpName = "wiki log"
  static let fields = ["commit", "author", "date", "subject", "change", "name", "oldName", "added", "removed"]

  @OptionGroup var options: GlobalOptions

  @Argument(help: "Which one.", completion: PageCompletion.kind)
  var name: String

  @Option(help: ArgumentHelp("Print JSON with these fields; a bare --json lists them.", valueName: "fields"))
  var json: String?

  @Option(help: ArgumentHelp("As it is in this commit, tag or branch.", valueName: "rev"))
  var at: String?

  static func value(_ field: String, _ entry: PageLogEntry) -> JSONValue {
    switch field {
    case "commit": JSONValue(entry.commit?.id.hex)
    case "author": JSONValue(entry.commit?.author.text)
    case "date": JSONValue(entry.commit?.date.description)
    case "subject": JSONValue(entry.commit?.subject)
    case "change": .text(entry.change.rawValue)
    case "name": .text(entry.name)
    case "oldName": JSONValue(entry.oldName)
    case "added": .int(Int64(entry.lines.added))
    default: .int(Int64(entry.lines.removed))
    }
  }

  func run(_ session: Session) throws {
    if listFields(session) { return }
    let tracker = try session.open(at: at)
    let entries = try tracker.log(of: tracker.page(named: name))
    if try printJSON(entries, session) { return }
    session.console.startPager()
    let style = Style(isOn: session.console.usesColour)
    for entry in entries {
      if let commit = entry.commit {
        let head = "\(commit.date)  \(commit.author.text)  \(commit.subject)"
        session.console.print(style.number(commit.id.short) + "  " + TerminalText.harmless(head))
      } else {
        session.console.print(style.number("not committed"))
      }
      session.console.print("         " + TerminalText.harmless(line(entry)))
    }
  }

  private func line(_ entry: PageLogEntry) -> String {
    let what = entry.oldName.map { "renamed from \($0) to \(entry.name)" } ?? entry.change.rawValue
    let (added, removed) = (entry.lines.added, entry.lines.removed)
    return added + removed == 0 ? what : "\(what), +\(added) -\(removed)"
  }
}

struct WikiBlameCommand: JSONCommand {
  static let configuration = CommandConfiguration(
    commandName: "blame", abstract: "Show who wrote each line of a page")
  static let helpName = "wiki blame"
  static let fields = ["line", "text", "commit", "author", "date", "subject"]

  @OptionGroup var options: GlobalOptions

  @Argument(help: "Which one.", completion: PageCompletion.kind)
  var name: String

  @Option(help: ArgumentHelp("Print JSON with these fields; a bare --json lists them.", valueName: "fields"))
  var json: String?

  @Option(help: ArgumentHelp("As it is in this commit, tag or branch.", valueName: "rev"))
  var at: String?

  struct Record {
    let number: Int
    let text: String
    let commit: CommitSummary?
  }

  static func value(_ field: String, _ record: Record) -> JSONValue {
    switch field {
    case "line": .int(Int64(record.number))
    case "text": .text(record.text)
    case "commit": JSONValue(record.commit?.id.hex)
    case "author": JSONValue(record.commit?.author.text)
    case "date": JSONValue(record.commit?.date.description)
    default: JSONValue(record.commit?.subject)
    }
  }

  func run(_ session: Session) throws {
    if listFields(session) { return }
    let tracker = try session.open(at: at)
    let records = try tracker.blame(tracker.page(named: name)).enumerated().map { index, found in
      Record(number: index + 1, text: found.line, commit: found.commit)
    }
    if try printJSON(records, session) { return }
    session.console.startPager()
    let style = Style(isOn: session.console.usesColour)
    BlameLines(parts: records.map { ($0.text, $0.commit) }, style: style).lines.forEach(session.console.print)
  }
}

struct WikiDiffCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show what differs in a page between two revisions",
    discussion: """
      A..B compares two revisions, a single one the file as it is now; without any it is HEAD. In the earlier one the \
      page may have another name.
      """)
  static let helpName = "wiki diff"

  @OptionGroup var options: GlobalOptions

  @Argument(help: "Which one.", completion: PageCompletion.kind)
  var name: String

  @Argument(help: ArgumentHelp("As v1.0..main, or v1.0.", valueName: "range"))
  var range = "HEAD"

  func run(_ session: Session) throws {
    let ends = try RevisionRange(range)
    let tracker = try session.open(at: ends.new)
    let text = try tracker.diff(of: tracker.page(named: name), from: ends.old)
    session.console.startPager()
    let style = Style(isOn: session.console.usesColour)
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      let line = line.hasSuffix("\r") ? line.dropLast() : line
      session.console.print(style.change(TerminalText.harmless(String(line), keepingLines: true)))
    }
  }
}
