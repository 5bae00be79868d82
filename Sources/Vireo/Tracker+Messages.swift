import VireoFormat
import VireoGit
import VireoHistory
public import VireoModel
import VireoStore

extension Tracker {
  /// Finds the references of a message to issues that are not there.
  ///
  /// What git will not keep of the file does not count: comments, and what stands below the line with the scissors.
  /// A mere mention may be of anything, so it is not held to be a reference.
  ///
  /// - Parameters:
  ///   - message: The bytes of the file in which the message was written, as the hook `commit-msg` gets it.
  ///   - path: The name of that file, for the places.
  /// - Returns: A diagnostic for each reference to a number that no issue of the work tree has or had. They are errors
  ///   where the configuration refuses such messages, else warnings.
  /// - Throws: `VireoError` with the code `no-tracker`.
  public func check(message: [UInt8], path: String) throws -> [Diagnostic] {
    let grammar = ReferenceGrammar(config.references)
    let kept = KeptMessage(message, try messageCleanup())
    let references = CommitMessage(kept.bytes, grammar: grammar).references.filter { $0.action != .mention }
    let missing = try missingNumbers(Set(references.map(\.number)))
    let source = SourceText(path: path, bytes: message)
    return references.filter { missing.contains($0.number) }.map { reference in
      let place = Diagnostic.Place(source, kept.placeInFile(reference.range))
      return .unknownIssue(reference, place, isRefused: config.references.refusesUnknown)
    }
  }

  /// How git will tidy up the message that is being written.
  private func messageCleanup() throws -> MessageCleanup {
    let settings = try git.settings(matching: #"^(commit\.cleanup|core\.comment(char|string))$"#)
    return MessageCleanup(
      mode: settings.last { $0.key == "commit.cleanup" }?.value,
      commentMark: settings.last { $0.key != "commit.cleanup" }?.value,
      // What git sets for hooks where it opens no editor (githooks(5)).
      isEdited: environment.variables["GIT_EDITOR"] != ":")
  }

  /// Those of the numbers that no issue has, and none had before a repair.
  private func missingNumbers(_ numbers: Set<IssueNumber>) throws -> Set<IssueNumber> {
    guard !numbers.isEmpty else { return [] }
    let snapshot = try snapshot()
    let missing = numbers.subtracting(snapshot.layout.issues.compactMap(\.number))
    guard !missing.isEmpty else { return [] }
    return missing.subtracting(try snapshot.map { $0.issue?.was }.flatMap { $0 })
  }
}

extension Diagnostic {
  fileprivate static func unknownIssue(_ reference: Reference, _ place: Place, isRefused: Bool) -> Diagnostic {
    let what =
      switch reference.action {
      case .close: "closes"
      case .reopen: "reopens"
      case .refer, .mention: "refers to"
      }
    return Diagnostic(
      .unknownIssue, place, "this \(what) issue \(reference.number), which isn't there",
      severity: isRefused ? .error : .warning,
      advice: isRefused
        ? "correct the number and commit again, or use --no-verify; the text is kept in \(place.path)"
        : "if it isn't on another branch, correct the number with 'git commit --amend'")
  }
}
