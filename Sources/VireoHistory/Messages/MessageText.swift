import VireoModel

/// A commit message, or one item of a squash message, without the text that refers to nothing.
///
/// Each byte of such text is replaced by a full stop, so that places stay and lists end there. docs/messages.md lists
/// what is left out.
struct MessageText {
  /// What lies in `range`, at the message's own indices.
  private(set) var bytes: ArraySlice<UInt8>
  private let message: [UInt8]
  let range: Range<Int>
  /// The columns by which the item is indented.
  private let indent: Int
  /// The first line that is not blank, without blanks at its ends.
  let subject: Range<Int>
  /// Where the numbers of a forge's pull requests stand: `#12` of `(#12)`, `PR #12` and `Merge pull request #12`.
  private(set) var pullRequests: [Range<Int>] = []

  init(_ message: [UInt8], range: Range<Int>, indent: Int = 0) {
    bytes = message[range]
    self.message = message
    self.range = range
    self.indent = indent
    subject = MessageText.subject(of: message, in: range)
    removeURLs()
    removeLines()
    removeQuotedSubject()
    removePullRequests()
  }

  static func subject(of message: [UInt8], in range: Range<Int>) -> Range<Int> {
    var start = range.lowerBound
    while start < range.upperBound, message[start].isBlank || message[start].isLineEnd { start += 1 }
    var end = start
    while end < range.upperBound, message[end] != .newline { end += 1 }
    while end > start, message[end - 1].isBlank || message[end - 1].isLineEnd { end -= 1 }
    return start..<end
  }

  /// The message as it is.
  func original(_ range: Range<Int>) -> ArraySlice<UInt8> { message[range] }

  private mutating func remove(_ range: Range<Int>) {
    for index in range where !bytes[index].isLineEnd { bytes[index] = .fullStop }
  }

  /// A scheme (RFC 3986, section 3.1), `://`, and what follows up to a blank, `<`, `>` or `"`.
  private mutating func removeURLs() {
    var index = range.lowerBound
    while index + 2 < range.upperBound {
      guard bytes[index] == .colon, bytes[index + 1] == .slash, bytes[index + 2] == .slash else {
        index += 1
        continue
      }
      var start = index
      while start > range.lowerBound, bytes[start - 1].isSchemeCharacter { start -= 1 }
      while start < index, !bytes[start].isASCIILetter { start += 1 }
      var end = index + 3
      while end < range.upperBound, !bytes[end].endsURL { end += 1 }
      if start < index { remove(start..<end) }
      index = end
    }
  }

  // MARK: - Lines

  private mutating func removeLines() {
    var fence: Fence?
    var start = range.lowerBound
    while start < range.upperBound {
      let line = lineRange(from: start)
      start = line.upperBound + 1
      let (columns, content) = indentation(of: line)
      if let open = fence {
        if columns < 4, open.isClosed(by: bytes[content..<line.upperBound]) { fence = nil }
        remove(line)
      } else if columns < 4, let open = Fence(bytes[content..<line.upperBound]) {
        fence = open
        remove(line)
      } else if columns >= 4 && content > subject.lowerBound && content < line.upperBound {
        remove(line)
      } else if columns < 4, content < line.upperBound, bytes[content] == UInt8(ascii: ">") {
        remove(line)
      } else {
        removeCodeSpans(content..<line.upperBound)
      }
    }
  }

  /// A line without its end.
  private func lineRange(from start: Int) -> Range<Int> {
    start..<(bytes[start..<range.upperBound].firstIndex(of: .newline) ?? range.upperBound)
  }

  /// The columns of blanks at a line's start beyond the item's own, and where the text begins.
  private func indentation(of line: Range<Int>) -> (columns: Int, content: Int) {
    var columns = 0
    var content = line.lowerBound
    while content < line.upperBound, bytes[content].isBlank {
      columns = bytes[content] == .tab ? (columns / 4 + 1) * 4 : columns + 1
      content += 1
    }
    return (max(0, columns - indent), content)
  }

  /// Code between runs of equally many backticks on one line.
  private mutating func removeCodeSpans(_ line: Range<Int>) {
    var runs: [Range<Int>] = []
    var index = line.lowerBound
    while let start = bytes[index..<line.upperBound].firstIndex(of: .backtick) {
      index = start
      while index < line.upperBound, bytes[index] == .backtick { index += 1 }
      runs.append(start..<index)
    }
    // For each run the next one of its length, so that a line of many runs takes no longer than one of few.
    var closing = [Int?](repeating: nil, count: runs.count)
    var nearest: [Int: Int] = [:]
    for run in runs.indices.reversed() { closing[run] = nearest.updateValue(run, forKey: runs[run].count) }
    var run = 0
    while run < runs.count {
      guard let end = closing[run] else {
        run += 1
        continue
      }
      remove(runs[run].lowerBound..<runs[end].upperBound)
      run = end + 1
    }
  }

