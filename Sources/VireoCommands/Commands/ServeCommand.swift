import ArgumentParser
import Dispatch
import Foundation
import Synchronization
import Vireo
import VireoErrors
import VireoServer

struct ServeCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Take in errors from running programs",
    discussion: """
      Programs with one of Sentry's SDKs report here; 'vireo error dsn' prints the line to give them. Each group of \
      errors becomes an issue in the files of this repository. What was answered is safe, also if the power fails.
      """)

  @OptionGroup var options: GlobalOptions

  @Option(help: ArgumentHelp("Where to listen.", valueName: "host:port"))
  var listen = "127.0.0.1:4780"

  @OptionGroup var events: EventOptions

  @Flag(help: "Take any key; only with an address that just this machine reaches.")
  var anyKey = false

  @Flag(inversion: .prefixedNo, help: "Commit the issues that are written; as configured without it.")
  var commit: Bool?

  @Option(
    help: ArgumentHelp(
      "Commit, and push the current branch there; what others push there is merged.", valueName: "remote"))
  var push: String?

  @Option(help: ArgumentHelp("How many new issues an hour may bring.", valueName: "count"))
  var newIssues = 100

  func run(_ session: Session) throws {
    guard let address = Server.Address(listen) else {
      throw ValidationError("'\(listen)' is no address: give host:port, as 127.0.0.1:4780.")
    }
    guard !anyKey || address.isLoopback else {
      throw ValidationError("--any-key lets everybody send, so it takes an address of this machine alone.")
    }
    guard newIssues >= 0 else { throw ValidationError("--new-issues takes a number from 0 on.") }
    guard push == nil || commit != false else {
      throw ValidationError("--push pushes commits, so --no-commit can't be.")
    }
    let tracker = try session.open()
    var limits = Intake.Limits()
    limits.newGroups = newIssues
    var environment = session.environment
    environment.variables.merge(ServeCommand.identity) { mine, _ in mine }
    let open = { @Sendable [environment, usesCache = session.usesCache] in
      try Tracker.open(environment: environment, usesCache: usesCache)
    }
    let plain = TrackerFiler(commits: push == nil ? commit : true, open: open)
    let published = push.map { remote in
      PublishedFiler(plain, report: ServeCommand.note) { _ = try open().publish(to: remote) }
    }
    defer { published?.stop() }
    let intake = try Intake(
      folder: events.folder(of: tracker), filer: published ?? plain,
      takesAnyKey: anyKey, limits: limits, environment: environment, report: ServeCommand.note)
    defer { intake.stop() }
    let server = Server(address: address, intake: intake)
    try AsyncWork.run {
      try await server.run { address in
        FileHandle.standardOutput.write(Data("vireo: listening on \(address)\n".utf8))
      }
      await intake.drain()
    }
  }

  /// Who writes and commits, if the environment names nobody: the program, and not whoever started it.
  private static let identity = [
    "GIT_AUTHOR_NAME": "vireo", "GIT_AUTHOR_EMAIL": "vireo@localhost", "GIT_COMMITTER_NAME": "vireo",
    "GIT_COMMITTER_EMAIL": "vireo@localhost",
  ]

  /// Says what goes wrong behind the answers, on standard error.
  private static let note: @Sendable (String) -> Void = { text in
    FileHandle.standardError.write(Data("vireo: \(TerminalText.harmless(text))\n".utf8))
  }
}

/// Asynchronous work that is waited for.
enum AsyncWork {
  static func run(_ body: @escaping @Sendable () async throws -> Void) throws {
    let done = DispatchSemaphore(value: 0)
    let failure = Mutex<(any Error)?>(nil)
    Task {
      do { try await body() } catch { failure.withLock { $0 = error } }
      done.signal()
    }
    done.wait()
    if let error = failure.withLock({ $0 }) { throw error }
  }
}
