import VireoModel

/// What git keeps of the file in which a message was written, with the way back to the file's lines.
package struct KeptMessage: Sendable {
  /// The message as it will be committed.
  package private(set) var bytes: [UInt8] = []
  /// Where lines begin, in the message and in the file.
  private var starts: [(kept: Int, file: Int)] = []

  package init(_ file: [UInt8], _ cleanup: MessageCleanup = .init()) {
    let lines = file.split(separator: .newline, omittingEmptySubsequences: false)
    let mark = cleanup.mark(in: lines)
    var hasGap = false
    for line in lines {
      if cleanup.isEdited, MessageCleanup.isCut(line, mark: mark) { break }
      if cleanup.isVerbatim {
        add(line)
        continue
      }
      if cleanup.removesComments, line.starts(with: mark) { continue }
      var text = line
      while text.last?.isSpace == true { text.removeLast() }
      if text.isEmpty {
        hasGap = true
        continue
      }
      if hasGap, !bytes.isEmpty { bytes.append(.newline) }
      hasGap = false
      add(text)
    }
    // What is behind the last line end is no line with an end.
    if bytes.count > file.count, cleanup.isVerbatim { bytes.removeLast() }
  }

  private mutating func add(_ line: ArraySlice<UInt8>) {
    starts.append((bytes.count, line.startIndex))
    bytes += line
    bytes.append(.newline)
  }

  /// The place in the file of a place in the message.
  package func placeInFile(_ range: Range<Int>) -> Range<Int> {
    let lower = offsetInFile(range.lowerBound)
    return lower..<(range.isEmpty ? lower : offsetInFile(range.upperBound - 1) + 1)
  }

  private func offsetInFile(_ offset: Int) -> Int {
    guard let start = starts.last(where: { $0.kept <= offset }) else { return offset }
    return start.file + offset - start.kept
  }
}
