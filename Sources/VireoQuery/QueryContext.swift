public import VireoModel

/// What the meaning of a query's text depends on.
public struct QueryContext: Sendable {
  /// The project's words and fields.
  public var config: Config
  /// The present moment in seconds since 1970, UTC.
  public var now: Int64
  /// Who `@me` is, if that is known.
  public var me: Handle?
  /// The names of the saved queries.
  public var savedQueries: [String]

  /// Creates a context.
  public init(config: Config = Config(), now: Int64, me: Handle? = nil, savedQueries: [String] = []) {
    self.config = config
    self.now = now
    self.me = me
    self.savedQueries = savedQueries
  }
}
