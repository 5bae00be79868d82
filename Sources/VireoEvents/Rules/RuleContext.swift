/// An event as rules for fingerprints see it.
struct RuleContext {
  let event: ErrorEvent
  /// The exception that the event is named after.
  private let main: EventException?
  /// The failing call in the program's own code, else the failing call.
  private let failing: EventFrame?
  private let stacks: EventStacks

  init(_ event: ErrorEvent, _ stacks: EventStacks, main: Int) {
    self.event = event
    self.stacks = stacks
    self.main = event.exceptions.indices.contains(main) ? event.exceptions[main] : nil
    failing = stacks.main(main).flatMap { stack in
      stack.isInApp.firstIndex(of: true).map { stack.frames[$0] } ?? stack.failing
    }
  }

  /// Whether all conditions hold; those about frames for one frame, those about exceptions for one exception.
  func satisfies(_ matchers: [RuleMatcher]) -> Bool {
    var ofExceptions: [RuleMatcher] = []
    var ofFrames: [RuleMatcher] = []
    for matcher in matchers {
      switch matcher.scope {
      case .event, .message: if !matcher.holds(for: event) { return false }
      case .exception: ofExceptions.append(matcher)
      case .frame: ofFrames.append(matcher)
      }
    }
    if !ofExceptions.isEmpty {
      let candidates = event.exceptions.isEmpty ? [nil] : event.exceptions.map(Optional.some)
      guard candidates.contains(where: { exception in ofExceptions.allSatisfy { $0.holds(for: exception) } }) else {
        return false
      }
    }
    return ofFrames.isEmpty || hasFrame(ofFrames)
  }

  private func hasFrame(_ matchers: [RuleMatcher]) -> Bool {
    for stack in stacks.all {
      for (index, frame) in stack.frames.enumerated() {
        let seen = RuleFrame(frame: frame, isInApp: stack.isInApp[index], family: stack.platform(of: frame).family)
        if matchers.allSatisfy({ $0.holds(for: seen) }) { return true }
      }
    }
    return false
  }

  /// What a variable stands for; messages come without what varies, or each would be a group of its own.
  func value(of variable: FingerprintTemplate.Variable) -> String {
    switch variable {
    case .algorithm: "{{ default }}"
    case .transaction: event.transaction ?? "<no-transaction>"
    case .errorType: main?.type ?? "<no-type>"
    case .errorValue: main?.value.map(MessageText.normalized) ?? "<no-value>"
    case .function: failing?.function ?? "<no-function>"
    case .path: failing?.absolutePath ?? failing?.filename ?? "<no-path>"
    case .filename: failing?.filename ?? failing?.absolutePath.map(FrameGrouping.baseName) ?? "<no-filename>"
    case .module: failing?.module ?? "<no-module>"
    case .package: failing?.package ?? "<no-package>"
    case .logger: event.logger ?? "<no-logger>"
    case .level: event.level.rawValue
    case .message: message.map(MessageText.normalized) ?? "<no-message>"
    case .tag(let name): event.tags.first { $0.name == name }?.value ?? "<no-tag-\(name)>"
    }
  }

  private var message: String? { event.message.map { $0.template ?? $0.text } ?? main?.value }

  /// Whether a text is what the event says itself, so that it varies with it.
  func isMessage(_ text: String) -> Bool {
    text == main?.value || text == event.message?.text || text == event.message?.template
  }
}
