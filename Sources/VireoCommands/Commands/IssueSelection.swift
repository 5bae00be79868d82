import ArgumentParser
import Vireo

/// Which issues a command changes: named ones, or those that a query finds.
struct IssueSelection: ParsableArguments {
  @Argument(help: "Which issues.", completion: IssueCompletion.kind)
  var issues: [String] = []

  @Option(
    name: .customLong("where"), parsing: .unconditional,
    help: ArgumentHelp("The issues that this query finds, instead of named ones.", valueName: "query"))
  var query: String?

  @Flag(help: "With --where: make the changes.")
  var yes = false

  func validate() throws {
    if issues.isEmpty == (query == nil) {
      throw ValidationError(
        query == nil
          ? "Name the issues, or say with --where which are meant." : "Name issues or give --where, not both.")
    }
    if yes, query == nil { throw ValidationError("--yes goes with --where.") }
  }
}

/// A change of the issues that were selected.
struct SelectedChange {
  let session: Session
  let tracker: Tracker
  let selection: IssueSelection
  /// Which issues are meant where a query says nothing of the state.
  var state = IssueState.open
  /// The comment that each of them gets.
  var comment: String?
  let commits: Bool?

  /// Makes the change of named issues; of those that a query finds it does so with --yes, and else shows what would
  /// change.
  ///
  /// - Parameter change: Changes an issue; returns what to say of it, or `nil` to have its path named.
  func make(_ change: (Issue, inout TrackerEdit) throws -> String?) throws {
    guard let text = selection.query else {
      let names = try selection.issues.map { try session.name($0, in: tracker) }
      return try edit { edit in try names.map { try change(edit.issue($0), &edit) } }
    }
    var query = try tracker.question(text).query
    if !query.concernsState { query = .every([query, .state(state)]) }
    let wanted = query
    let found = try tracker.issues(matching: wanted, sortedBy: Order([.init(.number)]))
    session.warn(found.diagnostics)
    if let error = found.historyError { session.warn(aboutHistory: error) }
    guard !found.issues.isEmpty else { return session.console.note("no issue is found, so nothing is changed") }
    guard selection.yes else {
      let preview = try tracker.preview(of: found.issues) { edit in
        for issue in found.issues { _ = try change(issue, &edit) }
      }
      return ChangeLines(changes: preview, foundCount: found.issues.count, comment: comment).write(to: session.console)
    }
    try edit { edit in
      // Under the lock, so that no other command changes what the query finds.
      try tracker.issues(matching: wanted, sortedBy: Order([.init(.number)])).issues.map { try change($0, &edit) }
    }
  }

  private func edit(_ body: (inout TrackerEdit) throws -> [String?]) throws {
    let outcome = try tracker.edit(commit: commits, body)
    let lines = outcome.value.compactMap { $0 }
    if lines.isEmpty, outcome.paths.isEmpty { session.console.note("nothing to change") }
    for line in lines.isEmpty ? outcome.paths.map({ "changed \($0)" }) : lines { session.console.printData(line) }
  }
}
