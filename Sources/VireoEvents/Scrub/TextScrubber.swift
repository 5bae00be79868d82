import VireoModel

/// Takes secrets out of texts: what is one by its form, and what stands behind a name that tells of one.
package struct TextScrubber: Sendable {
  /// What stands in the place of a value whose name tells of a secret.
  package static let filtered = "[Filtered]"

  let names: SensitiveNames

  package init(names: SensitiveNames) { self.names = names }

  /// The text without secrets; `nil` if there were none.
  ///
  /// - Parameter isCode: Whether it is a line of source, in which a name that is assigned to another is no secret.
  package func scrubbed(_ text: String, isCode: Bool = false) -> String? {
    var text = text
    let result: [UInt8]? = text.withUTF8 { bytes in
      guard TextScrubber.mayHoldSecrets(bytes) else { return nil }
      var scan = SecretScan(bytes: bytes, names: names, isCode: isCode)
      return scan.scrubbed()
    }
    return result.map { String(decoding: $0, as: UTF8.self) }
  }

  /// A first look, which most texts do not get beyond.
  private static func mayHoldSecrets(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard bytes.count >= 4 else { return false }
    var digits = 0
    for byte in bytes {
      switch byte {
      case UInt8(ascii: "@"), UInt8(ascii: "="), .colon, UInt8(ascii: "_"), .hyphen: return true
      case 0x30...0x39: digits += 1
      case .fullStop, .space, UInt8(ascii: "A"):
        // A web token, a scheme before its key, AKIA… and AIza….
        if bytes.count >= 14 { return true }
      default: break
      }
    }
    return digits >= 12
  }
}

/// One pass over a text from its beginning to its end.
///
/// At each byte at which a secret can begin it is asked whether one does; what follows a secret is looked at afresh, so
/// the work is bounded by the text's length times the longest form, and forms without a bound end the run they are in.
struct SecretScan {
  let bytes: UnsafeBufferPointer<UInt8>
  let names: SensitiveNames
  let isCode: Bool
  private var output: [UInt8] = []
  /// Up to here the text was taken over or replaced.
  private var done = 0
  private var position = 0
  /// Up to here no web token begins.
  private var withoutToken = 0

  init(bytes: UnsafeBufferPointer<UInt8>, names: SensitiveNames, isCode: Bool) {
    self.bytes = bytes
    self.names = names
    self.isCode = isCode
  }

  /// The bytes without secrets; `nil` if there were none.
  mutating func scrubbed() -> [UInt8]? {
    var found = false
    while position < bytes.count {
      guard let secret = secret() else {
        skip()
        continue
      }
      found = true
      output.append(contentsOf: bytes[done..<max(done, secret.range.lowerBound)])
      output.append(contentsOf: secret.replacement.utf8)
      done = secret.range.upperBound
      position = max(position + 1, done)
    }
    guard found else { return nil }
    output.append(contentsOf: bytes[done...])
    return output
  }

  /// Goes to the next byte at which a secret may show: within a run of letters and digits none does.
  private mutating func skip() {
    let isInRun = bytes[position].isASCIILetter || bytes[position].isDigit
    position += 1
    guard isInRun else { return }
    while position < bytes.count, bytes[position].isASCIILetter || bytes[position].isDigit { position += 1 }
  }

  private struct Secret {
    var range: Range<Int>
    var replacement: String
  }

  private func byte(_ index: Int) -> UInt8? { index >= 0 && index < bytes.count ? bytes[index] : nil }

  /// The secret that shows at the current byte.
  private mutating func secret() -> Secret? {
    let byte = bytes[position]
    switch byte {
    case UInt8(ascii: "@"): return address()
    case UInt8(ascii: "="), .colon: return named() ?? credentialsInAddress()
    case 0x30...0x39 where isRunStart: return card() ?? prefixedToken()
    case .hyphen: return privateKey()
    default:
      guard byte.isASCIILetter, isRunStart else { return nil }
      return token() ?? prefixedToken() ?? iban() ?? bearer()
    }
  }

  /// Whether no letter or digit stands before.
  private var isRunStart: Bool { self.byte(position - 1).map { !($0.isASCIILetter || $0.isDigit) } ?? true }

  // MARK: Forms

