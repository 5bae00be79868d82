import ArgumentParser
import Foundation
import Vireo

struct NewCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "File an issue",
    discussion: """
      Prints the number and the path of its file. Without a title or text, an editor opens; there the first line is \
      the title.
      """,
    aliases: ["create"])

  @OptionGroup var options: GlobalOptions
  @OptionGroup var commit: CommitOptions

  @OptionGroup var given: FieldOptions

  @Option(name: .shortAndLong, help: ArgumentHelp("A label (can be repeated).", valueName: "label"))
  var label: [String] = []

  @Option(help: ArgumentHelp("Begin as this file of .tracker/templates.", valueName: "name"))
  var template: String?

  func run(_ session: Session) throws {
    let tracker = try session.open()
    // Git is asked who this is while the files are looked at.
    let author = Background { try tracker.me() }
    let written = try draft(session, tracker)
    let labels = label.isEmpty ? [] : [(key: "labels", value: label.joined(separator: ","))]
    let fields = try labels + given.fields(tracker)
    let made = try tracker.edit(commit: commit.commit) { edit in
      try edit.newIssue(
        title: written.title, body: written.body, author: author.wait(), fields: fields, template: template)
    }.value
    if let path = written.path { try? FileManager.default.removeItem(atPath: path) }
    session.console.printData("\(made.number)\t\(made.path)")
  }

  private func draft(_ session: Session, _ tracker: Tracker) throws -> (title: String, body: String, path: String?) {
    let body = try given.text.text()
    if let title = given.title { return (title, body ?? "", nil) }
    guard body == nil else {
      throw ValidationError("An issue needs a title: give one with --title.")
    }
    guard session.console.isInteractive else {
      throw ValidationError("Give --title (and --body or --body-file): without a terminal nobody can be asked.")
    }
    let start = try template.map { try tracker.templateBody($0) } ?? ""
    let (text, path) = try Editor(session).write(
      "\n\n" + start, help: "The first line is the title, the rest is the text. Leave all empty to file nothing.",
      for: tracker)
    let lines = text.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)
    let title = lines.first.map(String.init) ?? ""
    guard !title.allSatisfy(\.isWhitespace) else {
      throw VireoError(
        .noText, "the title was left empty", state: "nothing was filed; what you wrote is in \(path)",
        advice: "write a title on the first line")
    }
    let rest = lines.count > 1 ? String(lines[1]).trimmingCharacters(in: .newlines) : ""
    return (title, rest, path)
  }
}
