/// A value of an event that a rule can set.
package enum EventField: Sendable, Hashable {
  case level, environment, transaction, logger, release
  case tag(String)

  /// Reads a name as rules have it, `tags.NAME` for a tag.
  init?(_ name: String) {
    switch name {
    case "level": self = .level
    case "environment": self = .environment
    case "transaction": self = .transaction
    case "logger": self = .logger
    case "release": self = .release
    default:
      guard name.hasPrefix("tags."), name.utf8.count > 5 else { return nil }
      self = .tag(String(name.dropFirst(5)))
    }
  }

  /// All names but those of tags.
  static let names = ["level", "environment", "transaction", "logger", "release"]
}
