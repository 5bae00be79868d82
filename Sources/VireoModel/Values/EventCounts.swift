/// What a record of events knows of an issue that was made of them.
public struct EventCounts: Sendable, Hashable {
  /// How many there were.
  public var events: Int
  /// How many users had them; those are told apart up to a bound.
  public var users: Int
  /// When the last one happened.
  public var last: Timestamp
  /// In which releases they happened.
  public var releases: [String]
  /// In which environments they happened.
  public var environments: [String]

  /// Creates counts.
  public init(events: Int, users: Int, last: Timestamp, releases: [String] = [], environments: [String] = []) {
    self.events = events
    self.users = users
    self.last = last
    self.releases = releases
    self.environments = environments
  }

  /// Reads all of a record in a folder, by the issues' uids; of what was never recorded nothing.
  public typealias Reader = @Sendable (_ folder: String) throws -> [UID: EventCounts]
}
