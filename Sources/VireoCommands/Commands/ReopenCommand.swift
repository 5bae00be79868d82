import ArgumentParser
import Vireo

struct ReopenCommand: TrackerCommand {
  static let configuration = CommandConfiguration(commandName: "reopen", abstract: "Open issues again")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var commit: CommitOptions

  @Argument(help: "Which issues.", completion: IssueCompletion.kind)
  var issues: [String]

  @Option(name: .shortAndLong, help: ArgumentHelp("Add a comment.", valueName: "text"))
  var comment: String?

  func run(_ session: Session) throws {
    let tracker = try session.open()
    let names = try issues.map { try session.name($0, in: tracker) }
    let author = try comment.map { _ in try tracker.person("@me") }
    let lines = try tracker.edit(commit: commit.commit) { edit in
      try names.map { name in
        let issue = try edit.issue(name)
        try edit.reopen(issue)
        if let comment, let author { try edit.comment(on: issue, author: author, body: comment) }
        return "reopened \(issue.displayName)"
      }
    }.value
    for line in lines { session.console.printData(line) }
  }
}
