import Vireo

/// The open issues of a tracker by the people who work on them.
struct Board {
  private let issues: [Issue]
  /// Whether some file could not be read whole.
  private let problems: [Diagnostic]

  init(_ tracker: Tracker) throws {
    let order = Order([.init(.priority, descending: true), .init(.number)])
    let found = try tracker.issues(matching: .state(.open), sortedBy: order)
    issues = found.issues
    problems = found.diagnostics
  }

  var text: String {
    let groups = Dictionary(grouping: issues) { $0.assignee?.text }
    // Those that nobody has come last.
    let people = groups.keys.sorted { ($0 == nil ? 1 : 0, $0 ?? "") < ($1 == nil ? 1 : 0, $1 ?? "") }
    var lines: [String] = []
    for person in people {
      lines.append(person ?? "nobody yet")
      for issue in groups[person] ?? [] {
        lines.append("  \(issue.displayName) \(issue.priority ?? "-") \(shown(issue.title))")
      }
    }
    if lines.isEmpty { lines.append("nothing is open") }
    lines += problems.map { DiagnosticFormatter.short($0) }
    return lines.joined(separator: "\n")
  }

  /// A title may hold anything; a terminal gets no control characters.
  private func shown(_ title: String) -> String {
    String(String.UnicodeScalarView(title.unicodeScalars.filter { $0.properties.generalCategory != .control }))
  }
}
