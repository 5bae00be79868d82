package import VireoModel

/// Reads an issue from its file.
package struct IssueReader: Sendable {
  let config: Config

  package init(config: Config) { self.config = config }

  /// The issue, as far as it can be read; `nil` where nothing can be said of its fields.
  package func issue(_ document: Document, number: IssueNumber?) -> Issue? {
    guard !document.isUnreadable else { return nil }
    var issue = Issue(path: document.source.path, title: "", status: config.word(for: .open))
    issue.number = number
    for entry in document.frontMatter.entries {
      if let key = IssueKey(rawValue: entry.key) {
        set(key, of: &issue, entry.value, document)
      } else {
        issue.fields.append(Field(key: entry.key, value: entry.value.plain))
      }
    }
    if issue.title.isEmpty { issue.title = IssueReader.heading(document) ?? "" }
    issue.state = config.state(of: issue.status) ?? .open
    return issue
  }

  private func set(_ key: IssueKey, of issue: inout Issue, _ value: FrontMatter.Value, _ document: Document) {
    let text = IssueReader.text(value, document.source)
    switch key {
    case .uid: issue.uid = text.flatMap { UID($0) }
    case .title: issue.title = text ?? ""
    case .status: issue.status = text ?? issue.status
    case .statusDate: issue.statusDate = text.flatMap { Timestamp($0) }
    case .resolution: issue.resolution = text
    case .type: issue.type = text
    case .priority: issue.priority = text
    case .severity: issue.severity = text
    case .component: issue.component = text
    case .version: issue.version = text
    case .labels: issue.labels = value.plain.list
    case .author: issue.author = text.map { Handle($0) }
    case .assignee: issue.assignee = text.map { Handle($0) }
    case .watchers: issue.watchers = value.plain.list.map { Handle($0) }
    case .milestone: issue.milestone = text
    case .created: issue.created = text.flatMap { Timestamp($0) }
    case .due: issue.due = text.flatMap { Timestamp($0) }
    case .estimate: issue.estimate = text
    case .spent: issue.spent = text
    case .blockedBy: issue.blockedBy = value.plain.list
    case .parent: issue.parent = text
    case .relates: issue.relates = value.plain.list
    case .duplicateOf: issue.duplicateOf = text
    case .was: issue.was = value.plain.list.compactMap { IssueNumber(text: $0) }
    }
  }

  /// The text of a value; of a list where text is wanted, as in `title: [WIP]`, the text as typed.
  package static func text(_ value: FrontMatter.Value, _ source: SourceText) -> String? {
    switch value {
    case .none, .unreadable: nil
    case .scalar(let scalar): scalar.text.isEmpty ? nil : scalar.text
    case .list(let list): list.isFlow ? source.text(list.range) : list.items.first?.scalar.text
    case .map(_, let range): source.text(range)
    }
  }

  /// The text of the first heading: a line of `#`, or one that is underlined with `=` or `-` (CommonMark 0.31).
  package static func heading(_ document: Document) -> String? {
    let bytes = document.source.bytes
    let lines = LineReader(bytes: bytes, limit: bytes.count)
    guard let line = lines.contentLine(from: document.bodyStart, skippingComments: false), line.indent < 4 else {
      return nil
    }
    var start = line.content
    while start < line.end, bytes[start] == .hash { start += 1 }
    let level = start - line.content
    if (1...6).contains(level), start == line.end || bytes[start].isBlank {
      var end = lines.trimBlanks(from: start, to: line.end)
      var hash = end
      while hash > start, bytes[hash - 1] == .hash { hash -= 1 }
      if hash > start, bytes[hash - 1].isBlank { end = lines.trimBlanks(from: start, to: hash) }
      let text = lines.text(lines.skipBlanks(start, to: end), end)
      return text.isEmpty ? nil : text
    }
    let next = lines.nextLine(from: line.start)
    let end = lines.contentEnd(from: next)
    let underline = bytes[min(next, end)..<lines.trimBlanks(from: min(next, end), to: end)]
    guard let mark = underline.first, mark == UInt8(ascii: "=") || mark == .hyphen,
      underline.allSatisfy({ $0 == mark })
    else { return nil }
    return lines.text(line.content, lines.trimBlanks(from: line.content, to: line.end))
  }
}
