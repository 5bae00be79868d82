/// The words of a tree.
struct PlainText {
  private let tree: MarkdownTree
  private let references: [TextReference]

  init(_ tree: MarkdownTree, _ references: [TextReference]) { (self.tree, self.references) = (tree, references) }

  func all() -> String {
    var result: [UInt8] = []
    for element in tree.elements {
      switch element {
      case .codeBlock(_, let text): appendLine(tree.bytes[text.range], &result)
      case .excessLines(let index): appendLine(tree.bytes[tree.excesses[index].text.range], &result)
      case .leave(let container): if container.isBlock { endLine(&result) }
      default: append(element, &result)
      }
    }
    endLine(&result)
    return String(decoding: result, as: UTF8.self)
  }

  func firstParagraph() -> String {
    var result: [UInt8] = []
    var isInside = false
    for element in tree.elements {
      switch element {
      case .enter(.paragraph): isInside = true
      case .leave(.paragraph):
        while let last = result.last, last <= 0x20 { result.removeLast() }
        if !result.isEmpty { return String(decoding: result, as: UTF8.self) }
        isInside = false
      case .softBreak, .hardBreak: if isInside { result.append(0x20) }
      default: if isInside { append(element, &result) }
      }
    }
    return ""
  }

  /// Appends the words of an element that stands in a line.
  func append(_ element: Element, _ result: inout [UInt8]) {
    switch element {
    case .text(let text), .code(let text): result += tree.bytes[text.range]
    case .softBreak, .hardBreak: result.append(0x0A)
    case .reference(let index): if references.indices.contains(index) { result += references[index].text.utf8 }
    case .excess(let index): result += tree.bytes[tree.excesses[index].text.range]
    default: break
    }
  }

  private func appendLine(_ text: ArraySlice<UInt8>, _ result: inout [UInt8]) {
    endLine(&result)
    result += text
    endLine(&result)
  }

  private func endLine(_ result: inout [UInt8]) {
    if let last = result.last, last != 0x0A { result.append(0x0A) }
  }
}

extension Container {
  /// Whether other words begin on a new line.
  var isBlock: Bool {
    switch self {
    case .emphasis, .strong, .deleted, .link, .image: false
    default: true
    }
  }
}
