import VireoFormat
package import VireoModel
import VireoStore

/// An issue of another tracker, as it is to stand in this one.
package struct ImportedIssue: Sendable {
  package var number: IssueNumber
  /// What the other tracker knows it by, so that it is found again: its address.
  package var url: String
  package var title: String
  package var state: IssueState
  package var closed: Timestamp?
  package var labels: [String] = []
  package var author: Handle?
  package var assignee: Handle?
  package var watchers: [Handle] = []
  package var milestone: String?
  package var created: Timestamp?
  package var fields: [(key: String, value: String)] = []
  package var body: String
  package var comments: [ImportedComment] = []

  package init(number: IssueNumber, url: String, title: String, state: IssueState, body: String) {
    self.number = number
    self.url = url
    self.title = title
    self.state = state
    self.body = body
  }
}

/// A comment of another tracker.
///
/// It is known by author, time and its place among those of the same author and time.
package struct ImportedComment: Sendable {
  package var author: Handle
  package var date: Timestamp
  package var body: String
  package var ordinal: Int
  package var fields: [(key: String, value: String)]

  package init(
    author: Handle, date: Timestamp, body: String, ordinal: Int, fields: [(key: String, value: String)] = []
  ) {
    self.author = author
    self.date = date
    self.body = body
    self.ordinal = ordinal
    self.fields = fields
  }
}

/// Takes issues of another tracker over, into files that are new or were taken over before.
package struct ImportTarget {
  private var edit: TrackerEdit
  private let byURL: [String: IssueFile]
  private let byNumber: [IssueNumber: String]

  /// What became of an issue.
  package enum Result: Sendable {
    case made, updated, unchanged
    /// The number belongs to an issue from elsewhere, at this path.
    case conflict(String)
  }

  package init(_ edit: TrackerEdit) throws {
    self.edit = edit
    let files = try edit.transaction.snapshot().map { $0 }
    byURL = Dictionary(
      files.compactMap { file in file.issue?.field("url")?.text.map { ($0, file) } },
      uniquingKeysWith: { first, _ in first })
    byNumber = Dictionary(
      files.compactMap { file in file.place.number.map { ($0, file.place.path) } },
      uniquingKeysWith: { first, _ in first })
  }

  /// The edit with all that was taken over.
  package consuming func finished(_ summary: String) -> TrackerEdit {
    edit.summary.append(summary)
    return edit
  }

  package mutating func take(_ issue: ImportedIssue) throws -> (Result, newComments: Int) {
    if let file = byURL[issue.url] {
      let before = try edit.transaction.bytes(of: file.place.path)
      try update(file, with: issue)
      let comments = try takeComments(of: issue, folder: file.place.folder)
      let isChanged = try edit.transaction.bytes(of: file.place.path) != before
      return (isChanged || comments.changed > 0 ? .updated : .unchanged, comments.made)
    }
    if let other = byNumber[issue.number] { return (.conflict(other), 0) }
    let path =
      Layout.issuesFolder + "/" + IssueFileName.path(number: issue.number, slug: Slug.make(from: issue.title))
    var edits: [FieldEdit] = [
      .set("uid", .text(ImportTarget.uid(for: issue.url).text), .text),
      .set("status", .text(edit.tracker.config.word(for: issue.state)), .text),
    ]
    edits += fields(of: issue)
    edit.transaction.create(path, try DocumentWriter.issue(path: path, edits: edits, body: issue.body))
    return (.made, try takeComments(of: issue, folder: String(path.dropLast(3))).made)
  }

  /// The fields in which the other tracker has the last word.
  private func fields(of issue: ImportedIssue) -> [FieldEdit] {
    func set(_ key: IssueKey, _ text: String?, _ kind: ScalarWriter.Kind = .text) -> FieldEdit {
      text.map { .set(key.rawValue, .text($0), kind) } ?? .unset(key.rawValue)
    }
    var edits: [FieldEdit] = [
      set(.title, issue.title), set(.milestone, issue.milestone), set(.author, issue.author?.text),
      set(.assignee, issue.assignee?.text), set(.created, issue.created?.description, .bare),
      .set("labels", .list(issue.labels), .text), .set("watchers", .list(issue.watchers.map(\.text)), .text),
    ]
    if issue.state == .closed { edits.append(set(.statusDate, issue.closed?.description, .bare)) }
    edits.append(.set("url", .text(issue.url), .text))
    return edits + issue.fields.map { .set($0.key, .text($0.value), .text) }
  }

  private mutating func update(_ file: IssueFile, with issue: ImportedIssue) throws {
    guard let document = file.document, let known = file.issue, !document.isBroken else {
      throw VireoError.brokenFile(file.place.path, file.diagnostics)
    }
    var edits = fields(of: issue)
    if known.state != issue.state {
      edits.append(.set("status", .text(edit.tracker.config.word(for: issue.state)), .text))
      if issue.state == .open { edits += [.unset("status-date"), .unset("resolution")] }
    }
    try edit.transaction.edit(file.place.path, fields: edits)
    if document.body != issue.body { try edit.transaction.edit(file.place.path, body: issue.body) }
  }

  private mutating func takeComments(
    of issue: ImportedIssue, folder: String
  ) throws -> (made: Int, changed: Int) {
    var (made, changed) = (0, 0)
    for comment in issue.comments {
      let who = CommentName.who(for: comment.author)
      let suffix = String(comment.ordinal, radix: 36).zeroPadded(to: 4)
      let path = folder + "/" + CommentName(date: comment.date, who: who, suffix: suffix).fileName
      if let present = try edit.transaction.bytes(of: path) {
        let document = Document(SourceText(path: path, bytes: present))
        guard document.body != comment.body else { continue }
        try edit.transaction.edit(path, body: comment.body)
        changed += 1
      } else {
        var fields: [FieldEdit] = comment.fields.map { .set($0.key, .text($0.value), .text) }
        if who != comment.author.text { fields.append(.set("author", .text(comment.author.text), .text)) }
        edit.transaction.create(path, try DocumentWriter.comment(path: path, fields: fields, body: comment.body))
        (made, changed) = (made + 1, changed + 1)
      }
    }
    return (made, changed)
  }

  /// A uid that is the same wherever the address is imported.
  private static func uid(for url: String) -> UID {
    var random = SplitMix64(seed: url)
    return UID.make(using: &random)
  }
}

