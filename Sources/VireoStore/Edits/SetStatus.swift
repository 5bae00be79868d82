package import VireoFormat
package import VireoModel

/// A change of status, with the date that tells it from an older one of the same word.
package enum SetStatus {
  /// The edits for a new status.
  ///
  /// - Throws: ``VireoError`` with the codes `transition-not-allowed` or `invalid-edit`.
  package static func edits(
    for issue: Issue, to word: String, at date: Timestamp, config: Config
  ) throws -> [FieldEdit] {
    guard config.allowsTransition(from: issue.status, to: word) else {
      let allowed = config.transitions[issue.status] ?? []
      throw VireoError(
        .transitionNotAllowed, "\(issue.displayName) can't go from '\(issue.status)' to '\(word)'",
        state: "nothing was written",
        advice: allowed.isEmpty
          ? "change 'transitions' in \(Layout.configPath)" : "go to \(allowed.joined(separator: " or ")) first")
    }
    return [
      try FieldEditMaker(config: config).set("status", to: word),
      .set("status-date", .text(date.description), .bare),
    ]
  }
}
