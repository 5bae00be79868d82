/// The bytes of a file with its path, and places in them as people count.
package struct SourceText: Sendable {
  /// The path from the repository's root.
  package let path: String
  package let bytes: [UInt8]

  package init(path: String, bytes: [UInt8]) {
    self.path = path
    self.bytes = bytes
  }

  package func text(_ range: Range<Int>) -> String {
    String(decoding: bytes[range.clamped(to: 0..<bytes.count)], as: UTF8.self)
  }

  /// The one place where byte offsets become lines and columns.
  package func position(at offset: Int) -> TextPosition {
    let offset = min(max(offset, 0), bytes.count)
    let (line, start) = lineStart(at: offset)
    var scalars = 0
    for byte in bytes[start..<offset] where byte & 0xC0 != 0x80 { scalars += 1 }
    if start == 0, offset >= 3, bytes.starts(with: SourceText.byteOrderMark) { scalars -= 1 }
    return TextPosition(offset: offset, line: line, column: scalars + 1, byteColumn: offset - start + 1)
  }

  /// The number of the line that holds the offset, and its first byte.
  private func lineStart(at offset: Int) -> (line: Int, start: Int) {
    bytes.withUnsafeBytes { buffer in
      var line = 1
      var start = 0
      var index = 0
      // Eight bytes at a time, since a file of mistakes asks for thousands of places. A byte of `ends` has its highest
      // bit set where the file has a line feed.
      while index + 8 <= offset {
        let word = UInt64(littleEndian: buffer.loadUnaligned(fromByteOffset: index, as: UInt64.self))
        let other = word ^ 0x0A0A_0A0A_0A0A_0A0A
        let ends = ~(((other & 0x7F7F_7F7F_7F7F_7F7F) + 0x7F7F_7F7F_7F7F_7F7F) | other | 0x7F7F_7F7F_7F7F_7F7F)
        line += ends.nonzeroBitCount
        if ends != 0 { start = index + 8 - ends.leadingZeroBitCount / 8 }
        index += 8
      }
      while index < offset {
        if buffer[index] == UInt8(ascii: "\n") { (line, start) = (line + 1, index + 1) }
        index += 1
      }
      return (line, start)
    }
  }

  /// The line that holds the offset, without its end.
  package func line(at offset: Int) -> String {
    let offset = min(max(offset, 0), bytes.count)
    let start = bytes[..<offset].lastIndex(of: UInt8(ascii: "\n")).map { $0 + 1 } ?? 0
    var end = bytes[offset...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    if end > start, bytes[end - 1] == UInt8(ascii: "\r") { end -= 1 }
    let text = String(decoding: bytes[start..<end], as: UTF8.self)
    return text.first == "\u{FEFF}" ? String(text.dropFirst()) : text
  }

  package static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]
}

/// A place in a file.
public struct TextPosition: Sendable, Hashable {
  /// Bytes from the file's beginning.
  public var offset: Int
  /// The line, from 1.
  public var line: Int
  /// The column in Unicode scalars, from 1.
  public var column: Int
  /// The column in bytes, from 1.
  public var byteColumn: Int

  /// Creates a position.
  public init(offset: Int, line: Int, column: Int, byteColumn: Int) {
    self.offset = offset
    self.line = line
    self.column = column
    self.byteColumn = byteColumn
  }
}
