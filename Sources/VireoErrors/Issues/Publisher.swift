import Foundation
import VireoModel

/// Gives a remote what is committed, and takes what it has, on a thread of its own: a slow or silent remote holds
/// nobody up.
final class Publisher: @unchecked Sendable {
  private let condition = NSCondition()
  private var isWanted = true
  private var isStopped = false
  private var isEnded = false
  private var lastFailure = ""

  private let publish: @Sendable () throws -> Void
  private let report: @Sendable (String) -> Void

  /// How long it takes until the remote is looked at although nothing was committed here, in seconds: what others
  /// close must be known, or nobody can tell what came back.
  private static let interval = 60.0
  /// How long it takes at least from one time to the next, in seconds.
  private static let rest = 1.0
  /// How long it takes after a failure until it is tried again, in seconds; twice as long after each, up to the last.
  private static let pauses = 2.0...300.0

  /// - Parameters:
  ///   - publish: Does it once.
  ///   - report: Is told what goes wrong, once as long as it is the same.
  init(report: @escaping @Sendable (String) -> Void, publish: @escaping @Sendable () throws -> Void) {
    self.report = report
    self.publish = publish
    Thread.detachNewThread { self.run() }
  }

  /// Says that something was committed.
  func want() {
    condition.withLock {
      isWanted = true
      condition.broadcast()
    }
  }

  /// Publishes what is left and ends; after some seconds it is left to the next process.
  func stop(within seconds: Double = 10) {
    let end = Date(timeIntervalSinceNow: seconds)
    condition.withLock {
      isStopped = true
      condition.broadcast()
      while !isEnded, condition.wait(until: end) {}
    }
  }

  private func run() {
    var pause = Publisher.pauses.lowerBound
    while true {
      let isLast = condition.withLock {
        isWanted = false
        return isStopped
      }
      let hasFailed = attempt()
      if isLast { break }
      pause = hasFailed ? min(pause * 2, Publisher.pauses.upperBound) : Publisher.pauses.lowerBound
      let rest = Date(timeIntervalSinceNow: hasFailed ? pause : Publisher.rest)
      let next = Date(timeIntervalSinceNow: hasFailed ? pause : Publisher.interval)
      condition.withLock {
        while !isStopped, condition.wait(until: rest) {}
        while !isStopped, !isWanted, condition.wait(until: next) {}
      }
    }
    condition.withLock {
      isEnded = true
      condition.broadcast()
    }
  }

  /// - Returns: Whether it failed.
  private func attempt() -> Bool {
    do {
      try publish()
      lastFailure = ""
      return false
    } catch {
      let text = "\(error)"
      if text != lastFailure { report(text) }
      lastFailure = text
      return true
    }
  }
}
