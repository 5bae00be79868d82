/// Finding a text in texts, without regard to case.
struct TextSearch {
  private let needle: [UInt8]

  init(_ text: String) { needle = Array(text.lowercased().utf8) }

  func isFound(in texts: [String]) -> Bool {
    texts.contains { text in
      needle.allSatisfy { $0 < 0x80 } ? isFoundASCII(in: text) : isFound(in: Array(text.lowercased().utf8))
    }
  }

  /// Letters beyond ASCII cannot match, so only ASCII's own are folded.
  private func isFoundASCII(in text: String) -> Bool {
    var text = text
    return text.withUTF8 { isFound(in: $0) }
  }

  private func isFound(in text: some RandomAccessCollection<UInt8>) -> Bool {
    guard let first = needle.first else { return true }
    guard text.count >= needle.count else { return false }
    var index = text.startIndex
    let last = text.index(text.endIndex, offsetBy: -needle.count)
    while index <= last {
      if folded(text[index]) == first, zip(text[index...], needle).allSatisfy({ folded($0) == $1 }) { return true }
      index = text.index(after: index)
    }
    return false
  }

  private func folded(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
}
