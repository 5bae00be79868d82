import VireoModel

/// Replaces what varies in a text by the names of its kinds.
///
/// Reads each byte a bounded number of times: what could look far ahead remembers how far it looked. Bytes above 0x7F
/// belong to no word, so numbers next to other scripts are found too.
struct ParameterScanner {
  let bytes: [UInt8]
  private var output: [UInt8] = []
  private var position = 0
  private var email = EmailSearch()
  private var hostname = HostnameSearch()
  /// The places from which on no single or double quote follows.
  private var unclosed: (single: Int, double: Int) = (.max, .max)

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// The byte at an offset; 0 outside of the text.
  func byte(_ offset: Int) -> UInt8 { offset >= 0 && offset < bytes.count ? bytes[offset] : 0 }

  /// Whether a word begins or ends at an offset.
  func isBoundary(_ offset: Int) -> Bool { byte(offset - 1).isWordCharacter != byte(offset).isWordCharacter }

  mutating func result() -> String {
    output.reserveCapacity(bytes.count)
    while position < bytes.count {
      guard let (kind, end) = parameter(), end > position else {
        output.append(bytes[position])
        position += 1
        continue
      }
      output += kind.mark
      position = end
    }
    return String(bytes: output)
  }

  /// The kind of value that begins here, and its end.
  private mutating func parameter() -> (ParameterKind, Int)? {
    let start = position
    if let end = email.end(from: start, in: bytes) { return (.email, end) }
    let first = bytes[start]
    let isStart = isBoundary(start)
    if first.isASCIILetter || first.isDigit {
      guard isStart else {
        return first.isDigit && !byte(start - 1).isDigit ? date(start).map { (.date, $0) } : nil
      }
      if let end = url(start) { return (.url, end) }
      if let end = hostname.end(from: start, in: self) { return (.hostname, end) }
      if let end = ip(start) { return (.ip, end) }
      if let found = digitRun(start) { return found }
      if let end = date(start) { return (.date, end) }
      return number(start)
    }
    switch first {
    case .colon: return ip(start).map { (.ip, $0) }
    case .hyphen: return negative(start)
    case .singleQuote, .doubleQuote: return byte(start - 1) == UInt8(ascii: "=") ? quoted(start) : nil
    default: return nil
    }
  }

  /// What begins with a run of hexadecimal digits and is known by its length.
  private func digitRun(_ start: Int) -> (ParameterKind, Int)? {
    let end = endOfHex(start)
    switch end - start {
    case 1, 2: return traceparent(start).map { (.traceparent, $0) }
    case 8: return uuid(start).map { (.uuid, $0) }
    case 40 where isBoundary(end): return (.sha1, end)
    case 32 where isBoundary(end): return (.md5, end)
    default: return nil
    }
  }

  /// The kinds behind dates, at the beginning of a word.
  private func number(_ start: Int) -> (ParameterKind, Int)? {
    if bytes[start].isDigit, let end = duration(start) { return (.duration, end) }
    if let found = hex(start) { return found }
    if bytes[start].isDigit {
      if let end = decimal(start) { return (.float, end) }
      if let end = int(start) { return (.int, end) }
    }
    return byte(start - 1) == UInt8(ascii: "=") ? bool(start) : nil
  }

  /// A number behind a minus sign, which is none between two words.
  private func negative(_ start: Int) -> (ParameterKind, Int)? {
    guard byte(start + 1).isDigit else { return nil }
    if let end = decimal(start + 1) { return (.float, end) }
    guard !byte(start - 1).isWordCharacter else { return nil }
    return int(start + 1).map { (.int, $0) }
  }

  // MARK: - Words and numbers

  /// The end of the digits, at most so many and one more.
  func endOfDigits(_ start: Int, atMost limit: Int = .max) -> Int {
    var end = start
    while byte(end).isDigit, end - start <= limit { end += 1 }
    return end
  }

  /// The end of the hexadecimal digits, of which as many are read as any kind can have, and one more.
  func endOfHex(_ start: Int) -> Int {
    var end = start
    while byte(end).isHexDigit, end - start <= 128 { end += 1 }
    return end
  }

  private func hex(_ start: Int) -> (ParameterKind, Int)? {
    if byte(start) == UInt8(ascii: "0"), byte(start + 1).lowercased == UInt8(ascii: "x") {
      var end = start + 2
      while byte(end).isHexDigit { end += 1 }
      return end > start + 2 && isBoundary(end) ? (.hex, end) : nil
    }
    let end = endOfHex(start)
    guard end - start >= 7, end - start <= 128, isBoundary(end) else { return nil }
    let digits = bytes[start..<end]
    let hasDigit = digits.contains(where: \.isDigit)
    let hasSmall = digits.contains { $0 >= UInt8(ascii: "a") }
    let hasCapital = digits.contains { $0 >= UInt8(ascii: "A") && $0 <= UInt8(ascii: "F") }
    guard hasDigit else { return nil }
    if digits.count == 7 { return hasSmall && !hasCapital ? (.gitHash, end) : nil }
    return hasSmall && hasCapital ? nil : (.hex, end)
  }

  private func decimal(_ start: Int) -> Int? {
    let whole = endOfDigits(start)
    guard byte(whole) == .fullStop, byte(whole + 1).isDigit else { return nil }
    let end = endOfDigits(whole + 1)
    return isBoundary(end) ? end : nil
  }

  private func int(_ start: Int) -> Int? {
    let end = endOfDigits(start, atMost: 7)
    return end - start <= 7 && isBoundary(end) ? end : nil
  }

  private func duration(_ start: Int) -> Int? {
    var end: Int?
    var position = start
    while byte(position).isDigit {
      var next = endOfDigits(position)
      if byte(next) == .fullStop, byte(next + 1).isDigit { next = endOfDigits(next + 1) }
      switch (byte(next), byte(next + 1)) {
      case (UInt8(ascii: "m"), UInt8(ascii: "s")), (UInt8(ascii: "u"), UInt8(ascii: "s")),
        (UInt8(ascii: "n"), UInt8(ascii: "s")):
        next += 2
      case (0xC2, 0xB5) where byte(next + 2) == UInt8(ascii: "s"),
        (0xCE, 0xBC) where byte(next + 2) == UInt8(ascii: "s"):
        next += 3
      case (UInt8(ascii: "s"), _), (UInt8(ascii: "m"), _), (UInt8(ascii: "h"), _): next += 1
      default: return end
      }
      position = next
      if isBoundary(next) { end = next }
    }
    return end
  }

  private func bool(_ start: Int) -> (ParameterKind, Int)? {
    for word in ["True", "true", "False", "false"] where bytes[start...].starts(with: word.utf8) {
      return (.bool, start + word.utf8.count)
    }
    return nil
  }

  private mutating func quoted(_ start: Int) -> (ParameterKind, Int)? {
    let quote = bytes[start]
    let known = quote == .singleQuote ? unclosed.single : unclosed.double
    guard start < known else { return nil }
    guard let end = bytes[(start + 1)...].firstIndex(of: quote) else {
      if quote == .singleQuote { unclosed.single = start } else { unclosed.double = start }
      return nil
    }
    return end > start + 1 ? (.quoted, end + 1) : nil
  }
}
