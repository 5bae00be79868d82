import ArgumentParser
import Foundation
import Vireo
import VireoErrors

struct CheckCommand: TrackerCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Say what is wrong in the tracker's files and in messages",
    discussion: """
      Exits with 1 if there are errors, with 0 if there are only warnings and notes. With --fix it mends what needs \
      no choice, and says what it did: quotes, misspelled keys, drafts without a number, missing uids and dates.
      """)

  enum Format: String, CaseIterable, ExpressibleByArgument {
    case human, short, json, sarif
  }

  @OptionGroup var options: GlobalOptions

  @Argument(help: "Only these files and folders.", completion: .file())
  var paths: [String] = []

  @Flag(help: "Mend what needs no choice.")
  var fix = false

  @Option(help: "Print in this form.")
  var format: Format = .human

  @Option(help: ArgumentHelp("As they are in this commit, tag or branch.", valueName: "rev"))
  var at: String?

  func run(_ session: Session) throws {
    let tracker = try session.open(at: at)
    let isWanted = try filter(session, tracker)
    if fix {
      for (diagnostic, what) in try tracker.fix(where: isWanted) {
        session.console.note(TerminalText.harmless("fixed \(diagnostic.place.path): \(what) [\(diagnostic.code)]"))
      }
    }
    var found = try tracker.check { try ErrorRules($0).diagnostics }
    do {
      found += try tracker.checkReferences()
    } catch let error as VireoError {
      session.warn(aboutHistory: error)
    }
    found = found.filter(isWanted)
    switch format {
    case .human: found.forEach { session.console.print(DiagnosticFormatter.human($0)) }
    case .short: found.forEach { session.console.print(DiagnosticFormatter.short($0)) }
    case .json: session.console.print(DiagnosticFormatter.json(found))
    case .sarif: session.console.print(SARIFReport.json(found, version: CommandLineTool.version))
    }
    if format == .human { session.console.note(summary(found)) }
    session.console.finish()
    if found.contains(where: { $0.severity == .error }) { throw ExitCode(1) }
  }

  private func filter(_ session: Session, _ tracker: Tracker) throws -> (Diagnostic) -> Bool {
    guard !paths.isEmpty, let top = tracker.workTree else { return { _ in true } }
    let root = URL(fileURLWithPath: top).resolvingSymlinksInPath().path
    let wanted = try paths.map { path -> String in
      let full = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
      guard full == root || full.hasPrefix(root + "/") else {
        throw VireoError(.fileMissing, "'\(path)' isn't in this repository", advice: "correct the path")
      }
      guard FileManager.default.fileExists(atPath: full) else {
        throw VireoError(.fileMissing, "there is no '\(path)'", advice: "correct the path")
      }
      return String(full.dropFirst(root.count + 1))
    }
    return { diagnostic in
      wanted.contains { $0.isEmpty || diagnostic.place.path == $0 || diagnostic.place.path.hasPrefix($0 + "/") }
    }
  }

  private func summary(_ found: [Diagnostic]) -> String {
    guard !found.isEmpty else { return "no findings" }
    let words: [(Diagnostic.Severity, String)] = [(.error, "error"), (.warning, "warning"), (.info, "note")]
    let parts = words.compactMap { severity, word -> String? in
      let count = found.filter { $0.severity == severity }.count
      return count == 0 ? nil : "\(count) \(word)\(count == 1 ? "" : "s")"
    }
    let fixable = found.filter { $0.fix != nil }.count
    return parts.joined(separator: ", ") + (fixable > 0 ? "; 'vireo check --fix' mends \(fixable)" : "")
  }
}
