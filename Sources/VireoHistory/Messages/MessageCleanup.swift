import VireoModel

/// How git tidies up the file in which a message was written, before it commits (git-commit(1), `--cleanup`).
package struct MessageCleanup: Sendable, Hashable {
  /// The modes that git has.
  private enum Mode: String { case strip, whitespace, verbatim, scissors }

  /// Whether lines of comment go.
  let removesComments: Bool
  /// Whether all stays as it is.
  let isVerbatim: Bool
  /// Whether an editor was open, so that git itself wrote into the file.
  let isEdited: Bool
  /// What a comment begins with; `nil` where git chose a character that no line began with.
  private let commentMark: [UInt8]?

  /// - Parameters:
  ///   - mode: The setting `commit.cleanup`; an unknown word counts as the default.
  ///   - commentMark: The setting `core.commentChar` or `core.commentString`.
  ///   - isEdited: Whether an editor was open.
  package init(mode: String? = nil, commentMark: String? = nil, isEdited: Bool = true) {
    let mode = mode.flatMap { Mode(rawValue: $0) } ?? (isEdited ? .strip : .whitespace)
    removesComments = mode == .strip
    isVerbatim = mode == .verbatim
    self.isEdited = isEdited
    let mark = commentMark ?? ""
    self.commentMark = mark == "auto" ? nil : mark.isEmpty ? [.hash] : Array(mark.utf8)
  }

  private static let scissors = Array(" ------------------------ >8 ------------------------".utf8)
  /// The characters among which git chooses for `auto`.
  private static let candidates = Array("#;@!$%^&|:".utf8)

  /// What a comment begins with in this file.
  ///
  /// A character that git chose shows in the line with the scissors, or in the last line, which is git's own.
  func mark(in lines: [ArraySlice<UInt8>]) -> [UInt8] {
    if let commentMark { return commentMark }
    let candidates = MessageCleanup.candidates
    let cut = lines.first { line in
      line.dropFirst() == MessageCleanup.scissors[...] && line.first.map(candidates.contains) == true
    }
    if let mark = cut?.first { return [mark] }
    guard let last = lines.last(where: { !$0.allSatisfy(\.isSpace) }), let first = last.first,
      candidates.contains(first), last.dropFirst().first?.isSpace != false
    else { return [.hash] }
    return [first]
  }

  /// Whether a line is the one below which nothing counts.
  static func isCut(_ line: ArraySlice<UInt8>, mark: [UInt8]) -> Bool {
    line.count == mark.count + scissors.count && line.starts(with: mark) && line.dropFirst(mark.count) == scissors[...]
  }
}

extension UInt8 {
  /// What git takes for space.
  var isSpace: Bool { isBlank || isLineEnd }
}
