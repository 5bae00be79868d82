import VireoFormat
import VireoModel

/// One input of the fuzzer: a byte that chooses, and the bytes that it is about.
///
/// The fuzzer and the tests that repeat its findings share this, so that a finding stays found.
package struct FuzzInput {
  private let choice: UInt8
  private let bytes: [UInt8]

  package init(_ input: [UInt8]) {
    choice = input.first ?? 0
    bytes = Array(input.dropFirst())
  }

  /// What is wrong; `nil` if all is well, and no return at all from what traps.
  package func defect() -> String? {
    switch choice % 4 {
    case 0: return readingDefect()
    case 1: return editDefect()
    case 2: return writingDefect()
    default: return configDefect()
    }
  }

  private func readingDefect() -> String? {
    let source = SourceText(path: "7-x.md", bytes: bytes)
    let document = Document(source)
    let issue = IssueReader(config: Config()).issue(document, number: nil)
    let found = document.diagnostics + (issue.map { IssueRules(config: Config()).check($0, document) } ?? [])
    for diagnostic in found.prefix(50) {
      _ = DiagnosticFormatter.human(diagnostic)
      guard diagnostic.place.start.map({ $0.offset <= bytes.count }) ?? true else { return "a place behind the end" }
    }
    let entries = document.frontMatter.entries
    for (entry, next) in zip(entries, entries.dropFirst()) where entry.lines.upperBound > next.lines.lowerBound {
      return "two keys share a line"
    }
    return fixDefect(document)
  }

  /// The offered fixes take away what they are offered for, and change no value.
  private func fixDefect(_ document: Document) -> String? {
    let replacements = document.frontMatter.diagnostics.flatMap { diagnostic -> [Fix.Replacement] in
      if case .replace(let found)? = diagnostic.fix { found } else { [] }
    }
    guard !replacements.isEmpty, TextDefect.first(in: bytes) == nil else { return nil }
    let mended = FrontMatterParser.parse(SourceText(path: "7-x.md", bytes: bytes.replacing(replacements)))
    guard mended.entries.map(\.value.plain) == document.frontMatter.entries.map(\.value.plain) else {
      return "the fix changes a value"
    }
    return mended.diagnostics.contains { $0.fix != nil } ? "the fix leaves something to fix" : nil
  }

  /// The first line is a text, the rest a file.
  private func editDefect() -> String? {
    let end = bytes.firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count
    let text = String(decoding: bytes[..<end], as: UTF8.self).replacing("\\n", with: "\n")
    let source = SourceText(path: "7-x.md", bytes: Array(bytes[min(end + 1, bytes.count)...]))
    let before = FrontMatterParser.parse(source)
    let key = before.entries.isEmpty ? "status" : before.entries[Int(choice >> 4) % before.entries.count].key
    let edit: FieldEdit =
      switch choice >> 2 & 3 {
      case 0: .set(key, .text(text), .text)
      case 1: .unset(key)
      case 2: .add(key, [text], .text)
      default: .set(key, .list(text.split(separator: " ").map(String.init).uniqued()), .text)
      }
    guard let edited = try? FrontMatterEditor.apply([edit], to: source) else { return nil }
    let after = FrontMatterParser.parse(SourceText(path: "7-x.md", bytes: edited))
    // Where there was no front matter, a blank line comes between it and the body.
    let body = source.bytes[before.bodyStart...]
    let gap = before.opening == nil ? edited.count - body.count - after.bodyStart : 0
    guard (0...2).contains(gap), edited[(after.bodyStart + gap)...].elementsEqual(body) else {
      return "the body changed"
    }
    guard
      after.entries.filter({ $0.key != key }).map(\.value.plain)
        == before.entries.filter({ $0.key != key }).map(\.value.plain)
    else { return "another key changed" }
    if let entry = before.entry(key), edited != source.bytes {
      let behind = source.bytes[entry.lines.upperBound...]
      guard edited.starts(with: source.bytes[..<entry.lines.lowerBound]),
        edited.suffix(behind.count).elementsEqual(behind)
      else { return "another line changed" }
    }
    switch edit {
    case .set(_, .text, _): return after.entry(key)?.value.plain.text == text ? nil : "the text reads back otherwise"
    case .unset: return after.entry(key) == nil ? nil : "the key is still there"
    default: return nil
    }
  }

  private func writingDefect() -> String? {
    let text = String(decoding: bytes, as: UTF8.self)
    let written = [
      "k: " + ScalarWriter.inline(text) + "\n", "k:\n  - " + ScalarWriter.inline(text) + "\n",
      "k: [" + ScalarWriter.inline(text, inFlow: true) + "]\n",
      "k: " + ScalarWriter.inline(text, style: .singleQuoted) + "\n",
      "k: " + (ScalarWriter.block(text, newline: "\n") ?? "\"\"\n"), ScalarWriter.key(text) + ": v\n",
    ]
    for (index, yaml) in written.enumerated() where yaml.utf8.count < 60_000 {
      let source = SourceText(path: "7-x.md", bytes: Array("---\n\(yaml)---\n".utf8))
      let frontMatter = FrontMatterParser.parse(source)
      if index == 4, ScalarWriter.block(text, newline: "\n") == nil { continue }
      if index == 5, yaml.utf8.count > 1000 || text == "<<" { continue }
      let found = index == 5 ? frontMatter.entries.first?.key : frontMatter.entry("k")?.value.plain.list.first
      guard frontMatter.diagnostics.isEmpty, found.map({ Array($0.utf8) }) == Array(text.utf8) else {
        return "place \(index): \(yaml.debugDescription) reads back as \((found ?? "nothing").debugDescription)"
      }
    }
    return nil
  }

  private func configDefect() -> String? {
    let (config, diagnostics) = ConfigReader.read(SourceText(path: ".tracker/config.yml", bytes: bytes))
    _ = diagnostics.prefix(50).map(DiagnosticFormatter.human)
    let states = Set(config.statuses.map(\.state))
    return states == [.open, .closed] ? nil : "there is no open or no closed status"
  }
}
