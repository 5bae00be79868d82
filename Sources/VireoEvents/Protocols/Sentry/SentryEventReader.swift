import VireoModel

/// Reads the JSON of one event, whatever the age of the client.
///
/// No field is required, and one of a wrong type is as if it were not there; it stays in the event's body.
struct SentryEventReader {
  let body: JSONValue
  let received: Timestamp

  func event(id: EventID) -> ErrorEvent {
    var event = ErrorEvent(id: id, time: time ?? received, received: received)
    event.platform = text("platform")
    event.level = body["level"].flatMap(SentryEventReader.level) ?? .error
    event.message = message
    event.exceptions = exceptions
    event.threads = list("threads").compactMap { thread($0) }
    event.frames = body["stacktrace"].map(SentryFrames.frames) ?? []
    event.template = (body["template"] ?? body["sentry.interfaces.Template"]).flatMap(SentryFrames.frame)
    event.release = text("release")
    event.distribution = text("dist")
    event.environment = text("environment")
    event.server = text("server_name")
    event.logger = text("logger")
    event.transaction = text("transaction")
    event.culprit = text("culprit")
    event.fingerprint = body["fingerprint"]?.items.compactMap(\.scalarText) ?? []
    event.tags = pairs(body["tags"])
    event.user = body["user"].flatMap(user)
    event.request = (body["request"] ?? body["sentry.interfaces.Http"]).flatMap(request)
    event.breadcrumbs = list("breadcrumbs").compactMap(breadcrumb)
    event.contexts = contexts
    event.extra = body["extra"]?.members ?? []
    event.modules = body["modules"]?.members ?? []
    event.flags = flags
    event.traceID = body["contexts"]?["trace"]?["trace_id"]?.filledText
    event.sdk = sdk
    if body["type"] == .text("feedback") { event.kind = .feedback }
    if let report = SecurityReport(body) {
      event.kind = .security
      event.security = report
    }
    return event
  }

  private func text(_ name: String) -> String? { body[name]?.scalarText.flatMap { $0.isEmpty ? nil : $0 } }

  /// The values of a list that is also sent as `{"values": […]}`, and as the only value without a list.
  private func list(_ name: String) -> [JSONValue] {
    guard let value = body[name] ?? body["sentry.interfaces.\(name.capitalizedWord)"] else { return [] }
    switch value {
    case .array(let items): return items
    case .object(let members) where members.isEmpty: return []
    case .object: return value["values"].map { $0.items } ?? [value]
    default: return []
    }
  }

  /// When the sender says that it happened; a year from now or long ago is as good as nothing.
  private var time: Timestamp? {
    guard let time = body["timestamp"].flatMap(SentryEventReader.time) else { return nil }
    return SentryEventReader.likely.contains(time.seconds - received.seconds) ? time : nil
  }

  /// How far from its arrival a time may lie: what waited offline for 30 days, and clocks that are fast by a minute.
  private static let likely: ClosedRange<Int64> = -30 * 86_400...60

  /// A time as text or in seconds since 1970; `nil` if no calendar has it.
  static func time(_ value: JSONValue) -> Timestamp? {
    let seconds: Int64?
    switch value {
    case .text(let text): return Timestamp(text)
    case .int(let whole): seconds = whole
    case .number(let number): seconds = Int64(exactly: number.rounded(.down))
    default: return nil
    }
    guard let seconds, calendar.contains(seconds) else { return nil }
    return Timestamp(seconds: seconds)
  }

  /// The years 1970 to 9999.
  private static let calendar: ClosedRange<Int64> = 0...253_402_300_799

  static func level(_ value: JSONValue) -> EventLevel? {
    switch value {
    case .text(let word): EventLevel(word: word)
    case .int(let level): EventLevel(pythonLevel: Int(clamping: level))
    default: nil
    }
  }

  private var message: EventMessage? {
    for entry in [body["logentry"], body["sentry.interfaces.Message"], body["message"]] {
      guard let entry else { continue }
      if let text = entry.filledText { return EventMessage(text: text) }
      guard let template = (entry["message"] ?? entry["formatted"])?.filledText else { continue }
      let parameters = entry["params"] ?? .null
      let text = entry["formatted"]?.filledText ?? PythonFormat.text(template, parameters)
      return EventMessage(template: text == template ? nil : template, text: text)
    }
    return nil
  }

  private var exceptions: [EventException] {
    list("exception").reversed().compactMap { value in
      guard case .object = value else { return nil }
      var exception = EventException()
      exception.type = value["type"]?.scalarText
      exception.value = value["value"]?.shownText
      if case .null? = value["value"] { exception.value = nil }
      exception.module = value["module"]?.filledText
      exception.mechanism = value["mechanism"].flatMap(mechanism)
      exception.frames = value["stacktrace"].map(SentryFrames.frames) ?? []
      return exception
    }
  }

