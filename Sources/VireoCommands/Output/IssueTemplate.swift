import ArgumentParser
import Vireo

/// A text with names of columns in braces, printed for each issue.
///
/// `{{` and `}}` are braces; `\n`, `\t` and `\\` a line end, a tab and a backslash.
struct IssueTemplate {
  private enum Part {
    case text(String), column(IssueColumn)
  }

  private var parts: [Part] = []

  /// - Throws: `ValidationError` for a text that is no template.
  init(_ text: String, _ config: Config) throws {
    var rest = Array(text.unicodeScalars)[...]
    var plain = ""
    while let scalar = rest.popFirst() {
      switch scalar {
      case "\\":
        guard let escaped = rest.popFirst(), let meant = IssueTemplate.escapes[escaped] else {
          throw ValidationError("A backslash in a template stands before 'n', 't' or another backslash.")
        }
        plain.unicodeScalars.append(meant)
      case "{" where rest.first == "{", "}" where rest.first == "}":
        rest.removeFirst()
        plain.unicodeScalars.append(scalar)
      case "}": throw ValidationError("A '}' in a template closes nothing; write '}}' for the character.")
      case "{":
        guard let end = rest.firstIndex(of: "}") else {
          throw ValidationError("A '{' in a template isn't closed; write '{{' for the character.")
        }
        var name = ""
        name.unicodeScalars.append(contentsOf: rest[..<end])
        rest = rest[(end + 1)...]
        if !plain.isEmpty { parts.append(.text(plain)) }
        plain = ""
        parts.append(.column(try IssueTemplate.column(name, config)))
      default: plain.unicodeScalars.append(scalar)
      }
    }
    if !plain.isEmpty { parts.append(.text(plain)) }
  }

  private static let escapes: [Unicode.Scalar: Unicode.Scalar] = ["n": "\n", "t": "\t", "\\": "\\"]

  private static func column(_ name: String, _ config: Config) throws -> IssueColumn {
    if let column = IssueColumn(name, config: config) { return column }
    let hint = Nearest.suggestion(for: name, among: IssueColumn.names + config.fields.map(\.key))
    throw ValidationError("'{\(name)}' is no column\(hint.isEmpty ? "." : hint) A bare --columns lists them all.")
  }

  /// The columns that occur in it.
  var columns: [IssueColumn] {
    parts.compactMap { if case .column(let column) = $0 { column } else { nil } }
  }

  /// The text of an issue.
  func text(of row: IssueRow, isTerminal: Bool) -> String {
    parts.map { part in
      switch part {
      case .text(let text): text
      case .column(let column): isTerminal ? TerminalText.harmless(row.text(column)) : row.text(column)
      }
    }.joined()
  }
}
