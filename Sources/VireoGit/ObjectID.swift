import CLibgit2
package import VireoModel

/// The name of an object of git: a SHA-1 of 20 bytes.
package struct ObjectID: Sendable, Hashable, Comparable, CustomStringConvertible {
  private let high: UInt64
  private let middle: UInt64
  private let low: UInt32

  init(_ raw: git_oid) {
    (high, middle, low) = withUnsafeBytes(of: raw) { bytes in
      (
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 0, as: UInt64.self)),
        UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: 8, as: UInt64.self)),
        UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: 16, as: UInt32.self))
      )
    }
  }

  /// Reads 40 hexadecimal digits.
  package init?(hex: some StringProtocol) {
    guard hex.utf8.count == 40, hex.utf8.allSatisfy({ $0 != UInt8(ascii: "+") && $0 != UInt8(ascii: "-") }),
      let high = UInt64(hex.prefix(16), radix: 16), let middle = UInt64(hex.dropFirst(16).prefix(16), radix: 16),
      let low = UInt32(hex.dropFirst(32), radix: 16)
    else { return nil }
    (self.high, self.middle, self.low) = (high, middle, low)
  }

  /// Reads 40 small hexadecimal digits, as objects hold them.
  package init?(hex bytes: UnsafeRawBufferPointer, at start: Int) {
    guard start >= 0, start + 40 <= bytes.count else { return nil }
    func word(_ offset: Int, _ count: Int) -> UInt64? {
      var value: UInt64 = 0
      for index in start + offset..<start + offset + count {
        let byte = bytes[index]
        let digit = byte >= 0x61 ? byte &- 0x57 : byte &- 0x30
        guard digit < 16, byte < 0x3A || byte > 0x60 else { return nil }
        value = value << 4 | UInt64(digit)
      }
      return value
    }
    guard let high = word(0, 16), let middle = word(16, 16), let low = word(32, 8) else { return nil }
    (self.high, self.middle, self.low) = (high, middle, UInt32(truncatingIfNeeded: low))
  }

  /// Reads 20 bytes of an object.
  package init?(raw bytes: UnsafeRawBufferPointer, at start: Int) {
    guard start >= 0, start + 20 <= bytes.count else { return nil }
    high = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: start, as: UInt64.self))
    middle = UInt64(bigEndian: bytes.loadUnaligned(fromByteOffset: start + 8, as: UInt64.self))
    low = UInt32(bigEndian: bytes.loadUnaligned(fromByteOffset: start + 16, as: UInt32.self))
  }

  /// The 20 bytes.
  package var bytes: [UInt8] { withUnsafeBytes(of: raw) { Array($0) } }

  /// Whether the hexadecimal digits of the id begin with these.
  package func hasPrefix(_ hex: String) -> Bool { description.hasPrefix(hex) }

  /// The first 64 bits, which are as good as random.
  package func hash(into hasher: inout Hasher) { hasher.combine(high) }

  var raw: git_oid {
    var raw = git_oid()
    withUnsafeMutableBytes(of: &raw) { bytes in
      bytes.storeBytes(of: high.bigEndian, toByteOffset: 0, as: UInt64.self)
      bytes.storeBytes(of: middle.bigEndian, toByteOffset: 8, as: UInt64.self)
      bytes.storeBytes(of: low.bigEndian, toByteOffset: 16, as: UInt32.self)
    }
    return raw
  }

  package static func < (left: ObjectID, right: ObjectID) -> Bool {
    (left.high, left.middle, left.low) < (right.high, right.middle, right.low)
  }

  /// The same as the name of a commit.
  package var commitID: CommitID { CommitID(high: high, middle: middle, low: low) }

  /// The 40 hexadecimal digits.
  package var description: String { commitID.hex }
}
