import Vireo
import VireoSite

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
    return "[\(name)](\(WebAddress.path(root + row.issue.path)))"
  }

  /// A cell in which nothing has a meaning of its own (GitHub Flavored Markdown, sections 2.4 and 4.10).
  static func escapedMarkdown(_ text: String) -> String {
    let special = Set("\\`*_{}[]<>()#+!|~&@")
    return TerminalText.harmless(text).map { special.contains($0) ? "\\\($0)" : String($0) }.joined()
  }
}
