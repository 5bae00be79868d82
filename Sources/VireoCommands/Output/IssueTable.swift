import Vireo

/// A list of issues as text.
struct IssueTable {
  let rows: IssueRows
  /// The columns; empty for the usual ones.
  let columns: [IssueColumn]
  let group: GroupKey?
  let config: Config

  /// The columns of the forms that programs read.
  static let usualColumns = [
    "number", "status", "type", "priority", "title", "labels", "assignee", "milestone", "author", "created",
  ].compactMap { IssueColumn($0) }

  /// The columns, the usual ones where none are asked for.
  var shownColumns: [IssueColumn] { columns.isEmpty ? IssueTable.usualColumns : columns }

  func write(_ format: IssueFormat, to console: Console) {
    switch format {
    case .ids: rows.forEach { console.printData($0.issue.number?.description ?? $0.issue.path) }
    case .tsv: writeTSV(console)
    case .csv: writeCSV(console)
    case .markdown: writeMarkdown(console)
    case .table, .json, .ndjson: writeTable(console)
    }
  }

  private func cells(_ row: IssueRow) -> [String] { shownColumns.map(row.text) }

  private static func append(_ text: String, to bytes: inout [UInt8]) {
    var text = text
    text.withUTF8 { cell in
      if cell.contains(where: { $0 < 0x20 }) {
        bytes += oneField(String(decoding: cell, as: UTF8.self)).utf8
      } else {
        bytes.append(contentsOf: cell)
      }
    }
  }

  /// A cell without what would end it.
  static func oneField(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 }) else { return text }
    return text.map { $0 == "\t" || $0.isNewline ? " " : $0 == "\0" ? "\u{FFFD}" : String($0) }.joined()
  }

  private func writeTSV(_ console: Console) {
    let (rows, columns, isTerminal) = (rows, shownColumns, console.isTerminal)
    let starts = Array(stride(from: 0, to: rows.count, by: 2000))
    let texts = Parallel.map(starts.count) { part in
      var bytes: [UInt8] = []
      for index in starts[part]..<Swift.min(starts[part] + 2000, rows.count) {
        let row = rows[index]
        for (number, column) in columns.enumerated() {
          if number > 0 { bytes.append(UInt8(ascii: "\t")) }
          IssueTable.append(row.text(column), to: &bytes)
        }
        bytes.append(UInt8(ascii: "\n"))
      }
      return isTerminal
        ? Array(TerminalText.harmless(String(decoding: bytes, as: UTF8.self), keepingLines: true).utf8) : bytes
    }
    texts.forEach(console.write)
  }

  /// RFC 4180, with a header and line ends of two bytes.
  private func writeCSV(_ console: Console) {
    for row in [shownColumns.map(\.name)] + rows.map(cells) {
      let row = console.isTerminal ? row.map { TerminalText.harmless($0) } : row
      console.write(Array((row.map(IssueTable.quotedCSV).joined(separator: ",") + "\r\n").utf8))
    }
  }

  static func quotedCSV(_ text: String) -> String {
    guard text.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return text }
    return "\"" + text.map { $0 == "\"" ? "\"\"" : String($0) }.joined() + "\""
  }

  /// The rows in their groups, each with its heading; without groups all of them.
  var groups: [(heading: String?, rows: [IssueRow])] {
    guard let group else { return [(nil, Array(rows))] }
    let byPath = Dictionary(rows.map { ($0.issue.path, $0) }, uniquingKeysWith: { first, _ in first })
    let name = group.rawValue.hasPrefix("field.") ? String(group.rawValue.dropFirst(6)) : group.rawValue
    return group.groups(of: rows.issues, config: config).map { group in
      let heading = "\(TerminalText.harmless(group.value ?? "no \(name)")) (\(group.issues.count))"
      return (heading, group.issues.compactMap { byPath[$0.path] })
    }
  }
}
