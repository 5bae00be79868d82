import VireoModel

/// The part of a message that events are grouped by: its first two lines, without what varies.
///
/// Follows Sentry's `normalize_message_for_grouping`. There texts of more than 8,192 characters are left as they are,
/// for the sake of a regular expression's speed; here the first 8,192 bytes are read like any other.
package enum MessageText {
  /// How many lines count, of those that have anything on them.
  static let lines = 2
  /// How many bytes count.
  static let limit = 8192

  static func component(_ name: GroupingComponent.Name, _ text: String) -> GroupingComponent {
    let normalized = normalized(text)
    return GroupingComponent(name, normalized, hint: normalized == text ? nil : "without what varies")
  }

  /// The text that counts, with `...` at the end where lines were left out.
  package static func normalized(_ text: String) -> String {
    let (lines, isCut) = lines(of: text, count: MessageText.lines)
    var scanner = ParameterScanner(Array(lines.utf8))
    return scanner.result() + (isCut ? "..." : "")
  }

  /// The first lines that have anything on them, without blanks around each, and whether more follow.
  static func lines(of text: String, count: Int) -> (text: String, isCut: Bool) {
    text.withBytes { bytes in
      var lines: [String] = []
      var position = 0
      var left = limit
      while let line = nextLine(bytes, &position) {
        if lines.count == count || left <= 0 { return (lines.joined(separator: "\n"), true) }
        let part = line.prefix(left)
        left -= part.count
        lines.append(String(bytes: part.count < line.count ? wholeScalars(line, part.endIndex) : part))
        if part.count < line.count { return (lines.joined(separator: "\n"), true) }
      }
      return (lines.joined(separator: "\n"), false)
    }
  }

  private typealias Line = Slice<UnsafeBufferPointer<UInt8>>

  private static func nextLine(_ bytes: UnsafeBufferPointer<UInt8>, _ position: inout Int) -> Line? {
    func isSpace(_ byte: UInt8) -> Bool { byte == .space || byte >= 0x09 && byte <= 0x0D }
    while position < bytes.count, isSpace(bytes[position]) { position += 1 }
    guard position < bytes.count else { return nil }
    let start = position
    while position < bytes.count, bytes[position] != .newline, bytes[position] != .carriageReturn { position += 1 }
    var end = position
    while isSpace(bytes[end - 1]) { end -= 1 }
    return bytes[start..<end]
  }

  /// The bytes before an offset, without those of a scalar that goes on behind it.
  private static func wholeScalars(_ line: Line, _ offset: Int) -> Line {
    var end = offset
    while end > line.startIndex, line[end] & 0xC0 == 0x80 { end -= 1 }
    return line[..<end]
  }
}
