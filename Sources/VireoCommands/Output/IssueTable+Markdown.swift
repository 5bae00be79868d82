import Vireo

extension IssueTable {
  func writeMarkdown(_ console: Console) { markdownLines().forEach(console.print) }

  /// Tables of GitHub Flavored Markdown, one for each group; numbers lead to the issues' files.
  ///
  /// - Parameter root: What leads from the file with the table to the repository's root, as `../`.
  func markdownLines(root: String = "") -> [String] {
    var lines: [String] = []
    for (index, group) in groups.enumerated() {
      if index > 0 { lines.append("") }
      if let heading = group.heading { lines += ["### \(IssueTable.escapedMarkdown(heading))", ""] }
      lines.append("| " + shownColumns.map { IssueTable.escapedMarkdown($0.name) }.joined(separator: " | ") + " |")
      lines.append("|" + String(repeating: " --- |", count: shownColumns.count))
      for row in group.rows {
        lines.append("| " + shownColumns.map { cell(row, $0, root) }.joined(separator: " | ") + " |")
      }
    }
    return lines
  }

  private func cell(_ row: IssueRow, _ column: IssueColumn, _ root: String) -> String {
    guard column.name == "number" else { return IssueTable.escapedMarkdown(row.text(column)) }
    let name = row.issue.number.map { "#\($0)" } ?? "draft"
    return "[\(name)](\(IssueTable.address(ofPath: root + row.issue.path)))"
  }

  /// A path as a relative address (RFC 3986); what has a meaning in Markdown is encoded as well.
  static func address(ofPath path: String) -> String {
    let digits = Array("0123456789ABCDEF")
    return path.utf8.map { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "/"):
        String(UnicodeScalar(byte))
      default: "%\(digits[Int(byte >> 4)])\(digits[Int(byte & 15)])"
      }
    }.joined()
  }

  /// A cell in which nothing has a meaning of its own (GitHub Flavored Markdown, sections 2.4 and 4.10).
  static func escapedMarkdown(_ text: String) -> String {
    let special = Set("\\`*_{}[]<>()#+!|~&@")
    return TerminalText.harmless(text).map { special.contains($0) ? "\\\($0)" : String($0) }.joined()
  }
}
