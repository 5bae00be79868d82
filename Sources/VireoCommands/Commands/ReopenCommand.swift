import ArgumentParser
import Vireo

struct ReopenCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "reopen", abstract: "Open issues again",
    discussion: """
      With --where, all closed issues are opened that the query finds. What would change is shown; --yes does it, all \
      of it or nothing.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var commit: CommitOptions

  @OptionGroup var selection: IssueSelection

  @Option(name: .shortAndLong, help: ArgumentHelp("Add a comment.", valueName: "text"))
  var comment: String?

  func run(_ session: Session) throws {
    let tracker = try session.open()
    let author = try comment.map { _ in try tracker.person("@me") }
    let change = SelectedChange(
      session: session, tracker: tracker, selection: selection, state: .closed, comment: comment,
      commits: commit.commit)
    try change.make { issue, edit in
      try edit.reopen(issue)
      if let comment, let author { try edit.comment(on: issue, author: author, body: comment) }
      return "reopened \(issue.displayName)"
    }
  }
}
