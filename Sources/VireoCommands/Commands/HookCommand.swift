import ArgumentParser
import Vireo
import VireoErrors

/// What the hooks call.
///
/// Where there is no tracker it does nothing, and where it cannot do its work it says so and lets git go on: nobody
/// should be kept from committing by a broken installation.
struct HookCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "hook", abstract: "Do what a hook of git calls for", shouldDisplay: false)

  @OptionGroup var options: GlobalOptions

  @Argument(help: "The hook.")
  var hook: Hook

  @Argument(help: "What git gives the hook.")
  var arguments: [String] = []

  func run(_ session: Session) throws {
    do {
      let found = try findings(session)
      found.forEach { session.console.note(DiagnosticFormatter.human($0)) }
      guard hook != .postMerge, found.contains(where: { $0.severity == .error }) else { return }
      if hook == .preCommit {
        session.console.note("fix: mend what is staged and 'git add' it, or use --no-verify")
      }
      throw ExitCode(1)
    } catch let error as VireoError where error.code != .noTracker {
      session.console.note("warning: the hook \(hook.rawValue) did nothing\n\(error.description)")
    } catch is VireoError {
      return
    }
  }

  private func findings(_ session: Session) throws -> [Diagnostic] {
    let tracker = try session.open()
    switch hook {
    case .commitMessage:
      guard let path = arguments.first else { throw ValidationError("Give the file with the message.") }
      return try tracker.check(message: FileInput.bytes(path), path: path)
    case .preCommit:
      return try tracker.checkStaged { try ErrorRules($0).diagnostics }.filter { $0.severity != .info }
    case .postMerge:
      return try tracker.duplicateNumbers().map { diagnostic in
        var warning = diagnostic
        warning.severity = .warning
        return warning
      }
    }
  }
}

extension Hook: ExpressibleByArgument {}
