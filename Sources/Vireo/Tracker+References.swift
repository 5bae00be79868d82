import VireoGit
import VireoHistory
import VireoIndex
public import VireoModel

/// A commit with what its message says of issues.
public struct CommitReferences: Sendable {
  /// The commit.
  public var commit: CommitSummary
  /// What it says, by number: for each the last close or reopen, a refer beside it, else a mention.
  public var references: [Reference]
}

extension Tracker {
  /// What the messages of commits say of issues.
  ///
  /// - Parameters:
  ///   - revisions: Commits, and ranges such as `origin/main..main`, in any form of gitrevisions(7).
  ///   - withAncestors: Whether the ancestors of single commits are meant too.
  /// - Returns: The commits that name an issue, oldest first.
  /// - Throws: `VireoError` with the codes `unknown-revision` or `unreadable-repository`.
  public func references(in revisions: [String], withAncestors: Bool = false) throws -> [CommitReferences] {
    let reader = try CommitReader(self)
    let grammar = ReferenceGrammar(config.references)
    return try git.commits(revisions, withAncestors: withAncestors).compactMap { id in
      let message = CommitMessage(try reader.message(id), grammar: grammar)
      guard !message.effects.isEmpty else { return nil }
      let standing = message.effects.compactMap { effect in
        message.references.last { $0.action == effect.action && $0.number == effect.number }
      }
      return CommitReferences(commit: try reader.summary(id), references: standing)
    }
  }

  /// What a message would say of issues if it were committed.
  ///
  /// - Parameter message: The message as git would keep it, without comments.
  /// - Returns: All references in text order.
  public func references(inMessage message: String) -> [Reference] {
    CommitMessage(Array(message.utf8), grammar: ReferenceGrammar(config.references)).references
  }
}

extension Tracker {
  /// Looks for messages in history whose number is no safe name of an issue: those that close or reopen nothing, since
  /// several issues had the number, and those that were written before a repair gave an issue another number.
  ///
  /// - Returns: What was found, by path, oldest commit first.
  /// - Throws: `VireoError` with the code `unreadable-repository`.
  public func checkReferences() throws -> [Diagnostic] {
    let source = StateSource(self, try snapshot())
    if let error = source.error { throw error }
    let reader = try CommitReader(self)
    return try source.unclearReferences().map { found in
      let summary = try reader.summary(found.commit)
      let said =
        "\(summary.id.short) '\(summary.subject)' \(found.closes ? "closes" : "reopens") #\(found.number.value)"
      switch found.reason {
      case .ambiguous(let paths):
        return Diagnostic(
          .ambiguousReference, .init(path: paths[0]), "\(said), but several issues have that number there",
          notes: paths.dropFirst().map { .init(.init(path: $0), "this one, too") },
          advice: "set the status of the one that is meant by hand")
      case .outdated(let path):
        return Diagnostic(
          .outdatedReference, .init(path: path), "\(said), but was written when this issue had that number",
          advice: "look which one is meant, and set its status by hand")
      }
    }
  }

  /// The commits that are not on the upstream branch yet; HEAD alone where there is none.
  public func unpushedRange() throws -> String {
    (try? git.commit(named: "@{upstream}")) == nil ? "HEAD" : "@{upstream}..HEAD"
  }
}
