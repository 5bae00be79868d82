public import Vireo
import VireoModel

/// What was closed between two revisions, as Markdown for the page of a release.
public struct ChangelogMarkdown: Sendable {
  /// What the issues are put under headings by.
  public enum Grouping: String, Sendable, CaseIterable {
    /// Each of their labels, so that an issue may stand under several.
    case label
    case milestone, type, component
    /// None; there are no headings.
    case none
  }

  private let title: String
  private let grouping: Grouping

  /// - Parameters:
  ///   - title: The name of what is released.
  ///   - grouping: What the issues are put under headings by.
  public init(title: String, by grouping: Grouping) { (self.title, self.grouping) = (title, grouping) }

  /// The text, with a line end.
  public func text(_ changelog: Changelog) -> String {
    let date = changelog.date.map { " (\($0.day))" } ?? ""
    var text = "## \(TimelineMarkdown.escaped(title))\(date)\n"
    guard !changelog.entries.isEmpty else { return text + "\nNo issue was closed.\n" }
    let count = changelog.entries.count
    text += "\n\(count) issue\(count == 1 ? " was" : "s were") closed\(by(changelog.people)).\n"
    for (heading, entries) in groups(changelog.entries) {
      if let heading { text += "\n### \(TimelineMarkdown.escaped(heading))\n" }
      text += "\n" + entries.map(item).joined()
    }
    return text
  }

  private func by(_ people: [Handle]) -> String {
    let names = people.map { TimelineMarkdown.escaped($0.text) }
    guard let last = names.last else { return "" }
    return names.count == 1 ? " by \(last)" : " by \(names.dropLast().joined(separator: ", ")) and \(last)"
  }

  private func item(_ entry: Changelog.Entry) -> String {
    let commits = entry.commits.map { String($0.hex.prefix(7)) }
    let details = (commits + entry.people.map { TimelineMarkdown.escaped($0.text) }).joined(separator: ", ")
    let name = entry.issue.number.map { "#\($0) " } ?? ""
    return "- \(name)\(TimelineMarkdown.escaped(entry.issue.title))\(details.isEmpty ? "" : " (\(details))")\n"
  }

  private func groups(_ entries: [Changelog.Entry]) -> [(String?, [Changelog.Entry])] {
    var found: [String: [Changelog.Entry]] = [:]
    var others: [Changelog.Entry] = []
    for entry in entries {
      let names = names(entry.issue)
      for name in names { found[name, default: []].append(entry) }
      if names.isEmpty { others.append(entry) }
    }
    let named = found.sorted { $0.key < $1.key }.map { (Optional($0.key), $0.value) }
    if others.isEmpty { return named }
    return named + [(named.isEmpty ? nil : "Other", others)]
  }

  private func names(_ issue: Issue) -> [String] {
    switch grouping {
    case .label: issue.labels.reduce(into: []) { if !$0.contains($1) { $0.append($1) } }
    case .milestone: issue.milestone.map { [$0] } ?? []
    case .type: issue.type.map { [$0] } ?? []
    case .component: issue.component.map { [$0] } ?? []
    case .none: []
    }
  }
}
