import VireoModel

/// Finds what may be a reference or a relative address in a source text, without knowing what is code, a link or
/// escaped: that is found out by tags, see `ReferenceFinder`.
struct ReferenceScanner {
  /// What may be something.
  enum Candidate: Hashable {
    case reference(TextReference)
    /// The bytes of an address.
    case address(Range<Int>)

    /// Where its tag goes.
    ///
    /// Within a reference, behind its first byte, and so never beside a mark of Markdown; and before an address.
    var tagPlace: Int {
      switch self {
      case .reference(let reference): reference.range.lowerBound + 1
      case .address(let range): range.lowerBound
      }
    }
  }

  private let bytes: UnsafeBufferPointer<UInt8>
  private let prefix: [UInt8]?
  private var found: [Candidate] = []
  private var mayDisturb = false
  /// The last place that looked like an address on the web.
  private var wordWithAddress: Int?

  /// What is in a text.
  struct Result {
    /// In the order of the text.
    var candidates: [Candidate] = []
    /// Whether a tag in a candidate could change the meaning of something.
    ///
    /// So it may be where the text has anything that cmark reads letter by letter: raw HTML, labels, footnotes and
    /// addresses.
    var mayDisturb = false
  }

  static func scan(_ text: [UInt8], _ forms: ReferenceForms) -> Result {
    // What will be plain text has no references. A short text is never too much.
    let end = text.count < 4096 ? text.count : LineBounds(text).end
    return text[..<end].withUnsafeBufferPointer { bytes in
      var scanner = ReferenceScanner(bytes: bytes, prefix: forms.prefix.map { Array($0.utf8) + [.hyphen] })
      scanner.scan()
      return Result(candidates: scanner.found, mayDisturb: scanner.mayDisturb)
    }
  }

  private init(bytes: UnsafeBufferPointer<UInt8>, prefix: [UInt8]?) {
    self.bytes = bytes
    self.prefix = prefix?.count == 1 ? nil : prefix
  }

  private func byte(_ index: Int) -> UInt8 { index >= 0 && index < bytes.count ? bytes[index] : .newline }

  private mutating func scan() {
    var index = 0
    while index < bytes.count {
      let byte = bytes[index]
      switch byte {
      case .hash: if prefix == nil { add(number(at: index)) }
      case UInt8(ascii: "@"):
        let person = person(at: index)
        if person == nil { mayDisturb = true }
        add(person)
      case .openBracket:
        if self.byte(index + 1) == .openBracket { add(page(at: index)) }
        if self.byte(index + 1) == UInt8(ascii: "^") { mayDisturb = true }
      case .closeBracket:
        if self.byte(index + 1) == .colon { mayDisturb = true }
        address(after: index + 1)
      case UInt8(ascii: "<"): if !self.byte(index + 1).isBlank, self.byte(index + 1) != .newline { mayDisturb = true }
      case .colon: if self.byte(index + 1) == .slash, self.byte(index + 2) == .slash { addressWord(index) }
      case .fullStop: if self.byte(index - 1) | 0x20 == UInt8(ascii: "w") { addressWord(index) }
      default:
        if byte.isASCIILetter || byte.isDigit {
          if mayBegin(byte), !self.byte(index - 1).isWordCharacter { add(word(at: index)) }
          // No form begins within a word.
          while self.byte(index + 1).isWordCharacter { index += 1 }
        }
      }
      index += 1
    }
  }

  /// An address on the web: what is found in the same word lies in it, or it in that.
  private mutating func addressWord(_ index: Int) {
    if mayDisturb { return }
    // An address begins behind a parenthesis, as that of `[#7](https://example.org)`.
    func isBoundary(_ byte: UInt8) -> Bool { byte <= .space || byte == UInt8(ascii: "(") }
    if let last = found.last?.tagPlace, last < index, !bytes[last..<index].contains(where: isBoundary) {
      mayDisturb = true
    }
    wordWithAddress = index
  }

  private mutating func add(_ reference: TextReference?) {
    if reference != nil, let address = wordWithAddress {
      if !bytes[address..<(reference?.range.lowerBound ?? address)].contains(where: { $0 <= .space }) {
        mayDisturb = true
      }
      wordWithAddress = nil
    }
    if case .file = reference?.target { mayDisturb = true }
    if let reference { found.append(.reference(reference)) }
  }

