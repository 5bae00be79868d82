import VireoModel

/// The reasons of a result as an indented tree.
extension GroupingResult {
  /// Version, title and culprit, then each variant with its hash and tree: `+` stands before what counts, `-` before
  /// what does not, with the reason behind it.
  ///
  /// Harmless for a terminal. Long texts are cut, and a row of equal parts that do not count is told once.
  package var explanation: String {
    var lines = ["version: \(version.rawValue)", "title: \(TerminalText.harmless(title))"]
    if let culprit { lines.append("culprit: \(TerminalText.harmless(culprit))") }
    if let rule { lines.append("rule: \(TerminalText.harmless(rule))") }
    for (index, variant) in variants.enumerated() {
      let isDouble = variants[..<index].contains { $0.hash == variant.hash }
      let hash = variant.hash.map(\.description) ?? "nothing counts"
      lines.append("\(variant.name.rawValue): \(hash)\(isDouble ? " (as above)" : "")")
      if !isDouble { variant.component.appendTree(to: &lines, depth: 1) }
    }
    return lines.map { $0 + "\n" }.joined()
  }
}

extension GroupingComponent {
  /// The longest text that is shown, in Unicode scalars.
  private static let shownLimit = 240
  /// How many equal parts in a row are shown one by one.
  private static let shownEqual = 2

  fileprivate func appendTree(to lines: inout [String], depth: Int) {
    lines.append(String(repeating: "  ", count: depth) + line)
    // A frame or exception that does not count is told in one line.
    guard contributes || shown == nil else { return }
    var index = 0
    while index < parts.count {
      var end = index + 1
      while end < parts.count, parts[index].isEqualSilence(to: parts[end]) { end += 1 }
      if end - index > GroupingComponent.shownEqual {
        let hint = parts[index].hint.map { " (\(TerminalText.harmless($0)))" } ?? ""
        lines.append(
          String(repeating: "  ", count: depth + 1) + "- \(end - index) times \(parts[index].name.rawValue)\(hint)")
      } else {
        for part in parts[index..<end] { part.appendTree(to: &lines, depth: depth + 1) }
      }
      index = end
    }
  }

  private func isEqualSilence(to other: GroupingComponent) -> Bool {
    !contributes && !other.contributes && name == other.name && hint == other.hint && !parts.isEmpty
  }

  private var line: String {
    var line = (contributes ? "+ " : "- ") + name.rawValue
    if let shown { line += ": " + shown }
    if let hint { line += " (\(TerminalText.harmless(hint)))" }
    return line
  }

  private var shown: String? {
    if let text { return GroupingComponent.short(text) }
    guard !contributes else { return nil }
    // A frame or exception that doesn't count is told by what its parts say.
    let texts = parts.filter { [.type, .module, .filename, .function].contains($0.name) }.compactMap(\.text)
    return texts.isEmpty ? nil : GroupingComponent.short(texts.joined(separator: " "))
  }

  private static func short(_ text: String) -> String {
    let isLong = text.utf8.count > shownLimit && text.unicodeScalars.count > shownLimit
    let part = isLong ? String(text.unicodeScalars.prefix(shownLimit - 1)) + "…" : text
    return TerminalText.harmless(part)
  }
}
