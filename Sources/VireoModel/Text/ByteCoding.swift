/// Writes numbers and texts as bytes, small numbers in one.
package struct ByteWriter {
  package private(set) var bytes: [UInt8]

  package init(_ bytes: [UInt8] = []) { self.bytes = bytes }

  /// Adds a number that is not negative: seven bits a byte, the low ones first, as LEB128 has it.
  package mutating func add(_ number: Int) {
    var rest = UInt(bitPattern: number)
    while rest >= 0x80 {
      bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
      rest >>= 7
    }
    bytes.append(UInt8(rest))
  }

  package mutating func add(word: UInt64) { withUnsafeBytes(of: word.littleEndian) { bytes += $0 } }

  package mutating func add(_ text: String) {
    add(text.utf8.count)
    bytes += text.utf8
  }

  package mutating func add(optional text: String?) {
    add(text == nil ? 0 : 1)
    if let text { add(text) }
  }
}

/// Reads what a ``ByteWriter`` wrote; every answer is `nil` behind the end, and where the bytes are others.
package struct ByteReader {
  package let bytes: [UInt8]
  package private(set) var place: Int

  package init(_ bytes: [UInt8], from place: Int = 0) { (self.bytes, self.place) = (bytes, max(0, place)) }

  package mutating func number() -> Int? {
    var (number, shift): (UInt, UInt) = (0, 0)
    while place < bytes.count, shift < 63 {
      let byte = bytes[place]
      place += 1
      number |= UInt(byte & 0x7F) << shift
      if byte < 0x80 { return Int(number) }
      shift += 7
    }
    return nil
  }

  package mutating func word() -> UInt64? {
    guard bytes.count - place >= 8 else { return nil }
    defer { place += 8 }
    return bytes.withUnsafeBytes { UInt64(littleEndian: $0.loadUnaligned(fromByteOffset: place, as: UInt64.self)) }
  }

  package mutating func text() -> String? {
    guard let count = number(), count <= bytes.count - place else { return nil }
    defer { place += count }
    return String(decoding: bytes[place..<place + count], as: UTF8.self)
  }

  /// A text that may be missing; `.some(nil)` where it is.
  package mutating func optionalText() -> String?? {
    switch number() {
    case 0: return .some(.none)
    case 1:
      guard let text = text() else { return .none }
      return .some(.some(text))
    default: return .none
    }
  }
}
