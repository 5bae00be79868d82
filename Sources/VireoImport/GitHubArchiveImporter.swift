package import Vireo

/// Takes the issues of a GitHub archive over into a tracker.
package struct GitHubArchiveImporter {
  private let tracker: Tracker
  private let includesPulls: Bool

  package init(tracker: Tracker, includesPulls: Bool) {
    self.tracker = tracker
    self.includesPulls = includesPulls
  }

  /// What was done.
  package struct Report: Sendable {
    package var made = 0
    package var updated = 0
    package var unchanged = 0
    package var comments = 0
    package var conflicts: [Diagnostic] = []
    var notes: [String] = []

    /// The report as lines for people.
    package var lines: [String] {
      let counts = "\(made) new, \(updated) updated, \(unchanged) as before; \(comments) new comments"
      return ["imported: " + counts] + notes.map { "not carried over: " + $0 }
    }
  }

  /// Runs the import in one transaction.
  ///
  /// - Parameter progress: Is told how many of how many are done.
  /// - Throws: ``VireoError``; nothing is written then, unless its `state` says otherwise.
  package func run(
    _ archive: GitHubArchive, commit: Bool?, progress: (Int, Int) -> Void
  ) throws -> Report {
    let converter = Converter(repo: archive.repo)
    let items = archive.issues.map { ($0, false) } + (includesPulls ? archive.pulls.map { ($0, true) } : [])
    var report = Report()
    var notes = Notes()
    let left = try tracker.edit(commit: commit) { edit in
      var target = try ImportTarget(edit)
      for (index, (item, isPull)) in items.enumerated() {
        guard let issue = converter.issue(item, isPull: isPull, &notes) else { continue }
        let (result, comments) = try target.take(issue)
        report.comments += comments
        switch result {
        case .made: report.made += 1
        case .updated: report.updated += 1
        case .unchanged: report.unchanged += 1
        case .conflict(let path): report.conflicts.append(.importConflict(issue, path))
        }
        progress(index + 1, items.count)
      }
      let left = try target.addLabels(labels(of: archive))
      edit = target.finished("import of \(archive.repo)")
      return left
    }.value
    report.notes = notes.lines(includesPulls: includesPulls, pulls: archive.pulls.count)
    if !left.isEmpty {
      let names = left.map(\.name).joined(separator: ", ")
      report.notes.append("colours of labels, since config.yml has 'labels' already: \(names)")
    }
    return report
  }

  private func labels(of archive: GitHubArchive) -> [Config.Label] {
    archive.labels.map {
      Config.Label(
        name: $0.name, colour: $0.color.map { "#" + $0.lowercased() },
        description: $0.description.flatMap { $0.isEmpty ? nil : $0 })
    }
  }
}

/// What has no place in the tracker.
private struct Notes {
  var items = 0
  var positions = 0
  var zeroBytes = 0
  var bad: [String] = []

  func lines(includesPulls: Bool, pulls: Int) -> [String] {
    var lines: [String] = []
    if items > 0 { lines.append("times of updates, GitHub's own ids and the authors' association to the project") }
    if positions > 0 { lines.append("\(positions) positions of review comments in a patch") }
    if zeroBytes > 0 { lines.append("zero bytes in \(zeroBytes) texts, which became U+FFFD") }
    if !includesPulls, pulls > 0 { lines.append("\(pulls) pull requests; --pulls takes them, too") }
    return lines + bad
  }
}

/// Makes issues of an archive's items.
private struct Converter {
  let repo: String

  func issue(_ item: GitHubArchive.Item, isPull: Bool, _ notes: inout Notes) -> ImportedIssue? {
    guard let number = IssueNumber(item.number) else {
      notes.bad.append("an issue with the number \(item.number)")
      return nil
    }
    notes.items += 1
    let url = item.url ?? "https://github.com/\(repo)/\(isPull ? "pull" : "issues")/\(number)"
    let state: IssueState = item.state.uppercased() == "OPEN" ? .open : .closed
    var issue = ImportedIssue(
      number: number, url: url, title: text(item.title, &notes), state: state, body: text(item.body ?? "", &notes))
    issue.closed = item.closedAt.flatMap { Timestamp($0) }
    issue.labels = (item.labels ?? []) + (isPull ? ["pull-request"] : [])
    issue.author = item.author.map { Handle($0) }
    issue.assignee = item.assignees?.first.map { Handle($0) }
    issue.watchers = (item.assignees ?? []).dropFirst().map { Handle($0) }
    issue.milestone = item.milestone?.title
    issue.created = Timestamp(item.createdAt)
    if isPull { issue.fields = pullFields(item) }
    issue.comments = comments(item, &notes)
    return issue
  }

  private func pullFields(_ item: GitHubArchive.Item) -> [(key: String, value: String)] {
    let fields: [(String, String?)] = [
      ("merged", item.mergedAt), ("merged-by", item.mergedBy), ("merge-commit", item.mergeCommit?.oid),
      ("base", item.baseRefName), ("head", item.headRefName),
    ]
    return fields.compactMap { key, value in value.map { (key, $0) } }
  }

  /// The comments, and of a pull request the reviews with theirs, by time.
  private func comments(_ item: GitHubArchive.Item, _ notes: inout Notes) -> [ImportedComment] {
    var found: [(author: String?, date: String, body: String?, review: String?)] = (item.comments ?? []).map {
      ($0.author, $0.createdAt, $0.body, nil)
    }
    for review in item.reviews ?? [] {
      let remarks = review.comments ?? []
      notes.positions += remarks.count
      if review.body?.isEmpty == false || remarks.isEmpty {
        found.append((review.author, review.createdAt, review.body, review.state?.lowercased()))
      }
      found += remarks.map { ($0.author ?? review.author, $0.createdAt, $0.body, review.state?.lowercased()) }
    }
    var counts: [String: Int] = [:]
    return found.compactMap { entry in
      guard let date = Timestamp(entry.date) else {
        notes.bad.append("a comment on #\(item.number) whose date is '\(entry.date)'")
        return nil
      }
      // GitHub shows what a deleted account wrote as the user `ghost`.
      let author = entry.author ?? "ghost"
      counts["\(date)/\(author)", default: 0] += 1
      return ImportedComment(
        author: Handle(author), date: date, body: text(entry.body ?? "", &notes),
        ordinal: counts["\(date)/\(author)"] ?? 1, fields: entry.review.map { [("review", $0)] } ?? [])
    }
  }

  private func text(_ text: String, _ notes: inout Notes) -> String {
    guard text.unicodeScalars.contains("\0") else { return text }
    notes.zeroBytes += 1
    return text.split(separator: "\0", omittingEmptySubsequences: false).joined(separator: "\u{FFFD}")
  }
}

extension Diagnostic {
  fileprivate static func importConflict(_ issue: ImportedIssue, _ path: String) -> Diagnostic {
    .init(
      .importConflict, .init(path: path),
      "issue \(issue.number) was not imported, since this one has its number: '\(issue.title)'",
      advice: "import into an empty tracker, or give this issue another number")
  }
}
