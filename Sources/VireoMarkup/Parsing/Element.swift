/// A place in the bytes of a `MarkdownTree`.
struct Slice: Hashable, Sendable {
  var start: Int32
  var end: Int32

  static let empty = Slice(start: 0, end: 0)

  init(start: Int32, end: Int32) { (self.start, self.end) = (start, end) }

  init(_ range: Range<Int>) { self.init(start: Int32(range.lowerBound), end: Int32(range.upperBound)) }

  var range: Range<Int> { Int(start)..<max(Int(start), Int(end)) }
  var isEmpty: Bool { end <= start }
}

/// What holds other elements.
enum Container: Hashable, Sendable {
  /// Where an address leads.
  struct Link: Hashable, Sendable {
    var destination: Slice
    var title: Slice
  }

  /// Where the text of a column stands.
  enum Alignment: UInt8, Sendable {
    case none, left, center, right
  }

  case paragraph(isTight: Bool)
  case heading(level: Int)
  case quote
  case bulletList
  case numberedList(start: Int)
  case item
  case task(isDone: Bool)
  case table
  case row(isHeading: Bool)
  case cell(Alignment, isHeading: Bool)
  case footnote(Int)
  case emphasis
  case strong
  case deleted
  case link(Link)
  case image(Link)
}

/// A step on the way through a tree of Markdown, from its beginning to its end: the tree is a list of these, so that no
/// depth of nesting asks for recursion.
enum Element: Hashable, Sendable {
  case enter(Container)
  case leave(Container)
  case text(Slice)
  case softBreak
  case hardBreak
  case code(Slice)
  case html(Slice)
  case htmlBlock(Slice)
  case codeBlock(info: Slice, Slice)
  case rule
  /// A mark that leads to a footnote; which one, and the how-manieth mark of it this is, both from 1.
  case footnoteMark(Int, use: Int)
  /// The text of a paragraph, heading or cell that was over a bound, by its number in the tree's `excesses`.
  case excess(Int)
  /// Lines that were over a bound, likewise.
  case excessLines(Int)
  /// A reference, by its number.
  case reference(Int)
}

/// Markdown after parsing, as values: nothing in it points into cmark's memory.
struct MarkdownTree: Sendable {
  /// Where a block of the outermost level lies.
  struct Block: Hashable, Sendable {
    /// Its first element; it goes on to that of the next block.
    var start: Int
    /// Its lines in the text that was parsed, from 1.
    var lines: ClosedRange<Int>
  }

  /// A text that was over a bound.
  struct Excess: Hashable, Sendable {
    var reason: MarkdownExcess.Reason
    var text: Slice
  }

  var elements: [Element] = []
  /// All texts of the elements.
  var bytes: [UInt8] = []
  var blocks: [Block] = []
  /// How many marks lead to each footnote.
  var footnoteUses: [Int] = []
  /// The texts that were over a bound.
  var excesses: [Excess] = []

  func text(_ slice: Slice) -> String { String(decoding: bytes[slice.range], as: UTF8.self) }

  /// Whether two trees say the same.
  func isSame(as other: MarkdownTree) -> Bool {
    elements == other.elements && bytes == other.bytes && footnoteUses == other.footnoteUses
      && excesses == other.excesses
  }
}
