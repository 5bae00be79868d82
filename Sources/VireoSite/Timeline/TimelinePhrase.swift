public import Vireo

/// An event in words, without any markup.
public struct TimelinePhrase: Sendable, Hashable {
  /// What was done, as `closed` or `commented on`.
  public var verb: String
  /// What it was done to in short, as `#7`, `3f2a1c9` or `page Home`.
  public var label: String
  /// The subject's title: an issue's, a commit's first line, a tag's message.
  public var title: String
  /// More lines: fields with their old and new values, the beginnings of comments, files, issues that a commit names.
  public var details: [String]

  /// How much of a text is shown.
  private static let excerptLength = 200

  /// Puts an event into words.
  public init(_ event: TimelineEvent) {
    let subject = TimelinePhrase.subject(event)
    (label, title) = (TimelinePhrase.short(subject.0), TimelinePhrase.short(subject.1))
    verb = TimelinePhrase.verb(event)
    details = []
    // The date of a status says no more than the event itself.
    for change in event.changes where change.key != "status-date" { details.append(TimelinePhrase.change(change)) }
    for comment in event.comments {
      let excerpt = TimelinePhrase.excerpt(comment)
      if !excerpt.isEmpty { details.append(excerpt) }
    }
    for file in event.files { details.append("\(file.path.split(separator: "/").last ?? "") \(file.change.rawValue)") }
    for mention in event.mentions { details.append(TimelinePhrase.mention(mention, isUndone: event.isUndone)) }
  }

  private static func subject(_ event: TimelineEvent) -> (String, String) {
    switch event.subject {
    case .issue(let number, let title): (number.map { "#\($0)" } ?? "a draft", title)
    case .page(let name): ("page \(name)", event.lines.map { "(+\($0.added) -\($0.removed))" } ?? "")
    case .milestone(let name): ("milestone \(name)", event.note ?? "changed")
    case .commit(let id, let subject): (id.short, subject)
    case .tag(let name): (name, event.note ?? "")
    case .other(let text): (text, event.kind == .settings ? "" : event.note ?? "")
    }
  }

  private static func verb(_ event: TimelineEvent) -> String {
    switch event.kind {
    case .opened, .closed, .reopened, .changed, .deleted: event.kind.rawValue
    case .commented: "commented on"
    case .attached: event.files.allSatisfy { $0.change == .added } ? "attached to" : "changed files of"
    case .page: event.note == "made" ? "wrote" : event.note == "removed" ? "removed" : "edited"
    case .milestone: ""
    case .settings: event.note ?? "changed"
    case .commit: "committed"
    case .tag: "tagged"
    case .other: ""
    }
  }

  private static func change(_ change: IssueLogEntry.FieldChange) -> String {
    if change.key == "text" { return change.old == nil ? "text written" : "text changed" }
    return "\(change.key): \(change.old.map(short) ?? "(none)") -> \(change.new.map(short) ?? "(none)")"
  }

  private static func mention(_ mention: TimelineEvent.Mention, isUndone: Bool) -> String {
    let title = mention.title.map { " " + $0 } ?? ""
    return "\(verb(mention.action)) #\(mention.number)\(title)" + (isUndone ? " (taken back)" : "")
  }

  /// What a commit's message does to an issue.
  static func verb(_ action: Reference.Action) -> String {
    switch action {
    case .close: "closes"
    case .reopen: "reopens"
    case .refer: "refers to"
    case .mention: "names"
    }
  }

  /// The first line of a text that has any.
  private static func excerpt(_ text: String) -> String {
    if text.utf8.count <= excerptLength, text.isPlain, text.utf8.contains(where: { $0 != 0x20 }) { return text }
    // The bytes tell at once where the first line ends, unless it is an odd one.
    let line = text.utf8.prefix { $0 != UInt8(ascii: "\n") }
    if line.contains(where: { (0x21...0x7E).contains($0) }) { return short(String(Substring(line))) }
    return short(
      text.split(whereSeparator: \.isNewline).first { !$0.allSatisfy(\.isWhitespace) }.map(String.init) ?? "")
  }

  private static func short(_ text: String) -> String {
    if text.utf8.count <= excerptLength, text.isPlain { return text }
    let line = text.split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count > excerptLength ? line.prefix(excerptLength - 1) + "…" : line
  }
}