  // MARK: - Subjects and forges

  /// What a revert quotes: from the first to the last `"`.
  private mutating func removeQuotedSubject() {
    let line = bytes[subject]
    guard line.starts(with: "Revert \"".utf8) || line.starts(with: "Reapply \"".utf8),
      let first = line.firstIndex(of: .doubleQuote), let last = line.lastIndex(of: .doubleQuote)
    else { return }
    remove(first..<last + 1)
  }

  private mutating func removePullRequests() {
    let merge = Array("Merge pull request ".utf8)
    if bytes[subject].starts(with: merge) { removeNumber(at: subject.lowerBound + merge.count) }
    var end = subject.upperBound
    while let number = MessageText.trailingNumber(bytes, subject.lowerBound..<end) {
      pullRequests.append(number.lowerBound + 1..<number.upperBound - 1)
      remove(number)
      end = number.lowerBound
      while end > subject.lowerBound, bytes[end - 1].isBlank { end -= 1 }
    }
    removeNumbersAfterWords()
    pullRequests.sort { $0.lowerBound < $1.lowerBound }
  }

  /// A `(#12)` at the end of a range.
  static func trailingNumber(_ bytes: ArraySlice<UInt8>, _ range: Range<Int>) -> Range<Int>? {
    var start = range.upperBound - 1
    guard start >= range.lowerBound, bytes[start] == UInt8(ascii: ")") else { return nil }
    while start > range.lowerBound, bytes[start - 1].isDigit { start -= 1 }
    guard start < range.upperBound - 1, start - 2 >= range.lowerBound, bytes[start - 1] == .hash,
      bytes[start - 2] == UInt8(ascii: "(")
    else { return nil }
    return start - 2..<range.upperBound
  }

  /// The numbers behind `pull request`, `pull requests`, `PR` and `PRs`.
  private mutating func removeNumbersAfterWords() {
    var index = range.lowerBound
    while let hash = bytes[index..<range.upperBound].firstIndex(of: .hash) {
      index = hash + 1
      var end = hash
      while end > range.lowerBound, bytes[end - 1].isBlank { end -= 1 }
      guard end < hash, ["pull request", "pull requests", "pr", "prs"].contains(where: { isWord($0, endingAt: end) })
      else { continue }
      removeNumber(at: hash)
    }
  }

  /// Whether a word in small letters ends here; a blank in it stands for one or more.
  private func isWord(_ word: String, endingAt end: Int) -> Bool {
    var index = end
    for byte in word.utf8.reversed() {
      guard index > range.lowerBound, bytes[index - 1].lowercased == byte else { return false }
      index -= 1
      if byte == .space { while index > range.lowerBound, bytes[index - 1].isBlank { index -= 1 } }
    }
    return index == range.lowerBound || !bytes[index - 1].isWordCharacter
  }

  private mutating func removeNumber(at hash: Int) {
    guard hash < range.upperBound, bytes[hash] == .hash else { return }
    var end = hash + 1
    while end < range.upperBound, bytes[end].isDigit { end += 1 }
    guard end > hash + 1, end == range.upperBound || !bytes[end].isWordCharacter else { return }
    pullRequests.append(hash..<end)
    remove(hash..<end)
  }
}

/// The opening of a fenced code block (CommonMark 0.31, section 4.5).
struct Fence {
  private let mark: UInt8
  private let length: Int

  init?(_ line: ArraySlice<UInt8>) {
    guard let mark = line.first, mark == .backtick || mark == UInt8(ascii: "~") else { return nil }
    let length = line.prefix { $0 == mark }.count
    guard length >= 3, mark != .backtick || !line.dropFirst(length).contains(.backtick) else { return nil }
    self.mark = mark
    self.length = length
  }

  func isClosed(by line: ArraySlice<UInt8>) -> Bool {
    let run = line.prefix { $0 == mark }.count
    return run >= length && line.dropFirst(run).allSatisfy { $0.isBlank || $0.isLineEnd }
  }
}

extension UInt8 {
  var isLineEnd: Bool { self == .newline || self == .carriageReturn }

  fileprivate var isSchemeCharacter: Bool {
    isASCIILetter || isDigit || self == UInt8(ascii: "+") || self == .hyphen || self == .fullStop
  }

  fileprivate var endsURL: Bool {
    isBlank || isLineEnd || self == UInt8(ascii: "<") || self == UInt8(ascii: ">") || self == .doubleQuote
  }
}
