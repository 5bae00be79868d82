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
    var line = 1
    var start = 0
    var index = 0
    while index < offset {
      if bytes[index] == UInt8(ascii: "\n") {
        line += 1
        start = index + 1
      }
      index += 1
    }
    var scalars = 0
    for byte in bytes[start..<offset] where byte & 0xC0 != 0x80 { scalars += 1 }
    if start == 0, offset >= 3, bytes.starts(with: SourceText.byteOrderMark) { scalars -= 1 }
    return TextPosition(offset: offset, line: line, column: scalars + 1, byteColumn: offset - start + 1)
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
