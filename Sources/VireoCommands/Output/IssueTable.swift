import ArgumentParser
import Vireo

/// A list of issues as text.
struct IssueTable {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, csv, tsv, ids, markdown
  }

  let issues: [Issue]
  let config: Config

  /// The columns of the forms that programs read.
  private static let columns = [
    "number", "status", "type", "priority", "title", "labels", "assignee", "milestone", "author", "created",
  ]

  private func cells(_ issue: Issue) -> [String] {
    [
      issue.number?.description ?? issue.path, issue.status, issue.type ?? "", issue.priority ?? "", issue.title,
      issue.labels.joined(separator: ","), issue.assignee?.text ?? "", issue.milestone ?? "",
      issue.author?.text ?? "", issue.created?.description ?? "",
    ]
  }

  func write(_ format: Format, to console: Console) {
    switch format {
    case .ids: issues.forEach { console.printData($0.number?.description ?? $0.path) }
    case .tsv: issues.forEach { console.printData(cells($0).map(IssueTable.oneField).joined(separator: "\t")) }
    case .csv: writeCSV(console)
    case .markdown: writeMarkdown(console)
    case .table: writeTable(console)
    }
  }

  /// A cell without what would end it.
  static func oneField(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 }) else { return text }
    return text.map { $0 == "\t" || $0.isNewline ? " " : $0 == "\0" ? "\u{FFFD}" : String($0) }.joined()
  }

  /// RFC 4180, with a header and line ends of two bytes.
  private func writeCSV(_ console: Console) {
    for row in [IssueTable.columns] + issues.map(cells) {
      let row = console.isTerminal ? row.map { TerminalText.harmless($0) } : row
      console.write(Array((row.map(IssueTable.quotedCSV).joined(separator: ",") + "\r\n").utf8))
    }
  }

  private static func quotedCSV(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }

  private func writeMarkdown(_ console: Console) {
    console.print("| " + IssueTable.columns.joined(separator: " | ") + " |")
    console.print("|" + String(repeating: " --- |", count: IssueTable.columns.count))
    for issue in issues {
      console.print("| " + cells(issue).map(IssueTable.escapedMarkdown).joined(separator: " | ") + " |")
    }
  }

  /// A cell in which nothing has a meaning of its own (GitHub Flavored Markdown, sections 2.4 and 4.10).
  private static func escapedMarkdown(_ text: String) -> String {
    let special = Set("\\`*_{}[]<>()#+!|~&@")
    return TerminalText.harmless(text).map { special.contains($0) ? "\\\($0)" : String($0) }.joined()
  }

  // MARK: - For people

  private func writeTable(_ console: Console) {
    guard !issues.isEmpty else {
      if console.isTerminal { console.note("no issues") }
      return
    }
    let style = Style(isOn: console.usesColour)
    let showsStatus = Set(issues.map(StateText.text)).count > 1
    var rows = issues.map { row($0, showsStatus: showsStatus) }
    fit(&rows, to: console.width)
    for (issue, row) in zip(issues, rows) {
      let line = row.enumerated().filter { !$0.element.isEmpty }.map { index, cell in
        // Blanks get no colour, and none stand at the end of a line.
        let text = cell.trimmingEnd
        return styled(text, index, issue, style) + String(repeating: " ", count: cell.count - text.count)
      }.joined(separator: "  ")
      console.print(line.trimmingEnd)
    }
  }

  private func styled(_ text: String, _ column: Int, _ issue: Issue, _ style: Style) -> String {
    switch column {
    case 0: style.number(text)
    case 1: style.state(text, issue.state)
    case 4: style.label(text, issue.labels.first ?? "", config)
    case 2, 5, 6: style.dim(text)
    default: text
    }
  }

  private static let titleColumn = 3

  private func row(_ issue: Issue, showsStatus: Bool) -> [String] {
    [
      issue.number.map { "#\($0)" } ?? "draft", showsStatus ? StateText.text(issue) : "", issue.priority ?? "",
      issue.title,
      issue.labels.joined(separator: ", "), issue.assignee.map { "@\($0)" } ?? "", issue.milestone ?? "",
    ].map { TerminalText.harmless($0) }
  }

  /// Aligns the columns; the title gives way first, then the labels.
  private func fit(_ rows: inout [[String]], to width: Int) {
    guard let count = rows.first?.count else { return }
    var widths = (0..<count).map { column in rows.map { DisplayWidth.of($0[column]) }.max() ?? 0 }
    let limits = [12, 24, 12, Int.max, 30, 16, 16]
    widths = zip(widths, limits).map { min($0, $1) }
    let gaps = widths.filter { $0 > 0 }.count - 1
    let others = widths.enumerated().filter { $0.offset != IssueTable.titleColumn }.map(\.element).reduce(0, +)
    widths[IssueTable.titleColumn] = min(widths[IssueTable.titleColumn], max(20, width - others - gaps * 2))
    for index in rows.indices {
      for column in 0..<count {
        let cut = DisplayWidth.cut(rows[index][column], to: widths[column])
        let isNumber = column == 0
        let padding = String(repeating: " ", count: widths[column] - DisplayWidth.of(cut))
        rows[index][column] = isNumber ? padding + cut : cut + padding
      }
    }
  }
}

extension String {
  fileprivate var trimmingEnd: String {
    var text = self[...]
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }
}
