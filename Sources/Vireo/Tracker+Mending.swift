import VireoFormat
import VireoGit
public import VireoModel
import VireoStore

extension Tracker {
  /// Mends what can be mended without a choice: quotes, misspelled keys, drafts without a number, missing uids.
  ///
  /// - Parameter isWanted: Which findings to mend.
  /// - Returns: The findings, each with what was done.
  /// - Throws: `VireoError` whose `state` tells what was written.
  public func fix(where isWanted: (Diagnostic) -> Bool = { _ in true }) throws -> [(Diagnostic, String)] {
    let store = try Store(location: location, git: git)
    let now = environment.now()
    return try store.transaction { transaction in
      let snapshot = try transaction.snapshot()
      let found = try Checker(snapshot).check(adding: checkQueries(snapshot.files)).filter {
        $0.fix != nil && isWanted($0)
      }
      var random = environment.makeRandom()
      return try transaction.mend(found, now: now, random: &random, git: git)
    }.0
  }

  /// Gives a new number to all but one of the issues that share one.
  ///
  /// - Parameters:
  ///   - keep: The uids of issues that keep theirs though they are not the first.
  ///   - commit: Whether just these files are committed; as configured if it is `nil`.
  /// - Returns: What was renumbered.
  public func repair(
    keeping keep: Set<UID> = [], commit: Bool? = nil
  ) throws -> [(old: IssueNumber, new: IssueNumber, from: String, to: String)] {
    try edit(commit: commit) { edit in
      let done = try edit.transaction.repair(keep: keep)
      edit.summary += done.map { "number \($0.old) of \($0.to) is now #\($0.new)" }
      return done.map { ($0.old, $0.new, $0.from, $0.to) }
    }.value
  }
}

extension Transaction {
  fileprivate mutating func mend(
    _ found: [Diagnostic], now: Timestamp, random: inout some RandomNumberGenerator, git: GitProgram
  ) throws -> [(Diagnostic, String)] {
    try fix(found, now: now, random: &random) { try git.additionDate(of: $0) }
  }
}
