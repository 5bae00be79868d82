import VireoFormat
import VireoModel
import VireoTestSupport

extension FrontMatterGenerator {
  /// A file with front matter, of any make.
  mutating func file() -> [UInt8] {
    var text = "---" + random.pick(["", "", "", " "]) + "\n" + yaml() + "---\n"
    text += random.pick(["", "\nText.\n", "\nText", "Text\n---\n", "\n\n# Heading\n", "a: b\n"])
    if random.once(in: 10) { text = String(text.dropLast()) }
    if random.once(in: 4) { text = text.replacing("\r", with: "").replacing("\n", with: "\r\n") }
    if random.once(in: 8) { text = "\u{FEFF}" + text }
    return Array(text.utf8)
  }

  mutating func edit(of document: FrontMatter) -> FieldEdit {
    let kind: ScalarWriter.Kind = random.once(in: 5) ? .bare : .text
    let key =
      document.entries.isEmpty || random.once(in: 3)
      ? random.pick(["status", "title", "new", "labels", "x y", "uid", "was", "ü", "a: b", "#", "-", "it's"])
      : random.pick(document.entries).key
    let present = document.entry(key)?.value.plain.list ?? []
    switch random.below(8) {
    case 0: return .unset(key)
    case 1: return .add(key, texts(kind), kind)
    case 2: return .remove(key, present.isEmpty ? ["a"] : [random.pick(present)])
    case 3: return .set(key, .list(random.once(in: 4) ? present.reversed() : texts(kind)), kind)
    case 4: return .set(key, .list(present + texts(kind)), kind)
    default: return .set(key, .text(text(kind)), kind)
    }
  }

  private mutating func texts(_ kind: ScalarWriter.Kind) -> [String] {
    (0..<random.below(4)).map { _ in text(kind) }.uniqued()
  }

  /// A text that is hard to write.
  mutating func text(_ kind: ScalarWriter.Kind = .text) -> String {
    if kind == .bare { return random.pick(["7", "2026-11-21", "1.5", "k7h2m9x3pt"]) }
    switch random.below(5) {
    case 0: return words()
    case 1: return words() + "\n" + words() + random.pick(["", "\n", "\n\n"])
    case 2: return String((0..<random.below(6)).map { _ in Character(character()) })
    default:
      return (0..<random.below(7)).map { _ in
        random.pick([
          "a", " ", "  ", "\n", "\t", "\r", "\r\n", "'", "\"", "\\", "#", " #", ": ", ":", "- ", "-", "é", "e\u{301}",
          "'\u{301}", "\u{1B}", "\u{0}", "\u{85}", "\u{2028}", "\u{FEFF}", "\u{FFFE}", "\u{1F600}", "[", "]", "{", "}",
          ",",
          "&", "*", "!", "|", ">", "%", "@", "`", "?", "---", "...", "\n---\n", "no", "1e3", "0012", "~", "=", "<<",
          "0x1F",
        ])
      }.joined()
    }
  }

  private mutating func character() -> Unicode.Scalar {
    let limit = random.pick([0x20, 0x80, 0x100, 0x3000, 0x110000])
    return Unicode.Scalar(UInt32(random.below(limit))) ?? "x"
  }
}
