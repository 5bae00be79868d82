import ArgumentParser
import Vireo

struct RecordCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "record", abstract: "Write the states that commits gave into the files",
    discussion: """
      Makes one commit of just these files. What you have staged stays as it is, and no listing changes: only \
      people who read the files without vireo see a difference.
      """)

  @OptionGroup var options: GlobalOptions

  func run(_ session: Session) throws {
    let outcome = try session.open().record()
    for (issue, old) in outcome.recorded {
      session.console.printData("\(issue.displayName) \(old) -> \(issue.status)  \(issue.title)")
    }
    for issue in outcome.leftOut {
      session.console.note("warning: \(issue.displayName) is left out: its file has changes that aren't committed")
    }
    if let commit = outcome.commit {
      session.console.print("recorded in \(commit.short)")
    } else if outcome.leftOut.isEmpty {
      session.console.print("nothing to record")
    }
  }
}
