import VireoModel

/// One of the messages that a squash message is made of; an ordinary message is a single one.
struct MessageItem {
  let text: Range<Int>
  /// The columns by which it is indented.
  let indent: Int
  /// The commits that the item was or was part of, as `git merge --squash` writes them.
  var commits: [String] = []
}

/// Takes a squash message apart.
enum SquashItems {
  /// How deep lists may lie in lists.
  private static let depthLimit = 8

  /// The items in the order of time.
  static func items(of message: [UInt8]) -> [MessageItem] {
    items(of: message, MessageItem(text: 0..<message.count, indent: 0), depth: 0)
  }

  /// The items of an item, which may be a list itself; else the item.
  private static func items(of message: [UInt8], _ whole: MessageItem, depth: Int) -> [MessageItem] {
    guard depth < depthLimit else { return [whole] }
    let lines = Lines(message, whole)
    let blocks = lines.indices.filter { lines.commit(at: $0) != nil }
    if !blocks.isEmpty { return commits(message, lines, blocks, whole, depth: depth) }
    let starts = lines.indices.filter { lines.isItem($0) }
    guard let first = starts.first else { return [whole] }
    var items = [
      MessageItem(text: whole.text.lowerBound..<lines.start(first), indent: whole.indent, commits: whole.commits)
    ]
    for (position, start) in starts.enumerated() {
      let end = position + 1 < starts.count ? lines.start(starts[position + 1]) : whole.text.upperBound
      items.append(MessageItem(text: lines.textStart(start) + 2..<end, indent: whole.indent, commits: whole.commits))
    }
    return items
  }

  /// The blocks of `git merge --squash`, which lists the newest first; what stands around them comes last.
  private static func commits(
    _ message: [UInt8], _ lines: Lines, _ blocks: [Int], _ whole: MessageItem, depth: Int
  ) -> [MessageItem] {
    var items: [[MessageItem]] = []
    var others = [
      MessageItem(text: whole.text.lowerBound..<lines.start(blocks[0]), indent: whole.indent, commits: whole.commits)
    ]
    for (position, block) in blocks.enumerated() {
      let end = position + 1 < blocks.count ? blocks[position + 1] : lines.count
      var line = block + 1
      while line < end, !lines.isEmpty(line) { line += 1 }
      let body = line
      while line < end, lines.isEmpty(line) || lines.isIndented(line) { line += 1 }
      let item = MessageItem(
        text: lines.start(body)..<lines.start(line), indent: whole.indent + 4,
        commits: whole.commits + [lines.commit(at: block)].compactMap { $0 })
      items.append(SquashItems.items(of: message, item, depth: depth + 1))
      if line < end {
        others.append(
          MessageItem(text: lines.start(line)..<lines.start(end), indent: whole.indent, commits: whole.commits))
      }
    }
    return items.reversed().flatMap { $0 } + others
  }
}

/// The lines of an item, as far as they tell where items within it begin.
private struct Lines {
  private let message: [UInt8]
  private let end: Int
  private let starts: [Int]
  /// Where the text of each line begins, behind the item's own indent.
  private let textStarts: [Int]
  private let fenced: Set<Int>

  init(_ message: [UInt8], _ item: MessageItem) {
    self.message = message
    end = item.text.upperBound
    var starts = item.text.isEmpty ? [] : [item.text.lowerBound]
    for index in item.text where message[index] == .newline && index + 1 < item.text.upperBound {
      starts.append(index + 1)
    }
    self.starts = starts
    textStarts = starts.map { start in
      var index = start
      while index < item.text.upperBound, index < start + item.indent, message[index] == .space { index += 1 }
      return index
    }
    var fenced: Set<Int> = []
    var fence: Fence?
    for line in starts.indices {
      let lineEnd = line + 1 < starts.count ? starts[line + 1] - 1 : item.text.upperBound
      let text = message[min(textStarts[line], lineEnd)..<lineEnd]
      let blanks = text.prefix { $0 == .space }.count
      if let open = fence {
        fenced.insert(line)
        if blanks < 4, open.isClosed(by: text.dropFirst(blanks)) { fence = nil }
      } else if blanks < 4, let open = Fence(text.dropFirst(blanks)) {
        fence = open
        fenced.insert(line)
      }
    }
    self.fenced = fenced
  }

  var indices: Range<Int> { starts.indices }
  var count: Int { starts.count }

  func start(_ line: Int) -> Int { line < starts.count ? starts[line] : end }

  func textStart(_ line: Int) -> Int { line < textStarts.count ? textStarts[line] : end }

  private func text(_ line: Int) -> ArraySlice<UInt8> {
    var text = message[min(textStart(line), start(line + 1))..<start(line + 1)]
    while let last = text.last, last.isLineEnd { text = text.dropLast() }
    return text
  }

  func isEmpty(_ line: Int) -> Bool { text(line).allSatisfy(\.isBlank) }
  func isIndented(_ line: Int) -> Bool { text(line).first?.isBlank ?? false }
  func isItem(_ line: Int) -> Bool { !fenced.contains(line) && text(line).starts(with: [UInt8(ascii: "*"), .space]) }

  /// The id in a line `commit <id>` before lines that tell its author (git-log(1), the medium format).
  func commit(at line: Int) -> String? {
    let word = Array("commit ".utf8)
    let text = text(line)
    guard text.starts(with: word), !fenced.contains(line), line + 1 < starts.count else { return nil }
    let id = text.dropFirst(word.count).prefix { $0.isHexDigit }
    let rest = text.dropFirst(word.count + id.count)
    let next = self.text(line + 1)
    guard (4...40).contains(id.count), rest.allSatisfy(\.isBlank),
      next.starts(with: "Author:".utf8) || next.starts(with: "Merge:".utf8)
    else { return nil }
    return String(decoding: id, as: UTF8.self)
  }
}
