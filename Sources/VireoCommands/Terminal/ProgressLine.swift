import Foundation
import Synchronization
package import Vireo

/// A line on a terminal's standard error that tells how far work has come, once it takes longer than people notice.
package final class ProgressLine: Sendable {
  private struct State {
    var start = ContinuousClock.now
    var last: ContinuousClock.Instant?
  }

  private let state = Mutex(State())
  private let isOn: Bool
  private let write: @Sendable (_ text: String, _ isLast: Bool) -> Void

  /// How long work may take before it is told of.
  private static let patience = Duration.milliseconds(700)
  private static let pause = Duration.milliseconds(100)

  /// - Parameters:
  ///   - isOn: Whether anybody looks.
  ///   - write: Puts a text in the place of the last one.
  package init(
    isOn: Bool = isatty(STDERR_FILENO) == 1,
    write: @escaping @Sendable (_ text: String, _ isLast: Bool) -> Void = Console.printProgress
  ) {
    (self.isOn, self.write) = (isOn, write)
  }

  /// Shows how far work has come, if it is time to.
  package func show(_ progress: WorkProgress, at now: ContinuousClock.Instant = .now) {
    guard isOn else { return }
    state.withLock { state in
      guard now - state.start > ProgressLine.patience, state.last.map({ now - $0 > ProgressLine.pause }) ?? true
      else { return }
      state.last = now
      write(ProgressLine.text(progress), false)
    }
  }

  /// Takes the line away, before something else is printed.
  package func clear() {
    state.withLock { state in
      if state.last != nil { write("", true) }
      state.last = nil
    }
  }

  private static func text(_ progress: WorkProgress) -> String {
    let what = progress.subject == .commits ? "commits" : "issues"
    guard let total = progress.total, total > 0 else { return "reading \(what): \(progress.done)" }
    return "reading \(what): \(progress.done * 100 / total) % of \(total)"
  }
}
