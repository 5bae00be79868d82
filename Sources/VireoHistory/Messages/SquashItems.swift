import VireoModel

/// One of the messages that a squash message is made of; an ordinary message is a single one.
struct MessageItem {
  let text: Range<Int>
  /// The columns by which it is indented.
  let indent: Int
  /// The commit that the item was, as `git merge --squash` writes it.
  let commit: String?
}

/// Takes a squash message apart.
enum SquashItems {
  /// The items in the order of time.
  static func items(of message: [UInt8]) -> [MessageItem] {
    let lines = Lines(message)
    let blocks = lines.indices.filter { lines.commit(at: $0) != nil }
    if !blocks.isEmpty { return commits(lines, blocks) }
    let starts = lines.indices.filter { lines.isItem($0) }
    guard let first = starts.first else {
      return [MessageItem(text: 0..<message.count, indent: 0, commit: nil)]
    }
    var items = [MessageItem(text: 0..<lines.start(first), indent: 0, commit: nil)]
    for (position, start) in starts.enumerated() {
      let end = position + 1 < starts.count ? lines.start(starts[position + 1]) : message.count
      items.append(MessageItem(text: lines.start(start) + 2..<end, indent: 0, commit: nil))
    }
    return items
  }

  /// The blocks of `git merge --squash`, which lists the newest first; what stands around them comes last.
  private static func commits(_ lines: Lines, _ blocks: [Int]) -> [MessageItem] {
    var items: [MessageItem] = []
    var others = [MessageItem(text: 0..<lines.start(blocks[0]), indent: 0, commit: nil)]
    for (position, block) in blocks.enumerated() {
      let end = position + 1 < blocks.count ? blocks[position + 1] : lines.count
      var line = block + 1
      while line < end, !lines.isEmpty(line) { line += 1 }
      let body = line
      while line < end, lines.isEmpty(line) || lines.isIndented(line) { line += 1 }
      items.append(MessageItem(text: lines.start(body)..<lines.start(line), indent: 4, commit: lines.commit(at: block)))
      if line < end { others.append(MessageItem(text: lines.start(line)..<lines.start(end), indent: 0, commit: nil)) }
    }
    return items.reversed() + others
  }
}

/// The lines of a message, as far as they tell where items begin.
private struct Lines {
  private let message: [UInt8]
  private let starts: [Int]
  private let fenced: Set<Int>

  init(_ message: [UInt8]) {
    self.message = message
    var starts = [0]
    for (index, byte) in message.enumerated() where byte == .newline && index + 1 < message.count {
      starts.append(index + 1)
    }
    self.starts = starts
    var fenced: Set<Int> = []
    var fence: Fence?
    for line in starts.indices {
      let end = line + 1 < starts.count ? starts[line + 1] - 1 : message.count
      let text = message[starts[line]..<end]
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

  func start(_ line: Int) -> Int { line < starts.count ? starts[line] : message.count }

  private func text(_ line: Int) -> ArraySlice<UInt8> {
    var text = message[start(line)..<start(line + 1)]
    while let last = text.last, last.isLineEnd { text = text.dropLast() }
    return text
  }

  func isEmpty(_ line: Int) -> Bool { text(line).allSatisfy(\.isBlank) }
  func isIndented(_ line: Int) -> Bool { text(line).first?.isBlank ?? false }
  func isItem(_ line: Int) -> Bool { !fenced.contains(line) && text(line).starts(with: [UInt8(ascii: "*"), .space]) }

  /// The id in a line `commit <id>` before lines that tell its author (git-log(1), the medium format).
  func commit(at line: Int) -> String? {
    let word = Array("commit ".utf8)
    let line0 = text(line)
    guard line0.starts(with: word), !fenced.contains(line), line + 1 < starts.count else { return nil }
    let id = line0.dropFirst(word.count).prefix { $0.isHexDigit }
    let rest = line0.dropFirst(word.count + id.count)
    let next = text(line + 1)
    guard (4...40).contains(id.count), rest.allSatisfy(\.isBlank),
      next.starts(with: "Author:".utf8) || next.starts(with: "Merge:".utf8)
    else { return nil }
    return String(decoding: id, as: UTF8.self)
  }
}
