package import VireoModel

/// Rules of a file's bytes as a whole.
package enum TextRules {
  package static func check(_ source: SourceText) -> [Diagnostic] {
    switch TextDefect.first(in: source.bytes) {
    case .notUTF8(let place)?:
      return [
        Diagnostic(
          .notUTF8, .init(source, place..<place + 1), "this byte isn't UTF-8",
          advice: "save the file as UTF-8")
      ]
    case .nul(let place)?:
      return [
        Diagnostic(
          .nulByte, .init(source, place..<place + 1), "there is a zero byte in the text",
          advice: "remove it, or get the file back from git")
      ]
    case nil: break
    }
    guard source.bytes.allSatisfy({ $0.isBlank || $0 == .newline || $0 == .carriageReturn }) else { return [] }
    return [
      Diagnostic(
        .emptyFile, .init(path: source.path), "there is nothing in this file",
        advice: "write a title, get the file back from git, or delete it")
    ]
  }

  /// Finds the three markers of an unfinished merge in a text, in their order and outside of fenced code.
  package static func checkConflict(_ source: SourceText, from start: Int) -> [Diagnostic] {
    guard let first = source.bytes.firstLine(from: start, beginning: "<<<<<<< "),
      let middle = source.bytes.firstLine(from: first, beginning: "======="),
      source.bytes.firstLine(from: middle, beginning: ">>>>>>> ") != nil
    else { return [] }
    let fences = source.bytes[start..<first].split(separator: .newline).filter {
      let line = $0.drop { $0 == .space }
      return line.starts(with: "```".utf8) || line.starts(with: "~~~".utf8)
    }
    guard fences.count.isMultiple(of: 2) else { return [] }
    let end = LineReader(bytes: source.bytes, limit: source.bytes.count).contentEnd(from: first)
    return [.conflictMarker(source, first..<end)]
  }
}

extension [UInt8] {
  /// The start of the first line, at or behind a place, that begins with a text.
  func firstLine(from start: Int, beginning text: StaticString) -> Int? {
    let wanted = UnsafeBufferPointer(start: text.utf8Start, count: text.utf8CodeUnitCount)
    guard let first = wanted.first else { return nil }
    return withUnsafeBufferPointer { bytes in
      var index = start
      while index + wanted.count <= bytes.count {
        let isLineStart = index == 0 || bytes[index - 1] == .newline
        if bytes[index] == first, isLineStart, bytes[index..<index + wanted.count].elementsEqual(wanted) {
          return index
        }
        index += 1
      }
      return nil
    }
  }
}
