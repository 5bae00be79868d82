import VireoModel

/// Puts an event's text into Markdown in which it can mean nothing.
///
/// Whatever a sender writes is code: between fences that are longer than any in it, or in spans whose marks are. Code
/// is no reference, no mention and no heading, and no other Markdown reader takes it for one. What could steer a
/// terminal or turn text round is shown as an escape.
struct EventMarkdown {
  private(set) var text = ""

  /// The most characters of a text that are shown; the event itself has the rest.
  static let textLimit = 4_000
  /// The most characters of a text in a line.
  static let lineLimit = 400

  mutating func heading(_ words: String) { text += "## \(words)\n\n" }

  /// A paragraph of our own words, in which `span` has put the sender's.
  mutating func paragraph(_ words: String) { text += words + "\n\n" }

  /// Lines of the sender's.
  mutating func block(_ lines: String, language: String = "text") {
    let lines = EventMarkdown.cut(TerminalText.harmless(lines, keepingLines: true), to: EventMarkdown.textLimit)
    let fence = String(repeating: "`", count: max(3, EventMarkdown.longestRun(in: lines) + 1))
    text += "\(fence)\(language)\n\(lines)\(lines.hasSuffix("\n") ? "" : "\n")\(fence)\n\n"
  }

  /// A table; the cells of the first column are our words where `isOurs` says so.
  mutating func table(_ head: [String], _ rows: [[String]]) {
    guard !rows.isEmpty else { return }
    text += "| " + head.joined(separator: " | ") + " |\n"
    text += "|" + String(repeating: " --- |", count: head.count) + "\n"
    for row in rows {
      text += "| " + row.map { EventMarkdown.span($0, inTable: true) }.joined(separator: " | ") + " |\n"
    }
    text += "\n"
  }

  /// A text of the sender's within a line.
  ///
  /// - Parameter inTable: Whether `|` would end a cell (GitHub Flavored Markdown Spec, section 4.10).
  static func span(_ text: String, inTable: Bool = false) -> String {
    var text = cut(TerminalText.harmless(text), to: lineLimit)
    guard !text.allSatisfy({ $0 == " " }) else { return "" }
    if inTable { text = text.replacing("|", with: "\\|") }
    let marks = String(repeating: "`", count: longestRun(in: text) + 1)
    // One blank at each end is taken away again (CommonMark, section 6.1).
    let needsRoom = text.hasPrefix("`") || text.hasSuffix("`") || (text.hasPrefix(" ") && text.hasSuffix(" "))
    let room = needsRoom ? " " : ""
    return marks + room + text + room + marks
  }

  private static func longestRun(in text: String) -> Int {
    var (longest, run) = (0, 0)
    for byte in text.utf8 {
      run = byte == .backtick ? run + 1 : 0
      longest = max(longest, run)
    }
    return longest
  }

  /// The beginning of a text that is too long, with what is missing.
  private static func cut(_ text: String, to limit: Int) -> String {
    guard text.utf8.count > limit else { return text }
    let beginning = text.prefix(limit)
    guard beginning.endIndex < text.endIndex else { return text }
    return beginning + "… (\(text.utf8.count - beginning.utf8.count) bytes more)"
  }
}
