import VireoFormat
public import VireoModel
import VireoStore

/// Changes that are made together; see ``Tracker/edit(commit:_:)``.
public struct TrackerEdit {
  let tracker: Tracker
  var transaction: Transaction
  /// What is done, for a commit's message.
  ///
  /// No words that would close an issue are in it.
  var summary: [String] = []
  private let history = EditHistory()

  init(tracker: Tracker, transaction: Transaction) {
    self.tracker = tracker
    self.transaction = transaction
  }

  private var maker: FieldEditMaker { FieldEditMaker(config: tracker.config) }

  /// Files a new issue under the next free number.
  ///
  /// - Parameters:
  ///   - title: One line.
  ///   - body: Markdown.
  ///   - author: Who files it.
  ///   - fields: Other keys with their values, as ``set(_:of:to:)`` takes them.
  ///   - template: The name of a file in `templates/` that it begins as.
  /// - Returns: The number, and the path of its file.
  /// - Throws: `VireoError` with the codes `invalid-edit`, `no-text` or `file-missing`.
  public mutating func newIssue(
    title: String, body: String = "", author: Handle? = nil, fields: [(key: String, value: String)] = [],
    template: String? = nil
  ) throws -> (number: IssueNumber, path: String) {
    var random = tracker.environment.makeRandom()
    let uid = UID.make(using: &random)
    return try newIssue(uid: uid, title: title, body: body, author: author, fields: fields, template: template)
  }

  /// Files a new issue of a given identity; else as ``newIssue(title:body:author:fields:template:)``.
  package mutating func newIssue(
    uid: UID, title: String, body: String, author: Handle? = nil, fields: [(key: String, value: String)],
    template: String? = nil
  ) throws -> (number: IssueNumber, path: String) {
    guard !title.trimmingSpaces.isEmpty else {
      throw VireoError(.noText, "an issue needs a title", state: "nothing was written", advice: "give one with -t")
    }
    let now = tracker.environment.now()
    var edits: [FieldEdit] = [.set("uid", .text(uid.text), .text)]
    let given = Set(fields.map(\.key))
    if !given.contains("status"), try templateSource(template)?.hasKey("status") != true {
      edits.append(try maker.set("status", to: tracker.config.word(for: .open)))
    }
    if let author { edits.append(try maker.set("author", to: author.text)) }
    edits.append(.set("created", .text(now.description), .bare))
    for field in fields { edits.append(try maker.set(field.key, to: field.value)) }
    let title = try maker.set("title", to: title)
    guard case .set(_, .text(let text), _) = title else { return try newIssue(title: "") }
    let made = try transaction.add(
      NewIssue(title: text, body: body, edits: edits, template: try templateSource(template)))
    summary.append("new #\(made.number)")
    return made
  }

  private func templateSource(_ name: String?) throws -> SourceText? {
    guard let name else { return nil }
    let path = Layout.folder + "/templates/\(name).md"
    guard !name.contains("/"), let bytes = try transaction.bytes(of: path) else {
      let names = try transaction.snapshot().files.entries(in: Layout.folder + "/templates") ?? []
      let known = names.filter { $0.name.hasSuffix(".md") }.map { String($0.name.dropLast(3)) }.sorted()
      throw VireoError(
        .fileMissing, "there is no template '\(name)'" + Nearest.suggestion(for: name, among: known),
        state: "nothing was written",
        advice: known.isEmpty ? "add \(path)" : "use one of \(known.joined(separator: ", "))")
    }
    return SourceText(path: path, bytes: bytes)
  }

  /// Finds an issue as the files have it at this moment.
  ///
  /// - Throws: As ``Tracker/issue(_:)``.
  public func issue(_ name: IssueName) throws -> Issue {
    let snapshot = try transaction.snapshot()
    let file = try IssueFinder(snapshot).file(name)
    guard var issue = file.issue, let document = file.document else { throw IssueFinder.broken(file) }
    let source = history.source(tracker, snapshot)
    if let pending = source.table.set(&issue, document), let answer = try source.answers([pending]).first {
      issue.apply(answer, tracker.config)
    }
    return issue
  }

  /// Sets keys of an issue; commas separate the items of a list, and an empty text takes the key away.
  ///
  /// A new status gets its date beside it.
  ///
  /// - Throws: `VireoError` with the codes `invalid-edit`, `transition-not-allowed` or `broken-file`.
  public mutating func set(_ key: String, of issue: Issue, to value: String) throws {
    if key == "status" {
      let date = tracker.environment.now()
      try transaction.edit(
        issue.path, fields: SetStatus.edits(for: issue, to: value, at: date, config: tracker.config))
    } else {
      try transaction.edit(issue.path, fields: [maker.set(key, to: value)])
    }
    note("\(issue.displayName) edited")
  }

  /// Takes a key away from an issue.
  public mutating func unset(_ key: String, of issue: Issue) throws {
    try transaction.edit(issue.path, fields: [maker.unset(key)])
    note("\(issue.displayName) edited")
  }

  /// Adds items to a list of an issue, where they are missing.
  public mutating func add(_ items: [String], to key: String, of issue: Issue) throws {
    try transaction.edit(issue.path, fields: [maker.add(key, items)])
    note("\(issue.displayName) edited")
  }