extension ImportTarget {
  /// Adds labels to `config.yml`, where it has none yet and can be added to.
  ///
  /// - Returns: The labels that could not be added.
  package mutating func addLabels(_ labels: [Config.Label]) throws -> [Config.Label] {
    let tracker = edit.tracker
    let missing = labels.filter { label in !tracker.config.labels.contains { $0.name == label.name } }
    guard !missing.isEmpty else { return [] }
    let bytes = try edit.transaction.bytes(of: Layout.configPath)
    let text = String(decoding: bytes ?? [], as: UTF8.self)
    let hasKey = text.split(whereSeparator: \.isNewline).contains { $0.hasPrefix("labels") }
    guard !hasKey, tracker.configDiagnostics.isEmpty else { return missing }
    let lines = missing.map { label in
      let colour = label.colour.map { "colour: \"\($0)\"" }
      let what = label.description.map { "description: " + ScalarWriter.inline($0, inFlow: true) }
      return "  \(ScalarWriter.inline(label.name)): {\([colour, what].compactMap { $0 }.joined(separator: ", "))}\n"
    }
    let gap = text.isEmpty || text.hasSuffix("\n\n") ? "" : text.hasSuffix("\n") ? "\n" : "\n\n"
    let addition = gap + "labels:\n" + lines.joined()
    if bytes == nil {
      edit.transaction.create(Layout.configPath, Array(addition.utf8))
    } else {
      try edit.transaction.edit(Layout.configPath) { $0 + addition.utf8 }
    }
    return []
  }
}
