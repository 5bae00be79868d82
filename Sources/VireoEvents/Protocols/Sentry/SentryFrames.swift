import VireoModel

/// Reads a stack trace as Sentry's SDKs send it, which put the call that failed at the end.
enum SentryFrames {
  static func frames(of stack: JSONValue) -> [EventFrame] {
    (stack["frames"]?.items ?? []).reversed().compactMap(frame)
  }

  /// The frame that an object tells; `nil` for other values.
  static func frame(_ value: JSONValue) -> EventFrame? {
    guard case .object(let members) = value else { return nil }
    var frame = EventFrame()
    var before: [String] = []
    var line: String?
    var after: [String] = []
    for member in members {
      let value = member.value
      switch member.name {
      case "filename": frame.filename = value.filledText
      case "abs_path": frame.absolutePath = value.filledText
      case "function": frame.function = value.filledText
      case "module": frame.module = value.filledText
      case "package": frame.package = value.filledText
      case "lineno": frame.line = value.wholeNumber.flatMap { $0 > 0 ? $0 : nil }
      case "colno": frame.column = value.wholeNumber.flatMap { $0 > 0 ? $0 : nil }
      case "pre_context": before = value.items.map(\.shownText)
      case "context_line": line = value.scalarText
      case "post_context": after = value.items.map(\.shownText)
      case "vars": frame.variables = variables(value)
      case "in_app": frame.isInAppHint = value.truth
      case "platform": frame.platform = value.filledText
      case "instruction_addr": frame.instructionAddress = value.scalarText
      default: break
      }
    }
    if let line { frame.source = EventSource(before: before, line: line, after: after) }
    return frame
  }

  private static func variables(_ value: JSONValue) -> [JSONValue.Member] {
    if case .array(let items) = value {
      return items.enumerated().map { JSONValue.Member(String($0.offset), $0.element) }
    }
    return value.members
  }
}
