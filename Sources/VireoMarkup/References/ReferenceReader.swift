import VireoModel

/// Puts references into a tree, where the tags of candidates turned up in it.
struct ReferenceReader {
  private typealias Candidate = ReferenceScanner.Candidate

  private let old: MarkdownTree
  private let tags: [TreeReader.Result.TextTag]
  private let candidates: [ReferenceScanner.Candidate]
  private var nextTag = 0
  private var linkDepth = 0
  private var elements: [Element] = []
  private var references: [TextReference] = []

  static func read(
    _ parsed: TreeReader.Result, _ candidates: [ReferenceScanner.Candidate]
  ) -> ReferenceFinder.Result {
    var reader = ReferenceReader(old: parsed.tree, tags: parsed.textTags, candidates: candidates)
    reader.read()
    var tree = parsed.tree
    let isSorted = zip(reader.references, reader.references.dropFirst()).allSatisfy {
      $0.range.lowerBound < $1.range.lowerBound
    }
    tree.elements = reader.elements
    tree.blocks = reader.blocks
    var result = ReferenceFinder.Result(tree: tree, references: reader.references)
    if !isSorted { result.sortReferences() }
    result.links = links(parsed, candidates)
    return result
  }

  private var blocks: [MarkdownTree.Block] = []

  private init(old: MarkdownTree, tags: [TreeReader.Result.TextTag], candidates: [Candidate]) {
    (self.old, self.tags, self.candidates) = (old, tags, candidates)
  }

  private mutating func read() {
    elements.reserveCapacity(old.elements.count + tags.count * 2)
    var block = 0
    var index = 0
    while index < old.elements.count {
      while block < old.blocks.count, old.blocks[block].start <= index {
        blocks.append(.init(start: elements.count, lines: old.blocks[block].lines))
        block += 1
      }
      let element = old.elements[index]
      switch element {
      case .enter(.link), .enter(.image): linkDepth += 1
      case .leave(.link), .leave(.image): linkDepth -= 1
      case .text(let slice):
        index = read(slice, at: index)
        continue
      default: break
      }
      elements.append(element)
      index += 1
    }
  }

  /// Reads a text and perhaps some elements behind it, and says where to go on.
  private mutating func read(_ slice: Slice, at index: Int) -> Int {
    var start = Int(slice.start)
    var end = Int(slice.end)
    var index = index
    while nextTag < tags.count, tags[nextTag].place <= end {
      let tag = tags[nextTag]
      nextTag += 1
      guard linkDepth == 0, tag.place > start, candidates.indices.contains(tag.number),
        case .reference(let reference) = candidates[tag.number],
        let match = match(Array(reference.spelling.utf8), from: tag.place - 1, in: end, at: index)
      else { continue }
      if tag.place - 1 > start { elements.append(.text(Slice(start..<tag.place - 1))) }
      elements.append(.reference(references.count))
      references.append(reference)
      (index, start, end) = (match.element, match.place, match.end)
      // Candidates within this one are no more than its text.
      while nextTag < tags.count, tags[nextTag].place <= start { nextTag += 1 }
    }
    if end > start { elements.append(.text(Slice(start..<end))) }
    return index + 1
  }

  private struct Match {
    var element: Int
    var place: Int
    var end: Int
  }

  /// Compares a text with what stands at a place.
  ///
  /// Where cmark has taken a part of it for an address of mail, as in
  /// `file:main.c@v1.0-beta`, it goes on through that.
  private func match(_ expected: [UInt8], from place: Int, in end: Int, at element: Int) -> Match? {
    var rest = expected[...]
    var (place, end, element) = (place, end, element)
    while true {
      let count = min(rest.count, end - place)
      guard old.bytes[place..<place + count].elementsEqual(rest.prefix(count)) else { return nil }
      rest = rest.dropFirst(count)
      place += count
      if rest.isEmpty { return Match(element: element, place: place, end: end) }
      guard element + 3 < old.elements.count, case .enter(.link(let link)) = old.elements[element + 1],
        old.bytes[link.destination.range].starts(with: "mailto:".utf8),
        case .text(let address) = old.elements[element + 2], case .leave(.link) = old.elements[element + 3],
        address.range.count <= rest.count, old.bytes[address.range].elementsEqual(rest.prefix(address.range.count))
      else { return nil }
      rest = rest.dropFirst(address.range.count)
      if element + 4 < old.elements.count, case .text(let next) = old.elements[element + 4] {
        (element, place, end) = (element + 4, Int(next.start), Int(next.end))
      } else {
        guard rest.isEmpty else { return nil }
        return Match(element: element + 3, place: 0, end: 0)
      }
    }
  }

  private static func links(
    _ parsed: TreeReader.Result, _ candidates: [ReferenceScanner.Candidate]
  ) -> [RelativeLink] {
    var seen: Set<Int> = []
    var links: [RelativeLink] = []
    for tag in parsed.linkTags where seen.insert(tag.number).inserted {
      guard candidates.indices.contains(tag.number), case .address(let range) = candidates[tag.number] else { continue }
      switch parsed.tree.elements[tag.element] {
      case .enter(.link(let link)):
        links.append(.init(destination: parsed.tree.text(link.destination), range: range, isImage: false))
      case .enter(.image(let link)):
        links.append(.init(destination: parsed.tree.text(link.destination), range: range, isImage: true))
      default: break
      }
    }
    links.removeAll { Address.kind(of: $0.destination.utf8) != .relative }
    return links.sorted { $0.range.lowerBound < $1.range.lowerBound }
  }
}

extension ReferenceFinder.Result {
  /// Brings the references into the order of the source; footnotes stand at the end of the tree.
  fileprivate mutating func sortReferences() {
    let order = references.indices.sorted { references[$0].range.lowerBound < references[$1].range.lowerBound }
    var place = [Int](repeating: 0, count: order.count)
    for (new, old) in order.enumerated() { place[old] = new }
    references = order.map { references[$0] }
    for index in tree.elements.indices {
      if case .reference(let old) = tree.elements[index] { tree.elements[index] = .reference(place[old]) }
    }
  }
}
