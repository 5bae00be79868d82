import VireoModel

/// Parses a text and finds out which of its candidates are references.
///
/// cmark's tree does not say where a text stood, nor whether a mark was escaped or written as an entity. So every
/// candidate gets a tag before the text is parsed. Where the tag turns up in the tree, there the candidate is: in a
/// text, in a link's address, or not at all.
///
/// A tag stands between two bytes of a word and is a letter for cmark, so it should not change what the rest means.
/// That is not believed but seen, wherever the text has what cmark reads letter by letter, as raw HTML: the text is
/// parsed without tags too, and both trees must be the same. If they are not, the blocks that differ do without tags,
/// and so without references.
struct ReferenceFinder {
  /// What was found.
  struct Result {
    var tree = MarkdownTree()
    var references: [TextReference] = []
    var links: [RelativeLink] = []
    /// Whether candidates had to be left out because tags changed the meaning of something.
    var isPartial = false
  }

  private typealias Candidate = ReferenceScanner.Candidate

  private let source: [UInt8]
  private let bounds: LineBounds
  private let tags: PositionTags?
  private let mayNeedLeafBounds: Bool

  private init(_ source: [UInt8]) {
    self.source = source
    bounds = LineBounds(source)
    tags = PositionTags(for: source)
    // All of it in one paragraph would cost no less.
    let costs = LeafCost(tags: nil, longestDefinition: bounds.longestDefinition)
    mayNeedLeafBounds = source.withUnsafeBufferPointer { costs.estimate($0).cost } > LeafBounds.floor
  }

  static func find(in source: [UInt8], _ scanned: ReferenceScanner.Result) -> Result {
    ReferenceFinder(source).find(scanned)
  }

  private func find(_ scanned: ReferenceScanner.Result) -> Result {
    guard tags != nil || bounds.excesses.isEmpty else {
      var tree = MarkdownTree()
      tree.bytes = source
      tree.excesses = [.init(reason: .size, text: Slice(0..<source.count))]
      tree.elements = [.excessLines(0)]
      return Result(tree: tree)
    }
    let tagged = Array(scanned.candidates.prefix(PlaceholderNumber.first))
    guard tags != nil, !tagged.isEmpty else {
      return Result(tree: MarkdownParser.parse(input(tagging: [])).tree)
    }
    let first = MarkdownParser.parse(input(tagging: tagged))
    if !scanned.mayDisturb { return ReferenceReader.read(first, tagged) }

    let plain = MarkdownParser.parse(input(tagging: []))
    if first.tree.isSame(as: plain.tree) { return ReferenceReader.read(first, tagged) }

    let fewer = withoutDisturbing(tagged, plain.tree, first.tree)
    if !fewer.isEmpty {
      let second = MarkdownParser.parse(input(tagging: fewer))
      if second.tree.isSame(as: plain.tree) {
        var result = ReferenceReader.read(second, fewer)
        result.isPartial = true
        return result
      }
    }
    return Result(tree: plain.tree, isPartial: true)
  }

  /// The text with tags, and with placeholders for what is over a bound.
  private func input(tagging candidates: [Candidate]) -> MarkdownParser.Input {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(source.count + candidates.count * PositionTags.length + 16)
    var index = 0
    var excess = 0
    func copy(to end: Int, _ bytes: inout [UInt8]) {
      while let tags, excess < bounds.excesses.count, bounds.excesses[excess].range.lowerBound <= end {
        let range = bounds.excesses[excess].range
        bytes += source[index..<max(range.lowerBound, index)]
        bytes.append(.newline)
        tags.append(PlaceholderNumber.first + min(excess, PlaceholderNumber.count - 1), to: &bytes)
        bytes += [.newline, .newline]
        index = range.upperBound
        excess += 1
      }
      if end > index {
        bytes += source[index..<end]
        index = end
      }
    }
    for (number, candidate) in candidates.enumerated() {
      let place = candidate.tagPlace
      copy(to: place, &bytes)
      // What lies in an excess is skipped.
      if index == place { tags?.append(number, to: &bytes) }
    }
    copy(to: source.count, &bytes)
    return .init(
      bytes: bytes, tags: tags,
      excesses: bounds.excesses.map { .init(reason: $0.reason, bytes: Array(source[$0.range])) },
      longestDefinition: bounds.longestDefinition, mayNeedLeafBounds: mayNeedLeafBounds)
  }

  /// The candidates outside of blocks in which two trees differ, and outside of labels.
  private func withoutDisturbing(
    _ candidates: [Candidate], _ plain: MarkdownTree, _ tagged: MarkdownTree
  ) -> [Candidate] {
    var excluded: [ClosedRange<Int>] = []
    let count = min(plain.blocks.count, tagged.blocks.count)
    for index in 0..<count where plain.html(ofBlock: index) != tagged.html(ofBlock: index) {
      let (left, right) = (plain.blocks[index].lines, tagged.blocks[index].lines)
      excluded.append(min(left.lowerBound, right.lowerBound)...max(left.upperBound, right.upperBound))
    }
    if plain.blocks.count != tagged.blocks.count {
      excluded.append((excluded.first?.lowerBound ?? 1)...Int.max)
    }
    excluded.sort { $0.lowerBound < $1.lowerBound }
    var lines = SourceLines(source)
    var next = 0
    var excludedUpTo = 0
    return candidates.filter { candidate in
      let line = lines.line(at: candidate.tagPlace)
      while next < excluded.count, excluded[next].lowerBound <= line {
        excludedUpTo = max(excludedUpTo, excluded[next].upperBound)
        next += 1
      }
      if case .reference = candidate, lines.currentHasDefinition { return false }
      return line > excludedUpTo
    }
  }
}

/// Counts lines on a way forward through a text. (Excesses change the count of lines; then more may be left out.)
private struct SourceLines {
  private let bytes: [UInt8]
  private var line = 1
  private var start = 0
  private(set) var currentHasDefinition = false
  private var end = -1

  init(_ bytes: [UInt8]) { self.bytes = bytes }

  mutating func line(at place: Int) -> Int {
    while end < place {
      if end >= 0 {
        start = end + 1
        if bytes[end] == .carriageReturn, start < bytes.count, bytes[start] == .newline { start += 1 }
        line += 1
      }
      end = start
      currentHasDefinition = false
      while end < bytes.count, bytes[end] != .newline, bytes[end] != .carriageReturn {
        if bytes[end] == .closeBracket, end + 1 < bytes.count, bytes[end + 1] == .colon { currentHasDefinition = true }
        end += 1
      }
      if end == bytes.count { break }
    }
    return line
  }
}
