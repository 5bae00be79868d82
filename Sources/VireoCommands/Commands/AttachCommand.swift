import ArgumentParser
import Foundation
import Vireo

struct AttachCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "attach", abstract: "Keep files with an issue",
    discussion: "Copies them into the issue's folder and prints their paths.")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var commit: CommitOptions

  @Argument(help: "Which issue.", completion: IssueCompletion.kind)
  var issue: String

  @Argument(help: "The files.", completion: .file())
  var files: [String]

  func run(_ session: Session) throws {
    let tracker = try session.open()
    let name = try session.name(issue, in: tracker)
    let contents = try files.map { (URL(fileURLWithPath: $0).lastPathComponent, try FileInput.bytes($0)) }
    let paths = try tracker.edit(commit: commit.commit) { edit in
      let issue = try edit.issue(name)
      return try contents.map { try edit.attach($0.1, named: $0.0, to: issue) }
    }.value
    for path in paths { session.console.printData(path) }
  }
}
