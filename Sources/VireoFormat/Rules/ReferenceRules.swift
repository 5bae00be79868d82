package import VireoModel

/// Whether what an issue refers to is there.
package struct ReferenceRules: Sendable {
  let numbers: Set<IssueNumber>
  let uids: Set<UID>
  let milestones: Set<String>

  package init(issues: [Issue], milestones: Set<String>) {
    numbers = Set(issues.compactMap(\.number) + issues.flatMap(\.was))
    uids = Set(issues.compactMap(\.uid))
    self.milestones = milestones
  }

  package func check(_ issue: Issue, _ document: Document) -> [Diagnostic] {
    var found: [Diagnostic] = []
    for key in IssueKey.allCases where key.valueType == .issue {
      guard let entry = document.frontMatter.entry(key.rawValue) else { continue }
      for scalar in scalars(entry.value) where !exists(scalar.text) {
        found.append(
          Diagnostic(
            .unknownIssue, .init(document.source, scalar.range), "there is no issue '\(scalar.text)'",
            advice: "correct or remove the reference"))
      }
    }
    if let milestone = issue.milestone, !milestones.isEmpty, !milestones.contains(milestone) {
      found.append(
        Diagnostic(
          .unknownMilestone, document.place(of: "milestone"),
          "there is no milestone '\(milestone)'" + Nearest.suggestion(for: milestone, among: milestones),
          advice: "correct the name, or add .tracker/milestones/\(milestone).md"))
    }
    return found
  }

  private func exists(_ text: String) -> Bool {
    switch IssueName(text) {
    case .number(let number)?: numbers.contains(number)
    case .uid(let text)?: uids.contains { $0.text.hasPrefix(text) }
    case .path?, nil: true
    }
  }

  private func scalars(_ value: FrontMatter.Value) -> [FrontMatter.Scalar] {
    switch value {
    case .scalar(let scalar): [scalar]
    case .list(let list): list.items.map(\.scalar)
    case .none, .map, .unreadable: []
    }
  }
}
