import CSodium
import VireoModel

/// What events of one group have in common: 128 bits, written as 32 lower-case hexadecimal digits.
package struct GroupingHash: Sendable, Hashable, Comparable, CustomStringConvertible {
  /// The first and the second 16 digits.
  package let high: UInt64
  package let low: UInt64

  package init(high: UInt64, low: UInt64) {
    self.high = high
    self.low = low
  }

  /// Reads 32 lower-case hexadecimal digits; `nil` for anything else.
  package init?(_ text: String) {
    guard text.utf8.allSatisfy({ $0.lowercased == $0 }), let (high, low) = Hexadecimal.words(of: text.utf8) else {
      return nil
    }
    self.init(high: high, low: low)
  }

  /// The BLAKE2b digest of 16 bytes, without a key (RFC 7693).
  package init(of bytes: [UInt8]) {
    _ = GroupingHash.isReady
    var digest = [UInt8](repeating: 0, count: 16)
    crypto_generichash(&digest, digest.count, bytes, UInt64(bytes.count), nil, 0)
    func half(_ part: ArraySlice<UInt8>) -> UInt64 { part.reduce(0) { $0 << 8 | UInt64($1) } }
    self.init(high: half(digest[..<8]), low: half(digest[8...]))
  }

  /// The digest of what a component contributes, in the encoding of ``GroupingEncoder``.
  package init(of component: GroupingComponent) {
    var encoder = GroupingEncoder()
    encoder.append(component)
    self.init(of: encoder.bytes)
  }

  package var description: String { Hexadecimal.text(high, low) }

  package static func < (left: GroupingHash, right: GroupingHash) -> Bool {
    (left.high, left.low) < (right.high, right.low)
  }

  /// Lets libsodium choose the fastest code for this processor, once.
  private static let isReady = sodium_init() >= 0
}

/// Writes components so that no two of them give the same bytes.
///
/// A component is its tag, then for a text its length in bytes (four bytes, little-endian) and its UTF-8, else the
/// number of parts that contribute and those parts. What does not contribute is not written.
struct GroupingEncoder {
  private(set) var bytes: [UInt8] = []

  init() { bytes.reserveCapacity(4096) }

  mutating func append(_ component: GroupingComponent) {
    guard component.contributes else { return }
    guard let tag = component.name.tag else { return append(component.parts) }
    bytes.append(tag)
    if let text = component.text {
      text.withBytes {
        append(count: $0.count)
        bytes.append(contentsOf: $0)
      }
    } else {
      append(count: component.parts.withUnsafeBufferPointer { parts in parts.count { $0.contributes } })
      append(component.parts)
    }
  }

  private mutating func append(_ parts: [GroupingComponent]) {
    parts.withUnsafeBufferPointer { parts in
      for index in parts.indices where parts[index].contributes { append(parts[index]) }
    }
  }

  private mutating func append(count: Int) {
    withUnsafeBytes(of: UInt32(truncatingIfNeeded: count).littleEndian) { bytes.append(contentsOf: $0) }
  }
}
