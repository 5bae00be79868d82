import VireoModel

/// Writes a tree as HTML, in the layout of cmark-gfm, so that the two can be compared.
struct HTMLRenderer {
  private let tree: MarkdownTree
  private let references: [TextReference]
  private let anchors: [String]
  private let rendering: MarkdownRendering
  var out = HTMLWriter()

  private var nextHeading = 0
  /// How the links and images that are open end.
  private var linkEnds: [LinkEnd] = []
  private var isInTableBody = false
  private var isInHeadRow = false
  private var hasFootnotes = false
  private var footnoteNeedsReturn = false
  /// Where images begin that are read for their words only.
  private var skipsUntil = 0

  enum LinkEnd { case link, span, nothing }

  init(_ body: MarkdownBody, _ rendering: MarkdownRendering) {
    self.init(body.tree, body.references, anchors: body.headings.map(\.anchor), rendering)
  }

  init(_ tree: MarkdownTree, _ references: [TextReference], anchors: [String], _ rendering: MarkdownRendering) {
    (self.tree, self.references, self.anchors, self.rendering) = (tree, references, anchors, rendering)
  }

  mutating func render(_ range: Range<Int>, filling blocks: [EmbeddedBlocks.Found] = []) -> String {
    var nextBlock = 0
    var index = range.lowerBound
    while index < range.upperBound {
      if nextBlock < blocks.count, blocks[nextBlock].range.lowerBound == index {
        let block = blocks[nextBlock]
        nextBlock += 1
        if let markup = rendering.block(block.block) {
          out.newLine()
          out.writeMarkup(markup)
          out.newLine()
          skipHeadings(block.range)
          index = block.range.upperBound
          continue
        }
      }
      index = write(tree.elements[index], at: index)
    }
    if hasFootnotes { out.write("</ol>\n</section>\n") }
    return out.text
  }

  private mutating func skipHeadings(_ range: Range<Int>) {
    for index in range { if case .enter(.heading) = tree.elements[index] { nextHeading += 1 } }
  }

  func bytes(_ slice: Slice) -> ArraySlice<UInt8> { tree.bytes[slice.range] }

  private func element(_ index: Int) -> Element? { tree.elements.indices.contains(index) ? tree.elements[index] : nil }

  /// Writes an element and says which is next.
  private mutating func write(_ element: Element, at index: Int) -> Int {
    switch element {
    case .text(let text): out.escape(bytes(text))
    case .softBreak: out.write("\n")
    case .hardBreak: out.write("<br />\n")
    case .code(let text):
      out.write("<code>")
      out.escape(bytes(text))
      out.write("</code>")
    case .html(let text): writeRaw(text)
    case .htmlBlock(let text): writeRawBlock(text)
    case .codeBlock(let info, let text): writeCode(info, text)
    case .rule:
      out.newLine()
      out.write("<hr />\n")
    case .footnoteMark(let number, let use): writeFootnoteMark(number, use)
    case .excess(let excess): writeExcess(tree.excesses[excess])
    case .excessLines(let excess): writeExcessLines(tree.excesses[excess])
    case .reference(let number): if references.indices.contains(number) { write(references[number]) }
    case .enter(.image(let image)): return writeImage(image, at: index)
    case .enter(let container): enter(container)
    case .leave(let container): leave(container, at: index)
    }
    return index + 1
  }

  // MARK: - Containers

  private mutating func enter(_ container: Container) {
    switch container {
    case .emphasis: return out.write("<em>")
    case .strong: return out.write("<strong>")
    case .deleted: return out.write("<del>")
    case .link(let link): return enterLink(link)
    case .image: return
    case .paragraph(let isTight): if isTight { return }
    default: break
    }
    out.newLine()
    switch container {
    case .paragraph: out.write("<p>")
    case .heading(let level): enterHeading(level)
    case .quote: out.write("<blockquote>\n")
    case .bulletList: out.write("<ul>\n")
    case .numberedList(let start):
      out.write("<ol")
      if start != 1 { out.attribute("start", String(start)) }
      out.write(">\n")
    case .item: out.write("<li>")
    case .task(let isDone):
      out.write("<li><input type=\"checkbox\"")
      if isDone { out.write(" checked=\"\"") }
      out.write(" disabled=\"\" /> ")
    case .table:
      // In a frame of its own it can be wider than the page.
      out.write("<div class=\"table\">\n<table>\n")
      isInTableBody = false
    case .row(let isHeading): enterRow(isHeading)
    case .cell(let alignment, let isHeading): enterCell(alignment, isHeading)
    case .footnote(let number): enterFootnote(number)
    default: break
    }
  }

