/// Texts that cost some parser of Markdown far more than their length.
struct Bomb: Sendable, CustomStringConvertible {
  var description: String
  /// The text at about so many bytes.
  var text: @Sendable (Int) -> String

  init(_ name: String, _ text: @escaping @Sendable (Int) -> String) { (description, self.text) = (name, text) }

  /// One unit over and over.
  private init(_ unit: String) {
    self.init(unit.debugDescription) { String(repeating: unit, count: max(1, $0 / unit.utf8.count)) }
  }

  static let all = units.map { Bomb($0) } + composed

  private static let units = [
    "a<![CDATA[", "a<?", "a<!A ", "<!A", "<!--", "<!-- a -- ", "[a](<b", "[a](b", "[a](", "[", "[a", "![[]()", "![",
    "*_ ",
    "*a ", "_a __a ", "a**b c* ", "_a", "**a*", "~a ~~b ", "~", "`", "www.", "_www.a", "www._", "http://",
    "http://a.b<",
    "a://", "@", "a@", "a@b.c ", "a@b.c,", "&", "&#", "&#1;", "<div ", "<a b=\"", "<a b='c' ", "(", ")", ":", "\\",
    "\\[",
    "[^a]", "[^", "[^a]:", "[^a]: b\n\n", "[a]: b\n", "[a]:\n", "#", "# ", ">", "> ", "- ", "-\n", "* ", "1. ", "+ a\n",
    "  - a\n", "\t", " ", "\n", "\r", "|", "|a", "|\n", "|-\n", "a\n:-\n", ":-|\n", "=\n", "a\n=\n", "```\n", "``` a\n",
    "~~~\n",
    "<b>", "<div>\n", "<div>\n\n", "<script>\n", "- [ ] a\n", "<a:b>", "[[a]] ", "#7 ", "@a #1 ", "deadbee ",
    "[#7](a.md) ",
    "*a* ", "*a **b ", "!", "\"", "w", "---\n\n", "- - -\n", "- - a\n", "> a\nb\n", "[^a]: > - b\n", "# [a](b) *c*\n",
  ]

  private static func times(_ text: String, _ count: Int) -> String { String(repeating: text, count: max(1, count)) }

  private static let composed = [
    Bomb("a deep list and empty lines") { times("- ", $0 / 4) + "\n" + times("\n", $0 / 2) },
    Bomb("deep quotations") { times("> ", $0 / 4) + "a\n" + times("a\n", $0 / 4) },
    Bomb("a stair of items and empty lines") { size in
      (0..<Int(Double(size).squareRoot() / 1.5)).map { times("  ", $0) + "- a\n" }.joined() + times("\n", size / 2)
    },
    Bomb("a wide row") { "|a|b|\n|-|-|\n" + times("|x", $0 / 2) },
    Bomb("a wide table with short rows") {
      times("|a", $0 / 8) + "\n" + times("|-", $0 / 8) + "\n" + times("|\n", $0 / 4)
    },
    Bomb("fifty columns with short rows") { times("|a", 50) + "\n" + times("|-", 50) + "\n" + times("|\n", $0 / 2) },
    Bomb("a table below many lines") { times("a\n", $0 / 2) + times(":-\n", 3) },
    Bomb("rows of hyphens below a line") { times("a ", $0 / 4) + "\n" + times("|-|\n", $0 / 8) },
    Bomb("an address and parentheses") { "http://a.b/" + times(")", $0) },
    Bomb("an address and pairs of parentheses") { "www.a.b/" + times("()", $0 / 4) + times(")", $0 / 2) },
    Bomb("brackets that all close") { times("[", $0 / 2) + times("]", $0 / 2) },
    Bomb("a long definition and its uses") { "[a]: " + times("x", $0 / 2) + "\n\n" + times("[a]", $0 / 6) },
    Bomb("a long title and its uses") { "[a]: b\n\"" + times("xxx\n", $0 / 8) + "\"\n\n" + times("[a]", $0 / 6) },
    Bomb("labels of 990 letters") { "[a]: b\n\n" + times("[" + times("a", 990) + "]", $0 / 992) },
    Bomb("many definitions") { size in (0..<size / 20).map { "[\($0)]: x\n" }.joined() + "\n" + times("[1] ", size / 16)
    },
    Bomb("many footnotes") { size in
      (0..<size / 24).map { "[^\($0)]: x\n\n" }.joined() + (0..<size / 24).map { "[^\($0)]" }.joined()
    },
    Bomb("runs of backticks, each longer") { size in
      (1..<max(2, Int(Double(2 * size).squareRoot()))).map { times("`", $0) + "a" }.joined()
    },
    Bomb("open emphasis and links") { times("*a ", $0 / 6) + times("[a](b)", $0 / 12) },
    Bomb("open deletions and links") { times("~a ", $0 / 6) + times("[a](b)", $0 / 12) },
    Bomb("one long number") { "&#" + times("1", $0) },
    Bomb("a long word before a colon") { times("a", $0) + "://" },
    Bomb("underscores on both sides") { times("_", $0 / 2) + "." + times("_", $0 / 2) },
    Bomb("a tag of many attributes") { "<a " + times("b ", $0 / 2) + ">" },
    Bomb("items and many empty lines") { times("- a\n\n\n\n", $0 / 7) },
    Bomb("forty items deep, often") { times(times("- ", 40) + "a\n", $0 / 82) },
  ]
}
