import VireoModel

/// Marks that are put into a text before it is parsed, and say afterwards where in the source something stood.
///
/// A tag is two characters of a private use area that the text does not use, so a parser takes it for two more letters.
/// The first is from one block of 4,096 code points, the second from the next one; together they are a number.
struct PositionTags: Sendable {
  /// The bytes of a tag.
  static let length = 8
  /// As many tags can be told apart.
  static let limit = 1 << 24

  /// The second byte of the first character, in UTF-8; that of the second character is one more.
  private let block: UInt8

  /// Tags that do not occur in the text; `nil` where it uses all areas, which no text does that anybody has written.
  init?(for text: [UInt8]) {
    // Plane 16 is F4 80 80 80 to F4 8F BF BF: the second byte is the block of 4,096 code points.
    var isUsed = [Bool](repeating: false, count: 16)
    text.withUnsafeBufferPointer { bytes in
      for index in bytes.indices.dropLast() where bytes[index] == 0xF4 { isUsed[Int(bytes[index + 1] & 0xF)] = true }
    }
    // The last block has noncharacters in it.
    guard let free = (0..<14).last(where: { !isUsed[$0] && !isUsed[$0 + 1] }) else { return nil }
    block = 0x80 | UInt8(free)
  }

  func append(_ number: Int, to bytes: inout [UInt8]) {
    for (index, part) in [number >> 12, number & 0xFFF].enumerated() {
      bytes.append(0xF4)
      bytes.append(block + UInt8(index))
      bytes.append(0x80 | UInt8(part >> 6))
      bytes.append(0x80 | UInt8(part & 0x3F))
    }
  }

  /// The number of the tag that stands at a place.
  func number(in bytes: UnsafeBufferPointer<UInt8>, at index: Int) -> Int? {
    guard index + PositionTags.length <= bytes.count, bytes[index] == 0xF4, bytes[index + 1] == block,
      bytes[index + 4] == 0xF4, bytes[index + 5] == block + 1
    else { return nil }
    func part(_ index: Int) -> Int { Int(bytes[index] & 0x3F) << 6 | Int(bytes[index + 1] & 0x3F) }
    return part(index + 2) << 12 | part(index + 6)
  }
}
