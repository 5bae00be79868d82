package import Vireo
import VireoEvents
package import VireoModel

/// Writes issues of groups into the tracker's files.
package struct TrackerFiler: GroupFiler {
  private let open: @Sendable () throws -> Tracker
  private let commits: Bool?

  /// Who writes what nobody typed.
  private static let author = Handle("vireo")

  /// - Parameters:
  ///   - commits: Whether what is written is committed, on the current branch; as configured if it is `nil`.
  ///   - open: Opens the tracker, so that each time its config is the present one.
  package init(commits: Bool? = nil, open: @escaping @Sendable () throws -> Tracker) {
    self.commits = commits
    self.open = open
  }

  package func written() throws -> WrittenIssues {
    var written = WrittenIssues()
    for issue in try open().errorIssues() {
      guard let uid = issue.uid else { continue }
      if issue.state == .closed { written.closed.insert(uid) }
      for text in issue.field("fingerprints")?.list ?? [] {
        // A hash that two issues have belongs to the one that was first.
        if let hash = GroupingHash(text), written.hashes[hash] == nil { written.hashes[hash] = uid }
      }
    }
    return written
  }

  package func rules() throws -> ErrorRules { try ErrorRules(open()) }

  package func file(_ groups: [NewGroup]) throws -> [Int64] {
    let tracker = try open()
    // A process that ended between writing a file and noting that it did has left it.
    let there = Set(try tracker.errorIssues().compactMap(\.uid))
    let missing = groups.filter { !there.contains($0.group.uid) }
    guard !missing.isEmpty else { return groups.map(\.group.id) }
    let rules = try ErrorRules(tracker)
    try tracker.edit(commit: commits) { edit in
      for new in missing {
        var fields = [
          ("fingerprints", new.hashes.map(\.description).joined(separator: ",")),
          ("grouping", new.grouping.version.rawValue), ("level", new.event.level.rawValue),
        ]
        if tracker.config.types.contains("error") { fields.append(("type", "error")) }
        if let culprit = new.group.culprit { fields.append(("culprit", line(culprit))) }
        if let release = new.event.release { fields.append(("first-release", line(release))) }
        var shown = new
        // What git can't tell is no reason not to write the issue.
        let knowledge = try? new.event.release.flatMap { try ErrorKnowledge(tracker, release: $0) }
        if let knowledge { shown.event = knowledge.addingSources(to: new.event) }
        if let owner = owner(of: new.event, rules, knowledge, tracker.config) { fields.append(("assignee", owner)) }
        _ = try edit.newIssue(
          uid: new.group.uid, title: line(new.group.title), body: IssueText(shown).body,
          author: TrackerFiler.author, fields: fields)
      }
    }
    return groups.map(\.group.id)
  }

  package func reopen(
    _ news: [UID: GroupNews], hours: (UID, Timestamp) throws -> [Int64: Int]
  ) throws -> [UID] {
    let tracker = try open()
    var regression = try Regression(tracker)
    var found: [(issue: Issue, comment: String)] = []
    for issue in try tracker.errorIssues() {
      guard let uid = issue.uid, issue.state == .closed, let news = news[uid] else { continue }
      let comment =
        if let archive = issue.archive {
          try archive.end(with: news, since: issue.statusDate) { try hours(uid, $0) }
            .map { "Archived \(archive.text): \($0).\n" }
        } else {
          try regression.comment(on: issue, news.releases)
        }
      if let comment { found.append((issue, comment)) }
    }
    guard !found.isEmpty else { return [] }
    try tracker.edit(commit: commits) { edit in
      for (issue, comment) in found {
        try edit.reopen(issue)
        try edit.comment(on: issue, author: TrackerFiler.author, body: comment)
      }
    }
    return found.compactMap(\.issue.uid)
  }

  /// Who gets the issue of an event, as the project's rules say it.
  private func owner(
    of event: ErrorEvent, _ rules: ErrorRules, _ knowledge: ErrorKnowledge?, _ config: Config
  ) -> String? {
    for owner in rules.owners(of: event) {
      switch owner {
      case .person(let handle): return handle
      case .codeOwners:
        // Of several the first, as an issue is one person's; teams and addresses are handles too.
        guard let first = (try? knowledge?.owners(event.ownFrames))?.owners.first else { continue }
        return first.first == "@" ? String(first.dropFirst()) : config.person(email: first)?.handle.text ?? first
      }
    }
    return nil
  }

  /// A text of the sender's on one line, without what could steer a terminal.
  private func line(_ text: String) -> String { String(TerminalText.harmless(text).prefix(256)) }
}
