import VireoModel

/// Lines of the bytes between a place and a limit.
struct LineReader: Sendable {
  let bytes: [UInt8]
  /// Behind the last byte that may be read.
  var limit: Int

  /// The place of the line's end, before `\n` or `\r\n`.
  func contentEnd(from place: Int) -> Int {
    let end = newline(from: place)
    return end > place && end < limit && bytes[end - 1] == .carriageReturn ? end - 1 : end
  }

  /// The first byte of the next line.
  func nextLine(from place: Int) -> Int {
    min(newline(from: place) + 1, limit)
  }

  private func newline(from place: Int) -> Int {
    var index = place
    while index < limit, bytes[index] != .newline { index += 1 }
    return index
  }

  func skipBlanks(_ place: Int, to end: Int) -> Int {
    var index = place
    while index < end, bytes[index].isBlank { index += 1 }
    return index
  }

  func trimBlanks(from start: Int, to end: Int) -> Int {
    var index = end
    while index > start, bytes[index - 1].isBlank { index -= 1 }
    return index
  }

  func isBlank(_ place: Int) -> Bool { place >= limit || bytes[place].isBlank || isLineEnd(place) }

  func isLineEnd(_ place: Int) -> Bool {
    place >= limit || bytes[place] == .newline
      || (bytes[place] == .carriageReturn && place + 1 < limit && bytes[place + 1] == .newline)
  }

  /// A line that is neither blank nor a comment.
  struct Line {
    var start: Int
    /// The first byte that is no blank.
    var content: Int
    var end: Int
    var indent: Int { content - start }
  }

  /// The next line with content at or behind a line's start.
  func contentLine(from start: Int, skippingComments: Bool = true) -> Line? {
    var start = start
    while start < limit {
      let end = contentEnd(from: start)
      let content = skipBlanks(start, to: end)
      if content < end, !(skippingComments && bytes[content] == .hash) {
        return Line(start: start, content: content, end: end)
      }
      start = nextLine(from: start)
    }
    return nil
  }

  func hasTab(_ line: Line) -> Bool { bytes[line.start..<line.content].contains(.tab) }

  func text(_ start: Int, _ end: Int) -> String {
    String(decoding: bytes[start..<max(start, end)], as: UTF8.self)
  }
}
