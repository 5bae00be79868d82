package import VireoModel

extension MarkdownBody {
  /// Reads a file's text only if it may have references or relative links that are wanted.
  ///
  /// Most texts have none, and to look at the bytes takes a small part of the time.
  ///
  /// - Parameters:
  ///   - source: A file's text.
  ///   - start: Where the text begins.
  ///   - forms: Which forms of references there are.
  ///   - isWanted: Whether a reference is wanted; an address of a link is given as `nil` with its bytes.
  package static func naming(
    _ source: SourceText, from start: Int, forms: ReferenceForms,
    where isWanted: (TextReference.Target?, ArraySlice<UInt8>) -> Bool = { _, _ in true }
  ) -> MarkdownBody? {
    let (bytes, offset) = text(of: source, from: start)
    let scanned = ReferenceScanner.scan(bytes, forms)
    let isNaming = scanned.candidates.contains { candidate in
      switch candidate {
      case .reference(let reference): isWanted(reference.target, bytes[reference.range])
      case .address(let range): isWanted(nil, bytes[range])
      }
    }
    return isNaming ? MarkdownBody(bytes: bytes, offset: offset, scanned) : nil
  }

  /// The anchor of the heading that somebody names, by its anchor or by its words.
  package static func anchor(of name: String, among headings: [Heading]) -> String? {
    if headings.contains(where: { $0.anchor == name }) { return name }
    let slug = HeadingReader.slug(name)
    return headings.first { HeadingReader.slug($0.text) == slug }?.anchor
  }
}
