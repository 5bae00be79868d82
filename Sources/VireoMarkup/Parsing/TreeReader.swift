import CCMarkGFM
import Foundation
import VireoModel

/// Copies cmark's tree into values.
struct TreeReader {
  /// The tree without tags, and where they stood.
  struct Result {
    /// A tag, at a place in the tree's bytes.
    struct TextTag: Hashable {
      var place: Int
      var number: Int
    }

    /// A tag at the beginning of an address, by the element that has it.
    struct LinkTag: Hashable {
      var element: Int
      var number: Int
    }

    var tree = MarkdownTree()
    var textTags: [TextTag] = []
    var linkTags: [LinkTag] = []
  }

  private var result = Result()
  private var bytes: [UInt8] = []
  private var elements: [Element] = []
  private let tags: PositionTags?
  private let blockExcesses: [MarkdownParser.Excess]
  private let leafExcesses: [[UInt8]]
  private var stack: [Container?] = []
  private var alignments: [Container.Alignment] = []
  private var column = 0
  private var footnotes = 0

  /// Lines that the parser put before the text.
  private var linesBefore = 0
  /// Inline markup that lies deeper is left out, so that no reader of the HTML has to go deeper.
  ///
  /// Its text stays.
  private static let deepest = 100

  init(tags: PositionTags?, excesses: [MarkdownParser.Excess], leaves: [[UInt8]]) {
    self.tags = tags
    blockExcesses = excesses
    leafExcesses = leaves
  }

  /// The tree, once it is read.
  consuming func finished() -> Result {
    result.tree.bytes = bytes
    result.tree.elements = elements
    return result
  }

  mutating func reserve(_ count: Int) { bytes.reserveCapacity(count) }

  /// Reads a tree, whose first paragraph may be the parser's own.
  mutating func read(_ document: OpaquePointer, skipsFirst: Bool) {
    let first = cmark_node_first_child(document)
    guard var node = skipsFirst ? first.flatMap({ cmark_node_next($0) }) : first else { return }
    linesBefore = skipsFirst ? 2 : 0
    while true {
      if stack.isEmpty { beginBlock(node) }
      if enter(node), let child = cmark_node_first_child(node) {
        node = child
        continue
      }
      leave()
      while cmark_node_next(node) == nil {
        guard let parent = cmark_node_parent(node), parent != document else { return }
        node = parent
        leave()
      }
      guard let next = cmark_node_next(node) else { return }
      node = next
    }
  }

  private mutating func beginBlock(_ node: OpaquePointer) {
    let first = max(1, Int(cmark_node_get_start_line(node)) - linesBefore)
    let last = max(first, Int(cmark_node_get_end_line(node)) - linesBefore)
    result.tree.blocks.append(.init(start: elements.count, lines: first...last))
  }

  /// Appends what a node is, and says whether its children follow.
  private mutating func enter(_ node: OpaquePointer) -> Bool {
    let type = cmark_node_get_type(node)
    switch type {
    case CMARK_NODE_TEXT: return leaf(.text(append(cmark_node_get_literal(node), recordsTags: true)))
    case CMARK_NODE_SOFTBREAK: return leaf(.softBreak)
    case CMARK_NODE_LINEBREAK: return leaf(.hardBreak)
    case CMARK_NODE_CODE: return leaf(.code(append(cmark_node_get_literal(node))))
    case CMARK_NODE_HTML_INLINE: return leaf(.html(append(cmark_node_get_literal(node))))
    case CMARK_NODE_HTML_BLOCK: return leaf(.htmlBlock(append(cmark_node_get_literal(node))))
    case CMARK_NODE_CODE_BLOCK:
      let info = append(cmark_node_get_fence_info(node))
      return leaf(.codeBlock(info: info, append(cmark_node_get_literal(node))))
    case CMARK_NODE_THEMATIC_BREAK: return leaf(.rule)
    case CMARK_NODE_FOOTNOTE_REFERENCE: return leaf(footnoteMark(node))
    case CMARK_NODE_PARAGRAPH:
      if let excess = placeholder(node) { return leaf(.excessLines(excess)) }
      return open(.paragraph(isTight: isTight(node)), node)
    case CMARK_NODE_HEADING: return open(.heading(level: Int(cmark_node_get_heading_level(node))), node)
    default: return open(container(node, type), node)
    }
  }

