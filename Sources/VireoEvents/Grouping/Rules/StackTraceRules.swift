package import VireoModel

/// A project's own rules of which frames count, from `.tracker/errors/stack-traces`.
///
/// A line is a rule: conditions on one frame and perhaps on the ones beside it, then actions:
///
///     stack.abs_path:**/generated/** -group
///     [ stack.function:run_job ] | app:yes  ^-app
///     family:native max-frames=3
///
/// All rules are carried out on all frames, from the first line to the last. The language is that of Sentry's "Stack
/// Trace Rules".
package struct StackTraceRules: Sendable, Hashable {
  /// What is done.
  package enum Action: Sendable, Hashable {
    case app(Bool, Reach)
    case group(Bool, Reach)
    case limit(Int)
  }

  /// The frames to which it is done.
  package enum Reach: Sendable, Hashable {
    /// Those that fit.
    case frame
    /// Those nearer to the failing call: `^`.
    case above
    /// Those farther from it: `v`.
    case below
  }

  /// A line of the file.
  package struct Rule: Sendable, Hashable {
    /// Where it stands, as `.tracker/errors/stack-traces:3`.
    package let place: String
    /// Conditions on the frame that called it.
    package let caller: [RuleMatcher]
    package let matchers: [RuleMatcher]
    /// Conditions on the frame that it called.
    package let callee: [RuleMatcher]
    package let actions: [Action]
  }

  package var rules: [Rule]

  package init(rules: [Rule] = []) { self.rules = rules }

  /// Reads a file; a line that is no rule is left out and told with its place.
  ///
  /// - Parameter path: The file's path from the repository's root, for places.
  package static func parse(text: String, path: String) -> (rules: StackTraceRules, diagnostics: [Diagnostic]) {
    let found = RuleReader.rules(of: text, path: path) { (reader, line) throws(RuleMistake) in
      try reader.stackRule(place: "\(path):\(line)")
    }
    return (StackTraceRules(rules: found.rules), found.diagnostics)
  }

  /// Carries out all rules on a stack.
  ///
  /// Which frames fit a rule is found before it changes any; then its actions are taken one after another.
  func apply(to stack: inout GroupingStack, of exception: EventException?) {
    for rule in rules {
      guard rule.concerns(exception) else { continue }
      let frames = stack.frames.indices.map { index in
        let frame = stack.frames[index]
        return RuleFrame(frame: frame, isInApp: stack.isInApp[index], family: stack.platform(of: frame).family)
      }
      let hits = frames.indices.filter { rule.fits(frames, $0) }
      guard let first = hits.first, let last = hits.last else { continue }
      for action in rule.actions {
        switch action {
        case .limit(let limit): stack.limit = limit
        case .app(let isInApp, let reach):
          for index in StackTraceRules.reached(reach, hits, first, last, count: frames.count) {
            stack.isInApp[index] = isInApp
          }
        case .group(let counts, let reach):
          for index in StackTraceRules.reached(reach, hits, first, last, count: frames.count) {
            stack.leftOut[index] = counts ? nil : rule.place
          }
        }
      }
    }
  }

  /// The frames above or below any of the hits, which are those above the last or below the first of them.
  private static func reached(_ reach: Reach, _ hits: [Int], _ first: Int, _ last: Int, count: Int) -> [Int] {
    switch reach {
    case .frame: hits
    case .above: Array(0..<last)
    case .below: Array((first + 1)..<count)
    }
  }
}

extension StackTraceRules.Rule {
  fileprivate func concerns(_ exception: EventException?) -> Bool {
    matchers.allSatisfy { $0.scope != .exception || $0.holds(for: exception) }
  }

  fileprivate func fits(_ frames: [RuleFrame], _ index: Int) -> Bool {
    func hold(_ matchers: [RuleMatcher], _ index: Int) -> Bool {
      frames.indices.contains(index)
        && matchers.allSatisfy { $0.scope != .frame || $0.holds(for: frames[index]) }
    }
    return hold(matchers, index) && (caller.isEmpty || hold(caller, index + 1))
      && (callee.isEmpty || hold(callee, index - 1))
  }
}

extension RuleReader {
  fileprivate mutating func stackRule(place: String) throws(RuleMistake) -> StackTraceRules.Rule {
    var caller: [RuleMatcher] = []
    var callee: [RuleMatcher] = []
    if current == .openBracket {
      caller = try sibling()
      guard skip("|") else { throw RuleMistake(here, "'|' is missing behind the caller") }
      skipBlanks()
    }
    let matchers = try frameMatchers()
    guard !matchers.isEmpty else {
      throw RuleMistake(here, "a condition is missing", advice: "write 'stack.function:NAME', say")
    }
    if skip("|") {
      skipBlanks()
      guard current == .openBracket else {
        throw RuleMistake(here, "the frame that is called stands in brackets", advice: "write '| [ CONDITION ]'")
      }
      callee = try sibling()
    }
    var actions: [StackTraceRules.Action] = []
    while !isAtEnd {
      actions.append(try action())
      skipBlanks()
    }
    guard !actions.isEmpty else {
      throw RuleMistake(here, "an action is missing", advice: "write '-app', '-group' or 'max-frames=N', say")
    }
    return StackTraceRules.Rule(place: place, caller: caller, matchers: matchers, callee: callee, actions: actions)
  }

  private mutating func sibling() throws(RuleMistake) -> [RuleMatcher] {
    let start = position
    advance()
    skipBlanks()
    let matchers = try frameMatchers()
    guard current == .closeBracket else {
      throw RuleMistake(start..<(start + 1), "the bracket isn't closed", advice: "write ' ]' behind the conditions")
    }
    guard !matchers.isEmpty else { throw RuleMistake(start..<(position + 1), "a condition is missing in the brackets") }
    advance()
    skipBlanks()
    return matchers
  }

  private mutating func frameMatchers() throws(RuleMistake) -> [RuleMatcher] {
    var matchers: [RuleMatcher] = []
    while isAtMatcher {
      let start = position
      let matcher = try matcher()
      guard matcher.scope == .frame || matcher.scope == .exception else {
        throw RuleMistake(
          start..<position, "this is no condition on frames", advice: "use it in .tracker/errors/fingerprints")
      }
      matchers.append(matcher)
      skipBlanks()
    }
    return matchers
  }

  private mutating func action() throws(RuleMistake) -> StackTraceRules.Action {
    let range = word { _ in false }
    var rest = text(range)[...]
    if rest.hasPrefix("max-frames=") {
      guard let limit = Int(rest.dropFirst(11)), limit >= 0 else {
        throw RuleMistake(range, "'max-frames' is a whole number", advice: "write 'max-frames=3', say; 0 is for all")
      }
      return .limit(limit)
    }
    var reach = StackTraceRules.Reach.frame
    if rest.first == "^" || rest.first == "v" {
      reach = rest.removeFirst() == "^" ? .above : .below
    }
    switch rest {
    case "+app": return .app(true, reach)
    case "-app": return .app(false, reach)
    case "+group": return .group(true, reach)
    case "-group": return .group(false, reach)
    default:
      let known = ["+app", "-app", "+group", "-group", "^-app", "^-group", "v-app", "v-group", "max-frames=1"]
      throw RuleMistake(
        range, "'\(text(range))' is no action" + Nearest.suggestion(for: text(range), among: known),
        advice: "see docs/grouping.md for all of them")
    }
  }
}
