public import VireoModel

/// A question as people type it: conditions, an order and groups.
///
/// `docs/queries.md` defines the language.
public struct QueryText: Sendable, Hashable {
  /// The conditions, in their shortest form.
  public var query: Query
  /// The order, where one is asked for.
  public var order: Order?
  /// The field to group by, where one is asked for.
  public var group: GroupKey?

  /// Creates a question.
  public init(query: Query, order: Order? = nil, group: GroupKey? = nil) {
    self.query = query
    self.order = order
    self.group = group
  }

  /// Reads a text; what is wrong first in it is thrown.
  public init(_ text: String, in context: QueryContext) throws(QueryError) {
    var parser = QueryParser(QuerySource(text), context)
    query = try parser.query()
    order = parser.order
    group = parser.groupKey
  }

  /// A text that is read as the same question, with absolute times, by the names of the same config.
  public func text(in config: Config = Config()) -> String {
    var parts = [QueryPrinter(config).text(query)]
    if let group { parts.append("group:" + group.rawValue.asValue()) }
    if let order, !order.terms.isEmpty {
      parts.append("sort:" + order.terms.map { $0.description.asValue() }.joined(separator: ","))
    }
    return parts.filter { !$0.isEmpty }.joined(separator: " ")
  }
}
