import Vireo

extension IssueTable {
  /// Aligned columns that fit the terminal, under a heading for each group.
  func writeTable(_ console: Console) {
    guard !rows.isEmpty else {
      if console.isTerminal { console.note("no issues") }
      return
    }
    let style = Style(isOn: console.usesColour)
    let showsStatus = Set(rows.map { StateText.text($0.issue) }).count > 1
    let header = columns.isEmpty ? [] : [columns.map(\.name)]
    let all = Dictionary(rows.map { ($0.issue.path, cells($0, showsStatus)) }, uniquingKeysWith: { first, _ in first })
    let layout = TableLayout(layoutColumns, header + all.values, width: console.width)
    let kinds = columns.isEmpty ? IssueTable.usualKinds : columns.map(\.name)
    for line in header { console.print(style.dim(joined(layout.fitted(line)) { $0 })) }
    for (index, group) in groups.enumerated() {
      if index > 0 { console.print("") }
      if let heading = group.heading { console.print(style.bold(heading)) }
      for row in group.rows {
        var column = -1
        console.print(
          joined(layout.fitted(all[row.issue.path] ?? [])) { text in
            column += 1
            return styled(text, kinds[column], row.issue, style)
          })
      }
    }
  }

  /// The cells with two blanks between them; blanks get no colour, and none stand at the end of a line.
  private func joined(_ cells: [String], _ style: (String) -> String) -> String {
    let parts = cells.map { cell in
      let (text, styled) = (cell.trimmingEnd, style(cell.trimmingEnd))
      return cell.isEmpty ? "" : styled + String(repeating: " ", count: cell.count - text.count)
    }
    return parts.filter { !$0.isEmpty }.joined(separator: "  ").trimmingEnd
  }

  private func styled(_ text: String, _ kind: String, _ issue: Issue, _ style: Style) -> String {
    switch kind {
    case "number": style.number(text)
    case "status", "state": style.state(text, issue.state)
    case "labels": style.label(text, issue.labels.first ?? "", config)
    case "priority", "assignee", "milestone": style.dim(text)
    default: text
    }
  }

  private static let usualKinds = ["number", "status", "priority", "title", "labels", "assignee", "milestone"]

  private var layoutColumns: [TableLayout.Column] {
    guard columns.isEmpty else {
      return columns.map { .init(isNumber: $0.name == "number", givesWay: $0.name == "title") }
    }
    return [
      .init(isNumber: true), .init(limit: 24), .init(limit: 12), .init(givesWay: true), .init(limit: 30),
      .init(limit: 16), .init(limit: 16),
    ]
  }

  private func cells(_ row: IssueRow, _ showsStatus: Bool) -> [String] {
    let issue = row.issue
    let number = issue.number.map { "#\($0)" } ?? "draft"
    let cells: [String]
    if columns.isEmpty {
      cells = [
        number, showsStatus ? StateText.text(issue) : "", issue.priority ?? "", issue.title,
        issue.labels.joined(separator: ", "), issue.assignee.map { "@\($0)" } ?? "", issue.milestone ?? "",
      ]
    } else {
      cells = columns.map { $0.name == "number" ? number : row.text($0) }
    }
    return cells.map { TerminalText.harmless($0) }
  }
}

extension String {
  fileprivate var trimmingEnd: String {
    var text = self[...]
    while text.last == " " { text = text.dropLast() }
    return String(text)
  }
}
