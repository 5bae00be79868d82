import ArgumentParser
import Vireo

struct RepairCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "repair", abstract: "Give new numbers where two issues share one",
    discussion: """
      The issue that was filed first keeps its number; the others get the next free ones and remember the old one \
      under 'was'. Every clone with the same files decides alike.
      """)

  @OptionGroup var options: GlobalOptions
  @OptionGroup var commit: CommitOptions

  @Option(help: ArgumentHelp("An issue that keeps its number (can be repeated).", valueName: "uid"))
  var keep: [String] = []

  func run(_ session: Session) throws {
    let tracker = try session.open()
    let kept = try keep.map { text -> UID in
      guard let uid = UID(text) else { throw ValidationError("'\(text)' is no uid: it has ten letters and digits.") }
      return uid
    }
    let done = try tracker.repair(keeping: Set(kept), commit: commit.commit)
    if done.isEmpty { session.console.print("no number is taken twice") }
    for change in done { session.console.printData("#\(change.old) is now #\(change.new): \(change.to)") }
  }
}
