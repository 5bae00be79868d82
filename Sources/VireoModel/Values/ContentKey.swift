/// A number that follows from values and tells them from others, the same in every run and on every machine.
///
/// 64 bits tell by accident equal contents of one page apart; they are no defence against somebody who looks for two
/// contents with one number.
package struct ContentKey: Hashable, Sendable {
  package private(set) var value: UInt64

  package init(_ value: UInt64 = 0x9E37_79B9_7F4A_7C15) { self.value = value }

  package init(_ bytes: [UInt8]) {
    self.init()
    add(bytes)
  }

  /// 128-bit multiplication mixes each word into all bits, as in wyhash (github.com/wangyi-fudan/wyhash).
  package mutating func add(_ word: UInt64) {
    let product = (value ^ word ^ 0xA076_1D64_78BD_642F).multipliedFullWidth(by: 0xE703_7ED1_A0B4_28DB)
    value = (product.high ^ product.low) &+ word.byteSwapped &+ 0x8EBC_6AF0_9C88_C6E3
  }

  package mutating func add(_ number: Int) { add(UInt64(bitPattern: Int64(number))) }

  package mutating func add(_ isSo: Bool) { add(UInt64(isSo ? 1 : 2)) }

  package mutating func add(_ key: ContentKey) { add(key.value) }

  package mutating func add(_ bytes: [UInt8]) { bytes.withUnsafeBytes { add($0) } }

  package mutating func add(_ bytes: ArraySlice<UInt8>) { bytes.withUnsafeBytes { add($0) } }

  /// Adds a text; `nil` is told from an empty one.
  package mutating func add(_ text: String?) {
    guard var text else { return add(UInt64.max) }
    text.withUTF8 { add(UnsafeRawBufferPointer($0)) }
  }

  /// Adds texts with their number.
  package mutating func add(_ texts: [String]) {
    add(texts.count)
    for text in texts { add(text) }
  }

  private mutating func add(_ bytes: UnsafeRawBufferPointer) {
    add(UInt64(bytes.count))
    var place = 0
    while place + 8 <= bytes.count {
      add(UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
      place += 8
    }
    var rest: UInt64 = 0
    for byte in bytes[place...] { rest = rest << 8 | UInt64(byte) }
    if place < bytes.count { add(rest) }
  }

  /// Sixteen hexadecimal digits.
  package var text: String { String(value, radix: 16).zeroPadded(to: 16) }
}
