import VireoModel

/// Finds the blocks of a tree that are filled in.
///
/// They lie between a comment `vireo:NAME` and the next `/vireo`, both blocks of the outermost level. A mark without
/// its other end is a comment like any other.
enum EmbeddedBlocks {
  struct Found {
    var block: EmbeddedBlock
    /// The elements from one mark to the other, with both.
    var range: Range<Int>
  }

  static func find(in tree: MarkdownTree) -> [Found] {
    var found: [Found] = []
    var open: (block: EmbeddedBlock, start: Int)?
    for block in tree.blocks {
      guard tree.elements.indices.contains(block.start), case .htmlBlock(let text) = tree.elements[block.start] else {
        continue
      }
      if isEnd(tree.bytes[text.range]) {
        if let begun = open { found.append(Found(block: begun.block, range: begun.start..<block.start + 1)) }
        open = nil
      } else if open == nil, var begun = beginning(tree.bytes[text.range]) {
        begun.ordinal = found.count { $0.block.name == begun.name && $0.block.arguments == begun.arguments }
        open = (begun, block.start)
      }
    }
    return found
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    var text = text
    while let last = text.last, last <= .space { text = text.dropLast() }
    return text
  }

  private static func isEnd(_ text: ArraySlice<UInt8>) -> Bool { trimmed(text).elementsEqual("<!-- /vireo -->".utf8) }

  /// Name and arguments, as in the blocks of files (`MarkedBlocks` of the site).
  private static func beginning(_ text: ArraySlice<UInt8>) -> EmbeddedBlock? {
    let text = trimmed(text).drop { $0 == .space }
    guard text.starts(with: "<!-- vireo:".utf8), text.suffix(3).elementsEqual("-->".utf8), !text.contains(.newline)
    else { return nil }
    let inner = String(decoding: text.dropFirst(11).dropLast(3), as: UTF8.self)
    let words = inner.split(separator: " ", maxSplits: 1)
    guard let name = words.first else { return nil }
    let rest = words.count > 1 ? String(words[1].reversed().drop { $0 == " " }.reversed()) : ""
    return EmbeddedBlock(name: String(name), arguments: rest)
  }
}
