import VireoModel
import VireoTestSupport

/// Makes Markdown of tokens that mean something, in any order.
struct MarkdownGenerator {
  private var random: SplitMix64

  init(seed: UInt64) { random = SplitMix64(seed: seed) }

  static let tokens = [
    "#", "# ", "## a", "*", "**", "_", "__", "~", "~~", "`", "``", "```\n", "~~~\n", "[", "]", "(", ")", "](", "]: ",
    "![",
    "<", ">", "> ", "- ", "+ ", "* ", "1. ", "12) ", "\n", "\n\n", "\n", "\r\n", "\r", "  ", "    ", "\t", "\\", "|",
    "|-|\n",
    "| a | b |\n|---|:-:|\n", "||", ":", "&", ";", "&amp;", "&#35;", "&#x5b;", "&#94;", "!", "\"", "'", "---\n",
    "===\n",
    "<!-- x -->", "<!--", "-->", "<b>", "</b>", "<a href=\"", "<div>\n", "<?", "?>", "<![CDATA[", "]]>", "<!A", "[^a]",
    "[^1]: ", "[^", "www.", "http://a.b", "https://x.org/y_z", "@", "a@b.c", "javascript:", "data:", "//", "a", "b c",
    "ä",
    "\u{0}", "\u{FEFF}", "\u{10FFFF}", "é\u{301}", "word ", "[x] ", "[ ] ", "[a]: b.md\n", "[a]", "{", "}", ".", ",",
    "w",
  ]

  static let references = [
    "#7", "#12 ", "\\#7", "issue:7", "issue:7#20261121T100433Z-alice-k3f9", "milestone:1.0", "commit:a1b2c3d",
    "deadbee",
    "1234567", "1234567. ", "deadbeefdeadbeefdeadbeefdeadbeefdeadbeef", "file:a/b.c@v1.0-x#L10", "file:x.swift#L1-L2",
    "[[Page]]", "[[Page|text]]", "[[Page#head]]", "[[P\\|t]]", "\\[[No]]", "@alice", "@bob.c", "[x](Other.md)",
    "[x](<a b.md>)", "![i](i.png)", "[y]: ../z.md\n", "[y]", "[#7]", "[#7]: q.md\n", "[deadbee]: q\n", "ABC-7",
  ]

  mutating func text(_ tokens: [String], count: Int) -> String {
    (0..<count).map { _ in random.pick(tokens) }.joined()
  }

  mutating func length(below bound: Int) -> Int { 1 + random.below(bound) }
}
