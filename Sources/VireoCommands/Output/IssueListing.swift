import ArgumentParser
import Vireo

/// The answer to a question, in the form that was asked for.
struct IssueListing {
  let session: Session
  let tracker: Tracker
  let question: Question
  var format = IssueFormat.table
  /// The columns; empty for the usual ones.
  var columns: [IssueColumn] = []
  var selection: FieldSelection?
  var template: IssueTemplate?

  /// Asks and prints.
  ///
  /// - Parameter limit: How many at most.
  func run(limit: Int?) throws {
    let list = try tracker.issues(matching: question.query, sortedBy: question.order ?? .newestFirst, limit: limit)
    session.warn(list.diagnostics)
    if let error = list.historyError {
      session.warn(aboutHistory: error)
    } else {
      session.warn(aboutUnknown: list.issues)
    }
    try print(list.issues)
  }

  private func print(_ issues: [Issue]) throws {
    let console = session.console
    if let selection { return try printJSON(issues, selection) }
    let rows = try rows(issues)
    console.startPager()
    if let template {
      for row in rows { console.write(Array(template.text(of: row, isTerminal: console.isTerminal).utf8)) }
      return
    }
    let table = IssueTable(rows: rows, columns: columns, group: question.group, config: tracker.config)
    table.write(format, to: console)
  }

  private func printJSON(_ issues: [Issue], _ selection: FieldSelection) throws {
    let objects = try IssueRows(issues, with: selection.needs, from: tracker).map(selection.object)
    if format == .ndjson {
      objects.forEach { session.console.print($0.serialized()) }
    } else {
      session.console.print(JSONValue.array(objects).serialized(indented: session.console.isTerminal))
    }
  }

  private func rows(_ issues: [Issue]) throws -> IssueRows {
    let shown = template?.columns ?? (columns.isEmpty ? IssueTable.usualColumns : columns)
    return try IssueRows(issues, with: shown.reduce(into: []) { $0.formUnion($1.needs) }, from: tracker)
  }
}