  /// Removes items from a list of an issue, where they are.
  public mutating func remove(_ items: [String], from key: String, of issue: Issue) throws {
    try transaction.edit(issue.path, fields: [maker.remove(key, items)])
    note("\(issue.displayName) edited")
  }

  /// Gives an issue another text.
  public mutating func setBody(of issue: Issue, to body: String) throws {
    try transaction.edit(issue.path, body: body)
    note("\(issue.displayName) edited")
  }

  /// Closes an issue.
  ///
  /// - Parameters:
  ///   - issue: The issue.
  ///   - resolution: Why; the first of the configured ones if it is `nil`, or `duplicate` with an original.
  ///   - original: The issue that it is a duplicate of.
  /// - Returns: Whether anything had to be changed.
  @discardableResult
  public mutating func close(
    _ issue: Issue, resolution: String? = nil, duplicateOf original: Issue? = nil
  ) throws -> Bool {
    let config = tracker.config
    if issue.state == .closed, resolution == nil, original == nil { return false }
    var edits: [FieldEdit] = []
    if issue.state == .open {
      let word = config.word(for: .closed)
      edits += try SetStatus.edits(for: issue, to: word, at: tracker.environment.now(), config: config)
    }
    let implied = original != nil && config.resolutions.contains("duplicate") ? "duplicate" : config.resolutions.first
    if let word = resolution ?? implied { edits.append(try maker.set("resolution", to: word)) }
    if let original {
      guard original.path != issue.path else {
        throw VireoError(
          .invalidEdit, "an issue can't be a duplicate of itself", state: "nothing was written",
          advice: "name another issue")
      }
      let name = original.number?.description ?? original.uid?.text ?? ""
      edits.append(try maker.set("duplicate-of", to: name))
    }
    try transaction.edit(issue.path, fields: edits)
    note("\(issue.displayName) closed")
    return true
  }

  /// Opens an issue again; its resolution goes, and what kept it archived.
  ///
  /// The date of the status is written even if the file says that the issue is open, since a commit's message may
  /// have closed it.
  public mutating func reopen(_ issue: Issue) throws {
    let config = tracker.config
    let word = issue.state == .open ? issue.status : config.word(for: .open)
    var edits = try SetStatus.edits(for: issue, to: word, at: tracker.environment.now(), config: config)
    edits += [.unset("resolution"), .unset("duplicate-of"), .unset("archived")]
    try transaction.edit(issue.path, fields: edits)
    note("\(issue.displayName) reopened")
  }

  /// Adds a comment to an issue.
  ///
  /// - Returns: The path of its file.
  /// - Throws: `VireoError` with the code `no-text`.
  @discardableResult
  public mutating func comment(
    on issue: Issue, author: Handle, body: String, replyTo: String? = nil
  ) throws -> String {
    guard !body.trimmingSpaces.isEmpty else {
      throw VireoError(
        .noText, "a comment needs a text", state: "nothing was written", advice: "give one with -b or -F")
    }
    var random = tracker.environment.makeRandom()
    let new = NewComment(author: author, date: tracker.environment.now(), body: body, replyTo: replyTo)
    let path = try add(new, issue, &random)
    note("comment on \(issue.displayName)")
    return path
  }

  private mutating func add(
    _ new: NewComment, _ issue: Issue, _ random: inout some RandomNumberGenerator
  ) throws -> String {
    try transaction.add(new, in: String(issue.path.dropLast(3)), random: &random)
  }

  /// Keeps a file with an issue.
  ///
  /// - Returns: The path that it got; a name that is taken by another file gets a number.
  @discardableResult
  public mutating func attach(_ bytes: [UInt8], named name: String, to issue: Issue) throws -> String {
    let path = try transaction.attach(bytes, named: name, in: String(issue.path.dropLast(3)))
    note("attachment of \(issue.displayName)")
    return path
  }

  /// Changes a file of the work tree that is none of the tracker's, as a README.
  ///
  /// - Parameters:
  ///   - path: The path from the top of the work tree.
  ///   - edit: Makes the new bytes of the present ones; it is called again if somebody changes the file in between.
  /// - Throws: `VireoError` with the code `file-missing`, and what the function throws.
  public mutating func rewrite(_ path: String, _ edit: @escaping ([UInt8]) throws -> [UInt8]) throws {
    try transaction.edit(path, edit)
    note("render \(path)")
  }

  func refusal(_ message: String, _ advice: String) -> VireoError {
    VireoError(.invalidEdit, message, state: "nothing was written", advice: advice)
  }

  private mutating func note(_ text: String) {
    if summary.last != text { summary.append(text) }
  }
}

/// The history that an edit asks, opened once.
private final class EditHistory {
  private var opened: StateSource?

  func source(_ tracker: Tracker, _ snapshot: Snapshot) -> StateSource {
    let source = opened ?? StateSource(tracker, snapshot)
    opened = source
    return source
  }
}

extension SourceText {
  fileprivate func hasKey(_ key: String) -> Bool { FrontMatterParser.parse(self).entry(key) != nil }
}