  private func mechanism(_ value: JSONValue) -> EventMechanism? {
    guard case .object = value else { return nil }
    var mechanism = EventMechanism()
    mechanism.type = value["type"]?.filledText
    mechanism.isHandled = value["handled"]?.truth
    mechanism.isSynthetic = value["synthetic"]?.truth ?? false
    mechanism.id = value["exception_id"]?.wholeNumber
    mechanism.parentID = value["parent_id"]?.wholeNumber
    mechanism.isGroup = value["is_exception_group"]?.truth ?? false
    if let error = value["meta"]?["ns_error"], let domain = error["domain"]?.scalarText {
      mechanism.systemError = domain + " " + (error["code"]?.scalarText ?? "")
    }
    return mechanism
  }

  private func thread(_ value: JSONValue) -> EventThread? {
    guard case .object = value else { return nil }
    var thread = EventThread()
    thread.name = value["name"]?.filledText
    thread.id = value["id"]?.scalarText
    thread.isCrashed = value["crashed"]?.truth ?? false
    thread.isCurrent = value["current"]?.truth ?? false
    thread.frames = value["stacktrace"].map(SentryFrames.frames) ?? []
    return thread
  }

  /// Names with values, sent as an object or as a list of pairs.
  private func pairs(_ value: JSONValue?) -> [EventTag] {
    switch value {
    case .object(let members)?: members.map { EventTag($0.name, $0.value.shownText) }
    case .array(let items)?:
      items.compactMap { item in
        guard case .array(let pair) = item, pair.count == 2, let name = pair[0].scalarText else { return nil }
        return EventTag(name, pair[1].shownText)
      }
    default: []
    }
  }

  private func user(_ value: JSONValue) -> EventUser? {
    guard case .object(let members) = value else { return nil }
    var user = EventUser()
    for member in members {
      switch (member.name, member.value.scalarText) {
      case ("id", let text?): user.id = text
      case ("username", let text?): user.username = text
      case ("email", let text?): user.email = text
      // The SDK asks the server to put the sender's address here; whose users are not counted by it.
      case ("ip_address", "{{auto}}"?): break
      case ("ip_address", let text?): user.address = text
      default: user.other.append(member)
      }
    }
    return user
  }

  private func request(_ value: JSONValue) -> EventRequest? {
    guard case .object = value else { return nil }
    var request = EventRequest()
    request.method = value["method"]?.filledText
    request.url = value["url"]?.filledText
    request.query = value["query_string"].flatMap { query in
      query.filledText ?? (query.members.isEmpty && query.items.isEmpty ? nil : query.shownText)
    }
    request.headers = pairs(value["headers"])
    request.cookies = value["cookies"]?.filledText.map { [EventTag("cookie", $0)] } ?? pairs(value["cookies"])
    request.data = value["data"]
    request.environment = value["env"]?.members ?? []
    return request
  }

  private func breadcrumb(_ value: JSONValue) -> Breadcrumb? {
    guard case .object = value else { return nil }
    var crumb = Breadcrumb()
    crumb.time = value["timestamp"].flatMap(SentryEventReader.time)
    crumb.type = value["type"]?.filledText
    crumb.category = value["category"]?.filledText
    crumb.level = value["level"].flatMap(SentryEventReader.level)
    crumb.message = value["message"]?.scalarText
    crumb.data = value["data"]?.members ?? []
    return crumb
  }

  /// The contexts without those that have fields of their own.
  private var contexts: [JSONValue.Member] {
    body["contexts"]?.members.filter { $0.name != "trace" && $0.name != "flags" } ?? []
  }

  private var flags: [EventTag] {
    let values = body["contexts"]?["flags"]?["values"]?.items ?? []
    return values.compactMap { flag in
      flag["flag"]?.filledText.map { EventTag($0, flag["result"]?.shownText ?? "") }
    }
  }

  private var sdk: EventSDK? {
    if let sdk = body["sdk"], let name = sdk["name"]?.filledText {
      return EventSDK(name: name, version: sdk["version"]?.scalarText)
    }
    return nil
  }
}

extension SecurityReport {
  /// Reads what browsers send as `report-uri` (Content Security Policy Level 3, section 5.3).
  fileprivate init?(_ body: JSONValue) {
    guard let report = body["csp-report"] ?? body["csp"] else { return nil }
    let directive = (report["effective-directive"] ?? report["effective_directive"] ?? report["violated-directive"])?
      .filledText
    guard let directive else { return nil }
    self.init(
      directive: directive.split(separator: " ").first.map(String.init) ?? directive,
      blocked: (report["blocked-uri"] ?? report["blocked_uri"])?.scalarText ?? "",
      document: (report["document-uri"] ?? report["document_uri"])?.filledText)
  }
}

extension String {
  /// The word with a capital at its beginning, as old clients name the parts of an event.
  fileprivate var capitalizedWord: String { prefix(1).uppercased() + dropFirst() }
}
