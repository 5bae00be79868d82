import ArgumentParser
import Vireo
import VireoErrors

struct ReleaseCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "release", abstract: "Tell which commits the releases of programs are",
    discussion: """
      A release that a program reports is found by itself if it is the name of a tag, as '1.4.2' or 'shop@1.4.2', or \
      the id of a commit. Others stand in '.tracker/errors/releases', a line each.
      """,
    subcommands: [ReleaseListCommand.self, ReleaseNewCommand.self], defaultSubcommand: ReleaseListCommand.self)
}

struct ReleaseNewCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Tell which commit a release is",
    discussion: "Adds a line to '.tracker/errors/releases'. Of several lines for one name the last holds.")
  static let helpName = "release new"

  @OptionGroup var options: GlobalOptions
  @OptionGroup var commit: CommitOptions

  @Argument(help: "The release, as the program says it.")
  var name: String

  @Argument(help: ArgumentHelp("A commit, tag or branch.", valueName: "rev"))
  var revision = "HEAD"

  func run(_ session: Session) throws {
    let tracker = try session.open()
    guard let found = tracker.commit(withID: revision) else {
      throw VireoError(
        .unknownRevision, "git knows no commit '\(revision)'", state: "nothing was written",
        advice: "name a commit, tag or branch that is here")
    }
    try tracker.edit(commit: commit.commit) { edit in
      try edit.tell(release: name, is: found, in: ErrorRules.releasesPath)
    }
    session.console.printData("release \(name) is \(found.short)")
  }
}

struct ReleaseListCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the releases in which errors happened, with their commits",
    discussion: """
      The one with the newest event first: release, commit, events. A release without a commit is one that git does \
      not know, so nobody can tell whether it has a fix; 'vireo release new' mends that.
      """)
  static let helpName = "release list"

  @OptionGroup var options: GlobalOptions
  @OptionGroup var events: EventOptions

  func run(_ session: Session) throws {
    let tracker = try session.open()
    var releases = try Releases(tracker)
    let rows = try events.database(of: tracker).releases().map { count in
      [count.name, releases.commit(of: count.name)?.short ?? "", "\(count.events)"].map {
        TerminalText.harmless($0)
      }
    }
    guard session.console.isTerminal else {
      for row in rows { session.console.print(row.map(IssueTable.oneField).joined(separator: "\t")) }
      return
    }
    if rows.isEmpty { return session.console.note("no events with a release were counted") }
    let layout = TableLayout(
      [.init(givesWay: true), .init(), .init(isNumber: true)], rows, width: session.console.width)
    for row in rows { session.console.print(layout.fitted(row).joined(separator: "  ")) }
  }
}
