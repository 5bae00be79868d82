import ArgumentParser
import Vireo
import VireoErrors

struct ErrorArchiveCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "archive", abstract: "Close errors that nobody will mend now, until something happens",
    discussion: """
      The issue is closed, whatever release events come from, and 'vireo serve' opens it again when the condition \
      holds. Without one that is when it escalates: a day with more than three times the events of an average day of \
      the two weeks before, and ten at least. It is a key of the issue's file: 'archived: until 2027-01-31'.
      """)
  static let helpName = "error archive"

  @OptionGroup var options: GlobalOptions
  @OptionGroup var events: EventOptions
  @OptionGroup var commit: CommitOptions

  @Argument(help: "Which issues.", completion: IssueCompletion.kind)
  var issues: [String]

  @Flag(help: "Whatever happens.")
  var forever = false

  @Option(help: ArgumentHelp("Until this day.", valueName: "YYYY-MM-DD"))
  var until: String?

  @Option(name: .customLong("events"), help: ArgumentHelp("Until there were so many more events.", valueName: "count"))
  var moreEvents: Int?

  @Option(name: .customLong("users"), help: ArgumentHelp("Until so many more users were hit.", valueName: "count"))
  var moreUsers: Int?

  func validate() throws {
    let chosen = [forever, until != nil, moreEvents != nil, moreUsers != nil].count { $0 }
    if chosen > 1 { throw ValidationError("Give one of --forever, --until, --events and --users.") }
    for count in [moreEvents, moreUsers].compactMap({ $0 }) where !(1...1_000_000_000).contains(count) {
      throw ValidationError("--events and --users take a number from 1 on.")
    }
    if let until, Archive("until " + until) == nil || until.utf8.count != 10 {
      throw ValidationError("'\(until)' is no day: write YYYY-MM-DD.")
    }
  }

  func run(_ session: Session) throws {
    let tracker = try session.open()
    let database = try events.database(of: tracker)
    let names = try issues.map { try session.name($0, in: tracker) }
    let lines = try tracker.edit(commit: commit.commit) { edit in
      try names.map { name -> String in
        let issue = try edit.issue(name)
        let archive = try self.archive(issue, database)
        let word = ["archived", "wontfix"].first(where: tracker.config.resolutions.contains)
        try edit.close(issue, resolution: word)
        try edit.set("archived", of: issue, to: archive.text)
        return "\(issue.displayName) archived \(archive.text)"
      }
    }.value
    lines.forEach { session.console.printData($0) }
  }

  private func archive(_ issue: Issue, _ database: EventDatabase) throws -> Archive {
    if forever { return .forever }
    if let until, let archive = Archive("until " + until) { return archive }
    let group = try issue.uid.flatMap { try database.group(of: $0) }
    if let moreEvents { return .events((group?.events ?? 0) + moreEvents) }
    if let moreUsers { return .users((group?.users ?? 0) + moreUsers) }
    return .escalating
  }
}

struct ErrorMergeCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "merge", abstract: "Let events of some issues come to another one",
    discussion: """
      Moves what their 'fingerprints' list to the other issue, and closes them as its duplicates. The next event \
      follows; what was counted before stays with them. To undo it, revert the change of the files.
      """)
  static let helpName = "error merge"

  @OptionGroup var options: GlobalOptions
  @OptionGroup var commit: CommitOptions

  @Argument(help: "Which issues.", completion: IssueCompletion.kind)
  var issues: [String]

  @Option(
    help: ArgumentHelp("The issue that gets the events; of any kind.", valueName: "n"), completion: IssueCompletion.kind
  )
  var into: String

  func run(_ session: Session) throws {
    let tracker = try session.open()
    let names = try issues.map { try session.name($0, in: tracker) }
    let target = try session.name(into, in: tracker)
    let lines = try tracker.edit(commit: commit.commit) { edit in
      try names.map { name -> String in
        let (issue, other) = (try edit.issue(name), try edit.issue(target))
        guard let hashes = issue.field("fingerprints")?.list, !hashes.isEmpty else {
          throw ValidationError("\(issue.displayName) has no 'fingerprints', so no events come to it.")
        }
        // First the close, which refuses an issue that would be merged into itself.
        try edit.close(issue, duplicateOf: other)
        try edit.add(hashes, to: "fingerprints", of: other)
        try edit.unset("fingerprints", of: issue)
        return "\(issue.displayName) merged into \(other.displayName)"
      }
    }.value
    lines.forEach { session.console.printData($0) }
  }
}
