/// Which frames of an event are the program's own, judged by paths and modules where the sender says nothing or errs.
package struct FrameOwnership: Sendable {
  /// For each exception, for each of its frames.
  package let exceptions: [[Bool]]
  /// The calls of the thread that tells where it happened, if it is one, and whether each is the program's.
  package let thread: [(frame: EventFrame, isOwn: Bool)]
  /// For the frames of an event without exception.
  package let plain: [Bool]

  package init(_ event: ErrorEvent, rules: StackTraceRules = StackTraceRules()) {
    let stacks = EventStacks(event, rules: rules)
    exceptions = stacks.exceptions.map(\.isInApp)
    thread = stacks.thread.map { Array(zip($0.frames, $0.isInApp)) }?.map { ($0.0, $0.1) } ?? []
    plain = stacks.plain?.isInApp ?? []
  }
}
