import Vireo

/// Who wrote what last, a line for each part of a file.
struct BlameLines {
  /// The parts with the commits that changed them last; `nil` for what is in no commit yet.
  let parts: [(text: String, commit: CommitSummary?)]
  let style: Style

  var lines: [String] {
    let authors = parts.map { TerminalText.harmless($0.commit?.author.text ?? "-") }
    let width = authors.map { DisplayWidth.of($0) }.max() ?? 0
    return zip(parts, authors).map { part, author in
      let id = part.commit?.id.short ?? "-------"
      let day = part.commit?.date.day ?? "not yet   "
      let padding = String(repeating: " ", count: width - DisplayWidth.of(author))
      let line = "\(style.number(id))  \(day)  \(author)\(padding)  \(TerminalText.harmless(part.text))"
      return String(line.reversed().drop { $0 == " " }.reversed())
    }
  }
}
