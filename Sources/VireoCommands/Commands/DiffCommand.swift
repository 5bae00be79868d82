import ArgumentParser
import Foundation
import Vireo

struct DiffCommand: JSONCommand {
  static let configuration = CommandConfiguration(
    commandName: "diff", abstract: "Show the issues that differ between two revisions",
    discussion: "A..B compares two revisions, a single one the files as they are now; without any it is HEAD.")

  static let fields = ["kind", "number", "uid", "title", "path", "oldState", "state", "stateCommit", "changes"]

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("As v1.0..main, or v1.0.", valueName: "range"))
  var range = "HEAD"

  @Option(help: ArgumentHelp("Print JSON with these fields; a bare --json lists them.", valueName: "fields"))
  var json: String?

  func run(_ session: Session) throws {
    if listFields(session) { return }
    let ends = try RevisionRange(range)
    let old = try session.open(at: ends.old)
    let differences = try session.open(at: ends.new).differences(from: old)
    if try printJSON(differences, session) { return }
    session.console.startPager()
    let style = Style(isOn: session.console.usesColour)
    for difference in differences { write(difference, session.console, style) }
  }

  private func write(_ difference: IssueDifference, _ console: Console, _ style: Style) {
    guard let issue = difference.new ?? difference.old else { return }
    let kind = difference.kind.rawValue
    var line = kind + String(repeating: " ", count: 10 - kind.count)
    line += TerminalText.harmless("\(issue.displayName) \(issue.title)")
    if difference.kind == .closed, let cause = issue.cause, cause.isByMessage { line += " (by \(cause.commit.short))" }
    if difference.kind == .added, issue.state == .closed { line += " (closed)" }
    console.print(line)
    for change in difference.fields where difference.kind == .changed {
      let text = change.key == "text" ? "text" : "\(change.key): \(change.old ?? "(none)") -> \(change.new ?? "(none)")"
      console.print(style.dim("          " + TerminalText.harmless(text)))
    }
  }

  static func value(_ field: String, _ difference: IssueDifference) -> JSONValue {
    let issue = difference.new ?? difference.old
    return switch field {
    case "kind": .text(difference.kind.rawValue)
    case "number": issue?.number.map { .int(Int64($0.value)) } ?? .null
    case "uid": JSONValue(issue?.uid?.text)
    case "title": JSONValue(issue?.title)
    case "path": JSONValue(issue?.path)
    case "oldState": JSONValue(difference.old?.state.rawValue)
    case "state": JSONValue(difference.new?.state.rawValue)
    case "stateCommit": JSONValue(difference.new?.cause?.commit.hex)
    default:
      .array(
        difference.fields.map { change in
          .object([
            .init("field", .text(change.key)), .init("old", JSONValue(change.old)), .init("new", JSONValue(change.new)),
          ])
        })
    }
  }
}

/// Two revisions, the later one of which may be the files as they are now.
struct RevisionRange {
  let old: String
  let new: String?

  /// Reads `A..B` or `A`.
  init(_ text: String) throws {
    if text.contains("...") { throw ValidationError("Give A..B, with two dots.") }
    guard let dots = text.range(of: "..") else {
      (old, new) = (text, nil)
      return
    }
    let (left, right) = (String(text[..<dots.lowerBound]), String(text[dots.upperBound...]))
    (old, new) = (left.isEmpty ? "HEAD" : left, right.isEmpty ? "HEAD" : right)
  }
}