  /// `local@domain`, as people write addresses (the dot-atom of RFC 5322 and the names of RFC 1035).
  private func address() -> Secret? {
    var start = position
    while start > done, position - start < 64, let byte = byte(start - 1), SecretScan.isLocalPart(byte) { start -= 1 }
    var end = position + 1
    var lastDot = -1
    while end - position < 254, let byte = byte(end),
      byte.isASCIILetter || byte.isDigit || byte == .hyphen || byte == .fullStop
    {
      if byte == .fullStop { lastDot = end }
      end += 1
    }
    // A full stop at the end is the sentence's.
    if lastDot == end - 1 {
      end -= 1
      lastDot = bytes[(position + 1)..<max(end, position + 1)].lastIndex(of: .fullStop) ?? -1
    }
    guard start < position, lastDot > position + 1, end - lastDot > 2,
      bytes[(lastDot + 1)..<end].allSatisfy(\.isASCIILetter)
    else { return nil }
    return Secret(range: start..<end, replacement: "[email]")
  }

  private static func isLocalPart(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte.isDigit || byte >= 0x80 || "._%+-'".utf8.contains(byte)
  }

  /// 13 to 19 digits, with single blanks or hyphens among them, whose check digit fits (ISO/IEC 7812-1, annex B).
  private func card() -> Secret? {
    guard (0x32...0x36).contains(bytes[position]) else { return nil }
    var digits: [UInt8] = []
    var end = position
    while let byte = byte(end), digits.count < 20 {
      if byte.isDigit {
        digits.append(byte - 0x30)
      } else if byte == .space || byte == .hyphen, self.byte(end + 1)?.isDigit == true {
        // The separator of groups.
      } else {
        break
      }
      end += 1
    }
    guard (13...19).contains(digits.count), byte(end)?.isASCIILetter != true, SecretScan.fitsLuhn(digits) else {
      return nil
    }
    return Secret(range: position..<end, replacement: "[card]")
  }

  private static func fitsLuhn(_ digits: [UInt8]) -> Bool {
    var sum = 0
    for (place, digit) in digits.reversed().enumerated() {
      let value = place % 2 == 0 ? Int(digit) : Int(digit) * 2
      sum += value > 9 ? value - 9 : value
    }
    return sum % 10 == 0 && digits.contains { $0 != digits[0] }
  }

  /// An account number whose check digits fit (ISO 13616-1), with blanks or without.
  private func iban() -> Secret? {
    guard let second = byte(position + 1), (0x41...0x5A).contains(bytes[position]), (0x41...0x5A).contains(second),
      byte(position + 2)?.isDigit == true, byte(position + 3)?.isDigit == true
    else { return nil }
    var characters: [UInt8] = []
    var end = position
    while let byte = byte(end), characters.count < 35 {
      if byte.isDigit || (0x41...0x5A).contains(byte) {
        characters.append(byte)
      } else if byte != .space || self.byte(end + 1).map({ $0.isDigit || (0x41...0x5A).contains($0) }) != true {
        break
      }
      end += 1
    }
    // Words that follow in capitals may have been taken for the number: the longest part that fits is it.
    while characters.count >= 15 {
      if SecretScan.fitsModulo97(characters) { return Secret(range: position..<end, replacement: "[iban]") }
      characters.removeLast()
      repeat { end -= 1 } while byte(end - 1) == .space
    }
    return nil
  }

  private static func fitsModulo97(_ characters: [UInt8]) -> Bool {
    var rest = 0
    for byte in characters[4...] + characters[..<4] {
      rest = byte.isDigit ? rest * 10 + Int(byte - 0x30) : rest * 100 + Int(byte - 0x41 + 10)
      rest %= 97
    }
    return rest == 1
  }

  /// A JSON Web Token (RFC 7519): three parts, the first of which begins as the Base64 of `{"` does.
  private mutating func token() -> Secret? {
    guard bytes[position] == UInt8(ascii: "e"), position >= withoutToken, matches("eyJ", at: position) else {
      return nil
    }
    var end = position
    var dots = 0
    while let byte = byte(end),
      byte.isWordCharacter || byte == .hyphen || byte == .fullStop || byte == UInt8(ascii: "=")
    {
      if byte == .fullStop { dots += 1 }
      end += 1
    }
    guard dots >= 1, end - position >= 20 else {
      withoutToken = end
      return nil
    }
    return Secret(range: position..<end, replacement: "[token]")
  }

