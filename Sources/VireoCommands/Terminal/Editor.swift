import ArgumentParser
import Foundation
import Vireo
import VireoGit

/// The user's editor.
struct Editor {
  private let session: Session

  init(_ session: Session) { self.session = session }

  /// The first of VIREO_EDITOR, GIT_EDITOR, git's core.editor, VISUAL and EDITOR that is set.
  private func command(_ tracker: Tracker) throws -> String {
    let variables = session.environment.variables
    let named = ["VIREO_EDITOR", "GIT_EDITOR"].compactMap { variables[$0] }.first { !$0.isEmpty }
    if let named { return named }
    if let configured = try tracker.gitSetting("core.editor"), !configured.isEmpty { return configured }
    if let named = ["VISUAL", "EDITOR"].compactMap({ variables[$0] }).first(where: { !$0.isEmpty }) { return named }
    throw VireoError(
      .noEditor, "no editor is configured", state: "nothing was written",
      advice: "set VIREO_EDITOR, GIT_EDITOR, core.editor, VISUAL or EDITOR; or give the text on the command line")
  }

  /// Opens a file and waits.
  func open(_ path: String, for tracker: Tracker) throws {
    let command = try command(tracker)
    session.console.flush()
    let code = try ChildProcess.runInForeground(
      "/bin/sh", ["-c", command + " \"$@\"", command, path], environment: session.environment.variables)
    guard code == 0 else {
      throw VireoError(
        .noEditor, "the editor '\(command)' ended with \(code)", state: "what you wrote is in \(path)",
        advice: "run the command again, or give the text on the command line")
    }
  }

  /// Opens a file of the tracker, and tells what is wrong with it afterwards.
  func edit(_ path: String, of tracker: Tracker) throws {
    try open((tracker.workTree ?? "") + "/" + path, for: tracker)
    let found = try tracker.check().filter { $0.place.path == path && $0.severity != .info }
    found.forEach { session.console.note(DiagnosticFormatter.human($0)) }
    if found.contains(where: { $0.severity == .error }) { throw ExitCode(1) }
  }

  /// The line below which nothing counts.
  static let scissors = "# ------------------------ >8 ------------------------"

  /// Lets people write a text that begins as given.
  ///
  /// The draft is kept where something goes wrong.
  ///
  /// - Returns: What they wrote above the line of scissors, and the draft's path.
  func write(_ start: String, help: String, for tracker: Tracker) throws -> (text: String, draft: String) {
    guard session.console.isInteractive else {
      throw ValidationError("Without a terminal there is no editor: give the text with --title, --body or --body-file.")
    }
    let folder = try tracker.draftsFolder()
    let draft = folder + "/\(session.environment.now().compact).md"
    let note = help.split(separator: "\n", omittingEmptySubsequences: false).map { "# " + $0 }.joined(separator: "\n")
    let text = start + "\n" + Editor.scissors + "\n# Nothing below this line counts.\n" + note + "\n"
    try Data(text.utf8).write(to: URL(fileURLWithPath: draft))
    try open(draft, for: tracker)
    let written = String(decoding: try Data(contentsOf: URL(fileURLWithPath: draft)), as: UTF8.self)
    let kept = written.range(of: "\n" + Editor.scissors).map { String(written[..<$0.lowerBound]) } ?? written
    return (kept.trimmingCharacters(in: .newlines), draft)
  }
}
