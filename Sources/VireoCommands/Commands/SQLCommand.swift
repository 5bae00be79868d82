import ArgumentParser
import Vireo

struct SQLCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "sql", abstract: "Answer a question in SQL, for reports that no query covers",
    discussion: """
      The SQL is SQLite's, over the views that --views lists and docs/sql.md describes. It can only read. On a \
      terminal the answer is a table; else tab-separated lines with the columns' names first.
      """)

  @OptionGroup var options: GlobalOptions

  @Argument(help: ArgumentHelp("One SELECT, VALUES or WITH; - reads it from standard input.", valueName: "sql"))
  var statement: String?

  @Flag(help: "List the views with their columns.")
  var views = false

  @Option(help: "Print in this form.")
  var format: ReportWriter.Format?

  @Option(help: ArgumentHelp("As they are in this commit, tag or branch.", valueName: "rev"))
  var at: String?

  func run(_ session: Session) throws {
    if views {
      for view in Tracker.reportViews { session.console.print("\(view.name)(\(view.columns.joined(separator: ", ")))") }
      return
    }
    guard let statement else { throw ValidationError("Give a statement, or --views to see what can be asked.") }
    let sql = statement == "-" ? String(decoding: try FileInput.bytes("-"), as: UTF8.self) : statement
    let (table, error) = try session.open(at: at).report(sql)
    if let error { session.warn(aboutHistory: error) }
    session.console.startPager()
    ReportWriter(table).write(format ?? (session.console.isTerminal ? .table : .tsv), to: session.console)
  }
}
