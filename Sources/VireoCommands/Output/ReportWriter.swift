import ArgumentParser
import Vireo

/// The answer to a question in SQL as text.
struct ReportWriter {
  enum Format: String, CaseIterable, ExpressibleByArgument {
    case table, tsv, csv, json, ndjson, markdown
  }

  private let table: ReportTable

  init(_ table: ReportTable) { self.table = table }

  func write(_ format: Format, to console: Console) {
    let rows = table.rows.map { $0.map(\.text) }
    switch format {
    case .tsv:
      for row in [table.columns] + rows { console.printData(row.map(IssueTable.oneField).joined(separator: "\t")) }
    case .csv:
      for row in [table.columns] + rows {
        console.write(Array((row.map(IssueTable.quotedCSV).joined(separator: ",") + "\r\n").utf8))
      }
    case .markdown:
      console.print("| " + table.columns.map(IssueTable.escapedMarkdown).joined(separator: " | ") + " |")
      console.print("|" + String(repeating: " --- |", count: table.columns.count))
      for row in rows { console.print("| " + row.map(IssueTable.escapedMarkdown).joined(separator: " | ") + " |") }
    case .ndjson: table.rows.forEach { console.print(object($0).serialized(indented: false)) }
    case .json:
      console.print(JSONValue.array(table.rows.map(object)).serialized(indented: console.isTerminal))
    case .table: writeTable(rows, to: console)
    }
  }

  private func object(_ row: [ReportTable.Value]) -> JSONValue {
    .object(
      zip(table.columns, row).map { column, value in
        switch value {
        case .null: JSONValue.Member(column, .null)
        case .integer(let number): JSONValue.Member(column, .int(number))
        case .number(let number): JSONValue.Member(column, .number(number))
        case .text(let text): JSONValue.Member(column, .text(text))
        }
      })
  }

  private func writeTable(_ rows: [[String]], to console: Console) {
    let style = Style(isOn: console.usesColour)
    let shown = ([table.columns] + rows).map { $0.map { TerminalText.harmless($0) } }
    let columns = table.columns.indices.map { index in
      TableLayout.Column(
        isNumber: !table.rows.isEmpty && table.rows.allSatisfy { if case .integer = $0[index] { true } else { false } })
    }
    let layout = TableLayout(columns, shown, width: console.isTerminal ? console.width : nil)
    for (index, row) in shown.enumerated() {
      var line = layout.fitted(row).joined(separator: "  ")
      while line.last == " " { line.removeLast() }
      console.print(index == 0 ? style.bold(line) : line)
    }
  }
}
