import VireoModel
import VireoTestSupport

/// Makes up front matter: well-formed, nearly well-formed, and heaps of characters that mean something.
struct FrontMatterGenerator {
  var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  /// Lines between fences.
  mutating func yaml() -> String {
    random.once(in: 6) ? soup(lines: 1 + random.below(5)) : entries(1 + random.below(5))
  }

  private mutating func entries(_ count: Int) -> String {
    (0..<count).map { index in entry(key: key(index)) }.joined()
  }

  private mutating func key(_ index: Int) -> String {
    switch random.below(12) {
    case 0:
      random.pick(["\"q\(index)\"", "'s\(index)'", "k \(index)", "ä\(index)", "a#\(index)", "-\(index)", "a:\(index)"])
    case 1: heap(1 + random.below(4))
    default: random.pick(["title", "status", "labels", "x", "due", "a-b"]) + (random.once(in: 8) ? "" : "\(index)")
    }
  }

  private mutating func entry(key: String) -> String {
    let gap = random.pick([" ", " ", " ", "  ", "", "\t"])
    let ending = random.pick(["", "", "", "", " ", " # note", " #note", "\t"])
    switch random.below(9) {
    case 0: return "\(key):" + random.pick(["", " ", " # none"]) + "\n" + blockList()
    case 1: return "\(key):\n" + blockMap()
    case 2: return "\(key):\(gap)" + flow() + ending + "\n"
    case 3: return "\(key):\(gap)" + blockScalar()
    case 4: return "\(key):\(gap)" + heap(1 + random.below(8)) + ending + "\n"
    default: return "\(key):\(gap)" + scalar() + ending + "\n"
    }
  }

  mutating func scalar() -> String {
    switch random.below(8) {
    case 0: return "\"" + doubleQuotedText() + "\""
    case 1: return "'" + words().replacing("'", with: "''") + "'"
    case 2: return words() + "\n  " + words()
    case 3: return ""
    default: return words()
    }
  }

  private mutating func doubleQuotedText() -> String {
    (0..<random.below(6)).map { _ in
      random.pick([
        "a", " ", "  ", "\\n", "\\t", "\\\"", "\\\\", "\\x41", "\\u00e9", "\\U0001F600", "\\ ", "\\/", "\\e", "\\N",
        "\\L",
        "\\\n  ", "\n  ", "\n\n  ", "é", "#", ": ", "\\q", "\\x4", "'", "\t",
      ])
    }.joined()
  }

  mutating func words() -> String {
    (0...random.below(4)).map { _ in
      random.pick([
        "Crash", "on", "save", "a:b", "C#", "#7", "é", "日本", "x, y", "[WIP]", "\"a\"", "it's", "1.10", "no", "-", "- x",
        "@a", "%d", "*p", "&x", "!t", "> 5", "|", "?", "a: b", "{z}", "~", "http://x/#y", "`", "a  b", "...", "---",
        "=",
      ])
    }.joined(separator: " ")
  }

  private mutating func blockList() -> String {
    let indent = random.pick(["", "  ", "  ", " ", "    "])
    return (0...random.below(4)).map { _ in
      let between = random.once(in: 10) ? random.pick(["\n", "# c\n", "  # c\n", indent + "\n"]) : ""
      return indent + "-" + (random.once(in: 40) ? "\t" : random.pick([" ", " ", "  ", ""])) + scalar()
        + random.pick(["", "", " # c", " "])
        + "\n" + between
    }.joined()
  }

  private mutating func blockMap() -> String {
    let indent = random.pick(["  ", "  ", " ", "    "])
    return (0...random.below(3)).map { index in "\(indent)k\(index): " + scalar() + "\n" }.joined()
  }

  private mutating func flow() -> String {
    let isMap = random.once(in: 3)
    let items = (0..<random.below(5)).map { index in
      (isMap ? random.pick(["k\(index): ", "\"k\(index)\":", "k\(index)", "k\(index) : "]) : "") + flowScalar()
    }
    let comma = random.pick([", ", ",", " , ", ",\n  ", ", # c\n  ", ",\n"])
    let trailing = random.once(in: 5) ? "," : ""
    return (isMap ? "{" : "[") + items.joined(separator: comma) + trailing + (isMap ? "}" : "]")
  }

  private mutating func flowScalar() -> String {
    random.once(in: 6)
      ? scalar()
      : random.pick([
        "a", "b c", "\"x, y\"", "'z'", "1.0", "#7", "a#b", "a:b", "-1", "- x", "é", "@x", "*a", "?x", ":x", "x:",
        "http://x",
        "a\n  b", "",
      ])
  }

  private mutating func blockScalar() -> String {
    let header = random.pick(["|", ">"]) + random.pick(["", "", "-", "+", "2", "1-", "+2", "-3"])
    let indent = random.pick(["  ", "  ", "   ", " "])
    let lines = (0..<random.below(6)).map { _ in
      random.pick(["", "", indent + words(), indent + " " + words(), indent, indent + "\t" + words(), " ", "# c"])
    }
    return header + random.pick(["", "", " # c", " "]) + "\n" + lines.map { $0 + "\n" }.joined()
  }

  private mutating func heap(_ count: Int) -> String {
    (0..<count).map { _ in
      random.pick(random.once(in: 100) ? FrontMatterGenerator.rarePieces : FrontMatterGenerator.pieces)
    }.joined()
  }

  mutating func soup(lines: Int) -> String {
    (0..<lines).map { _ in
      random.pick(["", "", "  ", " ", "    "]) + random.pick(["", "a: ", "b: ", "- "]) + heap(random.below(8)) + "\n"
    }.joined()
  }

  private static let pieces = [
    "a", "b", " ", " ", ":", ": ", "#", " #", "-", "- ", "[", "]", "{", "}", ",", "'", "\"", "\\", "|", ">", "&", "*",
    "!",
    "%", "@", "`", "?", "~", "\t", "é", ".", "<<", "=", "\\n", "0", "\n  ", "\n", "...", "---", "\u{A0}", "\u{301}",
  ]
  /// What Yams reads otherwise wherever it stands.
  private static let rarePieces = ["\r", "\u{85}", "\u{2028}", "\u{FEFF}", "\u{1B}", "\r\n"]
}
