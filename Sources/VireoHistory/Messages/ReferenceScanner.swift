import VireoModel

/// Finds the references of one message text, in text order.
struct ReferenceScanner {
  private let grammar: ReferenceGrammar
  private let bytes: ArraySlice<UInt8>
  private let range: Range<Int>
  private var found: [Reference] = []

  static func references(in text: MessageText, _ grammar: ReferenceGrammar) -> [Reference] {
    var scanner = ReferenceScanner(grammar: grammar, bytes: text.bytes, range: text.range)
    scanner.scan()
    if grammar.mentionsPullRequests, grammar.prefix == nil {
      scanner.found += text.pullRequests.compactMap { place in
        // The digits are gone from the text.
        IssueNumber(text: String(decoding: text.original(place.dropFirst()), as: UTF8.self)).map {
          Reference(action: .mention, number: $0, range: place)
        }
      }
      scanner.found.sort { $0.range.lowerBound < $1.range.lowerBound }
    }
    return scanner.found
  }

  private init(grammar: ReferenceGrammar, bytes: ArraySlice<UInt8>, range: Range<Int>) {
    self.grammar = grammar
    self.bytes = bytes
    self.range = range
  }

  private func byte(_ index: Int) -> UInt8? { range.contains(index) ? bytes[index] : nil }

  private mutating func scan() {
    var index = range.lowerBound
    var envelopeEnd = 0
    while index < range.upperBound {
      if let envelope = grammar.envelope, bytes[index] == envelope.open {
        envelopeEnd = bytes[index..<range.upperBound].firstIndex(of: envelope.close) ?? 0
      }
      if let word = word(at: index) {
        let isInside = grammar.envelope == nil || index < envelopeEnd
        index = isInside ? list(after: index + word.bytes.count, word.action) : index + word.bytes.count
      } else if let reference = mention(at: index) ?? namedMention(at: index) {
        found.append(reference)
        index = reference.range.upperBound
      } else {
        index += 1
      }
    }
  }

  // MARK: - Words

  private func word(at index: Int) -> ReferenceGrammar.Word? {
    let candidates = grammar.words(beginningWith: bytes[index])
    guard !candidates.isEmpty, isWordStart(index) else { return nil }
    return candidates.first {
      matches($0.bytes, at: index) && !(byte(index + $0.bytes.count)?.isWordCharacter ?? false)
    }
  }

  private func isWordStart(_ index: Int) -> Bool {
    guard let left = byte(index - 1) else { return true }
    switch left {
    case .singleQuote, .slash, .backslash, .fullStop, UInt8(ascii: "@"), .hash: return false
    // The third byte of ’ (U+2019).
    case 0x99: return !(byte(index - 2) == 0x80 && byte(index - 3) == 0xE2)
    default: return !left.isWordCharacter
    }
  }

  private func matches(_ word: [UInt8], at index: Int) -> Bool {
    guard range.upperBound - index >= word.count else { return false }
    for offset in word.indices where bytes[index + offset].lowercased != word[offset] { return false }
    return true
  }

  // MARK: - Lists

  /// Reads the list behind a word; returns where the search goes on.
  private mutating func list(after wordEnd: Int, _ action: Reference.Action) -> Int {
    var start = gap(from: wordEnd)
    if byte(start) == .colon { start = gap(from: start + 1) }
    guard var last = reference(at: start) else { return wordEnd }
    found.append(Reference(action: action, number: last.number, range: last.range))
    while let next = separator(from: last.range.upperBound).flatMap({ reference(at: $0) }) {
      found.append(Reference(action: action, number: next.number, range: next.range))
      last = next
    }
    return last.range.upperBound
  }

  /// Goes over blanks and at most one line's end.
  private func gap(from start: Int) -> Int {
    var index = blanks(from: start)
    guard let end = lineEnd(at: index) else { return index }
    index = blanks(from: end)
    return index
  }

  private func blanks(from start: Int) -> Int {
    var index = start
    while let byte = byte(index), byte.isBlank { index += 1 }
    return index
  }

  private func lineEnd(at index: Int) -> Int? {
    if byte(index) == .newline { return index + 1 }
    return byte(index) == .carriageReturn && byte(index + 1) == .newline ? index + 2 : nil
  }

