import Foundation

/// Values that a thread of its own makes before they are asked for, a few at most, in order.
package final class ReadAhead<Value: Sendable> {
  private let queue = Queue()

  /// How many values may wait.
  private static var limit: Int { 4 }

  /// Starts to make values.
  ///
  /// - Parameters:
  ///   - state: Where the first one is.
  ///   - make: Makes a value and says where the next one is; `nil` at the end.
  package init<State: Sendable>(from state: State, _ make: @escaping @Sendable (inout State) throws -> Value?) {
    Thread.detachNewThread { [queue] in
      var state = state
      while queue.hasRoom() {
        let made = Result { try make(&state) }
        queue.add(made)
        guard case .success(.some) = made else { return }
      }
    }
  }

  /// The next value; `nil` behind the last one.
  ///
  /// - Throws: What was thrown in its making; there is no value behind it.
  package func next() throws -> Value? { try queue.next() }

  deinit { queue.close() }

  /// What two threads share.
  private final class Queue: @unchecked Sendable {
    private let condition = NSCondition()
    private var waiting: [Result<Value?, any Error>] = []
    private var isClosed = false
    private var isMaking = true

    /// Waits until a value is wanted; false if no more are.
    func hasRoom() -> Bool {
      condition.withLock {
        while waiting.count >= limit, !isClosed { condition.wait() }
        if isClosed { stop() }
        return !isClosed
      }
    }

    func add(_ made: Result<Value?, any Error>) {
      condition.withLock {
        waiting.append(made)
        guard case .success(.some) = made else { return stop() }
        condition.broadcast()
      }
    }

    private func stop() {
      isMaking = false
      condition.broadcast()
    }

    func next() throws -> Value? {
      try condition.withLock {
        while waiting.isEmpty, isMaking { condition.wait() }
        guard let first = waiting.first else { return nil }
        waiting.removeFirst()
        condition.broadcast()
        return try first.get()
      }
    }

    /// Waits until nothing is made any more, so that what the maker uses may go.
    func close() {
      condition.withLock {
        isClosed = true
        condition.broadcast()
        while isMaking { condition.wait() }
      }
    }
  }
}
