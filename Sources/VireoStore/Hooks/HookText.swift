import VireoModel

/// The text of a hook's file with vireo's block in it, or without.
///
/// Only whole lines are put in and taken out, so that taking the block out leaves every byte as it was before.
struct HookText {
  let bytes: [UInt8]

  private static let opening = Array("# >>> vireo >>>".utf8)
  private static let closing = Array("# <<< vireo <<<".utf8)
  /// What a file begins with that vireo makes.
  private static let header = Array("#!/bin/sh\n".utf8)

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  /// A file with nothing but the block, which is removed with it.
  init(new hook: Hook) { bytes = HookText.header + HookText.block(for: hook, isWholeFile: true) + [.newline] }

  /// The block without the end of its last line.
  private static func block(for hook: Hook, isWholeFile: Bool) -> [UInt8] {
    let origin =
      isWholeFile
      ? "# 'vireo hooks install' made this file, 'vireo hooks uninstall' removes it."
      : "# 'vireo hooks install' put this block here, 'vireo hooks uninstall' takes it out."
    // After a merge there is nothing left to refuse.
    let otherwise = hook == .postMerge ? ":" : "exit $?"
    let lines = [
      String(decoding: opening, as: UTF8.self), origin, "if command -v vireo >/dev/null 2>&1; then",
      "  vireo hook \(hook.rawValue) \"$@\" || \(otherwise)", "fi", String(decoding: closing, as: UTF8.self),
    ]
    return Array(lines.joined(separator: "\n").utf8)
  }

  /// The places of the marks: each line that begins or ends a block.
  private var marks: (openings: [Range<Int>], closings: [Range<Int>]) {
    let lines = bytes.split(separator: .newline).map { line in (line.indices, HookText.trimmed(line)) }
    return (
      lines.filter { $0.1 == HookText.opening[...] }.map(\.0), lines.filter { $0.1 == HookText.closing[...] }.map(\.0)
    )
  }

  /// The block, without the end of its last line; `nil` where there is none or only a part of one.
  var block: Range<Int>? {
    let (openings, closings) = marks
    guard openings.count == 1, closings.count == 1, openings[0].lowerBound < closings[0].lowerBound else { return nil }
    return openings[0].lowerBound..<closings[0].upperBound
  }

  /// Whether there are marks that are no block.
  var isDamaged: Bool { block == nil && marks.openings.count + marks.closings.count > 0 }

  /// The text with the block as it is now.
  func adding(_ hook: Hook) -> [UInt8] {
    if let block {
      let wanted = HookText.block(for: hook, isWholeFile: isWholeFile)
      // Line ends of another system make no difference.
      if bytes[block].filter({ $0 != .carriageReturn }) == wanted { return bytes }
      return Array(bytes[..<block.lowerBound]) + wanted + bytes[block.upperBound...]
    }
    let place = blockPlace
    let block = HookText.block(for: hook, isWholeFile: false)
    let isAtLineStart = place == 0 || bytes[place - 1] == .newline
    return bytes[..<place] + (isAtLineStart ? block + [.newline] : [.newline] + block) + bytes[place...]
  }

  /// The text without the block; `nil` where the file was made for it and has nothing else.
  func removing() -> [UInt8]? {
    guard let block else { return bytes }
    let rest: [UInt8]
    if block.upperBound < bytes.count {
      rest = Array(bytes[..<block.lowerBound] + bytes[(block.upperBound + 1)...])
    } else {
      rest = Array(bytes[..<max(0, block.lowerBound - 1)])
    }
    return isWholeFile && rest.filter { $0 != .carriageReturn } == HookText.header ? nil : rest
  }

  /// Whether the block says that the file was made for it.
  private var isWholeFile: Bool {
    guard let block else { return false }
    return String(decoding: bytes[block], as: UTF8.self).contains("made this file")
  }

  /// Behind the comments that a file begins with, and behind the line of husky 8, which runs the file a second time.
  ///
  /// There the block comes before all that could end the script, and the script's own end stays the last word.
  private var blockPlace: Int {
    var place = 0
    var isHead = true
    var start = 0
    while start < bytes.count {
      let end = bytes[start...].firstIndex(of: .newline).map { $0 + 1 } ?? bytes.count
      let line = HookText.trimmed(bytes[start..<end])
      start = end
      if line.first == .hash {
        if isHead { place = end }
      } else if line.isEmpty {
        isHead = false
      } else {
        if String(decoding: line, as: UTF8.self).contains("_/husky.sh") { place = end }
        break
      }
    }
    return place
  }

  /// A line without its end and the blanks before it.
  private static func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var line = line
    while let last = line.last, last.isBlank || last == .carriageReturn || last == .newline { line = line.dropLast() }
    return line
  }
}
