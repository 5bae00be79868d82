/// What makes bytes unfit to be text.
package enum TextDefect: Sendable, Hashable {
  /// A byte that cannot stand here in UTF-8 (Unicode 15.0, table 3-7).
  case notUTF8(at: Int)
  /// The byte 0.
  case nul(at: Int)

  /// The first defect of the bytes, if there is one.
  package static func first(in bytes: [UInt8]) -> TextDefect? {
    bytes.withUnsafeBytes { buffer in
      var index = 0
      let count = buffer.count
      while index < count {
        // Eight bytes at a time while they are plain ASCII without a zero.
        if index + 8 <= count {
          let word = buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self)
          let zeros = (word &- 0x0101_0101_0101_0101) & ~word & 0x8080_8080_8080_8080
          if word & 0x8080_8080_8080_8080 == 0, zeros == 0 {
            index += 8
            continue
          }
        }
        let byte = buffer[index]
        if byte == 0 { return .nul(at: index) }
        guard byte >= 0x80 else {
          index += 1
          continue
        }
        guard let length = sequenceLength(buffer, at: index) else { return .notUTF8(at: index) }
        index += length
      }
      return nil
    }
  }

  private static func sequenceLength(_ buffer: UnsafeRawBufferPointer, at index: Int) -> Int? {
    let first = buffer[index]
    let length: Int
    var second: ClosedRange<UInt8> = 0x80...0xBF
    switch first {
    case 0xC2...0xDF: length = 2
    case 0xE0: (length, second) = (3, 0xA0...0xBF)
    case 0xED: (length, second) = (3, 0x80...0x9F)
    case 0xE1...0xEF: length = 3
    case 0xF0: (length, second) = (4, 0x90...0xBF)
    case 0xF1...0xF3: length = 4
    case 0xF4: (length, second) = (4, 0x80...0x8F)
    default: return nil
    }
    guard index + length <= buffer.count, second.contains(buffer[index + 1]) else { return nil }
    for place in (index + 1)..<(index + length) where buffer[place] & 0xC0 != 0x80 { return nil }
    return length
  }
}
