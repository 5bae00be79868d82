import VireoFormat
public import VireoModel
import VireoQuery
import VireoStore

/// What is to be changed of a milestone's file.
public struct MilestoneChanges: Sendable, Hashable {
  /// What it is about, in one line; an empty text takes the key away, here and below.
  public var title: String?
  /// When work on it begins, as a date of RFC 3339.
  public var start: String?
  /// When it should be reached.
  public var due: String?
  /// Its place among the others, a number.
  public var order: String?
  /// The Markdown behind the front matter.
  public var body: String?

  /// Creates changes; what is `nil` stays as it is.
  public init(
    title: String? = nil, start: String? = nil, due: String? = nil, order: String? = nil, body: String? = nil
  ) {
    (self.title, self.start, self.due, self.order, self.body) = (title, start, due, order, body)
  }

  /// Whether nothing is to be changed.
  public var isEmpty: Bool { self == MilestoneChanges() }
}

extension TrackerEdit {
  /// Makes a new open milestone.
  ///
  /// - Returns: The path of its file.
  /// - Throws: `VireoError` with the code `invalid-edit` for a name that none can have or that is taken, and for values
  ///   that are none.
  @discardableResult
  public mutating func newMilestone(named name: String, _ changes: MilestoneChanges = .init()) throws -> String {
    try checkName(name, instead: nil)
    let milestone = Milestone(name: name)
    let edits = try edits(changes) + [.set("state", .text(IssueState.open.rawValue), .text)]
    transaction.create(
      milestone.path, try DocumentWriter.issue(path: milestone.path, edits: edits, body: changes.body ?? ""))
    summary.append("milestone \(name)")
    return milestone.path
  }

  /// Changes a milestone's file.
  ///
  /// - Returns: The path of its file.
  /// - Throws: `VireoError` with the code `invalid-edit` for values that are none.
  @discardableResult
  public mutating func edit(_ milestone: Milestone, _ changes: MilestoneChanges) throws -> String {
    try transaction.edit(milestone.path, fields: edits(changes))
    if let body = changes.body { try transaction.edit(milestone.path, body: body) }
    summary.append("milestone \(milestone.name) edited")
    return milestone.path
  }

  /// Closes a milestone or opens it again.
  ///
  /// - Parameters:
  ///   - milestone: The milestone.
  ///   - state: What it is to be.
  ///   - other: The milestone that its open issues move to; they stay if it is `nil`.
  /// - Returns: The issues that moved.
  @discardableResult
  public mutating func set(
    _ milestone: Milestone, to state: IssueState, movingOpenIssuesTo other: Milestone? = nil
  ) throws -> [Issue] {
    if milestone.state != state {
      try transaction.edit(milestone.path, fields: [.set("state", .text(state.rawValue), .text)])
    }
    // The word that closes an issue is not in a message.
    summary.append("milestone \(milestone.name) \(state == .open ? "open again" : "done")")
    guard let other else { return [] }
    return try move(issues(of: milestone.name).filter { $0.state == .open }, to: other.name)
  }

  /// Gives a milestone another name, and every issue that names it.
  ///
  /// - Returns: The path of its file, and the issues that name it.
  /// - Throws: `VireoError` with the code `invalid-edit` for a name that none can have or that is taken.
  @discardableResult
  public mutating func rename(_ milestone: Milestone, to name: String) throws -> (path: String, issues: [Issue]) {
    try checkName(name, instead: milestone.name)
    let path = Milestone(name: name).path
    if path != milestone.path { transaction.move(milestone.path, to: path) }
    summary.append("milestone \(milestone.name) is \(name)")
    return (path, try move(issues(of: milestone.name), to: name))
  }

  private func issues(of name: String) throws -> [Issue] {
    let query = Query.condition(.text(.milestone, .equals(name)))
    return try tracker.issues(matching: query, sortedBy: Order([.init(.number)])).issues.filter { $0.milestone == name }
  }

  private mutating func move(_ issues: [Issue], to name: String) throws -> [Issue] {
    for issue in issues { try transaction.edit(issue.path, fields: [.set("milestone", .text(name), .text)]) }
    return issues
  }

  private func edits(_ changes: MilestoneChanges) throws -> [FieldEdit] {
    var edits: [FieldEdit] = []
    func set(_ key: String, _ text: String?, _ kind: ScalarWriter.Kind, _ isRight: (String) -> Bool, _ advice: String)
      throws
    {
      guard let text else { return }
      guard !text.isEmpty else { return edits.append(.unset(key)) }
      guard isRight(text) else { throw refusal("'\(text)' can't be the value of '\(key)'", advice) }
      edits.append(.set(key, .text(text), kind))
    }
    let date = "give a date as 2026-12-31"
    try set("title", changes.title, .text, { !$0.contains(where: \.isNewline) }, "give one line")
    try set("start", changes.start, .bare, { Timestamp($0) != nil }, date)
    try set("due", changes.due, .bare, { Timestamp($0) != nil }, date)
    try set("order", changes.order, .bare, { MilestoneReader.number($0) != nil }, "give a number, as 1 or 2.5")
    return edits
  }

  private func checkName(_ name: String, instead old: String?) throws {
    guard EntryName.isValid(name) else {
      throw refusal("'\(name)' can't be the name of a milestone", EntryName.advice)
    }
    let names = try NamedFiles(transaction.snapshot().files, in: Layout.milestonesFolder).names()
    if let other = names.first(where: { $0 != old && $0.lowercased() == name.lowercased() }) {
      throw refusal(
        "there is a milestone '\(other)' already" + (other == name ? "" : ", which differs only in case"),
        "take another name")
    }
  }
}
