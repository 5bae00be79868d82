package import VireoModel

/// A file of the tracker in its parts: front matter, text, and what is wrong with it.
package struct Document: Sendable {
  package let source: SourceText
  package let frontMatter: FrontMatter
  /// Where the text begins: behind the front matter and one blank line.
  package let bodyStart: Int
  package var diagnostics: [Diagnostic]

  package init(_ source: SourceText) {
    self.source = source
    frontMatter = FrontMatterParser.parse(source)
    var start = frontMatter.bodyStart
    if frontMatter.opening != nil {
      if start < source.bytes.count, source.bytes[start] == .newline {
        start += 1
      } else if source.bytes[start...].starts(with: [.carriageReturn, .newline]) {
        start += 2
      }
    }
    bodyStart = start
    diagnostics = TextRules.check(source) + frontMatter.diagnostics
    if !frontMatter.diagnostics.contains(where: { $0.code == .conflictMarker }) {
      diagnostics += TextRules.checkConflict(source, from: bodyStart)
    }
  }

  /// Whether the file must not be written to.
  package var isBroken: Bool { diagnostics.contains { $0.code.breaksFile } }

  /// Whether nothing can be said of its fields.
  package var isUnreadable: Bool {
    diagnostics.contains {
      switch $0.code {
      case .unclosedFrontMatter, .frontMatterTooLarge, .emptyFile: true
      case .conflictMarker: $0.place.start.map { $0.offset < bodyStart || frontMatter.opening == nil } ?? true
      default: false
      }
    }
  }

  /// The text without the last line's end.
  package var body: String { String(decoding: bodyBytes, as: UTF8.self) }

  /// The bytes of the text without the last line's end.
  package var bodyBytes: ArraySlice<UInt8> {
    var end = source.bytes.count
    if end > bodyStart, source.bytes[end - 1] == .newline {
      end -= 1
      if end > bodyStart, source.bytes[end - 1] == .carriageReturn { end -= 1 }
    }
    return source.bytes[min(bodyStart, end)..<end]
  }

  /// The place of a key's value, or of the key where it has none.
  package func place(of key: String) -> Diagnostic.Place {
    guard let entry = frontMatter.entry(key) else { return .init(path: source.path) }
    return .init(source, entry.value.range ?? entry.keyRange)
  }
}
