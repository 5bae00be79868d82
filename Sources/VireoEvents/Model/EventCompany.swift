package import VireoModel

/// What somebody says of an error that they had.
package struct UserFeedback: Sendable, Hashable {
  /// The event that it is about, if it is about one.
  package var event: EventID?
  /// Who says it, as far as that is kept.
  package var name: String?
  package var text: String

  package init(event: EventID?, name: String?, text: String) {
    (self.event, self.name, self.text) = (event, name, text)
  }
}

/// A line that a program logged.
package struct LogLine: Sendable, Hashable {
  package var time: Timestamp?
  /// The level, as the sender writes it.
  package var level: String
  package var text: String
  /// What else was done for the same request, in which programs ever, has the same id.
  package var traceID: String?

  package init(time: Timestamp?, level: String, text: String, traceID: String?) {
    (self.time, self.level, self.text, self.traceID) = (time, level, text, traceID)
  }
}
