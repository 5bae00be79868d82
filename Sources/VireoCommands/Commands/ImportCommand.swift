import ArgumentParser
import Vireo
import VireoImport

struct ImportCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Take over issues from another tracker", subcommands: [GitHubArchive.self])

  struct GitHubArchive: TrackerCommand {
    static let configuration = CommandConfiguration(
      commandName: "github-archive", abstract: "Import the JSON of a GitHub archive",
      discussion: """
        Keeps numbers, authors, dates and comments. A newer archive of the same project can be imported again: what \
        changed is brought up to date, and nothing is there twice.
        """)

    @OptionGroup var options: GlobalOptions
    @OptionGroup var commit: CommitOptions

    @Argument(help: "The archive; - is standard input.", completion: .file())
    var file: String

    @Flag(help: "Import pull requests, too, with their reviews.")
    var pulls = false

    func run(_ session: Session) throws {
      let tracker = try session.open()
      let archive = try GitHubArchiveReader.read(FileInput.bytes(file), path: file)
      let importer = GitHubArchiveImporter(tracker: tracker, includesPulls: pulls)
      let report = try importer.run(archive, commit: commit.commit) { done, count in
        guard session.console.isTerminal, done.isMultiple(of: 25) || done == count else { return }
        Console.printProgress("\(done) of \(count)", isLast: done == count)
      }
      for line in report.lines { session.console.printData(line) }
      report.conflicts.forEach { session.console.note(DiagnosticFormatter.human($0)) }
      session.console.finish()
      if !report.conflicts.isEmpty { throw ExitCode(1) }
    }
  }
}
