import ArgumentParser
import Vireo

/// What is said of a milestone.
struct MilestoneOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: ArgumentHelp("What it is about, in one line.", valueName: "title"))
  var title: String?

  @Option(help: ArgumentHelp("When it should be reached.", valueName: "date"))
  var due: String?

  @Option(help: ArgumentHelp("When work on it begins.", valueName: "date"))
  var start: String?

  @Option(help: ArgumentHelp("Its place among the others.", valueName: "number"))
  var order: String?

  @OptionGroup var text: TextOptions

  func changes() throws -> MilestoneChanges {
    MilestoneChanges(title: title, start: start, due: due, order: order, body: try text.text())
  }
}

struct MilestoneNewCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "new", abstract: "Make a milestone", aliases: ["create"])
  static let helpName = "milestone new"

  @OptionGroup var options: GlobalOptions
  @OptionGroup var commit: CommitOptions

  @Argument(help: "Letters, digits, '-', '_', '.' and blanks.")
  var name: String

  @OptionGroup var given: MilestoneOptions

  func run(_ session: Session) throws {
    let changes = try given.changes()
    let path = try session.open().edit(commit: commit.commit) { try $0.newMilestone(named: name, changes) }.value
    session.console.printData(path)
  }
}

struct MilestoneEditCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "edit", abstract: "Change a milestone",
    discussion: "Without options, its file opens in an editor. An empty value takes the key away.")
  static let helpName = "milestone edit"

  @OptionGroup var options: GlobalOptions
  @OptionGroup var commit: CommitOptions

  @Argument(help: "Which one.", completion: MilestoneCompletion.kind)
  var name: String

  @OptionGroup var given: MilestoneOptions

  func run(_ session: Session) throws {
    let tracker = try session.open()
    let milestone = try tracker.milestone(named: name)
    let changes = try given.changes()
    guard !changes.isEmpty else {
      guard session.console.isInteractive else {
        throw ValidationError("Say what to change, for example with --due: without a terminal there is no editor.")
      }
      return try Editor(session).edit(milestone.path, of: tracker)
    }
    let outcome = try tracker.edit(commit: commit.commit) { try $0.edit(milestone, changes) }
    session.console.printData(outcome.paths.isEmpty ? "nothing to change" : "changed \(outcome.value)")
  }
}

struct MilestoneCloseCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "close", abstract: "Close a milestone",
    discussion: "Its open issues stay as they are, or move to another milestone.")
  static let helpName = "milestone close"

  @OptionGroup var options: GlobalOptions
  @OptionGroup var commit: CommitOptions

  @Argument(help: "Which one.", completion: MilestoneCompletion.kind)
  var name: String

  @Option(
    help: ArgumentHelp("Move its open issues to this one.", valueName: "name"), completion: MilestoneCompletion.kind)
  var moveOpenTo: String?

  func run(_ session: Session) throws {
    let tracker = try session.open()
    let other = try moveOpenTo.map { try tracker.milestone(named: $0) }
    let milestone = try tracker.set(name, to: .closed, movingOpenIssuesTo: other, commit: commit.commit, session)
    let left = try tracker.milestoneProgress()[milestone.name]?.open ?? 0
    if left > 0 {
      session.console.note("warning: \(left) of its issues \(left == 1 ? "is" : "are") open; --move-open-to moves them")
    }
  }
}

struct MilestoneReopenCommand: TrackerCommand {
  static let configuration = CommandConfiguration(commandName: "reopen", abstract: "Open a milestone again")
  static let helpName = "milestone reopen"

  @OptionGroup var options: GlobalOptions
  @OptionGroup var commit: CommitOptions

  @Argument(help: "Which one.", completion: MilestoneCompletion.kind)
  var name: String

  func run(_ session: Session) throws {
    _ = try session.open().set(name, to: .open, commit: commit.commit, session)
  }
}

extension Tracker {
  /// Closes or opens a milestone and says what was done.
  fileprivate func set(
    _ name: String, to state: IssueState, movingOpenIssuesTo other: Milestone? = nil, commit: Bool?, _ session: Session
  ) throws -> Milestone {
    let milestone = try milestone(named: name)
    let moved = try edit(commit: commit) { try $0.set(milestone, to: state, movingOpenIssuesTo: other) }.value.count
    if let other, moved > 0 {
      session.console.printData("moved \(moved) issue\(moved == 1 ? "" : "s") to \(other.name)")
    }
    let verb = state == .open ? "reopened" : "closed"
    let isSame = milestone.state == state
    session.console.printData(
      isSame ? "\(milestone.name) is \(state.rawValue) already" : "\(verb) \(milestone.name)")
    return milestone
  }
}

struct MilestoneRenameCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "rename", abstract: "Give a milestone another name",
    discussion: "Every issue that names it names the new one then, all of them or none.")
  static let helpName = "milestone rename"

  @OptionGroup var options: GlobalOptions
  @OptionGroup var commit: CommitOptions

  @Argument(help: "Which one.", completion: MilestoneCompletion.kind)
  var name: String

  @Argument(help: ArgumentHelp("The new name.", valueName: "new-name"))
  var newName: String

  func run(_ session: Session) throws {
    let tracker = try session.open()
    let milestone = try tracker.milestone(named: name)
    let renamed = try tracker.edit(commit: commit.commit) { try $0.rename(milestone, to: newName) }.value
    let count = renamed.issues.count
    session.console.printData("renamed \(milestone.name) to \(newName), in \(count) issue\(count == 1 ? "" : "s") too")
    for query in try tracker.savedQueries(namingMilestone: milestone.name) {
      session.console.note("warning: \(TerminalText.harmless(query.path)) asks for '\(milestone.name)' still")
    }
  }
}

enum MilestoneCompletion {
  static let kind = CompletionKind.custom { _, _, prefix in
    ((try? Tracker.open().milestones()) ?? []).map(\.name)
      .filter { EntryName.isValid($0) && !$0.contains(" ") && $0.hasPrefix(prefix) }
  }
}
