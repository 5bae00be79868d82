import ArgumentParser
import Foundation
import Vireo
import VireoErrors

/// Options that every command has.
struct GlobalOptions: ParsableArguments {
  @Option(name: .customShort("C"), help: ArgumentHelp("Run as if started in this folder.", valueName: "dir"))
  var directory: String?

  @Flag(help: "Don't send long output through a pager.")
  var noPager = false

  @Flag(help: "Read everything anew, and keep nothing for the next time.")
  var noCache = false
}

/// A command that works with a tracker.
protocol TrackerCommand: ParsableCommand {
  var options: GlobalOptions { get }
  /// What stands behind `vireo help`.
  static var helpName: String { get }
  func run(_ session: Session) throws
}

extension TrackerCommand {
  static var helpName: String { configuration.commandName ?? "" }
}

extension TrackerCommand {
  func run() throws {
    if let directory = options.directory { try ArgumentPreparation.enter(directory) }
    let session = Session(Console(usesPager: !options.noPager), usesCache: !options.noCache)
    defer { session.console.finish() }
    do {
      try run(session)
    } catch let error as ValidationError {
      session.console.note("Error: \(error.message)\n  See 'vireo help \(Self.helpName)' for more information.")
      throw ExitCode(2)
    }
  }
}

/// One run of the program: its terminal and its surroundings.
struct Session {
  let console: Console
  private(set) var environment: Vireo.Environment
  let usesCache: Bool

  init(_ console: Console, usesCache: Bool = true) {
    self.console = console
    self.usesCache = usesCache
    var environment = Vireo.Environment.process
    if let text = environment.variables["VIREO_NOW"], let now = Timestamp(text) {
      environment.now = { now }
    }
    if let seed = environment.variables["VIREO_SEED"] {
      // Two commands that differ get different numbers.
      let text = ([seed] + CommandLine.arguments.dropFirst()).joined(separator: " ")
      environment.makeRandom = { SplitMix64(seed: text) }
    }
    environment.progress = { [progress = console.progress] in progress.show($0) }
    environment.readEvents = { try EventDatabase.counts(in: $0) }
    self.environment = environment
  }

  /// The session at the time that SOURCE_DATE_EPOCH names (reproducible-builds.org), for what is made of one commit
  /// again and again.
  func atSourceDate() -> Session {
    guard let seconds = environment.variables["SOURCE_DATE_EPOCH"].flatMap({ Int64($0) }) else { return self }
    var session = self
    session.environment.now = { Timestamp(seconds: seconds) }
    return session
  }

  func open(at revision: String? = nil) throws -> Tracker {
    try Tracker.open(revision: revision, environment: environment, usesCache: usesCache)
  }

  /// A file or folder by its path from the repository's root; the argument starts from the present folder, or where
  /// there is no work tree from that root.
  ///
  /// - Returns: An empty text for the root itself.
  func path(_ text: String, in tracker: Tracker) throws -> String {
    let top = URL(fileURLWithPath: tracker.workTree ?? "/").resolvingSymlinksInPath().path
    let start = tracker.workTree == nil ? URL(fileURLWithPath: "/") : nil
    let full = URL(fileURLWithPath: text, relativeTo: start).resolvingSymlinksInPath().path
    if full == top { return "" }
    guard full.hasPrefix(top + "/") else { throw ValidationError("'\(text)' is outside of the repository.") }
    return String(full.dropFirst(top.count + 1))
  }

  /// The issue that an argument names; a path may start from the present folder.
  func name(_ text: String, in tracker: Tracker) throws -> IssueName {
    guard let name = IssueName(text) else {
      throw ValidationError("'\(text)' names no issue: give a number, #N, a uid or its beginning, or a path.")
    }
    guard case .path(let path) = name, let top = tracker.workTree else { return name }
    let full = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let folder = URL(fileURLWithPath: top).resolvingSymlinksInPath().path
    return full.hasPrefix(folder + "/") ? .path(String(full.dropFirst(folder.count + 1))) : name
  }

  /// Says that states and commits are missing.
  func warn(aboutHistory error: VireoError) {
    let cause = error.causes.first.map { ": \($0)" } ?? ""
    console.note("warning: history can't be read, so states are those of the files: \(error.message)\(cause)")
  }

  /// Says that the states of some issues cannot be known.
  func warn(aboutUnknown issues: [Issue]) {
    let count = issues.filter { !$0.isStateKnown }.count
    guard count > 0 else { return }
    let what = count == 1 ? "one state is that of its file" : "\(count) states are those of the files"
    let advice = "run 'git fetch --unshallow' or 'git fsck'"
    console.note("warning: history is cut here (a shallow clone, or missing commits), so \(what); \(advice)")
  }

  /// Prints what is wrong in files that were not asked for: the first error of each file, short and as a warning.
  ///
  /// On a terminal a few must do.
  func warn(_ diagnostics: [Diagnostic]) {
    let sorted = diagnostics.sorted {
      ($0.place.path, $0.place.start?.offset ?? -1) < ($1.place.path, $1.place.start?.offset ?? -1)
    }
    var seen: Set<String> = []
    let firsts = sorted.filter { seen.insert($0.place.path).inserted }
    let shown = console.isTerminal ? 10 : firsts.count
    for diagnostic in firsts.prefix(shown) {
      var warning = diagnostic
      warning.severity = .warning
      console.note(DiagnosticFormatter.short(warning))
    }
    if firsts.count > shown {
      console.note("warning: \(firsts.count - shown) more files; run 'vireo check'")
    }
  }
}
