/// One of the errors that an event is about.
package struct EventException: Sendable, Hashable {
  /// The class, as `KeyError`.
  package var type: String?
  /// What it says.
  package var value: String?
  /// Where the class comes from, as `shop.errors`.
  package var module: String?
  package var mechanism: EventMechanism?
  /// The calls under way, the one that failed first.
  package var frames: [EventFrame] = []

  package init() {}

  /// The class and the first line of what it says, as `KeyError: 'SKU-404'`.
  package var headline: String? {
    let line = value?.split(whereSeparator: \.isNewline).first.map(String.init)
    switch (type, line) {
    case (let type?, let line?): return "\(type): \(line)"
    case (let one?, nil), (nil, let one?): return one
    case (nil, nil): return nil
    }
  }
}

/// How an exception came to be reported.
package struct EventMechanism: Sendable, Hashable {
  /// As `generic`, `excepthook` or `flask`.
  package var type: String?
  /// False if nothing in the program would have caught it.
  package var isHandled: Bool?
  /// Whether the SDK made the exception itself, for a stack; its class means nothing then.
  package var isSynthetic = false
  /// Where it hangs in a tree of exceptions.
  package var id: Int?
  package var parentID: Int?
  /// Whether it only holds others together.
  package var isGroup = false
  /// What Apple's systems say of it: the domain and code of an NSError.
  package var systemError: String?

  package init() {}
}

/// A thread of the program at the moment of the event.
package struct EventThread: Sendable, Hashable {
  package var name: String?
  package var id: String?
  package var isCrashed = false
  package var isCurrent = false
  /// The calls under way, the innermost first.
  package var frames: [EventFrame] = []

  package init() {}
}
