import VireoModel

/// Tells which events are the same error.
///
/// The way is that of Sentry's `newstyle` configurations ("Grouping" in its developer documentation): a project's rules
/// for stacks say which frames are the program's own; then the sender's fingerprint or the project's rules for
/// fingerprints decide, and where they say nothing, or `{{ default }}`, what the event itself has. `docs/grouping.md`
/// tells users the same, and what is otherwise.
package enum Grouping {
  /// The groups of an event, and why.
  ///
  /// The same event and rules always give the same result, and nothing but `version` changes what that is. It takes
  /// time in proportion to the event's size.
  package static func result(
    of event: ErrorEvent, rules: FingerprintRules = FingerprintRules(), stackRules: StackTraceRules = StackTraceRules(),
    version: GroupingVersion = .current
  ) -> GroupingResult {
    switch version {
    case .one:
      let stacks = EventStacks(event, rules: stackRules)
      let algorithm = GroupingAlgorithm(event, stacks)
      let variants = algorithm.variants()
      let main = algorithm.main(variants)
      let context = RuleContext(event, stacks, main: main)
      let choice = rules.firstMatch(in: context)
      let fingerprint = FingerprintChoice(choice, event: event, context: context)
      let results = fingerprint.applied(to: variants.map(\.variant))
      var hashes: [GroupingHash] = []
      for case let hash? in results.map(\.hash) where !hashes.contains(hash) { hashes.append(hash) }
      return GroupingResult(
        version: version, hashes: hashes, title: fingerprint.title ?? EventTitle.title(of: event, main: main),
        culprit: EventTitle.culprit(of: event, stacks, main: main), variants: results, rule: choice?.place)
    }
  }
}

/// All stacks of an event, judged.
struct EventStacks {
  /// For each exception.
  let exceptions: [GroupingStack]
  /// Of the thread that tells where it happened, if it is one.
  let thread: GroupingStack?
  /// Of an event without exception.
  let plain: GroupingStack?

  init(_ event: ErrorEvent, rules: StackTraceRules) {
    let platform = GroupingPlatform(event.platform)
    let all = event.exceptions.map(\.frames) + [EventStacks.telling(event.threads)?.frames ?? [], event.frames]
    var stacks = InAppHints.judge(all, platform: platform)
    if !rules.rules.isEmpty {
      for index in stacks.indices where !stacks[index].frames.isEmpty {
        rules.apply(to: &stacks[index], of: index < event.exceptions.count ? event.exceptions[index] : nil)
      }
    }
    let plain = stacks.removeLast()
    let thread = stacks.removeLast()
    self.plain = plain.frames.isEmpty ? nil : plain
    self.thread = thread.frames.isEmpty ? nil : thread
    exceptions = stacks
  }

  /// The only thread that crashed, else the only current one, else the only one, of those that have frames.
  private static func telling(_ threads: [EventThread]) -> EventThread? {
    let threads = threads.filter { !$0.frames.isEmpty }
    for candidates in [threads.filter(\.isCrashed), threads.filter(\.isCurrent), threads] where candidates.count == 1 {
      return candidates[0]
    }
    return nil
  }

  /// Every stack there is.
  var all: [GroupingStack] { exceptions + [thread, plain].compactMap { $0 } }

  /// The stack that tells where it happened.
  func main(_ exception: Int) -> GroupingStack? {
    if exceptions.indices.contains(exception), !exceptions[exception].frames.isEmpty { return exceptions[exception] }
    return exceptions.first { !$0.frames.isEmpty } ?? thread ?? plain
  }
}

/// What an event itself is grouped by: the first of its parts that contributes.
///
/// In the order of Sentry's strategies: a browser's report, the exceptions, the stack of a thread, the event's own
/// stack, the template that failed, the message.
struct GroupingAlgorithm {
  private let event: ErrorEvent
  private let stacks: EventStacks

  init(_ event: ErrorEvent, _ stacks: EventStacks) {
    self.event = event
    self.stacks = stacks
  }

  typealias Result = (variant: GroupingVariant, main: Int)

  /// One or two variants, of which at least one has a hash.
  func variants() -> [Result] {
    if let report = event.security { return [plain(SecurityGrouping.component(of: report))] }
    if !event.exceptions.isEmpty {
      let parts = stacks.exceptions.map { StackGrouping($0) }
      let exceptions = ExceptionGrouping(event.exceptions, parts)
      let found = variants(hasApp: parts.contains(where: \.hasApp), hasSystem: parts.contains(where: \.hasSystem)) {
        exceptions.component($0)
      }
      if found.contains(where: { $0.variant.hash != nil }) { return found }
    }
    for (stack, name) in [(stacks.thread, GroupingComponent.Name.thread), (stacks.plain, .stack)] {
      guard let parts = stack.map({ StackGrouping($0) }), parts.hasSystem else { continue }
      return variants(hasApp: parts.hasApp, hasSystem: true) { variant in
        let component = parts.component(variant)
        return (name == .stack ? component : GroupingComponent(name, parts: [component]), 0)
      }
    }
    if let template = event.template {
      let component = FrameGrouping.template(template)
      if component.contributes { return [plain(component)] }
    }
    if let message = event.message {
      let component = MessageText.component(.message, message.template ?? message.text)
      if component.contributes { return [plain(component)] }
    }
    return [plain(GroupingComponent(.nothing, event.kind.rawValue, hint: "the event has nothing to be told by"))]
  }

  /// The exception that names the event.
  func main(_ variants: [Result]) -> Int { (variants.first { $0.variant.hash != nil } ?? variants.first)?.main ?? 0 }

  private func plain(_ component: GroupingComponent) -> Result { (GroupingVariant(.plain, component), 0) }

  private func variants(
    hasApp: Bool, hasSystem: Bool,
    _ component: (GroupingVariant.Name) -> (component: GroupingComponent, main: Int)
  ) -> [Result] {
    let names: [GroupingVariant.Name] = hasApp ? [.app, .system] : hasSystem ? [.system] : [.plain]
    return names.map { name in
      let made = component(name)
      return (GroupingVariant(name, made.component), made.main)
    }
  }
}
