import ArgumentParser
import Vireo

struct InitCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Make a tracker in this repository",
    discussion: "Writes .tracker/ with a configuration that explains itself. What is there already stays as it is.")

  @OptionGroup var options: GlobalOptions

  func run(_ session: Session) throws {
    let paths = try Tracker.create(environment: session.environment)
    guard !paths.isEmpty else {
      session.console.print("the tracker is there already")
      return
    }
    for path in paths { session.console.print("made \(path)") }
    session.console.print("file the first issue with: vireo new -t 'A title'")
  }
}
