import VireoModel

/// Reads what Sentry's SDKs send beside events ("Envelope Items" of its developer documentation).
enum SentryRecords {
  /// Feedback as an item of its own (`user_report`), or as an event of the type `feedback`.
  static func feedback(from body: JSONValue) -> UserFeedback? {
    let inner = body["contexts"]?["feedback"]
    guard let text = inner?["message"]?.filledText ?? body["comments"]?.filledText else { return nil }
    let event = inner == nil ? body["event_id"] : inner?["associated_event_id"]
    return UserFeedback(
      event: event?.filledText.flatMap { EventID($0) }, name: (inner ?? body)["name"]?.filledText, text: text)
  }

  static func logs(from body: JSONValue) -> [LogLine] {
    (body["items"]?.items ?? []).compactMap { item in
      guard let text = item["body"]?.scalarText else { return nil }
      return LogLine(
        time: item["timestamp"].flatMap(SentryEventReader.time), level: item["level"]?.scalarText ?? "info", text: text,
        traceID: item["trace_id"]?.filledText)
    }
  }
}
