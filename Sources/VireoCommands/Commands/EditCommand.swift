import ArgumentParser
import Vireo

struct EditCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Change issues",
    discussion: """
      Without options, the issue's file opens in an editor, and what is wrong with it afterwards is told.

      With --where, all issues are changed that the query finds, as 'vireo list' would: open ones if it says nothing \
      else. What would change is shown; --yes does it, all of it or nothing.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var commit: CommitOptions

  @OptionGroup var selection: IssueSelection

  @OptionGroup var given: FieldOptions

  @Option(help: ArgumentHelp("Take a field away (can be repeated).", valueName: "key"))
  var unset: [String] = []

  @Option(help: ArgumentHelp("Add an item to a list (can be repeated).", valueName: "key=item"))
  var add: [Assignment] = []

  @Option(help: ArgumentHelp("Remove an item from a list (can be repeated).", valueName: "key=item"))
  var remove: [Assignment] = []

  @Option(help: ArgumentHelp("Add a label (can be repeated).", valueName: "label"))
  var addLabel: [String] = []

  @Option(help: ArgumentHelp("Remove a label (can be repeated).", valueName: "label"))
  var removeLabel: [String] = []

  @Option(help: "The status, as configured.")
  var status: String?

  func run(_ session: Session) throws {
    let tracker = try session.open()
    let changes = try self.changes(tracker)
    let body = try given.text.text()
    guard !changes.isEmpty || body != nil else {
      if selection.query != nil { throw ValidationError("Say what to change, for example with --set.") }
      return try openEditor(session, tracker, selection.issues.map { try session.name($0, in: tracker) })
    }
    let change = SelectedChange(session: session, tracker: tracker, selection: selection, commits: commit.commit)
    try change.make { issue, edit in
      for change in changes { try change.apply(to: issue, with: &edit) }
      if let body { try edit.setBody(of: issue, to: body) }
      return nil
    }
  }

  private enum Change {
    case set(String, String), unset(String), add(String, String), remove(String, String)

    func apply(to issue: Issue, with edit: inout TrackerEdit) throws {
      switch self {
      case .set(let key, let value): try edit.set(key, of: issue, to: value)
      case .unset(let key): try edit.unset(key, of: issue)
      case .add(let key, let item): try edit.add([item], to: key, of: issue)
      case .remove(let key, let item): try edit.remove([item], from: key, of: issue)
      }
    }
  }

  private func changes(_ tracker: Tracker) throws -> [Change] {
    var changes: [Change] = []
    if let title = given.title {
      guard !title.allSatisfy(\.isWhitespace) else { throw ValidationError("A title can't be empty.") }
      changes.append(.set("title", title))
    }
    if let status { changes.append(.set("status", status)) }
    changes += try given.fields(tracker).map { .set($0.key, $0.value) }
    changes += unset.map { .unset($0) }
    changes += add.map { .add($0.key, $0.value) }
    changes += addLabel.map { .add("labels", $0) }
    changes += remove.map { .remove($0.key, $0.value) }
    changes += removeLabel.map { .remove("labels", $0) }
    return changes
  }

  private func openEditor(_ session: Session, _ tracker: Tracker, _ names: [IssueName]) throws {
    guard session.console.isInteractive else {
      throw ValidationError("Say what to change, for example with --set: without a terminal there is no editor.")
    }
    for name in names { try Editor(session).edit(tracker.path(of: name), of: tracker) }
  }
}
