public import VireoModel
public import VireoQuery

/// A question as it is asked: conditions without names of saved queries, and how the answer is to be shown.
///
/// ``Tracker/question(_:)`` makes one of a text.
public struct Question: Sendable, Hashable {
  /// The conditions, in their shortest form.
  public var query: Query
  /// The order, where one is asked for.
  public var order: Order?
  /// The field to group by, where one is asked for.
  public var group: GroupKey?
  /// The columns of a table, where a saved query names them.
  public var columns: [IssueColumn]

  /// Creates a question.
  public init(query: Query, order: Order? = nil, group: GroupKey? = nil, columns: [IssueColumn] = []) {
    self.query = query
    self.order = order
    self.group = group
    self.columns = columns
  }
}
