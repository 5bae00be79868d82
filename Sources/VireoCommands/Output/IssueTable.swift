import Vireo

/// A list of issues as text.
struct IssueTable {
  let rows: [IssueRow]
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
    case .tsv: rows.forEach { console.printData(cells($0).map(IssueTable.oneField).joined(separator: "\t")) }
    case .csv: writeCSV(console)
    case .markdown: writeMarkdown(console)
    case .table, .json, .ndjson: writeTable(console)
    }
  }

  private func cells(_ row: IssueRow) -> [String] { shownColumns.map(row.text) }

  /// A cell without what would end it.
  static func oneField(_ text: String) -> String {
    guard text.utf8.contains(where: { $0 < 0x20 }) else { return text }
    return text.map { $0 == "\t" || $0.isNewline ? " " : $0 == "\0" ? "\u{FFFD}" : String($0) }.joined()
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
    guard let group else { return [(nil, rows)] }
    let byPath = Dictionary(rows.map { ($0.issue.path, $0) }, uniquingKeysWith: { first, _ in first })
    let name = group.rawValue.hasPrefix("field.") ? String(group.rawValue.dropFirst(6)) : group.rawValue
    return group.groups(of: rows.map(\.issue), config: config).map { group in
      let heading = "\(TerminalText.harmless(group.value ?? "no \(name)")) (\(group.issues.count))"
      return (heading, group.issues.compactMap { byPath[$0.path] })
    }
  }
}
