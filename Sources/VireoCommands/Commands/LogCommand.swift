import ArgumentParser
import Vireo

struct LogCommand: JSONCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Show what happened to an issue",
    discussion: """
      Each commit that changed the issue's files or named it, oldest first, with who changed which field from what to \
      what, the comments, and what the message says of the issue. What is not committed comes last.
      """)

  static let fields = [
    "commit", "author", "date", "subject", "actions", "undoneBy", "file", "path", "changes", "comments", "otherPaths",
  ]

  @OptionGroup var options: GlobalOptions

  @Argument(help: "Which issue.", completion: IssueCompletion.kind)
  var issue: String

  @Option(help: ArgumentHelp("Print JSON with these fields; a bare --json lists them.", valueName: "fields"))
  var json: String?

  @Option(help: ArgumentHelp("As it is in this commit, tag or branch.", valueName: "rev"))
  var at: String?

  func run(_ session: Session) throws {
    if listFields(session) { return }
    let tracker = try session.open(at: at)
    let issue = try tracker.issue(session.name(issue, in: tracker))
    let entries = try tracker.log(of: issue)
    if try printJSON(entries, session) { return }
    session.console.startPager()
    let style = Style(isOn: session.console.usesColour)
    session.console.print(style.bold(TerminalText.harmless("\(issue.displayName) \(issue.title)")))
    for entry in entries { LogLines(entry: entry, style: style).write(to: session.console) }
  }

  static func value(_ field: String, _ entry: IssueLogEntry) -> JSONValue {
    switch field {
    case "commit": JSONValue(entry.commit?.id.hex)
    case "author": JSONValue(entry.commit?.author.text)
    case "date": JSONValue(entry.commit?.date.description)
    case "subject": JSONValue(entry.commit?.subject)
    case "actions": JSONValue(entry.actions.map(\.rawValue))
    case "undoneBy": JSONValue(entry.undoneBy?.hex)
    case "file": JSONValue(entry.file?.rawValue)
    case "path": JSONValue(entry.path)
    case "changes":
      .array(
        entry.fields.map { change in
          .object([
            .init("field", .text(change.key)), .init("old", JSONValue(change.old)), .init("new", JSONValue(change.new)),
          ])
        })
    case "comments": .array(entry.comments.map(FieldSelection.object))
    default: JSONValue(entry.otherPaths)
    }
  }
}

/// One entry of a log as lines for people.
private struct LogLines {
  let entry: IssueLogEntry
  let style: Style

  func write(to console: Console) {
    if let commit = entry.commit {
      let head = "\(commit.date)  \(shown(commit.author.text))  \(shown(commit.subject))"
      console.print(style.number(commit.id.short) + "  " + head)
    } else {
      console.print(style.number("not committed"))
    }
    for line in lines { console.print("         " + line) }
  }

  private func shown(_ text: String) -> String { TerminalText.harmless(text) }

  private var lines: [String] {
    var lines = entry.actions.map { action in
      let undone = entry.undoneBy.map { ", undone by \($0.short)" } ?? ""
      switch action {
      case .close: return "closes it\(undone)"
      case .reopen: return "reopens it\(undone)"
      case .refer: return "refers to it"
      case .mention: return "mentions it"
      }
    }
    switch entry.file {
    case .created: lines.append("created \(shown(entry.path ?? ""))")
    case .deleted: lines.append("deleted \(shown(entry.path ?? ""))")
    case .moved: lines.append("moved to \(shown(entry.path ?? ""))")
    case .edited, nil: break
    }
    if entry.file != .created { lines += entry.fields.map(line) }
    lines += entry.comments.map { comment in
      let first = comment.body.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
      return "comment by \(shown(comment.author.text)): \(shown(first))"
    }
    return lines + entry.otherPaths.map { "file \(shown($0))" }
  }

  private func line(_ change: IssueLogEntry.FieldChange) -> String {
    if change.key == "text" {
      return "text " + (change.old == nil ? "added" : change.new == nil ? "removed" : "changed")
    }
    switch (change.old, change.new) {
    case (nil, let new?): return "\(shown(change.key)): \(shown(new))"
    case (let old?, nil): return "\(shown(change.key)): \(shown(old)) removed"
    default: return "\(shown(change.key)): \(shown(change.old ?? "")) -> \(shown(change.new ?? ""))"
    }
  }
}
