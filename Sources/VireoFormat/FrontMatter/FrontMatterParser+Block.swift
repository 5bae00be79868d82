import VireoModel

extension FrontMatterParser {
  /// A literal or folded scalar (YAML 1.2, section 8.1); `nil` where the line is no header of one.
  mutating func blockScalar(at start: Int, lineEnd: Int, indent: Int) -> (FrontMatter.Scalar, next: Int)? {
    let bytes = source.bytes
    var place = start + 1
    var chomping: UInt8?
    var explicit: Int?
    while place < lineEnd, !bytes[place].isBlank {
      let byte = bytes[place]
      if byte == .hyphen || byte == UInt8(ascii: "+"), chomping == nil {
        chomping = byte
      } else if byte.isDigit, byte != 0x30, explicit == nil {
        explicit = indent + Int(byte - 0x30)
      } else {
        return nil
      }
      place += 1
    }
    guard endsValue(at: place, lineEnd: lineEnd) else { return nil }
    checkComment(at: lines.skipBlanks(place, to: lineEnd), lineEnd: lineEnd)
    let isFolded = bytes[start] == UInt8(ascii: ">")
    let first = lines.nextLine(from: start)
    let (found, behind) = blockLines(from: first, parent: indent, explicit: explicit)
    let scalar = FrontMatter.Scalar(
      text: String(decoding: BlockText.join(found, isFolded: isFolded, chomping: chomping), as: UTF8.self),
      range: start..<max(behind, lineEnd), style: isFolded ? .folded : .literal)
    return (scalar, rejectContinuation(from: behind, indent: indent))
  }

  /// The lines of a block without their indentation, and the start of the line behind them.
  private mutating func blockLines(
    from first: Int, parent: Int, explicit: Int?
  ) -> ([ArraySlice<UInt8>], Int) {
    var indent = explicit
    var found: [ArraySlice<UInt8>] = []
    var place = first
    /// The blank line before the text that has the most blanks.
    var deepest = first..<first
    while place < lines.limit {
      let end = lines.contentEnd(from: place)
      var spaces = 0
      while place + spaces < end, source.bytes[place + spaces] == .space { spaces += 1 }
      let isEmpty = place + spaces == end
      if !isEmpty {
        if spaces <= parent { break }
        if indent == nil, deepest.count > spaces { report(.badIndent(source, deepest)) }
        indent = indent ?? spaces
        if let indent, spaces < indent { break }
      } else if indent == nil, spaces > deepest.count {
        deepest = place..<end
      }
      let cut = min(indent ?? spaces, end - place)
      found.append(source.bytes[place + cut..<end])
      place = lines.nextLine(from: place)
    }
    return (found, place)
  }
}

/// Joins the lines of a block scalar.
private enum BlockText {
  static func join(_ lines: [ArraySlice<UInt8>], isFolded: Bool, chomping: UInt8?) -> [UInt8] {
    var text: [UInt8] = []
    let last = lines.lastIndex { !$0.isEmpty } ?? -1
    var empty = 0
    var wasPlain = false
    var hasText = false
    for line in lines.prefix(last + 1) {
      if line.isEmpty {
        empty += 1
        continue
      }
      let isPlain = line.first.map { !$0.isBlank } ?? false
      if hasText, isFolded, wasPlain, isPlain {
        if empty == 0 { text.append(.space) }
      } else if hasText {
        text.append(.newline)
      }
      text.append(contentsOf: repeatElement(.newline, count: empty))
      text += line
      (empty, wasPlain, hasText) = (0, isPlain, true)
    }
    let trailing = lines.count - last - 1
    if chomping == UInt8(ascii: "+") {
      text.append(contentsOf: repeatElement(.newline, count: trailing + (hasText ? 1 : 0)))
    } else if chomping == nil, hasText {
      text.append(.newline)
    }
    return text
  }
}
