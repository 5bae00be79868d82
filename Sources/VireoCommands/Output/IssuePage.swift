import Vireo

/// One issue as text for people.
struct IssuePage {
  let issue: Issue
  let contents: IssueContents
  let config: Config
  /// The commits that name it.
  var commits: [IssueLogEntry] = []
  var fixedIn: FixedIn?
  /// What is recorded of its events.
  var events: EventCounts?
  /// The issues that it names and that name it; `nil` where they are not known.
  var relations: IssueRelations?
  /// The lines that say which texts refer to it.
  var referring: [String] = []

  func write(to console: Console) {
    let style = Style(isOn: console.usesColour)
    console.print(style.bold("\(shown(issue.displayName)) \(shown(issue.title))"))
    console.print(summary(style))
    for line in details { console.print(style.dim(line)) }
    console.print(style.dim(shown(issue.path)))
    if let events { console.print(shown(IssuePage.text(events))) }
    if let fixedIn { console.print(shown(StateText.text(fixedIn))) }
    if !contents.body.isEmpty {
      console.print("")
      console.print(text(contents.body))
    }
    for comment in contents.comments { write(comment, to: console, style) }
    if !commits.isEmpty { console.print("") }
    for entry in commits {
      guard let commit = entry.commit else { continue }
      let actions = entry.actions.map(\.rawValue).joined(separator: ", ")
      let undone = entry.undoneBy.map { ", undone by \($0.short)" } ?? ""
      let text = "\(commit.date.day)  \(commit.author)  \(commit.subject)"
      console.print("\(style.number(commit.id.short))  \(shown(text))  " + style.dim("(\(actions)\(undone))"))
    }
    if !referring.isEmpty { console.print("") }
    for line in referring { console.print(style.dim(shown(line))) }
    if !contents.attachments.isEmpty {
      console.print("")
      console.print(style.dim("attachments: " + contents.attachments.map { shown($0.name) }.joined(separator: ", ")))
    }
  }

  /// Counts on a line, with the newest releases.
  private static func text(_ counts: EventCounts) -> String {
    func number(_ count: Int, _ word: String) -> String { "\(count) \(word)\(count == 1 ? "" : "s")" }
    var parts = [number(counts.events, "event"), number(counts.users, "user"), "last seen \(counts.last)"]
    if !counts.releases.isEmpty { parts.append("in " + counts.releases.suffix(3).joined(separator: ", ")) }
    return parts.joined(separator: " · ")
  }

  /// A file's text may hold anything, so it is made harmless wherever it goes; only its lines stay.
  private func text(_ text: String) -> String {
    let lines = text.split(separator: "\r\n", omittingEmptySubsequences: false).joined(separator: "\n")
    return TerminalText.harmless(lines, keepingLines: true)
  }

  private func shown(_ text: String) -> String { TerminalText.harmless(text) }

  private func summary(_ style: Style) -> String {
    var parts = [style.state(shown(StateText.text(issue)), issue.state)]
    if issue.state == .closed, let resolution = issue.resolution { parts.append(shown(resolution)) }
    parts += [issue.type, issue.priority, issue.severity].compactMap { $0.map(shown) }
    parts += issue.labels.map { style.label(shown($0), $0, config) }
    return parts.joined(separator: " · ")
  }

  private var details: [String] {
    var lines: [String] = []
    let people: [(String, String?)] = [
      ("author", issue.author?.text), ("assignee", issue.assignee?.text), ("milestone", issue.milestone),
      ("component", issue.component), ("version", issue.version), ("created", issue.created?.description),
      ("due", issue.due?.description),
      (issue.state == .closed ? "closed" : "status since", issue.statusDate?.description),
      ("estimate", issue.estimate), ("spent", issue.spent),
    ]
    let first = people.compactMap { name, value in value.map { "\(name) \(shown($0))" } }
    if !first.isEmpty { lines.append(first.joined(separator: " · ")) }
    var links: [(String, [String])] = [
      ("watchers", issue.watchers.map(\.text)), ("was", issue.was.map(\.description)),
    ]
    if let relations {
      lines += RelationLines(relations: relations).lines(of: issue).map(shown)
    } else {
      links =
        [
          ("blocked by", issue.blockedBy), ("parent", issue.parent.map { [$0] } ?? []), ("relates", issue.relates),
          ("duplicate of", issue.duplicateOf.map { [$0] } ?? []),
        ] + links
    }
    for (name, values) in links where !values.isEmpty {
      lines.append("\(name) " + values.map(shown).joined(separator: ", "))
    }
    for field in issue.fields { lines.append("\(shown(field.key)) \(value(field.value))") }
    return lines
  }

  private func value(_ value: FieldValue) -> String {
    switch value {
    case .none: "(empty)"
    case .text(let text): shown(text)
    case .list(let items): items.map(shown).joined(separator: ", ")
    case .map(let fields): fields.map { "\(shown($0.key)): \(self.value($0.value))" }.joined(separator: ", ")
    }
  }

  private func write(_ comment: Comment, to console: Console, _ style: Style) {
    console.print("")
    let reply = comment.replyTo.map { ", in reply to \(shown($0))" } ?? ""
    console.print(style.bold("-- \(shown(comment.author.text)), \(comment.date)\(reply)"))
    console.print("")
    console.print(text(comment.body))
  }
}
