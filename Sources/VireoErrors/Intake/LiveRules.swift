import Synchronization
import VireoEvents
import VireoModel

/// A project's rules as its files have them now, and a scrubber that goes by them.
///
/// The files are looked at again at most every two seconds, and the less often the longer a look takes.
final class LiveRules: Sendable {
  /// What is in force.
  struct Present: Sendable {
    var rules: ErrorRules
    var scrubber: Scrubber
  }

  private struct State: Sendable {
    var present: Present
    var isLooking = false
    var next: ContinuousClock.Instant
    var lastFailure = ""
  }

  private let read: @Sendable () throws -> ErrorRules
  private let pseudonym: @Sendable (String) -> String
  private let report: @Sendable (String) -> Void
  private let state: Mutex<State>

  /// How long what was read is believed without another look.
  private static let patience = Duration.seconds(2)

  /// Reads the rules, without which nothing may be taken in: they say what is a secret.
  ///
  /// - Parameters:
  ///   - read: Reads them from the files.
  ///   - pseudonym: What stands for a user's e-mail and address.
  ///   - report: Is told what is wrong in them, a line each.
  /// - Throws: What `read` throws.
  init(
    read: @escaping @Sendable () throws -> ErrorRules, pseudonym: @escaping @Sendable (String) -> String,
    report: @escaping @Sendable (String) -> Void
  ) throws {
    self.read = read
    self.pseudonym = pseudonym
    self.report = report
    let start = ContinuousClock.now
    let rules = try read()
    for diagnostic in rules.diagnostics { report(DiagnosticFormatter.short(diagnostic)) }
    state = Mutex(
      State(
        present: Present(rules: rules, scrubber: LiveRules.scrubber(rules, pseudonym)),
        next: LiveRules.next(after: start)))
  }

  /// What is in force.
  ///
  /// One caller looks at the files while others go by what was read before.
  func present() -> Present {
    let (present, isOurs) = state.withLock { state in
      let isOurs = !state.isLooking && ContinuousClock.now >= state.next
      if isOurs { state.isLooking = true }
      return (state.present, isOurs)
    }
    return isOurs ? renewed(present) : present
  }

  private func renewed(_ old: Present) -> Present {
    let start = ContinuousClock.now
    var present = old
    var failure = ""
    do {
      let rules = try read()
      if rules != old.rules {
        present = Present(rules: rules, scrubber: LiveRules.scrubber(rules, pseudonym))
        if rules.diagnostics != old.rules.diagnostics {
          for diagnostic in rules.diagnostics { report(DiagnosticFormatter.short(diagnostic)) }
        }
      }
    } catch { failure = "rules can't be read, so those from before hold: \(error)" }
    let isNew = state.withLock { state in
      state.isLooking = false
      state.present = present
      state.next = LiveRules.next(after: start)
      defer { state.lastFailure = failure }
      return failure != state.lastFailure
    }
    if isNew, !failure.isEmpty { report(failure) }
    return present
  }

  private static func next(after start: ContinuousClock.Instant) -> ContinuousClock.Instant {
    let now = ContinuousClock.now
    return now + max(patience, (now - start) * 20)
  }

  private static func scrubber(_ rules: ErrorRules, _ pseudonym: @escaping @Sendable (String) -> String) -> Scrubber {
    Scrubber(names: SensitiveNames(more: rules.secrets.secret, safe: rules.secrets.safe), pseudonym: pseudonym)
  }
}