  private func text(_ range: Range<Int>) -> String { String(decoding: bytes[range], as: UTF8.self) }

  private func reference(_ target: TextReference.Target, _ range: Range<Int>) -> TextReference {
    let spelling = text(range)
    return TextReference(target: target, range: range, text: spelling, spelling: spelling)
  }

  // MARK: - Issues

  /// The end of one to nine digits, the first of which is not 0, where a number may end.
  private func numberEnd(_ start: Int) -> Int? {
    var end = start
    while byte(end).isDigit, end - start <= 9 { end += 1 }
    guard end > start, end - start <= 9, byte(start) != UInt8(ascii: "0") else { return nil }
    return end
  }

  private func isEnd(_ index: Int) -> Bool {
    let next = byte(index)
    return !next.isWordCharacter && !(next == .fullStop && byte(index + 1).isWordCharacter)
  }

  private func issue(_ digits: Range<Int>, comment: String? = nil) -> TextReference.Target? {
    IssueNumber(text: text(digits)).map { .issue($0, comment: comment) }
  }

  /// `#7`, by the rules of docs/messages.md.
  private func number(at index: Int) -> TextReference? {
    let before = byte(index - 1)
    guard !before.isWordCharacter, before != .hash, before != UInt8(ascii: "&"), before != .slash, before != .backslash,
      let end = numberEnd(index + 1), isEnd(end)
    else { return nil }
    return issue(index + 1..<end).map { reference($0, index..<end) }
  }

  // MARK: - Words

  /// Whether a form that begins with a letter, digit or `@` may begin behind a byte.
  private func mayFollow(_ before: UInt8) -> Bool {
    switch before {
    case .space, .tab, .newline, .carriageReturn, UInt8(ascii: "("), .openBracket, .openBrace, .doubleQuote,
      .singleQuote, .comma, UInt8(ascii: ";"), UInt8(ascii: "*"), UInt8(ascii: "~"), UInt8(ascii: "|"),
      UInt8(ascii: ">"):
      true
    default: before >= 0x80
    }
  }

  private func matches(_ word: some Sequence<UInt8>, at index: Int) -> Bool {
    var index = index
    for expected in word {
      guard byte(index) == expected else { return false }
      index += 1
    }
    return true
  }

