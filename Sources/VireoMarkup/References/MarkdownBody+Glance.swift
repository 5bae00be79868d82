package import VireoModel

extension MarkdownBody {
  /// Whether a text may have references or relative links that are wanted, told without reading it as Markdown.
  ///
  /// Most texts have none, and to look at the bytes takes a tenth of the time.
  ///
  /// - Parameters:
  ///   - source: A file's text.
  ///   - start: Where the text begins.
  ///   - forms: Which forms of references there are.
  ///   - isWanted: Whether a reference is wanted; an address of a link is given as `nil` with its bytes.
  package static func mayName(
    _ source: SourceText, from start: Int, forms: ReferenceForms,
    where isWanted: (TextReference.Target?, ArraySlice<UInt8>) -> Bool = { _, _ in true }
  ) -> Bool {
    let bytes = Array(source.bytes[min(max(0, start), source.bytes.count)...])
    return ReferenceScanner.scan(bytes, forms).candidates.contains { candidate in
      switch candidate {
      case .reference(let reference): isWanted(reference.target, bytes[reference.range])
      case .address(let range): isWanted(nil, bytes[range])
      }
    }
  }

  /// The anchor of the heading that somebody names, by its anchor or by its words.
  package static func anchor(of name: String, among headings: [Heading]) -> String? {
    if headings.contains(where: { $0.anchor == name }) { return name }
    let slug = HeadingReader.slug(name)
    return headings.first { HeadingReader.slug($0.text) == slug }?.anchor
  }
}
