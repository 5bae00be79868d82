import VireoModel

/// The lines at the end of a reference to a file: `#L10`, `#L10-20` or `#L10-L20`.
struct FileLines {
  var start: Int
  var lines: ClosedRange<Int>

  static func suffix(of bytes: UnsafeBufferPointer<UInt8>.SubSequence) -> FileLines? {
    guard let hash = bytes.lastIndex(of: .hash) else { return nil }
    let words = String(decoding: bytes[(hash + 1)...], as: UTF8.self).split(
      separator: "-", maxSplits: 1, omittingEmptySubsequences: false)
    guard let first = words.first, first.hasPrefix("L"), let from = line(first.dropFirst()) else { return nil }
    guard words.count == 2 else { return FileLines(start: hash, lines: from...from) }
    guard let to = line(words[1].hasPrefix("L") ? words[1].dropFirst() : words[1]), to >= from else { return nil }
    return FileLines(start: hash, lines: from...to)
  }

  private static func line(_ text: Substring) -> Int? {
    guard (1...9).contains(text.utf8.count), text.utf8.allSatisfy(\.isDigit), let line = Int(text), line > 0 else {
      return nil
    }
    return line
  }
}