  private mutating func leave(_ container: Container, at index: Int) {
    switch container {
    case .emphasis: out.write("</em>")
    case .strong: out.write("</strong>")
    case .deleted: out.write("</del>")
    case .link: leaveLink()
    case .image: break
    case .paragraph(let isTight): leaveParagraph(isTight, at: index)
    case .heading(let level):
      out.write("</h")
      out.write(level)
      out.write(">\n")
    case .quote:
      out.newLine()
      out.write("</blockquote>\n")
    case .bulletList: out.write("</ul>\n")
    case .numberedList: out.write("</ol>\n")
    case .item, .task: out.write("</li>\n")
    case .table:
      out.newLine()
      if isInTableBody { out.write("</tbody>\n") }
      out.write("</table>\n</div>\n")
    case .row(let isHeading):
      out.newLine()
      out.write(isHeading ? "</tr>\n</thead>\n" : "</tr>\n")
    case .cell(_, let isHeading): out.write(isHeading ? "</th>" : "</td>")
    case .footnote(let number): leaveFootnote(number)
    }
  }

  private mutating func enterHeading(_ level: Int) {
    out.write("<h")
    out.write(level)
    if anchors.indices.contains(nextHeading) { out.attribute("id", rendering.anchorPrefix + anchors[nextHeading]) }
    nextHeading += 1
    out.write(">")
  }

  private mutating func enterRow(_ isHeading: Bool) {
    if isHeading {
      out.write("<thead>\n")
    } else if !isInTableBody {
      out.write("<tbody>\n")
      isInTableBody = true
    }
    out.write("<tr>")
  }

  private mutating func enterCell(_ alignment: Container.Alignment, _ isHeading: Bool) {
    out.write(isHeading ? "<th" : "<td")
    switch alignment {
    case .none: break
    case .left: out.write(" class=\"left\"")
    case .center: out.write(" class=\"center\"")
    case .right: out.write(" class=\"right\"")
    }
    out.write(">")
  }

  private mutating func leaveParagraph(_ isTight: Bool, at index: Int) {
    if isTight { return }
    if case .leave(.footnote(let number)) = element(index + 1) {
      out.write(" ")
      writeReturns(number)
    }
    out.write("</p>\n")
  }

  // MARK: - Footnotes

  // A colon never stands in a heading's anchor, so the two kinds cannot meet.
  private mutating func writeFootnoteMark(_ number: Int, _ use: Int) {
    out.write("<sup class=\"footnote-ref\"><a")
    out.attribute("href", "#\(rendering.anchorPrefix)fn:\(number)")
    out.attribute("id", markAnchor(number, use))
    out.write(">")
    out.write(number)
    out.write("</a></sup>")
  }

  private func markAnchor(_ number: Int, _ use: Int) -> String {
    "\(rendering.anchorPrefix)fnref:\(number)" + (use > 1 ? "-\(use)" : "")
  }

  private mutating func enterFootnote(_ number: Int) {
    if !hasFootnotes { out.write("<section class=\"footnotes\">\n<ol>\n") }
    hasFootnotes = true
    footnoteNeedsReturn = true
    out.write("<li")
    out.attribute("id", "\(rendering.anchorPrefix)fn:\(number)")
    out.write(">\n")
  }

  private mutating func leaveFootnote(_ number: Int) {
    if footnoteNeedsReturn {
      writeReturns(number)
      out.write("\n")
    }
    out.write("</li>\n")
  }

  /// Links from a footnote to its marks.
  private mutating func writeReturns(_ number: Int) {
    footnoteNeedsReturn = false
    let uses = number <= tree.footnoteUses.count ? tree.footnoteUses[number - 1] : 0
    for use in stride(from: 1, through: max(uses, 1), by: 1) {
      if use > 1 { out.write(" ") }
      out.write("<a")
      out.attribute("href", "#" + markAnchor(number, use))
      out.write(" class=\"footnote-backref\" aria-label=\"Back to content\">↩")
      if use > 1 {
        out.write("<sup class=\"footnote-ref\">")
        out.write(use)
        out.write("</sup>")
      }
      out.write("</a>")
    }
  }

  // MARK: - Links

  private var isInLink: Bool { linkEnds.contains { $0 == .link } }

  private mutating func enterLink(_ link: Container.Link) {
    let destination = bytes(link.destination)
    switch Address.kind(of: destination) {
    case .refused: beginSpan("refused", "the address of this link isn't one that is shown")
    case .external, .mail: beginLink(destination, title: bytes(link.title))
    case .relative: beginRelative(link, destination)
    }
  }

