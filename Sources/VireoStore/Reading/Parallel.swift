import Dispatch

/// Work on many items by as many threads as there are processors.
enum Parallel {
  /// Makes something of each index; the order stays.
  ///
  /// - Parameter transform: Gets a range of indices and returns as many values.
  static func map<Output: Sendable>(count: Int, _ transform: @Sendable (Range<Int>) -> [Output]) -> [Output] {
    let size = 128
    let chunks = (count + size - 1) / size
    guard chunks > 1 else { return count == 0 ? [] : transform(0..<count) }
    var results = [[Output]](repeating: [], count: chunks)
    results.withUnsafeMutableBufferPointer { buffer in
      // Each iteration writes to an element of its own.
      nonisolated(unsafe) let elements = buffer
      DispatchQueue.concurrentPerform(iterations: chunks) { chunk in
        elements[chunk] = transform(chunk * size..<min((chunk + 1) * size, count))
      }
    }
    return Array(results.joined())
  }
}
