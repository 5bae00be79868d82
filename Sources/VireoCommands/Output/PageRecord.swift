import Vireo

/// A page as JSON shows it.
struct PageRecord {
  static let fields = ["name", "title", "tags", "body", "fields", "path", "links", "referredToBy"]

  let page: Page
  /// The links of all texts, where they are wanted.
  var index: LinkIndex?

  /// Whether fields need the links of all texts.
  static func needsLinks(_ json: String?) -> Bool {
    json?.split(separator: ",").contains { $0 == "links" || $0 == "referredToBy" } ?? false
  }

  func value(_ field: String) -> JSONValue {
    switch field {
    case "name": .text(page.name)
    case "title": .text(page.title)
    case "tags": JSONValue(page.tags)
    case "body": .text(page.body)
    case "fields": .object(page.fields.map { .init($0.key, FieldSelection.value($0.value)) })
    case "links": index.map { LinkLines(resolver: $0.resolver).objects($0.links(in: page.path)) } ?? .null
    case "referredToBy": index.map { LinkLines(resolver: $0.resolver).objects($0.links(toFile: page.path)) } ?? .null
    default: .text(page.path)
    }
  }
}

/// Rows of short texts: a table on a terminal, else tab-separated.
struct TextRows {
  let columns: [TableLayout.Column]
  let rows: [[String]]

  func write(to console: Console) {
    guard console.isTerminal else {
      for row in rows { console.print(row.map(IssueTable.oneField).joined(separator: "\t")) }
      return
    }
    let rows = rows.map { $0.map { TerminalText.harmless($0) } }
    let layout = TableLayout(columns, rows, width: console.width)
    for row in rows {
      let cells = layout.fitted(row).filter { !$0.isEmpty }
      console.print(String(cells.joined(separator: "  ").reversed().drop { $0 == " " }.reversed()))
    }
  }
}
