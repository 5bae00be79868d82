package import VireoModel

/// How SDKs of one family report: where they send, in what form, and what answer they want.
///
/// A protocol is pure: it reads bytes into values and makes answers of outcomes. Whoever holds the socket keeps the
/// limits, and whoever holds the disk keeps the events.
package protocol IntakeProtocol: Sendable {
  /// The word that is kept with an event, by which its body is read again.
  var name: String { get }

  /// What a request is to this protocol; `nil` if it belongs to another.
  func endpoint(of request: IntakeRequest) -> IntakeEndpoint?

  /// Where the parts of a body are, before any of them is read.
  ///
  /// - Parameter body: The bytes without any `Content-Encoding`.
  /// - Throws: ``IntakeRefusal`` if nothing of it can be understood, or a part is too large to be read.
  func parts(of body: [UInt8], to endpoint: IntakeEndpoint) throws(IntakeRefusal) -> [IntakePart]

  /// Reads a part.
  ///
  /// - Throws: ``IntakeRefusal`` if the body is nothing but this part, which can't be understood.
  func item(of part: IntakePart, in body: [UInt8]) throws(IntakeRefusal) -> IntakeItem

  /// The event that a body of an item says.
  ///
  /// - Parameters:
  ///   - body: What ``item(of:in:)`` gave, scrubbed.
  ///   - id: The identity if the body has none.
  ///   - received: When it arrived.
  func event(from body: JSONValue, id: EventID, received: Timestamp) -> ErrorEvent

  /// What a kept body of the kind `feedback` says; `nil` if nothing.
  func feedback(from body: JSONValue) -> UserFeedback?

  /// The lines of a kept body of the kind `log`.
  func logs(from body: JSONValue) -> [LogLine]

  /// Where a body has a value: the names on the way to it.
  func path(of field: EventField) -> [String]

  /// The key that a body holds, for requests that brought none.
  func key(in body: [UInt8]) -> String?

  /// The answer that the SDK takes for this outcome.
  func reply(to outcome: IntakeOutcome, at endpoint: IntakeEndpoint) -> IntakeReply
}

extension IntakeProtocol {
  /// All that a body holds, at once.
  package func items(of body: [UInt8], to endpoint: IntakeEndpoint) throws(IntakeRefusal) -> [IntakeItem] {
    var items: [IntakeItem] = []
    for part in try parts(of: body, to: endpoint) { items.append(try item(of: part, in: body)) }
    return items
  }
}

/// A part of a body that was not read yet.
package struct IntakePart: Sendable, Hashable {
  /// What it is, in the protocol's word, `event` for an event; empty where a body is nothing but one.
  package var type: String
  /// Its bytes in the body.
  package var range: Range<Int>
  /// What is said of it outside of these, as far as it matters.
  package var filename: String?
  package var contentType: String?
  package var id: EventID?
  /// How many things of its kind it has.
  package var count = 1
  /// Why it can't be read; its bytes mean nothing then.
  package var fault: String?

  /// Whether it is an event, of which a key's quota counts each.
  package var isEvent: Bool { type.isEmpty || type == "event" }

  package init(type: String, range: Range<Int>, fault: String? = nil) {
    (self.type, self.range, self.fault) = (type, range, fault)
  }
}

/// The head of an HTTP request, as far as a protocol looks at it.
package struct IntakeRequest: Sendable, Hashable {
  package var method: String
  /// The path without the query, percent-escapes as they came.
  package var path: String
  package var query: String
  /// Names in small letters.
  package var headers: [EventTag]

  package init(method: String, path: String, query: String = "", headers: [EventTag] = []) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
  }

  /// The first header of this name, which is given in small letters.
  package func header(_ name: String) -> String? { headers.first { $0.name == name }?.value }

  /// The first value of a name in the query, without percent-escapes.
  package func queryValue(_ name: String) -> String? {
    for pair in query.split(separator: "&") {
      let parts = pair.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard parts.count == 2, parts[0] == name else { continue }
      return PercentEncoding.decoded(parts[1])
    }
    return nil
  }
}

/// Where a request wants to go, and with what right.
package struct IntakeEndpoint: Sendable, Hashable {
  /// What is done with what arrives.
  package enum Purpose: String, Sendable, Hashable {
    case store, envelope, security
    /// A browser asks whether a page may send here.
    case preflight
  }

  package var purpose: Purpose
  /// The project as the sender names it.
  package var project: Int
  /// The key that came with the request, in the address or in a header; an envelope may hold another.
  package var key: String?
  /// The SDK, as it names itself.
  package var client: String?

  package init(purpose: Purpose, project: Int, key: String?, client: String? = nil) {
    self.purpose = purpose
    self.project = project
    self.key = key
    self.client = client
  }
}

/// One thing of a body.
package enum IntakeItem: Sendable, Hashable {
  /// An event, as the sender's JSON.
  case event(JSONValue, id: EventID?)
  /// A file that belongs to the event of the same body.
  case attachment(EventAttachment)
  /// What is counted or kept beside events, as the sender's JSON.
  case record(RecordKind, JSONValue)
  /// What is counted and dropped, by its type, with how many there were.
  case dropped(type: String, count: Int)
  /// What could not be understood, by its type and the reason.
  case broken(type: String, reason: String)

  /// The most bytes of an item's JSON; a larger one is refused before it is read, which takes many times its size.
  package static let sizeLimit = 1 << 20

  /// What is kept beside events.
  package enum RecordKind: String, Sendable, Hashable {
    case session, sessions, checkIn, feedback, log, clientReport
  }
}

/// A file that came with an event.
package struct EventAttachment: Sendable, Hashable {
  /// The name as the sender has it, which is no path to write to.
  package var filename: String
  package var contentType: String?
  /// How many bytes it has.
  package var size: Int

  package init(filename: String, contentType: String? = nil, size: Int) {
    self.filename = filename
    self.contentType = contentType
    self.size = size
  }
}

/// Why a request is not taken in.
package enum IntakeRefusal: Error, Sendable, Hashable {
  /// No key came with it.
  case keyMissing
  /// The key is unknown, revoked or of another project.
  case keyRefused
  /// Events come with POST.
  case wrongMethod
  /// The body is none of the protocol's.
  case malformed(String)
  /// The body takes too long to arrive.
  case tooSlow
  /// The body, or what comes out of it, is larger than `limit` bytes.
  case tooLarge(limit: Int)
  /// The body is encoded in a way that is not known.
  case unknownEncoding(String)
  /// Too much came with this key; it may go on after `seconds`.
  case quota(seconds: Int)
  /// The disk has no room.
  case noRoom
  /// The server is stopping, or has more to do than it can hold.
  case unavailable
}

/// What became of a request.
package enum IntakeOutcome: Sendable, Hashable {
  /// Everything is durable; the identity is that of the first event.
  case stored(EventID?)
  case refused(IntakeRefusal)
}

/// An answer over HTTP.
package struct IntakeReply: Sendable, Hashable {
  package var status: Int
  package var headers: [EventTag]
  package var body: String

  package init(status: Int, headers: [EventTag] = [], body: String) {
    self.status = status
    self.headers = headers
    self.body = body
  }
}
