import Vireo

/// An issue with what its columns need beside its fields.
struct IssueRow {
  let issue: Issue
  var contents: IssueContents?
  var closed: Timestamp?
  var updated: Timestamp?
  /// What is recorded of its events.
  var events: EventCounts?
  /// The links of all texts.
  var links: LinkIndex?

  func text(_ column: IssueColumn) -> String {
    column.text(of: issue, contents: contents, closed: closed, updated: updated, events: events)
  }
}

/// Issues with what else is known of them; one is copied only where it is taken out.
struct IssueRows: RandomAccessCollection, Sendable {
  let issues: [Issue]
  /// In the same order, where they are needed.
  private var contents: [IssueContents]?
  private var closed: [Timestamp?]?
  private var updated: [Timestamp?]?
  private var events: [UID: EventCounts]?
  private var links: LinkIndex?

  /// Reads what is needed.
  ///
  /// - Throws: `VireoError`, as the tracker does.
  init(_ issues: [Issue], with parts: IssueParts, from tracker: Tracker) throws {
    self.issues = issues
    if parts.contains(.contents) { contents = try tracker.contents(of: issues) }
    if parts.contains(.closingDate) { closed = try tracker.closingDates(of: issues) }
    if parts.contains(.updateDate) { updated = try tracker.updateDates(of: issues) }
    if parts.contains(.events) { events = try tracker.eventCounts() }
    if parts.contains(.links) { links = try tracker.links() }
  }

  var startIndex: Int { 0 }
  var endIndex: Int { issues.count }

  subscript(index: Int) -> IssueRow {
    IssueRow(
      issue: issues[index], contents: contents?[index], closed: closed?[index], updated: updated?[index],
      events: issues[index].uid.flatMap { events?[$0] }, links: links)
  }
}
