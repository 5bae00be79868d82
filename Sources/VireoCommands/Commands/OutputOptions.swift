import ArgumentParser
import Vireo

/// How issues are printed.
struct OutputOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp("Print these columns, as number,title; a bare --columns lists them.", valueName: "names"))
  var columns: String?

  @Option(help: ArgumentHelp("Print JSON with these fields; a bare --json lists them.", valueName: "fields"))
  var json: String?

  @Option(help: "Print in this form.")
  var format: IssueFormat?

  @Option(
    help: ArgumentHelp(
      "Print this text for each issue, with columns as {number} in it, and \\n for a line end.", valueName: "text"))
  var template: String?

  func validate() throws {
    if json != nil, let format, ![.json, .ndjson].contains(format) {
      throw ValidationError("Give --json or --format, not both.")
    }
    if template != nil, columns != nil || json != nil || format != nil {
      throw ValidationError("Give --template alone.")
    }
    guard let columns, columns != FieldSelection.listing else { return }
    if json != nil || format == .json || format == .ndjson {
      throw ValidationError("Give the fields of JSON with --json.")
    }
    if format == .ids { throw ValidationError("Give --columns or --format ids, not both.") }
  }

  /// Lists the names of fields or columns, where that was asked for.
  func listNames(_ session: Session) -> Bool {
    let isColumns = columns == FieldSelection.listing
    guard isColumns || json == FieldSelection.listing else { return false }
    // Outside of a tracker there are those that every project has.
    let own = isColumns ? (try? session.open())?.config.fields.map(\.key) ?? [] : []
    ((isColumns ? IssueColumn.names : FieldSelection.names) + own).forEach { session.console.printData($0) }
    return true
  }

  /// What to print with, once it is known that it can be.
  func listing(_ session: Session, _ tracker: Tracker, _ question: Question) throws -> IssueListing {
    var listing = IssueListing(session: session, tracker: tracker, question: question)
    let config = tracker.config
    listing.columns = try columns.map { try IssueColumn.columns($0, config) } ?? question.columns
    listing.template = try template.map { try IssueTemplate($0, config) }
    let isJSON = json != nil || format == .json || format == .ndjson
    if isJSON { listing.selection = try json.map { try FieldSelection($0, config: config) } ?? .ofFields }
    listing.format = format ?? (isJSON ? .json : session.console.isTerminal ? .table : .tsv)
    return listing
  }
}

/// The forms in which issues are printed.
enum IssueFormat: String, CaseIterable, ExpressibleByArgument {
  case table, tsv, csv, json, ndjson, markdown, ids
}

extension IssueColumn {
  /// Columns by their names, with commas between them.
  ///
  /// - Throws: `ValidationError` for a name that is none, with the nearest.
  static func columns(_ text: String, _ config: Config) throws -> [IssueColumn] {
    try text.split(separator: ",").map { part in
      let name = String(part)
      if let column = IssueColumn(name, config: config) { return column }
      let hint = Nearest.suggestion(for: name, among: names + config.fields.map(\.key))
      throw ValidationError("'\(name)' is no column\(hint.isEmpty ? "." : hint) A bare --columns lists them all.")
    }
  }
}
