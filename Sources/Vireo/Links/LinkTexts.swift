import VireoFormat
import VireoMarkup
import VireoModel
import VireoStore

/// The texts of a tracker in which links may stand.
struct LinkTexts {
  /// A reference or an address in a text.
  struct Found: Sendable {
    /// `nil` for an address.
    var reference: TextReference?
    var address = ""
    var isImage = false
    var range: Range<Int>
    var line: Int
  }

  /// A text that was read.
  struct Text: Sendable {
    var source: LinkSource
    var found: [Found] = []
    /// `nil` where they were not read.
    var headings: [MarkdownBody.Heading]?
    /// Whether it may have blocks that are filled in.
    var mayHaveBlocks = false
  }

  /// What stands at the beginning of a block.
  private static let blockMark = Array("<!-- vireo:".utf8)

  private static func mayHaveBlocks(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while let start = rest.firstIndex(of: UInt8(ascii: "<")) {
      rest = rest[start...]
      if rest.starts(with: blockMark) { return true }
      rest = rest.dropFirst()
    }
    return false
  }

  /// By path.
  private(set) var sources: [LinkSource] = []

  /// - Parameter comments: Gives the names of the files of an issue's comments by its path, where they are known.
  init(_ snapshot: Snapshot, comments: (String) -> [String]? = { _ in nil }) throws {
    let files = snapshot.files
    for place in snapshot.layout.issues.sorted(by: { ($0.parent, $0.name) < ($1.parent, $1.name) }) {
      let path = place.path
      let name = place.number.map { "#\($0)" } ?? path
      sources.append(LinkSource(.issue, path: path, name: name))
      guard place.hasFolder else { continue }
      let folder = String(path.dropLast(3))
      let names =
        try comments(path)
        ?? (files.entries(in: folder) ?? []).filter { $0.kind == .file && CommentName(fileName: $0.name) != nil }
        .map(\.name)
      for file in names {
        sources.append(LinkSource(.comment, path: folder + "/" + file, name: name, issue: path))
      }
    }
    sources += try PageFiles(files).names().map { LinkSource(.page, path: PageName.path(of: $0), name: $0) }
    sources += try NamedFiles(files, in: Layout.milestonesFolder).names().map {
      LinkSource(.milestone, path: Milestone(name: $0).path, name: $0)
    }
    // They usually are in order already.
    if zip(sources, sources.dropFirst()).contains(where: { $0.path > $1.path }) { sources.sort { $0.path < $1.path } }
  }

  /// Reads the texts, in parallel; one that cannot be read has no links.
  ///
  /// - Parameters:
  ///   - known: What is known already of each of the texts, and need not be read.
  ///   - isWanted: What a text must have, as ``MarkdownBody/naming(_:from:forms:where:)`` has it, to be read as
  ///     Markdown; anything if it is `nil`.
  func read(
    _ files: any TrackerFiles, _ forms: ReferenceForms, known: [Text?] = [],
    where isWanted: (@Sendable (TextReference.Target?, ArraySlice<UInt8>) -> Bool)? = nil
  ) -> [Text] {
    guard known.isEmpty else {
      let rest = zip(sources, known).filter { $0.1 == nil }.map(\.0)
      var read = LinkTexts(rest).read(files, forms, where: isWanted)[...]
      return known.compactMap { $0 ?? read.popFirst() }
    }
    let sources = sources
    return files.map(sources.map(\.path)) { index, bytes in
      let source = sources[index]
      guard case .success(let bytes) = bytes else { return Text(source: source) }
      return LinkTexts.read(source, bytes, forms, where: isWanted)
    }
  }

  private init(_ sources: [LinkSource]) { self.sources = sources }

  static func read(
    _ source: LinkSource, _ bytes: [UInt8], _ forms: ReferenceForms,
    where isWanted: ((TextReference.Target?, ArraySlice<UInt8>) -> Bool)? = nil
  ) -> Text {
    let document = Document(SourceText(path: source.path, bytes: bytes))
    var text = Text(source: source)
    text.mayHaveBlocks = LinkTexts.mayHaveBlocks(bytes)
    // Headings of pages are asked for where all links are.
    let body =
      source.kind == .page && isWanted == nil
      ? MarkdownBody(document.source, from: document.bodyStart, forms: forms)
      : MarkdownBody.naming(
        document.source, from: document.bodyStart, forms: forms, where: isWanted ?? { _, _ in true })
    guard let body else { return text }
    text.headings = body.headings
    text.found = body.references.map { Found(reference: $0, range: $0.range, line: 0) }
    text.found += body.links.map {
      Found(address: $0.destination, isImage: $0.isImage, range: $0.range, line: 0)
    }
    text.found.sort { $0.range.lowerBound < $1.range.lowerBound }
    var (place, line) = (0, 1)
    for index in text.found.indices {
      let start = text.found[index].range.lowerBound
      while place < start {
        if bytes[place] == .newline { line += 1 }
        place += 1
      }
      text.found[index].line = line
    }
    return text
  }
}
