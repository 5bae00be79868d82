import VireoModel

/// A commit as it is stored (gitformat of commit objects, git-cat-file(1)), read without making anything of its text.
package struct CommitObject: Sendable {
  package private(set) var tree: ObjectID?
  package private(set) var parents: [ObjectID] = []
  /// The author's name and address, as `Alice <alice@example.org>`.
  package private(set) var author: Range<Int> = 0..<0
  /// When it was written, in seconds since 1970; 0 where the commit does not say.
  package private(set) var authored: Int64 = 0
  /// When it was committed, in seconds since 1970; 0 where the commit does not say.
  package private(set) var committed: Int64 = 0
  /// The message's encoding, where it is not UTF-8.
  package private(set) var encoding: String?
  /// Where the message begins.
  package private(set) var messageStart: Int

  package init(_ bytes: UnsafeRawBufferPointer) {
    var start = 0
    messageStart = bytes.count
    while start < bytes.count {
      var end = start
      while end < bytes.count, bytes[end] != .newline { end += 1 }
      if end == start {
        messageStart = start + 1
        return
      }
      readField(bytes, start..<end)
      start = end + 1
    }
  }

  private mutating func readField(_ bytes: UnsafeRawBufferPointer, _ line: Range<Int>) {
    switch bytes[line.lowerBound] {
    case UInt8(ascii: "t") where CommitObject.starts(bytes, line, "tree "):
      tree = ObjectID(hex: bytes, at: line.lowerBound + 5)
    case UInt8(ascii: "p") where CommitObject.starts(bytes, line, "parent "):
      if let id = ObjectID(hex: bytes, at: line.lowerBound + 7) { parents.append(id) }
    case UInt8(ascii: "a") where CommitObject.starts(bytes, line, "author "):
      let (person, time) = CommitObject.ident(bytes, line.lowerBound + 7..<line.upperBound)
      (author, authored) = (person, time)
    case UInt8(ascii: "c") where CommitObject.starts(bytes, line, "committer "):
      committed = CommitObject.ident(bytes, line.lowerBound + 10..<line.upperBound).1
    case UInt8(ascii: "e") where CommitObject.starts(bytes, line, "encoding "):
      encoding = String(decoding: bytes[line.lowerBound + 9..<line.upperBound], as: UTF8.self)
    default: break
    }
  }

  private static func starts(_ bytes: UnsafeRawBufferPointer, _ line: Range<Int>, _ word: StaticString) -> Bool {
    let count = word.utf8CodeUnitCount
    guard line.count >= count else { return false }
    for index in 0..<count where bytes[line.lowerBound + index] != word.utf8Start[index] { return false }
    return true
  }

  /// Splits `Alice <alice@example.org> 1763719473 +0100`.
  private static func ident(_ bytes: UnsafeRawBufferPointer, _ line: Range<Int>) -> (Range<Int>, Int64) {
    var close = line.upperBound
    while close > line.lowerBound, bytes[close - 1] != UInt8(ascii: ">") { close -= 1 }
    guard close > line.lowerBound else { return (line, 0) }
    var index = close
    while index < line.upperBound, bytes[index].isBlank { index += 1 }
    let isNegative = index < line.upperBound && bytes[index] == .hyphen
    if isNegative { index += 1 }
    var seconds: Int64 = 0
    while index < line.upperBound, bytes[index].isDigit, seconds < Int64.max / 100 {
      seconds = seconds * 10 + Int64(bytes[index] - 0x30)
      index += 1
    }
    return (line.lowerBound..<close, isNegative ? -seconds : seconds)
  }
}
