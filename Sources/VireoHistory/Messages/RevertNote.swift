import VireoModel

/// What a message says that it takes back.
package struct RevertNote: Sendable, Hashable {
  /// The commit that is undone, as it is written: 4 to 40 hexadecimal digits.
  package struct Target: Sendable, Hashable {
    package var commit: String
    /// Of a merge: the commit whose history stays, as in `reversing changes made to <id>`.
    package var base: String?
  }

  package var targets: [Target]
  /// The subject that is quoted, without the numbers of pull requests at its end.
  package var quoted: [UInt8]?

  package init(targets: [Target], quoted: [UInt8]?) { (self.targets, self.quoted) = (targets, quoted) }

  /// Reads the note of a message; `nil` where it takes nothing back.
  ///
  /// - Parameters:
  ///   - text: The message without the text that refers to nothing.
  ///   - message: The message as it is.
  init?(_ text: MessageText, message: [UInt8]) {
    var targets: [Target] = []
    let bytes = text.bytes
    let phrase = Array("This reverts ".utf8)
    var isPartial = ["This partially reverts ", "This partly reverts ", "partial revert of "].contains {
      RevertNote.find(Array($0.utf8), in: bytes, text.range) != nil
    }
    var index = text.range.lowerBound
    while let start = RevertNote.find(phrase, in: bytes, index..<text.range.upperBound) {
      index = start + phrase.count
      let rest = bytes[index..<text.range.upperBound]
      if ["part of", "parts of", "most of", "some of"].contains(where: { rest.starts(with: $0.utf8) }) {
        isPartial = true
      }
      guard let (commit, end) = RevertNote.named(in: bytes, from: index, text.range) else { continue }
      index = end
      let behind = bytes[end..<text.range.upperBound].drop { $0.isBlank || $0.isLineEnd }
      if ["partially", "partly", "in part"].contains(where: { behind.starts(with: $0.utf8) }) {
        isPartial = true
      } else {
        targets.append(Target(commit: commit, base: RevertNote.base(in: bytes, from: end, text.range)))
      }
    }
    self.targets = targets
    quoted = RevertNote.quotedSubject(message[text.subject])
    if targets.isEmpty, isPartial || quoted == nil { return nil }
  }

  /// `commit <id>`, or as old versions of git have it `<id> commit`.
  private static func named(in bytes: ArraySlice<UInt8>, from start: Int, _ range: Range<Int>) -> (
    id: String, end: Int
  )? {
    if bytes[start..<range.upperBound].starts(with: "commit".utf8) { return id(in: bytes, from: start + 6, range) }
    guard let found = id(in: bytes, from: start - 1, range), found.id.utf8.count == 40 else { return nil }
    return found
  }

  private static func find(_ phrase: [UInt8], in bytes: ArraySlice<UInt8>, _ range: Range<Int>) -> Int? {
    var index = range.lowerBound
    while let start = bytes[index..<range.upperBound].firstIndex(of: phrase[0]) {
      if bytes[start..<range.upperBound].starts(with: phrase) { return start }
      index = start + 1
    }
    return nil
  }

  /// Blanks or a line's end, then an id.
  private static func id(in bytes: ArraySlice<UInt8>, from start: Int, _ range: Range<Int>) -> (id: String, end: Int)? {
    var index = start
    while index < range.upperBound, bytes[index].isBlank || bytes[index].isLineEnd { index += 1 }
    let digits = bytes[index..<range.upperBound].prefix { $0.isHexDigit }
    guard index > start, (4...40).contains(digits.count),
      !(bytes[safe: digits.endIndex, in: range]?.isWordCharacter ?? false)
    else { return nil }
    return (String(decoding: digits.map(\.lowercased), as: UTF8.self), digits.endIndex)
  }

  /// Reads `, reversing changes made to <id>` (git-revert(1)), which may be broken over lines.
  private static func base(in bytes: ArraySlice<UInt8>, from start: Int, _ range: Range<Int>) -> String? {
    var index = afterReference(in: bytes, from: start, range)
    guard bytes[safe: index, in: range] == .comma else { return nil }
    index += 1
    for word in ["reversing", "changes", "made", "to"] {
      let gap = index
      while let byte = bytes[safe: index, in: range], byte.isBlank || byte.isLineEnd { index += 1 }
      guard index > gap, bytes[index..<range.upperBound].starts(with: word.utf8) else { return nil }
      index += word.utf8.count
    }
    return id(in: bytes, from: index, range)?.id
  }

  /// Goes over the `(subject, date)` that `git revert --reference` puts behind an id.
  private static func afterReference(in bytes: ArraySlice<UInt8>, from start: Int, _ range: Range<Int>) -> Int {
    var index = start
    while bytes[safe: index, in: range]?.isBlank == true { index += 1 }
    guard bytes[safe: index, in: range] == UInt8(ascii: "(") else { return start }
    let line = bytes[index..<range.upperBound].prefix { $0 != .newline }
    // The subject may hold parentheses of its own; behind the last one the sentence goes on.
    let closing = line.indices.last { index in
      line[index] == UInt8(ascii: ")") && bytes[index..<range.upperBound].dropFirst().starts(with: ", revers".utf8)
    }
    return closing.map { $0 + 1 } ?? start
  }

  /// `X` of `Revert "X"`, and `Revert "X"` of `Reapply "X"`.
  private static func quotedSubject(_ subject: ArraySlice<UInt8>) -> [UInt8]? {
    let isReapply = subject.starts(with: "Reapply \"".utf8)
    guard isReapply || subject.starts(with: "Revert \"".utf8), let first = subject.firstIndex(of: .doubleQuote),
      let last = subject.lastIndex(of: .doubleQuote), first < last
    else { return nil }
    if isReapply { return Array("Revert ".utf8) + subject[first...last] }
    return withoutPullRequests(Array(subject[first + 1..<last]))
  }

  /// A subject without the numbers of pull requests at its end.
  package static func withoutPullRequests(_ subject: [UInt8]) -> [UInt8] {
    var end = subject.count
    while end > 0, subject[end - 1].isBlank { end -= 1 }
    while let number = MessageText.trailingNumber(subject[...], 0..<end) {
      end = number.lowerBound
      while end > 0, subject[end - 1].isBlank { end -= 1 }
    }
    return Array(subject[..<end])
  }
}

extension ArraySlice<UInt8> {
  fileprivate subscript(safe index: Int, in range: Range<Int>) -> UInt8? { range.contains(index) ? self[index] : nil }
}
