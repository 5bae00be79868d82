/// Text from a file made harmless for a terminal.
package enum TerminalText {
  /// Shows control characters and marks that reorder or hide text as visible escapes; `\n` and `\t` stay if asked.
  ///
  /// Covers C0, DEL, C1, the bidirectional controls of UAX #9, line and paragraph separators, zero-width characters
  /// that only deceive, and tag characters. The joiners U+200C and U+200D stay, since scripts and emoji need them.
  package static func harmless(_ text: String, keepingLines: Bool = false) -> String {
    if text.isPlain { return text }
    guard text.unicodeScalars.contains(where: { isHarmful($0) }) else { return text }
    var result = ""
    result.reserveCapacity(text.utf8.count + 16)
    for scalar in text.unicodeScalars {
      if keepingLines, scalar == "\n" || scalar == "\t" {
        result.unicodeScalars.append(scalar)
      } else if isHarmful(scalar) {
        result += escape(scalar)
      } else {
        result.unicodeScalars.append(scalar)
      }
    }
    return result
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\n": "\\n"
    case "\r": "\\r"
    case "\t": "\\t"
    default:
      scalar.value < 0x100
        ? "\\x" + String(scalar.value, radix: 16, uppercase: true).zeroPadded(to: 2)
        : "\\u{" + String(scalar.value, radix: 16, uppercase: true) + "}"
    }
  }

  static func isHarmful(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E: false
    case 0...0x1F, 0x7F...0x9F: true
    case 0x061C, 0x200E, 0x200F, 0x202A...0x202E, 0x2066...0x2069: true
    case 0x2028, 0x2029, 0x200B, 0x2060...0x2064, 0xFEFF, 0xFFF9...0xFFFB: true
    case 0xE0000...0xE007F: true
    default: false
    }
  }
}
