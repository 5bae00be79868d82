import Synchronization

/// How many bytes of requests may be in memory at once, so that many large ones together do not fill it.
package final class ByteRoom: Sendable {
  private let left: Mutex<Int>

  package init(limit: Int) { left = Mutex(limit) }

  /// Takes so many bytes, or none if there is no room for them.
  package func take(_ count: Int) -> Bool {
    left.withLock { left in
      guard left >= count else { return false }
      left -= count
      return true
    }
  }

  package func giveBack(_ count: Int) { left.withLock { $0 += count } }
}