  /// Keys that services begin with a word of their own, and how long they are at least; by their first byte.
  private static let prefixes: [[(bytes: [UInt8], length: Int)]] = {
    var byFirst = [[(bytes: [UInt8], length: Int)]](repeating: [], count: 256)
    let all: [(String, Int)] = [
      ("sk_live_", 16), ("sk_test_", 16), ("rk_live_", 16), ("pk_live_", 16), ("whsec_", 16), ("sk-", 24),
      ("ghp_", 20), ("gho_", 20), ("ghu_", 20), ("ghs_", 20), ("ghr_", 20), ("github_pat_", 24), ("glpat-", 16),
      ("xoxb-", 16), ("xoxp-", 16), ("xoxa-", 16), ("xoxr-", 16), ("xoxs-", 16), ("AKIA", 20), ("ASIA", 20),
      ("AIza", 30), ("SG.", 30), ("npm_", 20), ("pypi-", 20), ("hf_", 20), ("dop_v1_", 20), ("shpat_", 20),
      ("hbp_", 16),
    ]
    for (prefix, length) in all { byFirst[Int(Array(prefix.utf8)[0])].append((Array(prefix.utf8), length)) }
    return byFirst
  }()

  private func prefixedToken() -> Secret? {
    for (prefix, length) in SecretScan.prefixes[Int(bytes[position])] {
      guard bytes.count - position >= length, bytes[position...].starts(with: prefix) else { continue }
      var end = position
      while let byte = byte(end), byte.isWordCharacter || byte == .hyphen || byte == .fullStop { end += 1 }
      while end > position, byte(end - 1) == .fullStop { end -= 1 }
      if end - position >= length { return Secret(range: position..<end, replacement: "[token]") }
    }
    return nil
  }

  /// What follows `Bearer` or `Basic` (RFC 6750, RFC 7617).
  private func bearer() -> Secret? {
    guard bytes[position] | 0x20 == UInt8(ascii: "b") else { return nil }
    guard let scheme = ["bearer ", "basic "].first(where: { matches($0, at: position, ignoringCase: true) }) else {
      return nil
    }
    let start = position + scheme.utf8.count
    var end = start
    while let byte = byte(end), byte.isWordCharacter || "-.~+/=".utf8.contains(byte) { end += 1 }
    guard end - start >= 8 else { return nil }
    return Secret(range: start..<end, replacement: TextScrubber.filtered)
  }

  /// A key in PEM (RFC 7468), up to its end or the text's.
  private func privateKey() -> Secret? {
    guard byte(position - 1) != .hyphen, matches("-----BEGIN ", at: position) else { return nil }
    let label = bytes[position..<min(bytes.count, position + 60)].prefix { $0 != .newline }
    guard SecretScan.find("PRIVATE KEY", in: label) != nil else { return nil }
    var end = bytes.count
    if let close = SecretScan.find("-----END ", in: bytes[position...]) {
      end = SecretScan.find("KEY-----", in: bytes[close...]).map { $0 + 8 } ?? bytes.count
    }
    return Secret(range: position..<end, replacement: "[private key]")
  }

  /// `scheme://user:password@host` (RFC 3986, section 3.2.1).
  private func credentialsInAddress() -> Secret? {
    guard bytes[position] == .colon, matches("//", at: position + 1), byte(position - 1)?.isASCIILetter == true else {
      return nil
    }
    var end = position + 3
    var colon: Int?
    while end - position < 512, let byte = byte(end), byte > .space, byte != .slash, byte != .doubleQuote,
      byte != .singleQuote, byte != UInt8(ascii: "<")
    {
      if byte == .colon, colon == nil { colon = end }
      if byte == UInt8(ascii: "@") {
        guard end > position + 3 else { return nil }
        // Without a password what stands there is a key or a name; the place of the host is all that helps.
        let start = colon.map { $0 + 1 } ?? position + 3
        return start < end ? Secret(range: start..<end, replacement: TextScrubber.filtered) : nil
      }
      end += 1
    }
    return nil
  }

  // MARK: Names

