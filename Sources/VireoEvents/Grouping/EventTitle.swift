/// What people read of a group first.
enum EventTitle {
  /// The longest title, in Unicode scalars.
  static let limit = 256

  /// The class and the first line of what it says; of a message, its first line.
  static func title(of event: ErrorEvent, main: Int) -> String {
    if let report = event.security {
      return cut("\(report.directive): \(SecurityGrouping.blocked(by: report)) was blocked")
    }
    if event.exceptions.indices.contains(main) {
      let exception = event.exceptions[main]
      let type = exception.mechanism?.isSynthetic == true ? nil : exception.type.map(firstLine)
      let parts = [type, exception.value.map(firstLine)].compactMap { $0 }.filter { !$0.isEmpty }
      if !parts.isEmpty { return cut(parts.joined(separator: ": ")) }
      if let type = exception.type.map(firstLine), !type.isEmpty { return cut(type) }
    }
    if let line = event.message.map({ firstLine($0.text) }), !line.isEmpty { return cut(line) }
    let other = firstLine(event.transaction ?? event.culprit ?? "")
    return other.isEmpty ? "unnamed \(event.kind.rawValue)" : cut(other)
  }

  /// The failing call in the program's own code, as `shop/pricing.py in total`; else what the event says itself.
  static func culprit(of event: ErrorEvent, _ stacks: EventStacks, main: Int) -> String? {
    let stack = stacks.main(main)
    if let stack, let index = stack.isInApp.indices.first(where: { stack.isInApp[$0] && isNamed(stack, $0) }),
      let place = place(of: stack.frames[index], stack)
    {
      return place
    }
    if let named = event.transaction ?? event.culprit { return cut(firstLine(named)) }
    return stack.flatMap { stack in stack.failing.flatMap { place(of: $0, stack) } }
  }

  private static func isNamed(_ stack: GroupingStack, _ index: Int) -> Bool {
    let frame = stack.frames[index]
    return stack.leftOut[index] == nil
      && FrameGrouping.component(of: frame, platform: stack.platform(of: frame)).contributes
  }

  private static func place(of frame: EventFrame, _ stack: GroupingStack) -> String? {
    let file = frame.filename ?? frame.module ?? frame.absolutePath ?? frame.package
    let function = frame.function.flatMap { FunctionName.component(of: $0, platform: stack.platform(of: frame)).text }
    let parts = [file, function].compactMap { $0.map(firstLine) }.filter { !$0.isEmpty }
    return parts.isEmpty ? nil : cut(parts.joined(separator: " in "))
  }

  /// The first line that has anything on it, without the blanks around.
  static func firstLine(_ text: String) -> String { MessageText.lines(of: text, count: 1).text }

  /// The text, with `…` at the end where it is too long.
  static func cut(_ text: String) -> String {
    guard text.utf8.count > limit, text.unicodeScalars.count > limit else { return text }
    return String(text.unicodeScalars.prefix(limit - 1)) + "…"
  }
}
