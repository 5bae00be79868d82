import Dispatch
import Foundation

/// Work in batches, of which the next is prepared while one is used.
enum Batches {
  /// - Parameters:
  ///   - count: How many items there are.
  ///   - size: How many belong to a batch.
  ///   - prepare: Makes something of a range of items, on another thread.
  ///   - use: Takes what was made, in order.
  static func run<Value: Sendable>(
    _ count: Int, size: Int, prepare: @escaping @Sendable (Range<Int>) -> Value, use: (Value) throws -> Void
  ) rethrows {
    let ranges = stride(from: 0, to: count, by: size).map { $0..<min($0 + size, count) }
    var next = ranges.first.map { Prepared($0, prepare) }
    for index in ranges.indices {
      guard let present = next else { return }
      next = index + 1 < ranges.count ? Prepared(ranges[index + 1], prepare) : nil
      if let value = present.value() { try use(value) }
    }
  }

  /// A value that is being made on another thread.
  private final class Prepared<Value: Sendable>: @unchecked Sendable {
    private let group = DispatchGroup()
    private var made: Value?

    init(_ range: Range<Int>, _ make: @escaping @Sendable (Range<Int>) -> Value) {
      // The group keeps the two threads apart.
      DispatchQueue.global(qos: .userInitiated).async(group: group) { self.made = make(range) }
    }

    func value() -> Value? {
      group.wait()
      return made
    }
  }
}
