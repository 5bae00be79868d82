package import VireoModel

/// A text in Markdown, read: that of an issue, comment, milestone or page.
///
/// It is GitHub's flavour, with references (docs/markdown.md). Reading never fails, and takes time in proportion to the
/// length: what would take longer is plain text, and listed in `excesses`.
package struct MarkdownBody: Sendable {
  /// A heading.
  package struct Heading: Sendable, Hashable {
    /// From 1 to 6.
    package var level: Int
    package var text: String
    /// The heading's `id` without a prefix; no two of a text have the same.
    package var anchor: String
  }

  /// The headings, in order, with those in quotations and lists.
  package let headings: [Heading]
  /// What may be a reference, in the order of the file; whether it leads anywhere is for others to say.
  package let references: [TextReference]
  /// The links and images with a relative address, in the order of the file.
  ///
  /// Addresses of definitions that nothing uses are not among them.
  package let links: [RelativeLink]
  /// What is shown as plain text since it was over a bound.
  package let excesses: [MarkdownExcess]
  /// Whether text that could be a reference was left as text because no way was found to read it as one without
  /// changing the meaning of what stands around it.
  package let hasUnreadReferences: Bool

  let tree: MarkdownTree

  /// Reads a file's text from an offset on: behind the front matter.
  ///
  /// The places in references are those in the file.
  package init(_ source: SourceText, from start: Int = 0, forms: ReferenceForms = ReferenceForms()) {
    let (bytes, offset) = MarkdownBody.text(of: source, from: start)
    self.init(bytes: bytes, offset: offset, ReferenceScanner.scan(bytes, forms))
  }

  /// The bytes of a text, and where they begin in the file.
  static func text(of source: SourceText, from start: Int) -> (bytes: [UInt8], offset: Int) {
    var start = min(max(0, start), source.bytes.count)
    if start == 0, source.bytes.starts(with: SourceText.byteOrderMark) { start = SourceText.byteOrderMark.count }
    return (start == 0 ? source.bytes : Array(source.bytes[start...]), start)
  }

  /// Reads a text that is in no file.
  package init(_ text: String, forms: ReferenceForms = ReferenceForms()) {
    var bytes = Array(text.utf8)
    let offset = bytes.starts(with: SourceText.byteOrderMark) ? SourceText.byteOrderMark.count : 0
    bytes.removeFirst(offset)
    self.init(bytes: bytes, offset: offset, ReferenceScanner.scan(bytes, forms))
  }

  init(bytes: [UInt8], offset: Int, _ scanned: ReferenceScanner.Result) {
    let found = ReferenceFinder.find(in: bytes, scanned)
    tree = found.tree
    hasUnreadReferences = found.isPartial
    if offset == 0 {
      references = found.references
      links = found.links
    } else {
      references = found.references.map { $0.moved(by: offset) }
      links = found.links.map { $0.moved(by: offset) }
    }
    excesses = found.tree.excesses.map { MarkdownExcess(reason: $0.reason, text: found.tree.text($0.text)) }
    headings = HeadingReader.headings(in: found.tree, found.references)
  }

  /// The text as HTML.
  ///
  /// Nothing in it runs, and no address of it leads anywhere but to http, https, mail or this site. It needs no inline
  /// style and no script. Raw HTML is shown as text, but for comments, which are left out. Images of other sites are
  /// links: loading them would tell those sites who reads.
  package func html(_ rendering: MarkdownRendering = MarkdownRendering()) -> String {
    var renderer = HTMLRenderer(self, rendering)
    renderer.out.reserve(tree.bytes.count + tree.bytes.count / 2 + 64)
    return renderer.render(tree.elements.indices, filling: EmbeddedBlocks.find(in: tree))
  }

  /// The first paragraph that has words, in one line without marks; empty where there is none.
  package var excerpt: String { PlainText(tree, references).firstParagraph() }

  /// All words, without marks, for a search; blocks stand on lines of their own.
  package var plainText: String { PlainText(tree, references).all() }
}

extension TextReference {
  fileprivate func moved(by offset: Int) -> TextReference {
    var result = self
    result.range = range.lowerBound + offset..<range.upperBound + offset
    result.nameRange = nameRange.map { $0.lowerBound + offset..<$0.upperBound + offset }
    return result
  }
}

extension RelativeLink {
  fileprivate func moved(by offset: Int) -> RelativeLink {
    var result = self
    result.range = range.lowerBound + offset..<range.upperBound + offset
    return result
  }
}