  private mutating func leaf(_ element: Element) -> Bool {
    elements.append(element)
    stack.append(nil)
    return false
  }

  private mutating func open(_ container: Container?, _ node: OpaquePointer) -> Bool {
    stack.append(container)
    if let container {
      if case .link(let link) = container { recordTag(link) }
      if case .image(let link) = container { recordTag(link) }
      if case .row = container { column = 0 }
      elements.append(.enter(container))
    }
    guard let text = excess(node) else { return true }
    elements.append(.excess(result.tree.excesses.count))
    result.tree.excesses.append(.init(reason: .marks, text: append(text)))
    return false
  }

  private mutating func leave() {
    guard let container = stack.popLast() ?? nil else { return }
    elements.append(.leave(container))
  }

  private mutating func container(_ node: OpaquePointer, _ type: cmark_node_type) -> Container? {
    switch type {
    case CMARK_NODE_EMPH: return inline(.emphasis)
    case CMARK_NODE_STRONG: return inline(.strong)
    case CMARK_NODE_LINK:
      // Within the call, a copy of `self` would be alive while its bytes grow.
      let link = link(node)
      return inline(.link(link))
    case CMARK_NODE_IMAGE:
      let image = link(node)
      return inline(.image(image))
    case CMARK_NODE_BLOCK_QUOTE: return .quote
    case CMARK_NODE_LIST:
      let isNumbered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
      return isNumbered ? .numberedList(start: Int(cmark_node_get_list_start(node))) : .bulletList
    case CMARK_NODE_ITEM:
      guard cmark_node_get_syntax_extension(node) != nil else { return .item }
      return .task(isDone: cmark_gfm_extensions_get_tasklist_item_checked(node))
    case CMARK_NODE_FOOTNOTE_DEFINITION:
      footnotes += 1
      return .footnote(footnotes)
    default: return extensionContainer(node, type)
    }
  }

  /// What extensions bring.
  private enum Kind: String {
    case table
    case tableHeader = "table_header"
    case tableRow = "table_row"
    case tableCell = "table_cell"
    case strikethrough
    case tasklist
  }

  /// The kinds of nodes by cmark's numbers for them, as they come: to look at the names takes longer.
  ///
  /// A table's first row and the others have one number.
  private var kinds: [(type: cmark_node_type, kind: Kind?)] = []

  private mutating func kind(_ node: OpaquePointer, _ type: cmark_node_type) -> Kind? {
    if let known = kinds.first(where: { $0.type == type }) { return known.kind }
    let kind = cmark_node_get_type_string(node).flatMap { Kind(rawValue: String(cString: $0)) }
    kinds.append((type, kind))
    return kind
  }

  private func inline(_ container: Container) -> Container? { stack.count < TreeReader.deepest ? container : nil }

  private mutating func extensionContainer(_ node: OpaquePointer, _ type: cmark_node_type) -> Container? {
    switch kind(node, type) {
    case .table:
      let count = Int(cmark_gfm_extensions_get_table_columns(node))
      let letters = UnsafeBufferPointer(start: cmark_gfm_extensions_get_table_alignments(node), count: count)
      alignments = letters.map { letter in
        switch letter {
        case UInt8(ascii: "l"): .left
        case UInt8(ascii: "c"): .center
        case UInt8(ascii: "r"): .right
        default: .none
        }
      }
      return .table
    case .tableHeader, .tableRow: return .row(isHeading: cmark_gfm_extensions_get_table_row_is_header(node) != 0)
    case .tableCell:
      defer { column += 1 }
      let isHeading = cmark_node_parent(node).map { cmark_gfm_extensions_get_table_row_is_header($0) != 0 } ?? false
      return .cell(column < alignments.count ? alignments[column] : .none, isHeading: isHeading)
    case .strikethrough: return inline(.deleted)
    case .tasklist: return .task(isDone: cmark_gfm_extensions_get_tasklist_item_checked(node))
    case nil: return nil
    }
  }

  static func isTableCell(_ node: OpaquePointer, _ type: cmark_node_type) -> Bool {
    guard type != CMARK_NODE_LIST, type != CMARK_NODE_ITEM, cmark_node_get_syntax_extension(node) != nil,
      let name = cmark_node_get_type_string(node)
    else { return false }
    return strcmp(name, "table_cell") == 0
  }

