import CSodium
import VireoModel

/// A secret with which message authentication codes are made that nobody can make without it.
package struct SecretKey: Sendable {
  /// How many bytes a key has.
  package static let length = 32

  private let bytes: [UInt8]

  /// - Parameter bytes: ``length`` random bytes.
  package init?(bytes: [UInt8]) {
    guard bytes.count == SecretKey.length else { return nil }
    self.bytes = bytes
  }

  /// The code of a text: 128 bits as 32 hexadecimal digits (BLAKE2b with a key, RFC 7693).
  package func mac(of text: String) -> String {
    var code = [UInt8](repeating: 0, count: 16)
    let input = Array(text.utf8)
    crypto_generichash(&code, code.count, input, UInt64(input.count), bytes, bytes.count)
    return code.map { String($0, radix: 16).zeroPadded(to: 2) }.joined()
  }

  /// Whether two codes are equal, in a time that does not tell where they differ.
  package static func areEqual(_ one: String, _ other: String) -> Bool {
    let (one, other) = (Array(one.utf8), Array(other.utf8))
    return one.count == other.count && sodium_memcmp(one, other, one.count) == 0
  }
}
