import ArgumentParser
import Vireo

struct HooksCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "hooks", abstract: "Have git run checks when it commits and merges",
    discussion: """
      commit-msg tells of issues that a message refers to and that aren't there, pre-commit holds the tracker's \
      staged files to the rules, and post-merge tells of numbers that are taken twice. docs/hooks.md says more.
      """,
    subcommands: [Install.self, Uninstall.self, Status.self])

  struct Install: TrackerCommand {
    static let configuration = CommandConfiguration(
      commandName: "install", abstract: "Add vireo to the repository's hooks",
      discussion: """
        Hooks that are there keep their lines; vireo's stand in a marked block before them. Hooks of pre-commit and \
        lefthook are left alone: what to add to their configuration is printed.
        """)

    @OptionGroup var options: GlobalOptions

    func run(_ session: Session) throws {
      let tracker = try session.open()
      let hooks = try tracker.installHooks()
      for (status, isChanged) in hooks {
        let word = status.state == .installed && !isChanged ? "installed already" : status.state.word
        session.console.printData(HookOutput.line(status, word))
      }
      HookOutput.lines(for: hooks.map(\.status)).forEach { session.console.printData("\n" + $0) }
      session.console.flush()
      try HookOutput.warn(aboutForeign: hooks.map(\.status), session)
    }
  }

  struct Uninstall: TrackerCommand {
    static let configuration = CommandConfiguration(
      commandName: "uninstall", abstract: "Take vireo out of the repository's hooks",
      discussion: "Each file is as it was before then, and those that 'install' made are gone.")

    @OptionGroup var options: GlobalOptions

    func run(_ session: Session) throws {
      let tracker = try session.open()
      let done = try tracker.uninstallHooks()
      if done.isEmpty { session.console.print("no hook has a block of vireo's") }
      for file in done { session.console.printData("\(file.isRemoved ? "removed" : "restored")\t\(file.path)") }
      let configs = try tracker.hooks().compactMap { status -> String? in
        if case .managed(_, let config, callsVireo: true) = status.state { config } else { nil }
      }
      for config in Set(configs).sorted() {
        session.console.note("warning: \(config) calls vireo, too; take it out there")
      }
    }
  }

  struct Status: TrackerCommand {
    static let configuration = CommandConfiguration(
      commandName: "status", abstract: "Say how each hook stands",
      discussion: "Lines are hook, state, file and remark, with tabs between.")

    @OptionGroup var options: GlobalOptions

    func run(_ session: Session) throws {
      for status in try session.open().hooks() { session.console.printData(HookOutput.line(status)) }
    }
  }
}
