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

  @Argument(help: "Which issues.", completion: IssueCompletion.kind)
  var issues: [String] = []

  @Option(
    name: .customLong("where"), parsing: .unconditional,
    help: ArgumentHelp("The issues that this query finds, instead of named ones.", valueName: "query"))
  var query: String?

  @Flag(help: "With --where: make the changes.")
  var yes = false

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

  func validate() throws {
    if issues.isEmpty == (query == nil) {
      throw ValidationError(
        query == nil
          ? "Name the issues, or say with --where which are meant." : "Name issues or give --where, not both.")
    }
    if yes, query == nil { throw ValidationError("--yes goes with --where.") }
  }

  func run(_ session: Session) throws {
    let tracker = try session.open()
    if let query { return try edit(where: query, session, tracker) }
    let names = try issues.map { try session.name($0, in: tracker) }
    let changes = try self.changes(tracker)
    let body = try given.text.text()
    guard !changes.isEmpty || body != nil else {
      return try openEditor(session, tracker, names)
    }
    let outcome = try tracker.edit(commit: commit.commit) { edit in
      for name in names {
        let issue = try edit.issue(name)
        for change in changes { try change.apply(to: issue, with: &edit) }
        if let body { try edit.setBody(of: issue, to: body) }
      }
    }
    if outcome.paths.isEmpty { session.console.note("nothing to change") }
    for path in outcome.paths { session.console.printData("changed \(path)") }
  }

  /// Changes what a query finds, or shows what would change.
  private func edit(where text: String, _ session: Session, _ tracker: Tracker) throws {
    let changes = try self.changes(tracker)
    let body = try given.text.text()
    guard !changes.isEmpty || body != nil else { throw ValidationError("Say what to change, for example with --set.") }
    var query = try tracker.question(text).query
    if !query.concernsState { query = .every([query, .state(.open)]) }
    let wanted = query
    func apply(_ issues: [Issue], _ edit: inout TrackerEdit) throws {
      for issue in issues {
        for change in changes { try change.apply(to: issue, with: &edit) }
        if let body { try edit.setBody(of: issue, to: body) }
      }
    }
    let found = try tracker.issues(matching: wanted, sortedBy: Order([.init(.number)]))
    session.warn(found.diagnostics)
    if let error = found.historyError { session.warn(aboutHistory: error) }
    guard !found.issues.isEmpty else { return session.console.note("no issue is found, so nothing is changed") }
    guard yes else {
      let preview = try tracker.preview(of: found.issues) { try apply(found.issues, &$0) }
      return ChangeLines(changes: preview, foundCount: found.issues.count).write(to: session.console)
    }
    let outcome = try tracker.edit(commit: commit.commit) { edit in
      // Under the lock, so that no other command changes what the query finds.
      try apply(try tracker.issues(matching: wanted, sortedBy: Order([.init(.number)])).issues, &edit)
    }
    if outcome.paths.isEmpty { session.console.note("nothing to change") }
    for path in outcome.paths { session.console.printData("changed \(path)") }
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
    for name in names {
      let path = try tracker.path(of: name)
      try Editor(session).open((tracker.workTree ?? "") + "/" + path, for: tracker)
      let found = try tracker.check().filter { $0.place.path == path && $0.severity != .info }
      found.forEach { session.console.note(DiagnosticFormatter.human($0)) }
      if found.contains(where: { $0.severity == .error }) { throw ExitCode(1) }
    }
  }
}
