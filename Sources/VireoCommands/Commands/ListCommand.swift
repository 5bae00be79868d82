import ArgumentParser
import Vireo

struct ListCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List issues",
    discussion: """
      QUERY is a query as docs/queries.md has it, as 'label:bug,ui priority>=high -assignee:@me'; @NAME is a saved \
      one. Options are further conditions. Put quotes of the shell around what has a meaning for it, as \
      'label:"good first"'.

      Open issues are listed if nothing else is said, newest first: the query says so with state, status, resolution, \
      closed, fixed-in or commit, or by naming an issue, and -s says so for every query.

      On a terminal this is a table; else lines of tab-separated columns without a header: number, status, type, \
      priority, title, labels, assignee, milestone, author, created. Of the forms, table and markdown are for people, \
      and show groups. The others have each issue once and whole, in the order that was asked for; csv has a header \
      and leaves values as they are, also such as a spreadsheet would take for a formula.

      A template is a text with columns in braces: '{number} {title} {field.customer}\\n'. {{ and }} are braces, \\n, \
      \\t and \\\\ a line end, a tab and a backslash.
      """,
    aliases: ["ls"])

  @OptionGroup var options: GlobalOptions
  @OptionGroup var asked: QuestionOptions
  @OptionGroup var output: OutputOptions

  func run(_ session: Session) throws {
    if output.listNames(session) { return }
    let tracker = try session.open(at: asked.at)
    try output.listing(session, tracker, asked.question(tracker)).run(limit: asked.limit)
  }
}

struct ReadyCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "ready", abstract: "List open issues that no open issue blocks",
    discussion: "The same as 'vireo list is:ready QUERY'.")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var asked: QuestionOptions
  @OptionGroup var output: OutputOptions

  func run(_ session: Session) throws {
    if output.listNames(session) { return }
    let tracker = try session.open(at: asked.at)
    let question = try asked.question(tracker, joining: .condition(.ready))
    try output.listing(session, tracker, question).run(limit: asked.limit)
  }
}
