package import VireoModel

/// What Sentry's SDKs send, of all ages, and those that speak like them.
///
/// Follows Sentry's developer documentation ("Envelopes", "Authentication", "Rate Limiting", "Event Payloads") and,
/// where old clients differ from it, what they were seen to send.
package struct SentryProtocol: IntakeProtocol {
  package let name = "sentry"

  package init() {}

  package func endpoint(of request: IntakeRequest) -> IntakeEndpoint? {
    // [/prefix]/api/PROJECT/PURPOSE[/]
    let parts = request.path.split(separator: "/")
    guard parts.count >= 3, parts[parts.count - 3] == "api",
      let project = SentryProtocol.project(parts[parts.count - 2]),
      let purpose = IntakeEndpoint.Purpose(rawValue: String(parts[parts.count - 1])), purpose != .preflight
    else { return nil }
    if request.method == "OPTIONS" { return IntakeEndpoint(purpose: .preflight, project: project, key: nil) }
    let credentials = SentryCredentials(request)
    return IntakeEndpoint(purpose: purpose, project: project, key: credentials.key, client: credentials.client)
  }

  /// The number of a project: digits and nothing else.
  private static func project(_ text: Substring) -> Int? {
    text.utf8.allSatisfy { (0x30...0x39).contains($0) } ? Int(text) : nil
  }

  package func parts(of body: [UInt8], to endpoint: IntakeEndpoint) throws(IntakeRefusal) -> [IntakePart] {
    switch endpoint.purpose {
    case .envelope: return try SentryEnvelope.parts(of: body)
    case .store, .security:
      guard body.count <= IntakeItem.sizeLimit else { throw .tooLarge(limit: IntakeItem.sizeLimit) }
      return [IntakePart(type: "", range: body.indices)]
    case .preflight: return []
    }
  }

  package func item(of part: IntakePart, in body: [UInt8]) throws(IntakeRefusal) -> IntakeItem {
    guard part.type.isEmpty else { return SentryEnvelope.item(of: part, in: body) }
    let event: JSONValue
    do { event = try JSONReader.value(of: body) } catch { throw .malformed(error.description) }
    guard case .object = event else { throw .malformed("an event is an object") }
    return .event(event, id: event["event_id"]?.filledText.flatMap { EventID($0) })
  }

  package func key(in body: [UInt8]) -> String? { SentryEnvelope.key(in: body) }

  package func event(from body: JSONValue, id: EventID, received: Timestamp) -> ErrorEvent {
    SentryEventReader(body: body, received: received).event(id: id)
  }

  package func feedback(from body: JSONValue) -> UserFeedback? { SentryRecords.feedback(from: body) }

  package func logs(from body: JSONValue) -> [LogLine] { SentryRecords.logs(from: body) }

  package func path(of field: EventField) -> [String] {
    switch field {
    case .level: ["level"]
    case .environment: ["environment"]
    case .transaction: ["transaction"]
    case .logger: ["logger"]
    case .release: ["release"]
    case .tag(let name): ["tags", name]
    }
  }

  package func reply(to outcome: IntakeOutcome, at endpoint: IntakeEndpoint) -> IntakeReply {
    var reply =
      switch outcome {
      case .stored(let id):
        IntakeReply(
          status: 200, body: JSONValue.object(id.map { [.init("id", .text($0.description))] } ?? []).serialized())
      case .refused(let refusal): SentryProtocol.refusal(refusal, to: endpoint.client)
      }
    reply.headers.append(EventTag("access-control-allow-origin", "*"))
    reply.headers.append(
      EventTag("access-control-expose-headers", "x-sentry-error, x-sentry-rate-limits, retry-after"))
    if endpoint.purpose == .preflight {
      reply.headers.append(EventTag("access-control-allow-methods", "POST"))
      reply.headers.append(
        EventTag(
          "access-control-allow-headers",
          "x-sentry-auth, x-requested-with, origin, accept, content-type, content-encoding, authorization"))
      reply.headers.append(EventTag("access-control-max-age", "3600"))
    }
    return reply
  }

  private static func refusal(_ refusal: IntakeRefusal, to client: String?) -> IntakeReply {
    var reply = IntakeReply(status: refusal.status, body: "")
    let detail = refusal.detail
    reply.headers.append(EventTag("x-sentry-error", detail))
    if refusal == .wrongMethod { reply.headers.append(EventTag("allow", "POST, OPTIONS")) }
    if case .quota(let seconds) = refusal {
      reply.headers.append(EventTag("retry-after", String(seconds)))
      // No category named: it holds for all of them.
      reply.headers.append(EventTag("x-sentry-rate-limits", "\(seconds)::key"))
    }
    // After any failure raven sends nothing at all for a while, so an event that is no use to anybody is no failure.
    if reply.status == 400, let client, client.hasPrefix("raven") { reply.status = 200 }
    reply.body = JSONValue.object([.init("detail", .text(detail))]).serialized()
    return reply
  }
}

extension IntakeRefusal {
  /// The status of HTTP that says it (RFC 9110, RFC 6585, RFC 4918).
  package var status: Int {
    switch self {
    case .keyMissing: 401
    case .keyRefused: 403
    case .wrongMethod: 405
    case .tooSlow: 408
    case .malformed: 400
    case .tooLarge: 413
    case .unknownEncoding: 415
    case .quota: 429
    case .noRoom: 507
    case .unavailable: 503
    }
  }

  /// What is wrong, for whoever reads an SDK's log.
  package var detail: String {
    switch self {
    case .keyMissing: "no key came with the request"
    case .keyRefused: "the key is not one of this project"
    case .wrongMethod: "events come with POST"
    case .tooSlow: "the body takes too long to arrive"
    case .malformed(let reason): "the body can't be read: \(reason)"
    case .tooLarge(let limit): "the body is larger than \(limit) bytes"
    case .unknownEncoding(let name): "the encoding \(name) is not known; gzip, deflate and br are"
    case .quota(let seconds): "too much came with this key; it may go on in \(seconds) s"
    case .noRoom: "the server's disk has no room"
    case .unavailable: "the server can't take events now"
    }
  }
}

/// The key of a request, from wherever the SDK puts it.
struct SentryCredentials {
  var key: String?
  var client: String?

  init(_ request: IntakeRequest) {
    let header =
      request.header("x-sentry-auth")
      ?? request.header("authorization").flatMap { value in
        value.lowercased().hasPrefix("sentry ") ? value : nil
      }
    if let header { read(header) }
    key = key ?? request.queryValue("sentry_key")
    client = client ?? request.queryValue("sentry_client")
    if key?.isEmpty == true { key = nil }
  }

  /// Reads `Sentry sentry_key=…, sentry_version=7, …`, in any order.
  private mutating func read(_ header: String) {
    var fields = header[...]
    if let blank = fields.firstIndex(of: " "), fields[..<blank].lowercased() == "sentry" { fields = fields[blank...] }
    for field in fields.split(separator: ",") {
      let parts = field.split(separator: "=", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let value = parts[1].trimming { $0 == " " }
      switch parts[0].trimming({ $0 == " " }) {
      case "sentry_key": key = String(value)
      case "sentry_client": client = String(value)
      default: break
      }
    }
  }
}

extension Substring {
  /// The text without such characters at both ends.
  func trimming(_ unwanted: (Character) -> Bool) -> Substring {
    var text = drop(while: unwanted)
    while let last = text.last, unwanted(last) { text.removeLast() }
    return text
  }
}
