package import VireoModel

/// A call that was under way when an event happened.
package struct EventFrame: Sendable, Hashable {
  /// The file as the sender shortens it, as `shop/pricing.py`.
  package var filename: String?
  /// The file as it was on the sender's machine, or its address.
  package var absolutePath: String?
  package var function: String?
  package var module: String?
  /// The binary, library or archive that the code is in.
  package var package: String?
  /// Counted from 1.
  package var line: Int?
  /// Counted from 1.
  package var column: Int?
  /// The lines around, as the program's machine has them.
  package var source: EventSource?
  package var variables: [JSONValue.Member] = []
  /// Whether the sender takes it for the program's own code; only a hint, which paths can overrule.
  package var isInAppHint: Bool?
  /// The language of this frame where it is not the event's.
  package var platform: String?
  package var instructionAddress: String?

  package init() {}
}

/// Lines of source around a frame.
package struct EventSource: Sendable, Hashable {
  package var before: [String]
  package var line: String
  package var after: [String]

  package init(before: [String] = [], line: String, after: [String] = []) {
    self.before = before
    self.line = line
    self.after = after
  }
}
