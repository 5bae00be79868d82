import CSodium
import VireoModel

/// A secret of which digests are made that nobody can make without it.
package struct DigestKey: Sendable {
  /// How many bytes a key has.
  package static let length = 32

  private let bytes: [UInt8]

  /// - Parameter bytes: ``length`` random bytes.
  package init?(bytes: [UInt8]) {
    guard bytes.count == DigestKey.length else { return nil }
    self.bytes = bytes
  }

  /// The digest of a text: 128 bits as 32 hexadecimal digits (BLAKE2b with a key, RFC 7693).
  package func digest(of text: String) -> String {
    var digest = [UInt8](repeating: 0, count: 16)
    let input = Array(text.utf8)
    crypto_generichash(&digest, digest.count, input, UInt64(input.count), bytes, bytes.count)
    return digest.map { String($0, radix: 16).zeroPadded(to: 2) }.joined()
  }

  /// Whether two digests are equal, in a time that does not tell where they differ.
  package static func areEqual(_ one: String, _ other: String) -> Bool {
    let (one, other) = (Array(one.utf8), Array(other.utf8))
    return one.count == other.count && sodium_memcmp(one, other, one.count) == 0
  }
}
