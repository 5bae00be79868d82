import VireoModel

/// Writes texts as YAML scalars, quoted where they must be.
package enum ScalarWriter {
  /// How a value is meant.
  package enum Kind: Sendable {
    /// Text: quoted if YAML would take it for a number, a date, a truth value or nothing.
    case text
    /// A number, date or reference, which is written bare.
    case bare
  }

  /// The scalar on one line.
  ///
  /// - Parameter style: The style of the value that it replaces; a quoted one stays quoted.
  package static func inline(
    _ text: String, kind: Kind = .text, inFlow: Bool = false, style: FrontMatter.Style? = nil
  ) -> String {
    if needsEscapes(text) { return doubleQuoted(text) }
    let mustQuote = !isPlain(text, inFlow: inFlow) || (kind == .text && resolvesToOther(text))
    switch style {
    case .singleQuoted?: return singleQuoted(text)
    case .doubleQuoted?: return doubleQuoted(text)
    default: break
    }
    guard mustQuote else { return text }
    let prefersSingle =
      text.utf8.contains { $0 == .doubleQuote || $0 == .backslash } && !text.utf8.contains(.singleQuote)
    return prefersSingle ? singleQuoted(text) : doubleQuoted(text)
  }

  /// The key at the beginning of a line, quoted also where it would look like the end of a document or a conflict.
  package static func key(_ text: String) -> String {
    let isMarker = ["---", "...", "<<<<<<<", "======="].contains { text.utf8.starts(with: $0.utf8) }
    return isMarker && !needsEscapes(text) ? doubleQuoted(text) : inline(text)
  }

  /// The scalar as a literal block; `nil` where one line is better or the block could not hold the text.
  package static func block(_ text: String, newline: String) -> String? {
    guard text.contains("\n"), !text.unicodeScalars.contains(where: { $0 != "\n" && isSpecial($0) }),
      let first = text.unicodeScalars.first(where: { $0 != "\n" })
    else { return nil }
    let chomping = text.hasSuffix("\n\n") ? "+" : text.hasSuffix("\n") ? "" : "-"
    var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    if text.hasSuffix("\n") { lines.removeLast() }
    // A first line that begins with a blank would be taken for deeper indentation.
    let needsIndicator = first == " " || lines.first?.isEmpty == true && lines.contains { $0.hasPrefix(" ") }
    let header = "|" + (needsIndicator ? "2" : "") + chomping
    return header + newline + lines.map { $0.isEmpty ? newline : "  " + $0 + newline }.joined()
  }

  private static func singleQuoted(_ text: String) -> String {
    // By scalars: a combining mark behind a quotation mark makes another character of it.
    var result = "'"
    for scalar in text.unicodeScalars {
      result.unicodeScalars.append(scalar)
      if scalar == "'" { result.unicodeScalars.append(scalar) }
    }
    return result + "'"
  }

  private static func doubleQuoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      default:
        if isSpecial(scalar) { result += escape(scalar) } else { result.unicodeScalars.append(scalar) }
      }
    }
    return result + "\""
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let (letter, width) = scalar.value < 0x100 ? ("x", 2) : scalar.value < 0x10000 ? ("u", 4) : ("U", 8)
    return "\\" + letter + String(scalar.value, radix: 16, uppercase: true).zeroPadded(to: width)
  }

  private static func needsEscapes(_ text: String) -> Bool { text.unicodeScalars.contains(where: isSpecial) }

  /// What YAML does not print as it is: controls, line separators, the byte order mark, noncharacters.
  private static func isSpecial(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x20...0x7E: false
    case 0...0x1F, 0x7F...0x9F, 0x2028, 0x2029, 0xFEFF: true
    default: scalar.value & 0xFFFE == 0xFFFE
    }
  }

  private static func isPlain(_ text: String, inFlow: Bool) -> Bool {
    let bytes = Array(text.utf8)
    guard let first = bytes.first, let last = bytes.last, !first.isBlank, !last.isBlank, last != .colon,
      !FrontMatterParser.isIndicator(first), !text.hasPrefix("...")
    else { return false }
    for (byte, next) in zip(bytes, bytes.dropFirst()) {
      if byte == .colon, next.isBlank || inFlow && next.isFlowIndicator { return false }
      if byte.isBlank, next == .hash { return false }
    }
    return !(inFlow && bytes.contains(where: \.isFlowIndicator))
  }

  /// Whether YAML 1.1 or 1.2 reads the plain text as something else than text.
  ///
  /// The words and forms are those of the types null, bool, int, float, timestamp, merge and value of the YAML 1.1
  /// repository (yaml.org/type) and of YAML 1.2's core schema (section 10.3), without regard to case.
  private static func resolvesToOther(_ text: String) -> Bool {
    switch text.lowercased() {
    case "", "~", "null", "true", "false", "yes", "no", "on", "off", "y", "n", "=", "<<",
      ".inf", "+.inf", "-.inf", ".nan":
      return true
    default: break
    }
    let bytes = Array(text.utf8)
    guard let first = bytes.first(where: { $0 != UInt8(ascii: "+") && $0 != .hyphen }),
      first.isDigit || first == UInt8(ascii: ".")
    else { return false }
    return bytes.allSatisfy { byte in
      byte.isDigit || "+-._:eExXoObBabcdfABCDFTtZz ".utf8.contains(byte)
    }
  }
}
