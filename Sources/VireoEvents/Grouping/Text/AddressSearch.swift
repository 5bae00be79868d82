import VireoModel

/// Finds addresses of e-mail from their `@`, so that no text is read twice.
struct EmailSearch {
  /// The next `@` that has an address around it.
  private var found: (start: Int, at: Int, end: Int)?
  private var searched = 0

  /// The end of the address that begins at an offset, or began before it.
  mutating func end(from position: Int, in bytes: [UInt8]) -> Int? {
    if let found, found.at <= position { self.found = nil }
    while found == nil, searched < bytes.count {
      guard let at = bytes[max(searched, position)...].firstIndex(of: UInt8(ascii: "@")) else {
        searched = bytes.count
        return nil
      }
      searched = at + 1
      var start = at
      while start > position, EmailSearch.isLocal(bytes[start - 1]) { start -= 1 }
      if start < at, let end = EmailSearch.endOfDomain(at + 1, bytes) { found = (start, at, end) }
    }
    guard let found, found.start <= position else { return nil }
    return found.end
  }

  /// RFC 5322's `atext`, and the full stop.
  private static func isLocal(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), 0x30...0x39: true
    case UInt8(ascii: "!"), UInt8(ascii: "#")...UInt8(ascii: "'"), UInt8(ascii: "*"), UInt8(ascii: "+"), .hyphen,
      .fullStop, .slash, UInt8(ascii: "="), .question, UInt8(ascii: "^"), UInt8(ascii: "_"), .backtick,
      UInt8(ascii: "{")...UInt8(ascii: "~"):
      true
    default: false
    }
  }

  private static func endOfDomain(_ start: Int, _ bytes: [UInt8]) -> Int? {
    func isLabel(_ index: Int) -> Bool {
      index < bytes.count && (bytes[index].isASCIILetter || bytes[index].isDigit || bytes[index] == .hyphen)
    }
    var end = start
    while isLabel(end) || end > start && end < bytes.count && bytes[end] == .fullStop && isLabel(end + 1) { end += 1 }
    return end > start ? end : nil
  }
}

/// Finds names of hosts in runs of labels, each of which is read once.
struct HostnameSearch {
  private var runEnd = 0
  /// Where the longest name of the run ends, and where its last label begins.
  private var name: (end: Int, lastLabel: Int)?

  /// The end of the name that begins at an offset, where a word begins.
  ///
  /// Behind a single slash stands a file, as `main.rs` in `src/main.rs`.
  mutating func end(from position: Int, in scanner: ParameterScanner) -> Int? {
    if position >= runEnd { read(from: position, scanner) }
    guard let name, position < name.lastLabel else { return nil }
    switch scanner.byte(position - 1) {
    case .backslash: return nil
    case .slash: return scanner.byte(position - 2) == .slash ? name.end : nil
    default: return name.end
    }
  }

  private mutating func read(from start: Int, _ scanner: ParameterScanner) {
    name = nil
    var position = start
    var label = start
    var labels = 0
    while true {
      let byte = scanner.byte(position)
      if byte.isASCIILetter || byte.isDigit || byte == .hyphen {
        position += 1
        continue
      }
      let isLabel = position > label && position - label <= 63
      if isLabel, labels > 0, !byte.isWordCharacter, HostnameSearch.isTopLevel(scanner.bytes[label..<position]) {
        name = (position, label)
      }
      guard isLabel, byte == .fullStop else { break }
      labels += 1
      position += 1
      label = position
    }
    runEnd = max(position, start + 1)
  }

  /// Whether a label is one of the hundred most used top-level domains, in one case.
  private static func isTopLevel(_ label: ArraySlice<UInt8>) -> Bool {
    guard label.count >= 2, label.count <= 6, let first = label.first, first.isASCIILetter else { return false }
    let isSmall = first.lowercased == first
    var key: UInt64 = 0
    for byte in label {
      guard byte.isASCIILetter, (byte.lowercased == byte) == isSmall else { return false }
      key = key << 8 | UInt64(byte.lowercased)
    }
    return topLevel.contains(key)
  }

  private static let topLevel = Set(
    """
    ae al app ar at au be bg biz br by ca cat cc cf ch cl club cn co com cz de dk edu ee es eu fi fm fr ga gov gq gr
    hk hr hu id ie il in info io ir is it jobs jp kr kz la link lt lv ly me mobi ms mx my net news ng nl no nz online
    org pe ph pl pro pt ro rs ru sa se sg si site sk th tips tk to tr tv tw ua ug uk us vn wiki xxx xyz za
    """.split(whereSeparator: \.isWhitespace).map { $0.utf8.reduce(UInt64(0)) { $0 << 8 | UInt64($1) } })
}
