import ArgumentParser
import Vireo

struct CloseCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "close", abstract: "Close issues",
    discussion: """
      With --where, all open issues are closed that the query finds. What would change is shown; --yes does it, all of \
      it or nothing.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var commit: CommitOptions

  @OptionGroup var selection: IssueSelection

  @Option(name: .shortAndLong, help: ArgumentHelp("Why, as configured.", valueName: "word"))
  var resolution: String?

  @Option(help: ArgumentHelp("The issue that says the same.", valueName: "n"), completion: IssueCompletion.kind)
  var duplicateOf: String?

  @Option(name: .shortAndLong, help: ArgumentHelp("Add a comment.", valueName: "text"))
  var comment: String?

  func run(_ session: Session) throws {
    let tracker = try session.open()
    let original = try duplicateOf.map { try session.name($0, in: tracker) }
    let author = try comment.map { _ in try tracker.person("@me") }
    let change = SelectedChange(
      session: session, tracker: tracker, selection: selection, comment: comment, commits: commit.commit)
    try change.make { issue, edit in
      let other = try original.map { try edit.issue($0) }
      let changed = try edit.close(issue, resolution: resolution, duplicateOf: other)
      if let comment, let author { try edit.comment(on: issue, author: author, body: comment) }
      return changed ? "closed \(issue.displayName)" : "\(issue.displayName) is closed already"
    }
  }
}
