/// Which frames of an event are the program's own, judged by paths and modules where the sender says nothing or errs.
package struct FrameOwnership: Sendable, Hashable {
  /// For each exception, for each of its frames.
  package let exceptions: [[Bool]]
  /// For the only thread that has frames.
  package let thread: [Bool]
  /// For the frames of an event without exception.
  package let plain: [Bool]

  package init(_ event: ErrorEvent, rules: StackTraceRules = StackTraceRules()) {
    let stacks = EventStacks(event, rules: rules)
    exceptions = stacks.exceptions.map(\.isInApp)
    thread = stacks.thread?.isInApp ?? []
    plain = stacks.plain?.isInApp ?? []
  }
}
