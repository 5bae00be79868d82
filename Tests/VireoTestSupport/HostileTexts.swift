/// Texts that break a form that does not expect them.
package enum HostileTexts {
  package static let all = [
    "<script>alert(1)</script>", "\" onmouseover=\"x", "'&amp;", "\u{1B}[31mred", "\u{202E}gnp", "]]>", "--><b>",
    "a\r\nBEGIN:VEVENT", "\u{FFFE}", "\u{0}", String(repeating: "long ", count: 2000), "`*_[x](javascript:1)",
  ]
}
