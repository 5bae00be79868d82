import VireoFormat
import VireoGit
import VireoHistory
import VireoIndex
public import VireoModel
import VireoStore

extension Tracker {
  /// What happened to an issue: the commits that changed its files or named it, in the order in which all events are
  /// listed, and last what is not committed.
  ///
  /// - Throws: `VireoError` with the codes `no-such-issue` or `unreadable-repository`.
  public func log(of issue: Issue) throws -> [IssueLogEntry] {
    let snapshot = try snapshot()
    let source = StateSource(self, snapshot)
    if let error = source.error { throw error }
    return try log(of: issue, try source.history(of: issue), snapshot.files.bytes(of: issue.path))
  }

  /// - Parameter present: The issue's file as the view has it.
  func log(of issue: Issue, _ history: IssueInHistory?, _ present: [UInt8]?) throws -> [IssueLogEntry] {
    guard let history else {
      return [try entry(IssueLogEntry(commit: nil), from: nil, to: (issue.path, present))]
    }
    let found = try history.entries()
    let reader = try CommitReader(self, heads: history.heads(of: found.map(\.commit)))
    var entries = try found.map { found in
      var entry = IssueLogEntry(commit: try reader.summary(found.commit))
      entry.actions = found.actions
      entry.undoneBy = found.undoneBy?.commitID
      entry = try self.entry(
        entry, from: found.old.map { ($0.path, try history.bytes($0)) },
        to: found.new.map { ($0.path, try history.bytes($0)) })
      for other in found.others { try add(other, to: &entry, history) }
      return entry
    }
    if revision == nil {
      let committed = try history.view.tips.first.flatMap { try history.file(at: $0) }
      let old = try committed.map { ($0.path, try history.bytes($0)) }
      let uncommitted = try entry(IssueLogEntry(commit: nil), from: old, to: (issue.path, present))
      if uncommitted.file != nil { entries.append(uncommitted) }
    }
    return entries
  }

  private typealias Version = (path: String, bytes: [UInt8]?)

  /// Notes what became of an issue's file.
  private func entry(_ entry: IssueLogEntry, from old: Version?, to new: Version?) throws -> IssueLogEntry {
    var entry = entry
    entry.path = new?.path ?? old?.path
    guard old?.path != new?.path || old?.bytes != new?.bytes else { return entry }
    entry.file = old == nil ? .created : new == nil ? .deleted : old?.path == new?.path ? .edited : .moved
    guard let bytes = new?.bytes else { return entry }
    entry.fields = FieldDifference.changes(
      from: old?.bytes.map { Document(SourceText(path: old?.path ?? "", bytes: $0)) },
      to: Document(SourceText(path: new?.path ?? "", bytes: bytes)))
    return entry
  }

  private func add(_ file: FileDifference, to entry: inout IssueLogEntry, _ history: IssueInHistory) throws {
    let name = file.path.split(separator: "/").last.map(String.init) ?? ""
    guard file.old == nil, let blob = file.new, let comment = CommentName(fileName: name),
      let bytes = try history.bytes(blob)
    else {
      entry.otherPaths.append(file.path)
      return
    }
    let document = Document(SourceText(path: file.path, bytes: bytes))
    entry.comments.append(CommentReader.comment(document, name: comment))
  }

  /// The last change of each field of an issue, and of its text; of the status also by a commit's message.
  ///
  /// - Returns: The keys in the file's order, `text` last; without a commit what is not committed yet.
  /// - Throws: `VireoError` with the codes `no-such-issue` or `unreadable-repository`.
  public func blame(_ issue: Issue) throws -> [(key: String, value: String, commit: CommitSummary?)] {
    let snapshot = try snapshot()
    let source = StateSource(self, snapshot)
    if let error = source.error { throw error }
    guard let bytes = try snapshot.files.bytes(of: issue.path) else { throw IssueFinder.gone(issue) }
    let present = Document(SourceText(path: issue.path, bytes: bytes))
    let fields = FieldDifference.fields(present)
    guard let history = try source.history(of: issue) else { return fields.map { ($0.key, $0.value, nil) } }
    let reader = try CommitReader(self)
    var known: [IssueInHistory.File: [FieldDifference.Field]] = [:]
    func value(_ key: String, _ file: IssueInHistory.File?) throws -> String? {
      guard let file else { return fields.first { $0.key == key }?.value }
      let found =
        try known[file]
        ?? FieldDifference.fields(
          Document(SourceText(path: file.path, bytes: history.bytes(file) ?? [])))
      known[file] = found
      return found.first { $0.key == key }?.value
    }
    return try fields.map { field in
      if field.key == "status", let cause = issue.cause, cause.isByMessage, let id = ObjectID(hex: cause.commit.hex) {
        // A message decided since the word was written.
        return (field.key, issue.status, try reader.summary(id))
      }
      let writer = try history.lastWriter { try value(field.key, $0) == value(field.key, $1) }
      return (field.key, field.value, try writer.map { try reader.summary($0) })
    }
  }
}

/// What differs between two versions of an issue's file, by key.
enum FieldDifference {
  struct Field: Hashable {
    var key: String
    var value: String
  }

  /// The fields as they are written, and the text.
  static func fields(_ document: Document) -> [Field] {
    var fields = document.frontMatter.entries.map { entry in
      Field(key: entry.key, value: text(entry.value.plain))
    }
    if !document.body.isEmpty { fields.append(Field(key: "text", value: document.body)) }
    return fields
  }

  private static func text(_ value: FieldValue) -> String {
    switch value {
    case .none: ""
    case .text(let text): text
    case .list(let items): items.joined(separator: ", ")
    case .map(let fields): fields.map { "\($0.key): \(text($0.value))" }.joined(separator: ", ")
    }
  }

  static func changes(from old: Document?, to new: Document?) -> [IssueLogEntry.FieldChange] {
    let before = old.map(fields) ?? []
    let after = new.map(fields) ?? []
    let gone = before.filter { field in !after.contains { $0.key == field.key } }
    let changed = after.compactMap { field -> IssueLogEntry.FieldChange? in
      let previous = before.first { $0.key == field.key }
      guard previous?.value != field.value else { return nil }
      return IssueLogEntry.FieldChange(key: field.key, old: previous?.value, new: field.value)
    }
    return changed + gone.map { IssueLogEntry.FieldChange(key: $0.key, old: $0.value, new: nil) }
  }
}
