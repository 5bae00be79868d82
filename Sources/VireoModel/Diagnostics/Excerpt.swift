/// A line of text with a part of it marked by carets below, cut where it is long.
package struct Excerpt {
  /// The line, harmless for a terminal.
  package let line: String
  /// Blanks, then a caret for each character of the part.
  package let marks: String

  /// The longest part of a line that is shown.
  private static let width = 100

  /// Marks from one scalar to before another; one character where there is no end.
  package init(of line: String, from start: Int, to end: Int?) {
    let scalars = Array(line.unicodeScalars)
    let mark = max(0, min(start, scalars.count))
    let from = mark > Excerpt.width - 20 ? mark - 40 : 0
    let to = min(scalars.count, from + Excerpt.width)
    let before = Excerpt.harmless(scalars[from..<mark])
    let last = min(end ?? mark, to)
    let length = max(1, Excerpt.harmless(scalars[mark..<max(mark, last)]).count)
    let cutBefore = from > 0 ? "…" : ""
    let cutAfter = to < scalars.count ? "…" : ""
    self.line = cutBefore + Excerpt.harmless(scalars[from..<to]) + cutAfter
    marks = String(repeating: " ", count: cutBefore.count + before.count) + String(repeating: "^", count: length)
  }

  private static func harmless(_ scalars: ArraySlice<Unicode.Scalar>) -> String {
    var text = ""
    text.unicodeScalars.append(contentsOf: scalars)
    return TerminalText.harmless(text)
  }
}
