package import VireoModel

/// Holds the files of milestones to the rules.
package enum MilestoneRules {
  /// What is wrong with a milestone, beside its bytes and structure.
  package static func check(_ document: Document) -> [Diagnostic] {
    let milestone = MilestoneReader.milestone(document)
    var found: [Diagnostic] = []
    func expect(_ key: String, _ isRight: (String) -> Bool, _ what: String, _ advice: String) {
      guard let entry = document.frontMatter.entry(key), entry.value != .none else { return }
      let text = IssueReader.text(entry.value, document.source)
      if let text, isRight(text) { return }
      let message = text.map { "'\($0)' is no \(what)" } ?? "'\(key)' has no \(what)"
      found.append(Diagnostic(.invalidMilestone, document.place(of: key), message, advice: advice))
    }
    for key in ["start", "due"] {
      expect(key, { Timestamp($0) != nil }, "date", "write it as 2026-12-31 or 2026-12-31T10:04:33Z")
    }
    expect("state", { IssueState(rawValue: $0) != nil }, "state", "write open or closed")
    expect("order", { MilestoneReader.number($0) != nil }, "number", "write a number, as 1 or 2.5")
    if let start = milestone.start, let due = milestone.due, due < start {
      found.append(
        Diagnostic(
          .invalidMilestone, document.place(of: "start"), "it begins on \(start), after it is due",
          severity: .warning, advice: "correct 'start' or 'due'"))
    }
    if !EntryName.isValid(milestone.name) {
      found.append(
        Diagnostic(
          .invalidMilestone, .init(path: document.source.path),
          "'\(milestone.name)' can't be the name of a milestone", severity: .warning,
          advice: "rename it with 'vireo milestone rename'; " + EntryName.advice))
    }
    return found
  }
}
