/// Diagnostics as text: for people, for editors, and as JSON and SARIF for programs.
public enum DiagnosticFormatter {
  /// One line, as compilers print it: `path:line:column: error: message [code]`.
  public static func short(_ diagnostic: Diagnostic) -> String {
    let message = TerminalText.harmless(diagnostic.message)
    return "\(place(diagnostic.place)): \(diagnostic.severity.rawValue): \(message) [\(diagnostic.code.id)]"
  }

  /// The line of ``short(_:)``, the excerpt with the place marked, other places, and the way out.
  public static func human(_ diagnostic: Diagnostic) -> String {
    var lines = [short(diagnostic)] + excerpt(diagnostic.place)
    for note in diagnostic.notes {
      lines.append("\(place(note.place)): note: \(TerminalText.harmless(note.message))")
    }
    if let advice = diagnostic.advice { lines.append("fix: \(TerminalText.harmless(advice))") }
    return lines.joined(separator: "\n")
  }

  /// An array of objects with path, place (columns in bytes and in scalars), severity, code, message and fix.
  public static func json(_ diagnostics: [Diagnostic]) -> String {
    JSONValue.array(diagnostics.map(object)).serialized(indented: true)
  }

  private static func place(_ place: Diagnostic.Place) -> String {
    let path = TerminalText.harmless(place.path)
    guard let start = place.start else { return path }
    return "\(path):\(start.line):\(start.column)"
  }

  private static func excerpt(_ place: Diagnostic.Place) -> [String] {
    guard let start = place.start, let line = place.excerpt, !line.isEmpty else { return [] }
    let end = place.end.map { $0.line == start.line ? $0.column - 1 : Int.max }
    let excerpt = Excerpt(of: line, from: start.column - 1, to: end)
    let gutter = "  \(start.line) | "
    let blank = String(repeating: " ", count: gutter.count - 2) + "| "
    return [gutter + excerpt.line, blank + excerpt.marks]
  }

  private static func object(_ diagnostic: Diagnostic) -> JSONValue {
    .object([
      .init("path", .text(diagnostic.place.path)),
      .init("start", position(diagnostic.place.start)),
      .init("end", position(diagnostic.place.end)),
      .init("severity", .text(diagnostic.severity.rawValue)),
      .init("code", .text(diagnostic.code.id)),
      .init("message", .text(diagnostic.message)),
      .init("notes", .array(diagnostic.notes.map(note))),
      .init("advice", JSONValue(diagnostic.advice)),
      .init("fixable", .bool(diagnostic.fix != nil)),
    ])
  }

  private static func note(_ note: Diagnostic.Note) -> JSONValue {
    .object([
      .init("path", .text(note.place.path)), .init("start", position(note.place.start)),
      .init("message", .text(note.message)),
    ])
  }

  private static func position(_ position: TextPosition?) -> JSONValue {
    guard let position else { return .null }
    return .object([
      .init("line", .int(Int64(position.line))),
      .init("column", .int(Int64(position.column))),
      .init("byteColumn", .int(Int64(position.byteColumn))),
      .init("offset", .int(Int64(position.offset))),
    ])
  }
}
