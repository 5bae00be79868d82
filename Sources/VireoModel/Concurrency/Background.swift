import Foundation

/// Work on a thread of its own, whose result is waited for.
package final class Background<Value: Sendable>: @unchecked Sendable {
  private let done = DispatchSemaphore(value: 0)
  private var result: Result<Value, any Error>?

  /// Starts the work.
  package init(_ body: @escaping @Sendable () throws -> Value) {
    Thread.detachNewThread { [self] in
      result = Result { try body() }
      done.signal()
    }
  }

  /// The result, once there is one; it may be asked for again.
  package func wait() throws -> Value {
    done.wait()
    done.signal()
    guard let result else { throw CancellationError() }
    return try result.get()
  }
}