  /// Whether a form may begin with a letter or digit; most words do not.
  private func mayBegin(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "i") || byte == UInt8(ascii: "m") || (byte.isHexDigit && byte == byte.lowercased)
      || byte == prefix?.first
  }

  private func word(at index: Int) -> TextReference? {
    guard mayFollow(byte(index - 1)) else { return nil }
    if let prefix, matches(prefix, at: index), let end = numberEnd(index + prefix.count), isEnd(end) {
      return issue(index + prefix.count..<end).map { reference($0, index..<end) }
    }
    switch byte(index) {
    case UInt8(ascii: "i"): if matches("issue:".utf8, at: index) { return namedIssue(at: index) }
    case UInt8(ascii: "m"): if matches("milestone:".utf8, at: index) { return milestone(at: index) }
    case UInt8(ascii: "c"): if matches("commit:".utf8, at: index) { return namedCommit(at: index) }
    case UInt8(ascii: "f"): if matches("file:".utf8, at: index) { return file(at: index) }
    default: break
    }
    return bareCommit(at: index)
  }

  private func namedIssue(at index: Int) -> TextReference? {
    let start = index + 6
    guard let end = numberEnd(start) else { return nil }
    if byte(end) == .hash {
      var last = end + 1
      while byte(last).isWordCharacter || byte(last) == .hyphen || byte(last) == .fullStop { last += 1 }
      while last > end + 1, byte(last - 1) == .fullStop { last -= 1 }
      if last > end + 1 {
        return issue(start..<end, comment: text(end + 1..<last)).map { reference($0, index..<last) }
      }
    }
    return isEnd(end) ? issue(start..<end).map { reference($0, index..<end) } : nil
  }

  private func milestone(at index: Int) -> TextReference? {
    let start = index + 10
    var end = start
    while byte(end).isWordCharacter || byte(end) == .hyphen || byte(end) == .fullStop || byte(end) >= 0x80 { end += 1 }
    while end > start, byte(end - 1) == .fullStop { end -= 1 }
    guard end > start, end - start <= 100 else { return nil }
    return reference(.milestone(text(start..<end)), index..<end)
  }

  private func hexEnd(_ start: Int) -> Int {
    var end = start
    while byte(end).isHexDigit, byte(end) == byte(end).lowercased, end - start <= 40 { end += 1 }
    return end
  }

  private func namedCommit(at index: Int) -> TextReference? {
    let start = index + 7
    let end = hexEnd(start)
    guard (4...40).contains(end - start), !byte(end).isWordCharacter else { return nil }
    return reference(.commit(digits: text(start..<end), isBare: false), index..<end)
  }

  private func bareCommit(at index: Int) -> TextReference? {
    let end = hexEnd(index)
    guard (7...40).contains(end - index) else { return nil }
    switch byte(end) {
    case .space, .tab, .newline, .carriageReturn, UInt8(ascii: ")"), .closeBracket, .closeBrace, .doubleQuote,
      .singleQuote, .comma, UInt8(ascii: ";"), UInt8(ascii: "!"), .question, UInt8(ascii: "*"), UInt8(ascii: "~"),
      UInt8(ascii: "|"), UInt8(ascii: "<"):
      break
    case .colon, .fullStop: guard !byte(end + 1).isWordCharacter, byte(end + 1) != .slash else { return nil }
    default: guard byte(end) >= 0x80 else { return nil }
    }
    // `1234567. ` begins an item.
    if bytes[index..<end].allSatisfy(\.isDigit), byte(end) == .fullStop || byte(end) == UInt8(ascii: ")") {
      guard !isLineStart(index) else { return nil }
    }
    return reference(.commit(digits: text(index..<end), isBare: true), index..<end)
  }

  /// Whether only blanks and marks of containers stand before a place of its line, as far as it looks.
  private func isLineStart(_ place: Int) -> Bool {
    var index = place - 1
    while index >= max(0, place - 100) {
      switch bytes[index] {
      case .newline, .carriageReturn: return true
      case .space, .tab, UInt8(ascii: ">"), .hyphen, UInt8(ascii: "+"), UInt8(ascii: "*"), .fullStop,
        UInt8(ascii: ")"), UInt8(ascii: "0")...UInt8(ascii: "9"):
        index -= 1
      default: return false
      }
    }
    return true
  }

  private func file(at index: Int) -> TextReference? {
    let start = index + 5
    var end = start
    scan: while end < bytes.count, end - start < 1000 {
      switch bytes[end] {
      case 0...0x20, 0x7F, UInt8(ascii: "<"), UInt8(ascii: ">"), .doubleQuote, UInt8(ascii: "|"), .backtick,
        .openBracket,
        .closeBracket, UInt8(ascii: "("), UInt8(ascii: ")"), .openBrace, .closeBrace, UInt8(ascii: "*"), .backslash:
        break scan
      default: end += 1
      }
    }
    trim: while end > start {
      switch bytes[end - 1] {
      case .fullStop, .comma, UInt8(ascii: ";"), .colon, UInt8(ascii: "!"), .question, .singleQuote: end -= 1
      default: break trim
      }
    }
    guard end > start, byte(start) != .slash, byte(start) != UInt8(ascii: "@") else { return nil }
    var path = start..<end
    let lines = FileLines.suffix(of: bytes[path])
    if let lines { path = path.lowerBound..<lines.start }
    var revision: String?
    // `@` at the beginning of a folder's name is part of it, as in `packages/@scope`.
    if let at = bytes[path].lastIndex(where: { $0 == UInt8(ascii: "@") }), byte(at - 1) != .slash,
      at + 1 < path.upperBound
    {
      revision = text(at + 1..<path.upperBound)
      path = path.lowerBound..<at
    }
    guard !path.isEmpty else { return nil }
    return reference(.file(path: text(path), revision: revision, lines: lines?.lines), index..<end)
  }

  private func person(at index: Int) -> TextReference? {
    guard mayFollow(byte(index - 1)) else { return nil }
    var end = index + 1
    while byte(end).isWordCharacter || byte(end) == .fullStop { end += 1 }
    while end > index + 1, byte(end - 1) == .fullStop { end -= 1 }
    guard end > index + 1, end - index <= 31, byte(end) != UInt8(ascii: "@"), byte(end) != .slash,
      !(byte(end) == .hyphen && byte(end + 1).isWordCharacter), byte(end) < 0x80
    else { return nil }
    return reference(.person(Handle(text(index + 1..<end))), index..<end)
  }

  // MARK: - Pages and addresses

  private func page(at index: Int) -> TextReference? {
    guard byte(index - 1) != .backslash else { return nil }
    let start = index + 2
    var end = start
    while byte(end) != .closeBracket {
      guard byte(end) != .openBracket, byte(end) >= 0x20, end - start < 300 else { return nil }
      end += 1
    }
    guard byte(end + 1) == .closeBracket else { return nil }
    var name = start..<end
    var shown: String?
    // In the cell of a table it has to be `\|`.
    if let bar = bytes[name].firstIndex(of: UInt8(ascii: "|")) {
      shown = trimmed(bar + 1..<end).map(text)
      name = start..<(byte(bar - 1) == .backslash ? bar - 1 : bar)
    }
    var heading: String?
    if let hash = bytes[name].firstIndex(of: .hash) {
      heading = trimmed(hash + 1..<name.upperBound).map(text)
      name = start..<hash
    }
    let trimmedName = trimmed(name)
    guard trimmedName != nil || heading != nil else { return nil }
    let plain = (trimmedName.map(text) ?? "") + (heading.map { "#" + $0 } ?? "")
    return TextReference(
      target: .page(name: trimmedName.map(text) ?? "", heading: heading, text: shown), range: index..<end + 2,
      nameRange: trimmedName ?? name.lowerBound..<name.lowerBound, text: shown ?? plain,
      spelling: text(index..<end + 2).replacing("\\|", with: "|"))
  }

  private func trimmed(_ range: Range<Int>) -> Range<Int>? {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, byte(start).isBlank { start += 1 }
    while end > start, byte(end - 1).isBlank { end -= 1 }
    return start < end ? start..<end : nil
  }

  /// The address of `](address)` or `]: address`, if it has no scheme.
  private mutating func address(after index: Int) {
    let isDefinition = byte(index) == .colon
    guard isDefinition || byte(index) == UInt8(ascii: "(") else { return }
    var start = index + 1
    var lines = 0
    while start < bytes.count, byte(start).isBlank || byte(start) == .newline || byte(start) == .carriageReturn {
      if byte(start) == .newline { lines += 1 }
      guard lines < 2, start - index < 100 else { return }
      start += 1
    }
    let isPointed = byte(start) == UInt8(ascii: "<")
    if isPointed { start += 1 }
    let first = byte(start)
    guard start < bytes.count,
      first.isASCIILetter || first.isDigit || first == .fullStop || first == .slash || first == UInt8(ascii: "%")
        || first >= 0x80,
      let end = addressEnd(start, isPointed: isPointed), !hasScheme(start..<end)
    else { return }
    found.append(.address(start..<end))
  }

  private func addressEnd(_ start: Int, isPointed: Bool) -> Int? {
    var end = start
    var open = 0
    while end < bytes.count, end - start < 1000, open <= 32 {
      switch bytes[end] {
      case .newline, .carriageReturn: return isPointed || open > 0 ? nil : end
      case .backslash: end += 1
      case UInt8(ascii: ">"): if isPointed { return end }
      case .space, .tab, 0x0B, 0x0C: if !isPointed { return open > 0 ? nil : end }
      case UInt8(ascii: "("): open += isPointed ? 0 : 1
      case UInt8(ascii: ")"):
        if !isPointed {
          if open == 0 { return end }
          open -= 1
        }
      default: break
      }
      end += 1
    }
    return isPointed || open > 0 || end < bytes.count ? nil : min(end, bytes.count)
  }

  private func hasScheme(_ range: Range<Int>) -> Bool {
    for index in range {
      switch bytes[index] {
      case .colon: return true
      case .slash, .question, .hash: return false
      default: break
      }
    }
    return false
  }
}
