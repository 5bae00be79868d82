import Vireo

/// What an edit of many issues would change.
struct ChangeLines {
  let changes: [IssueChange]
  /// How many issues were found, those that would stay as they are included.
  let foundCount: Int
  /// The comment that all of them would get.
  var comment: String?

  func write(to console: Console) {
    console.startPager()
    let style = Style(isOn: console.usesColour)
    for change in changes {
      let name = TerminalText.harmless(change.issue.displayName)
      console.print(style.number(name) + " " + TerminalText.harmless(change.issue.title))
      for field in change.fields { console.print("  " + TerminalText.harmless(line(field))) }
    }
    console.note(summary)
  }

  private func line(_ field: IssueLogEntry.FieldChange) -> String {
    if field.key == "text" { return "text changed" }
    return "\(field.key): \(field.old ?? "(none)") -> \(field.new ?? "(none)")"
  }

  private var summary: String {
    let same = foundCount - changes.count
    let others = same == 0 ? "" : "; \(same == 1 ? "one is" : "\(same) are") so already"
    if let comment {
      let who = foundCount == 1 ? "one issue" : "\(foundCount) issues"
      let text = TerminalText.harmless(comment.split(whereSeparator: \.isNewline).first.map(String.init) ?? "")
      return "\(who) would get the comment '\(text)', \(changes.count) would change\(others); --yes does it"
    }
    if changes.isEmpty { return "nothing to change\(others)" }
    return "\(changes.count) issue\(changes.count == 1 ? "" : "s") would change\(others); --yes does it"
  }
}
