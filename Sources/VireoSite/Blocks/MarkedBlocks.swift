import Vireo
package import VireoModel

/// The blocks of a Markdown file that are filled in: what stands between a line `<!-- vireo:NAME ARGUMENTS -->` and the
/// next line `<!-- /vireo -->`, outside of fenced code.
package struct MarkedBlocks {
  /// One of them.
  package struct Block {
    package var name: String
    package var arguments: String
    package var place: Diagnostic.Place
    fileprivate var content: Range<Int>
    fileprivate var usesCRLF: Bool
    /// What stands in it, with the ends of lines as one byte.
    package fileprivate(set) var text = ""
  }

  package private(set) var blocks: [Block] = []
  private let source: SourceText

  private static let opening = Array("<!-- vireo:".utf8)
  private static let closing = Array("<!-- /vireo -->".utf8)
  private static let end = Array("-->".utf8)

  /// - Throws: `VireoError` with the code `invalid-block` for a block that does not end, or an end without one.
  package init(_ source: SourceText) throws {
    self.source = source
    let bytes = source.bytes
    var open: Block?
    var fence: ArraySlice<UInt8>?
    var start = 0
    while start < bytes.count {
      let next = (bytes[start...].firstIndex(of: UInt8(ascii: "\n")) ?? bytes.count - 1) + 1
      var line = bytes[start..<next]
      while let last = line.last, last <= UInt8(ascii: " ") { line = line.dropLast() }
      let place = Diagnostic.Place(source, start..<line.endIndex)
      if let mark = MarkedBlocks.fence(line), open == nil {
        if let present = fence {
          if mark.starts(with: present) { fence = nil }
        } else {
          fence = mark
        }
      } else if fence == nil, line.elementsEqual(MarkedBlocks.closing) {
        guard var block = open else { throw MarkedBlocks.error("nothing that ends here has begun", place) }
        block.content = block.content.lowerBound..<start
        let text = String(decoding: bytes[block.content], as: UTF8.self)
        block.text = block.usesCRLF ? text.replacing("\r\n", with: "\n") : text
        blocks.append(block)
        open = nil
      } else if fence == nil, line.starts(with: MarkedBlocks.opening), line.suffix(3).elementsEqual(MarkedBlocks.end) {
        guard open == nil else { throw MarkedBlocks.error("a block begins in another one", place) }
        let inner = String(decoding: line.dropFirst(MarkedBlocks.opening.count).dropLast(3), as: UTF8.self)
        let words = inner.split(separator: " ", maxSplits: 1)
        let rest = words.count > 1 ? String(words[1]) : ""
        open = Block(
          name: words.first.map(String.init) ?? "", arguments: String(rest.reversed().drop { $0 == " " }.reversed()),
          place: place, content: next..<next, usesCRLF: bytes[start..<next].suffix(2).elementsEqual([13, 10]))
      }
      start = next
    }
    if let open { throw MarkedBlocks.error("this block has no end", open.place, "write <!-- /vireo --> behind it") }
  }

  /// The run of at least three backquotes or tildes that a line begins with (CommonMark 0.31, 4.5).
  private static func fence(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let text = line.drop { $0 == UInt8(ascii: " ") }
    guard let mark = text.first, mark == UInt8(ascii: "`") || mark == UInt8(ascii: "~") else { return nil }
    let run = text.prefix { $0 == mark }
    return run.count >= 3 ? run : nil
  }

  /// A mistake at a place.
  package static func error(_ message: String, _ place: Diagnostic.Place, _ advice: String? = nil) -> VireoError {
    VireoError(
      .invalidBlock, "a block of \(place.path) can't be filled in", state: "nothing was written",
      diagnostics: [Diagnostic(.invalidBlock, place, message, advice: advice)])
  }

  /// The file with other contents in its blocks.
  ///
  /// - Parameter content: Makes the lines of a block, each with its end.
  package func filled(_ content: (Block) throws -> String) rethrows -> [UInt8] {
    var result: [UInt8] = []
    var start = 0
    for block in blocks {
      result += source.bytes[start..<block.content.lowerBound]
      let text = try content(block)
      result += (block.usesCRLF ? text.replacing("\n", with: "\r\n") : text).utf8
      start = block.content.upperBound
    }
    return result + source.bytes[start...]
  }
}