  /// Where the next of a list must begin: behind blanks, or behind `,`, `&` or `and`.
  private func separator(from start: Int) -> Int? {
    var index = gap(from: start)
    var isWritten = false
    if byte(index) == .comma {
      isWritten = true
      index = gap(from: index + 1)
    }
    if byte(index) == UInt8(ascii: "&") {
      isWritten = true
      index = gap(from: index + 1)
    } else if matches(Array("and".utf8), at: index), !(byte(index + 3)?.isWordCharacter ?? false) {
      isWritten = true
      index = gap(from: index + 3)
    }
    if isWritten { return index }
    let end = blanks(from: start)
    return end > start ? end : nil
  }

  // MARK: - References

  private typealias Found = (number: IssueNumber, range: Range<Int>)

  /// A reference in any form that may stand behind a word.
  private func reference(at start: Int) -> Found? {
    if grammar.prefix != nil { return prefixed(at: start) }
    if let plain = plain(at: start) { return plain }
    if byte(start) == .openBracket, let plain = plain(at: start + 1), byte(plain.range.upperBound) == .closeBracket {
      return (plain.number, start..<plain.range.upperBound + 1)
    }
    return named(at: start)
  }

  /// `#12`.
  private func plain(at start: Int) -> Found? {
    guard byte(start) == .hash, isNumberStart(start), let (number, end) = digits(at: start + 1) else { return nil }
    return (number, start..<end)
  }

  /// `ABC-12`.
  private func prefixed(at start: Int) -> Found? {
    guard let prefix = grammar.prefix, range.upperBound - start >= prefix.count,
      bytes[start..<start + prefix.count].elementsEqual(prefix), isNumberStart(start),
      let (number, end) = digits(at: start + prefix.count)
    else { return nil }
    return (number, start..<end)
  }

  private static let nouns = ["issue", "bug", "ticket"].map { Array($0.utf8) }

  /// `issue 12`, `issue: #12` and their like.
  private func named(at start: Int) -> Found? {
    guard let noun = ReferenceScanner.nouns.first(where: { matches($0, at: start) }) else { return nil }
    let nounEnd = start + noun.count
    var index = gap(from: nounEnd)
    if byte(index) == .colon { index = gap(from: index + 1) }
    if byte(index) == .hash { index += 1 }
    guard index > nounEnd || grammar.isGlued, let (number, end) = digits(at: index) else { return nil }
    return (number, start..<end)
  }

  private func isNumberStart(_ index: Int) -> Bool {
    guard let left = byte(index - 1) else { return true }
    switch left {
    case .hash, UInt8(ascii: "&"), .slash, .backslash, UInt8(ascii: ">"): return false
    default: return !left.isWordCharacter
    }
  }

  /// One to nine digits, the first not 0, with nothing behind them that would make them part of something else.
  private func digits(at start: Int) -> (number: IssueNumber, end: Int)? {
    var end = start
    var value = 0
    while end - start < 10, let byte = byte(end), byte.isDigit {
      value = value * 10 + Int(byte - 0x30)
      end += 1
    }
    guard end > start, byte(start) != UInt8(ascii: "0"), let number = IssueNumber(value) else { return nil }
    if byte(end)?.isWordCharacter ?? false { return nil }
    if byte(end) == .fullStop, byte(end + 1)?.isWordCharacter ?? false { return nil }
    return (number, end)
  }

  /// `issue#12`, which is no plain number; with a blank between them the number alone is found.
  private func namedMention(at index: Int) -> Reference? {
    guard grammar.prefix == nil, bytes[index].isASCIILetter, isWordStart(index),
      let noun = ReferenceScanner.nouns.first(where: { matches($0, at: index) }),
      byte(index + noun.count) == .hash, let (number, end) = digits(at: index + noun.count + 1)
    else { return nil }
    return Reference(action: .mention, number: number, range: index..<end)
  }

  private func mention(at index: Int) -> Reference? {
    let found: Found?
    if let prefix = grammar.prefix {
      found = bytes[index] == prefix.first ? prefixed(at: index) : nil
    } else {
      found = bytes[index] == .hash ? plain(at: index) : nil
    }
    return found.map { Reference(action: .mention, number: $0.number, range: $0.range) }
  }
}
