import Dispatch

/// Work on many items by as many threads as there are processors.
package enum Parallel {
  /// Makes something of each index; the order stays.
  ///
  /// - Parameters:
  ///   - count: How many large items there are.
  ///   - transform: Gets an index.
  package static func map<Output: Sendable>(_ count: Int, _ transform: @Sendable (Int) -> Output) -> [Output] {
    var results = [Output?](repeating: nil, count: count)
    results.withUnsafeMutableBufferPointer { buffer in
      // Each iteration writes to an element of its own.
      nonisolated(unsafe) let elements = buffer
      DispatchQueue.concurrentPerform(iterations: count) { elements[$0] = transform($0) }
    }
    return results.compactMap { $0 }
  }

  /// Makes something of each index; the order stays.
  ///
  /// - Parameters:
  ///   - count: How many small items there are.
  ///   - transform: Gets a range of indices and returns as many values.
  package static func map<Output: Sendable>(count: Int, _ transform: @Sendable (Range<Int>) -> [Output]) -> [Output] {
    let size = 128
    let chunks = (count + size - 1) / size
    guard chunks > 1 else { return count == 0 ? [] : transform(0..<count) }
    return map(chunks) { transform($0 * size..<min(($0 + 1) * size, count)) }.flatMap { $0 }
  }
}