  /// A value behind a name that tells of a secret, as `password=…`, `"token": "…"` or `'api_key' => '…'`.
  private func named() -> Secret? {
    // `==`, `!=` and the like compare, and `::` and `://` join.
    guard let previous = byte(position - 1), !"=!<>:".utf8.contains(previous), byte(position + 1) != bytes[position],
      !(bytes[position] == .colon && byte(position + 1) == .slash)
    else { return nil }
    guard let name = nameBefore(position), names.contains(bytes[name]) else { return nil }
    var start = position + 1
    if byte(start) == UInt8(ascii: ">") { start += 1 }
    while let byte = byte(start), byte.isBlank { start += 1 }
    // What says how the secret is meant is not the secret itself.
    for scheme in ["Bearer ", "Basic ", "Token ", "Digest "] where matches(scheme, at: start, ignoringCase: true) {
      start += scheme.utf8.count
    }
    let end = endOfValue(from: start, isInQuotes: quoteIsOpen(before: name.lowerBound))
    guard let end, end > start else { return nil }
    return Secret(range: start..<end, replacement: TextScrubber.filtered)
  }

  /// The name before a sign, without the quotes around it.
  private func nameBefore(_ sign: Int) -> Range<Int>? {
    var end = sign
    while let byte = byte(end - 1), byte.isBlank { end -= 1 }
    if let byte = byte(end - 1), byte == .doubleQuote || byte == .singleQuote || byte == .backslash {
      end -= 1
      if self.byte(end - 1) == .backslash { end -= 1 }
    }
    if byte(end - 1) == .closeBracket || byte(end - 1) == .hyphen { return nil }
    var start = end
    while start > 0, end - start < 64, let byte = byte(start - 1),
      byte.isWordCharacter || byte == .hyphen || byte == .fullStop
    {
      start -= 1
    }
    return start < end ? start..<end : nil
  }

  /// Whether the line has an odd number of quotes before a place.
  private func quoteIsOpen(before place: Int) -> Bool {
    var index = place - 1
    var count = 0
    while let byte = byte(index), byte != .newline, place - index < 512 {
      if byte == .doubleQuote || byte == .singleQuote { count += 1 }
      index -= 1
    }
    return count % 2 == 1
  }

  private func endOfValue(from start: Int, isInQuotes: Bool) -> Int? {
    guard let first = byte(start), !"[{(".utf8.contains(first) || !isCode else { return nil }
    var quoteStart = start
    if first == .backslash, let next = byte(start + 1), next == .doubleQuote || next == .singleQuote { quoteStart += 1 }
    let quoteIsPlain = quoteStart == start
    // A literal may have a letter before its quotes, as r"…", f'…' or b'…'.
    while quoteStart - start < 2, let byte = byte(quoteStart), byte.isASCIILetter { quoteStart += 1 }
    if let quote = byte(quoteStart), quote == .doubleQuote || quote == .singleQuote || quote == .backtick {
      var end = quoteStart + 1
      while let byte = byte(end), byte != quote {
        // Between quotes that are escaped themselves, as in JSON within a text, the first quote is the end.
        end += byte == .backslash && quoteIsPlain ? 2 : 1
      }
      return min(end + 1, bytes.count)
    }
    var end = start
    while let byte = byte(end), byte > .space, !",;&)]}\"'<>|\\".utf8.contains(byte) { end += 1 }
    // In source, a name or a call is where the secret comes from, not what it is.
    if isCode, !isInQuotes, let call = bytes[start..<end].firstIndex(where: { !SecretScan.isPartOfName($0) }) {
      return "([".utf8.contains(bytes[call]) ? nil : end
    }
    return isCode && !isInQuotes ? nil : end
  }

  /// Whether a byte may be in the name of a variable or a member; digits are taken for a part of a secret.
  private static func isPartOfName(_ byte: UInt8) -> Bool {
    byte.isASCIILetter || byte == UInt8(ascii: "_") || byte == .fullStop
  }

  // MARK: Comparing

  private func matches(_ word: String, at index: Int, ignoringCase: Bool = false) -> Bool {
    var place = index
    for expected in word.utf8 {
      guard let byte = byte(place), byte == expected || (ignoringCase && byte.lowercased == expected.lowercased) else {
        return false
      }
      place += 1
    }
    return true
  }

  private static func find(_ word: String, in slice: Slice<UnsafeBufferPointer<UInt8>>) -> Int? {
    slice.firstRange(of: Array(word.utf8))?.lowerBound
  }
}