  private mutating func beginRelative(_ link: Container.Link, _ destination: ArraySlice<UInt8>) {
    if destination.first == .hash {
      let prefixed = [.hash] + Array(rendering.anchorPrefix.utf8) + destination.dropFirst()
      return beginLink(prefixed[...], title: bytes(link.title))
    }
    let outcome: ReferenceOutcome =
      destination.isEmpty ? .asWritten : rendering.address(String(decoding: destination, as: UTF8.self), false)
    switch outcome {
    case .asWritten: beginLink(destination, title: bytes(link.title))
    case .missing(let reason): beginSpan("missing", reason)
    case .link(let address, let title, let style, _):
      let title = title.map { Array($0.utf8)[...] } ?? bytes(link.title)
      if Address.kind(of: address.utf8) == .refused {
        beginSpan("refused", "the address of this link isn't one that is shown")
      } else {
        beginLink(Array(address.utf8)[...], title: title, style: style)
      }
    }
  }

  private mutating func beginLink(_ address: ArraySlice<UInt8>, title: ArraySlice<UInt8>, style: String? = nil) {
    out.write("<a")
    out.attribute("href", address: address)
    writeTitle(title)
    if let style { out.attribute("class", style) }
    if Address.kind(of: address) == .external { out.write(" rel=\"nofollow noopener\"") }
    out.write(">")
    linkEnds.append(.link)
  }

  private mutating func writeTitle(_ title: ArraySlice<UInt8>) {
    guard !title.isEmpty else { return }
    out.write(" title=\"")
    out.escape(title)
    out.write("\"")
  }

  private mutating func beginSpan(_ style: String, _ reason: String) {
    out.write("<span")
    out.attribute("class", style)
    out.attribute("title", reason)
    out.write(">")
    linkEnds.append(.span)
  }

  private mutating func leaveLink() {
    switch linkEnds.popLast() {
    case .link: out.write("</a>")
    case .span: out.write("</span>")
    case .nothing, nil: break
    }
  }

  // MARK: - Images

  /// Writes an image, whose elements are its words, and says what is next.
  private mutating func writeImage(_ image: Container.Link, at index: Int) -> Int {
    var words: [UInt8] = []
    let plain = PlainText(tree, references)
    var depth = 1
    var end = index + 1
    while depth > 0, let element = element(end) {
      switch element {
      case .enter(.image): depth += 1
      case .leave(.image): depth -= 1
      case .softBreak, .hardBreak: words.append(.space)
      // Raw HTML is what it looks like, as in cmark.
      case .html(let text): words += bytes(text)
      default: plain.append(element, &words)
      }
      end += 1
    }
    let destination = bytes(image.destination)
    switch Address.kind(of: destination) {
    case .external: writeRemote(destination, words)
    case .refused, .mail: writeSpan("refused", "the address of this image isn't one that is shown", words)
    case .relative: writeRelative(image, destination, words)
    }
    return end
  }

  /// An image of another site is a link to it, or within a link just its words.
  private mutating func writeRemote(_ address: ArraySlice<UInt8>, _ words: [UInt8]) {
    if isInLink { return writeSpan("image", nil, words) }
    beginLink(address, title: [], style: "image")
    out.escape(words.isEmpty ? Array(address) : words)
    leaveLink()
  }

  private mutating func writeRelative(_ image: Container.Link, _ destination: ArraySlice<UInt8>, _ words: [UInt8]) {
    var address = Array(destination)
    var title = bytes(image.title)
    switch rendering.address(String(decoding: destination, as: UTF8.self), true) {
    case .asWritten: break
    case .missing(let reason): return writeSpan("missing", reason, words)
    case .link(let other, let otherTitle, _, _):
      address = Array(other.utf8)
      if let otherTitle { title = Array(otherTitle.utf8)[...] }
      switch Address.kind(of: address) {
      case .relative: break
      case .external: return writeRemote(address[...], words)
      case .refused, .mail: return writeSpan("refused", "the address of this image isn't one that is shown", words)
      }
    }
    out.write("<img")
    out.attribute("src", address: address)
    out.write(" alt=\"")
    out.escape(words)
    out.write("\"")
    writeTitle(title)
    out.write(" />")
  }

  private mutating func writeSpan(_ style: String, _ reason: String?, _ words: [UInt8]) {
    out.write("<span")
    out.attribute("class", style)
    if let reason { out.attribute("title", reason) }
    out.write(">")
    out.escape(words)
    out.write("</span>")
  }

  // MARK: - References

  private mutating func write(_ reference: TextReference) {
    switch rendering.reference(reference) {
    case .asWritten: out.escape(reference.spelling)
    case .missing(let reason): writeSpan("missing", reason, Array(reference.text.utf8))
    case .link(let address, let title, let style, let text):
      guard Address.kind(of: address.utf8) != .refused else { return out.escape(reference.spelling) }
      beginLink(Array(address.utf8)[...], title: Array((title ?? "").utf8)[...], style: style)
      out.escape(text ?? reference.text)
      leaveLink()
    }
  }
}
