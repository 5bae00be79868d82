import ArgumentParser
import Foundation
import Vireo

struct CommentCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "comment", abstract: "Comment on an issue",
    discussion: "Prints the path of the comment's file. Without a text, an editor opens.")

  @OptionGroup var options: GlobalOptions
  @OptionGroup var commit: CommitOptions

  @Argument(help: "Which issue.", completion: IssueCompletion.kind)
  var issue: String

  @OptionGroup var text: TextOptions

  @Option(help: ArgumentHelp("Answer this comment, by its file's name.", valueName: "name"))
  var replyTo: String?

  func run(_ session: Session) throws {
    let tracker = try session.open()
    let name = try session.name(issue, in: tracker)
    let known = try tracker.issue(name)
    var draft: String?
    var body = try text.text()
    if body == nil {
      let written = try Editor(session).write(
        "", help: "A comment on \(known.displayName): \(known.title)\nLeave it empty to write none.", for: tracker)
      (body, draft) = (written.text, written.draft)
    }
    let author = try tracker.person("@me")
    let path = try tracker.edit(commit: commit.commit) { edit in
      try edit.comment(on: edit.issue(name), author: author, body: body ?? "", replyTo: replyTo)
    }.value
    if let draft { try? FileManager.default.removeItem(atPath: draft) }
    session.console.printData(path)
  }
}
