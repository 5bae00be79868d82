import ArgumentParser
import Foundation
import Vireo

struct WikiNewCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Make a page",
    discussion: "Prints the path of its file. Without a text, an editor opens.", aliases: ["create"])
  static let helpName = "wiki new"

  @OptionGroup var options: GlobalOptions
  @OptionGroup var commit: CommitOptions

  @Argument(help: "Letters, digits, '-', '_', '.' and blanks; '/' stands between folders.")
  var name: String

  @Option(name: .shortAndLong, help: ArgumentHelp("The title, if it is not the first heading.", valueName: "title"))
  var title: String?

  @Option(help: ArgumentHelp("A tag (can be repeated).", valueName: "tag"))
  var tag: [String] = []

  @OptionGroup var text: TextOptions

  func run(_ session: Session) throws {
    let tracker = try session.open()
    var (body, draft) = (try text.text(), String?.none)
    if body == nil {
      guard session.console.isInteractive else {
        throw ValidationError("Give --body or --body-file: without a terminal there is no editor.")
      }
      try tracker.checkNewPage(named: name)
      let start = title == nil ? "# \(PageName.lastPart(of: name))\n\n" : "\n"
      let written = try Editor(session).write(
        start, help: "The text of the page, as Markdown. Leave all empty to make none.", for: tracker)
      guard !written.text.allSatisfy(\.isWhitespace) else {
        throw VireoError(
          .noText, "the text was left empty", state: "no page was made", advice: "write a text, or give one with -b")
      }
      (body, draft) = (written.text, written.draft)
    }
    let changes = PageChanges(title: title, tags: tag.isEmpty ? nil : tag, body: body)
    let path = try tracker.edit(commit: commit.commit) { try $0.newPage(named: name, changes) }.value
    if let draft { try? FileManager.default.removeItem(atPath: draft) }
    session.console.printData(path)
  }
}

struct WikiEditCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Change a page",
    discussion: "Without options, its file opens in an editor. An empty title takes the key away.")
  static let helpName = "wiki edit"

  @OptionGroup var options: GlobalOptions
  @OptionGroup var commit: CommitOptions

  @Argument(help: "Which one.", completion: PageCompletion.kind)
  var name: String

  @Option(name: .shortAndLong, help: ArgumentHelp("The title.", valueName: "title"))
  var title: String?

  @Option(help: ArgumentHelp("The tags, in the place of those that are there (can be repeated).", valueName: "tag"))
  var tag: [String] = []

  @Option(help: ArgumentHelp("Add a tag (can be repeated).", valueName: "tag"))
  var addTag: [String] = []

  @Option(help: ArgumentHelp("Remove a tag (can be repeated).", valueName: "tag"))
  var removeTag: [String] = []

  @OptionGroup var text: TextOptions

  func run(_ session: Session) throws {
    let tracker = try session.open()
    let page = try tracker.page(named: name)
    let changes = PageChanges(
      title: title, tags: tag.isEmpty ? nil : tag.filter { !$0.isEmpty }, adding: addTag, removing: removeTag,
      body: try text.text())
    guard !changes.isEmpty else {
      guard session.console.isInteractive else {
        throw ValidationError("Say what to change, for example with --body: without a terminal there is no editor.")
      }
      return try Editor(session).edit(page.path, of: tracker)
    }
    let outcome = try tracker.edit(commit: commit.commit) { try $0.edit(page, changes) }
    session.console.printData(outcome.paths.isEmpty ? "nothing to change" : "changed \(outcome.value)")
  }
}

struct WikiRenameCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename", abstract: "Give a page another name",
    discussion: """
      Every link leads where it led before: those to the page name the new one then, relative ones in the page start \
      from its new folder, and those that the new name would take over are spelled out. No other byte is touched, and \
      all of it is written or nothing.
      """, aliases: ["mv"])
  static let helpName = "wiki rename"

  @OptionGroup var options: GlobalOptions
  @OptionGroup var commit: CommitOptions

  @Argument(help: "Which one.", completion: PageCompletion.kind)
  var name: String

  @Argument(help: ArgumentHelp("The new name.", valueName: "new-name"))
  var newName: String

  func run(_ session: Session) throws {
    let tracker = try session.open()
    let page = try tracker.page(named: name)
    let outcome = try tracker.edit(commit: commit.commit) { try $0.rename(page, to: newName) }.value
    let (links, texts) = (outcome.changed.values.reduce(0, +), outcome.changed.count)
    let changed =
      links == 0
      ? "" : ", and \(links) link\(links == 1 ? "" : "s") in \(texts == 1 ? "one text" : "\(texts) texts")"
    session.console.printData("renamed \(page.name) to \(newName)\(changed)")
    for path in outcome.skipped {
      session.console.note("warning: \(TerminalText.harmless(path)) is broken, so its links stay as they are")
    }
  }
}
