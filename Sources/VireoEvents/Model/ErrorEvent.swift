package import VireoModel

/// One report of a running program, in the form that every protocol is read into.
///
/// Orders are the same whatever the sender's is: the exception that was thrown comes before its causes, and the call
/// that failed before those around it. All texts are the sender's and may hold anything.
package struct ErrorEvent: Sendable, Hashable {
  /// What is reported.
  package enum Kind: String, Sendable, Hashable {
    /// An exception, or a message that was logged.
    case error
    /// What a user says.
    case feedback
    /// What a browser's policy kept from happening.
    case security
  }

  package var id: EventID
  package var kind = Kind.error
  /// When it happened by the sender's clock, if that says something likely; else when it arrived.
  package var time: Timestamp
  /// When it arrived.
  package var received: Timestamp
  package var level = EventLevel.error
  /// The language, as `python`.
  package var platform: String?
  package var message: EventMessage?
  /// The exception that was thrown, then its causes; of a tree, every exception before those in it.
  package var exceptions: [EventException] = []
  package var threads: [EventThread] = []
  /// The calls of an event without exception, the innermost first.
  package var frames: [EventFrame] = []
  /// The place in a template that failed, as old clients tell it apart from the frames.
  package var template: EventFrame?

  package var release: String?
  package var distribution: String?
  package var environment: String?
  package var server: String?
  package var logger: String?
  /// What the program was doing, as a route or the name of a job.
  package var transaction: String?
  /// The culprit that old clients name themselves.
  package var culprit: String?
  package var fingerprint: [String] = []

  package var user: EventUser?
  package var request: EventRequest?
  package var tags: [EventTag] = []
  package var breadcrumbs: [Breadcrumb] = []
  package var contexts: [JSONValue.Member] = []
  package var extra: [JSONValue.Member] = []
  /// The libraries of the program, name and version.
  package var modules: [JSONValue.Member] = []
  package var flags: [EventTag] = []
  package var traceID: String?
  package var sdk: EventSDK?
  package var security: SecurityReport?

  package init(id: EventID, time: Timestamp, received: Timestamp) {
    self.id = id
    self.time = time
    self.received = received
  }

  /// Whether the program would have caught it; `nil` if the sender doesn't say.
  ///
  /// It is unhandled as soon as one of its exceptions is.
  package var isHandled: Bool? {
    let answers = exceptions.compactMap { $0.mechanism?.isHandled }
    return answers.isEmpty ? nil : !answers.contains(false)
  }
}

/// A message, with what varies in it apart from it where the sender keeps both.
package struct EventMessage: Sendable, Hashable {
  /// The text before its values were put in, as `no stock for %s`.
  package var template: String?
  /// The text as a reader sees it.
  package var text: String

  package init(template: String? = nil, text: String) {
    self.template = template
    self.text = text
  }
}

/// A name with a value.
package struct EventTag: Sendable, Hashable {
  package var name: String
  package var value: String

  package init(_ name: String, _ value: String) {
    self.name = name
    self.value = value
  }
}

/// Who was hit.
package struct EventUser: Sendable, Hashable {
  package var id: String?
  package var username: String?
  package var email: String?
  package var address: String?
  /// What else the sender says of them.
  package var other: [JSONValue.Member] = []

  package init() {}

  /// What tells this user from others: the first of id, username, e-mail and address that is there.
  package var identity: String? { id ?? username ?? email ?? address }
}

/// The HTTP request in which it happened.
package struct EventRequest: Sendable, Hashable {
  package var method: String?
  package var url: String?
  package var query: String?
  package var headers: [EventTag] = []
  package var cookies: [EventTag] = []
  package var data: JSONValue?
  package var environment: [JSONValue.Member] = []

  package init() {}
}

/// A step on the way to the event.
package struct Breadcrumb: Sendable, Hashable {
  package var time: Timestamp?
  package var type: String?
  package var category: String?
  package var level: EventLevel?
  package var message: String?
  package var data: [JSONValue.Member] = []

  package init() {}
}

/// Who sent it.
package struct EventSDK: Sendable, Hashable {
  package var name: String
  package var version: String?

  package init(name: String, version: String? = nil) {
    self.name = name
    self.version = version
  }
}

/// What a browser reports of its Content-Security-Policy.
package struct SecurityReport: Sendable, Hashable {
  package var directive: String
  package var blocked: String
  package var document: String?

  package init(directive: String, blocked: String, document: String? = nil) {
    self.directive = directive
    self.blocked = blocked
    self.document = document
  }
}
