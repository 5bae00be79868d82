import VireoModel

/// What is shown as it stands: code, raw HTML, and what was over a bound.
extension HTMLRenderer {
  /// Code; the first word behind the fence is its language.
  mutating func writeCode(_ info: Slice, _ text: Slice) {
    out.newLine()
    out.write("<pre><code")
    let language = bytes(info).prefix { $0 > .space }.filter { byte in
      byte.isWordCharacter || byte == .hyphen || byte == UInt8(ascii: "+") || byte == .hash || byte == .fullStop
        || byte >= 0x80
    }
    if !language.isEmpty { out.attribute("class", "language-" + String(decoding: language, as: UTF8.self)) }
    out.write(">")
    out.escape(bytes(text))
    out.write("</code></pre>\n")
  }

  /// Raw HTML in a line; a comment is left out.
  mutating func writeRaw(_ text: Slice) {
    let text = bytes(text)
    if text.starts(with: HTMLComment.begin) { return }
    out.write("<code class=\"html\">")
    out.escape(text)
    out.write("</code>")
  }

  mutating func writeRawBlock(_ text: Slice) {
    let rest = HTMLComment.removed(from: bytes(text))
    guard rest.contains(where: { $0 > .space }) else { return }
    out.newLine()
    out.write("<pre class=\"html\">")
    out.escape(rest)
    out.write("</pre>\n")
  }

  mutating func writeExcess(_ excess: MarkdownTree.Excess) {
    out.write("<span class=\"excess\">")
    out.escape(bytes(excess.text))
    out.write(" <small>(")
    writeNote(excess.reason)
    out.write(")</small></span>")
  }

  mutating func writeExcessLines(_ excess: MarkdownTree.Excess) {
    out.newLine()
    out.write("<div class=\"excess\">\n<p><small>")
    writeNote(excess.reason)
    out.write("</small></p>\n<pre>")
    // The first line break behind `<pre>` would not count.
    out.write("\n")
    out.escape(bytes(excess.text))
    out.write("</pre>\n</div>\n")
  }

  private mutating func writeNote(_ reason: MarkdownExcess.Reason) {
    switch reason {
    case .marks: out.write("shown as plain text: too many marks for its length")
    case .depth: out.write("shown as plain text: nested too deeply")
    case .table: out.write("shown as plain text: a table too large to read")
    case .size: out.write("shown as plain text: too many blocks for their length")
    }
  }
}

/// Comments in HTML.
enum HTMLComment {
  static let begin = Array("<!--".utf8)
  private static let end = Array("-->".utf8)

  /// A text without its comments.
  ///
  /// One that does not end is text, for it may hold much that somebody means to show.
  static func removed(from text: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    var rest = text
    while let mark = rest.firstIndex(of: UInt8(ascii: "<")) {
      result += rest[..<mark]
      rest = rest[mark...]
      if rest.starts(with: begin), let close = HTMLComment.close(in: rest.dropFirst(begin.count)) {
        rest = rest[close...]
      } else if rest.starts(with: begin) {
        return result + rest
      } else {
        result.append(UInt8(ascii: "<"))
        rest = rest.dropFirst()
      }
    }
    return result + rest
  }

  private static func close(in text: ArraySlice<UInt8>) -> Int? {
    var index = text.startIndex
    while index + end.count <= text.endIndex {
      if text[index] == .hyphen, text[index..<index + end.count].elementsEqual(end) { return index + end.count }
      index += 1
    }
    return nil
  }
}

extension MarkdownTree {
  /// A block of the outermost level by itself, without references.
  func html(ofBlock index: Int) -> String {
    let end = index + 1 < blocks.count ? blocks[index + 1].start : elements.count
    var renderer = HTMLRenderer(self, [], anchors: [], MarkdownRendering())
    return renderer.render(blocks[index].start..<end)
  }
}