  private func isTight(_ node: OpaquePointer) -> Bool {
    guard let list = cmark_node_parent(node).flatMap({ cmark_node_parent($0) }) else { return false }
    return cmark_node_get_type(list) == CMARK_NODE_LIST && cmark_node_get_list_tight(list) != 0
  }

  private mutating func footnoteMark(_ node: OpaquePointer) -> Element {
    let number = cmark_node_get_literal(node).flatMap { Int(String(cString: $0)) } ?? 0
    guard number > 0 else { return .text(.empty) }
    while result.tree.footnoteUses.count < number { result.tree.footnoteUses.append(0) }
    result.tree.footnoteUses[number - 1] += 1
    return .footnoteMark(number, use: result.tree.footnoteUses[number - 1])
  }

  // MARK: - Texts

  private mutating func link(_ node: OpaquePointer) -> Container.Link {
    pendingLinkTag = nil
    let destination = append(cmark_node_get_url(node), recordsLinkTag: true)
    return .init(destination: destination, title: append(cmark_node_get_title(node)))
  }

  private var pendingLinkTag: Int?

  private mutating func recordTag(_ link: Container.Link) {
    guard let number = pendingLinkTag else { return }
    result.linkTags.append(.init(element: elements.count, number: number))
    pendingLinkTag = nil
  }

  private func excess(_ node: OpaquePointer) -> [UInt8]? {
    guard let data = cmark_node_get_user_data(node) else { return nil }
    let index = Int(bitPattern: data) - 1
    return leafExcesses.indices.contains(index) ? leafExcesses[index] : nil
  }

  /// The text that was taken out where a paragraph stands, as the number of a new excess.
  private mutating func placeholder(_ paragraph: OpaquePointer) -> Int? {
    guard let tags, let child = cmark_node_first_child(paragraph), cmark_node_get_type(child) == CMARK_NODE_TEXT,
      cmark_node_next(child) == nil, let text = cmark_node_get_literal(child), strlen(text) == PositionTags.length
    else { return nil }
    let number = UnsafeBufferPointer(start: text, count: PositionTags.length).withMemoryRebound(to: UInt8.self) {
      tags.number(in: $0, at: 0)
    }
    guard let index = number.flatMap(PlaceholderNumber.index), blockExcesses.indices.contains(index) else { return nil }
    let excess = blockExcesses[index]
    result.tree.excesses.append(.init(reason: excess.reason, text: append(excess.bytes)))
    return result.tree.excesses.count - 1
  }

  private mutating func append(_ text: [UInt8]) -> Slice {
    text.withUnsafeBufferPointer { append($0, recordsTags: false, recordsLinkTag: false) }
  }

  private mutating func append(
    _ text: UnsafePointer<CChar>?, recordsTags: Bool = false, recordsLinkTag: Bool = false
  ) -> Slice {
    guard let text, text.pointee != 0 else { return .empty }
    let start = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
    let buffer = UnsafeBufferPointer(start: start, count: strlen(text))
    return append(buffer, recordsTags: recordsTags, recordsLinkTag: recordsLinkTag)
  }

  /// Copies a text without its tags, and with what its placeholders stand for.
  private mutating func append(
    _ text: UnsafeBufferPointer<UInt8>, recordsTags: Bool, recordsLinkTag: Bool
  ) -> Slice {
    let start = bytes.count
    guard let tags, let first = text.baseAddress, memchr(first, 0xF4, text.count) != nil else {
      bytes.append(contentsOf: text)
      return Slice(start..<bytes.count)
    }
    var index = 0
    while index < text.count {
      guard text[index] == 0xF4, let number = tags.number(in: text, at: index) else {
        bytes.append(text[index])
        index += 1
        continue
      }
      if let excess = PlaceholderNumber.index(number), blockExcesses.indices.contains(excess) {
        bytes.append(contentsOf: blockExcesses[excess].bytes)
      } else if recordsTags {
        result.textTags.append(.init(place: bytes.count, number: number))
      } else if recordsLinkTag, index == 0 {
        pendingLinkTag = number
      }
      index += PositionTags.length
    }
    return Slice(start..<bytes.count)
  }
}
