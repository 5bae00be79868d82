import CCMarkGFM
import Foundation
import VireoModel

/// The one door to cmark-gfm: text in, values out.
///
/// No pointer into its memory leaves this file, `LeafBounds` and `TreeReader`.
enum MarkdownParser {
  /// Lines that were taken out.
  struct Excess {
    var reason: MarkdownExcess.Reason
    var bytes: [UInt8]
  }

  /// What is parsed.
  struct Input {
    var bytes: [UInt8]
    /// What the tags in the bytes look like, if there are any.
    var tags: PositionTags?
    /// The texts that stand behind placeholders, see `PlaceholderNumber`.
    var excesses: [Excess]
    /// The length of the longest definition of an address, since each use of it copies it.
    var longestDefinition: Int
    /// Whether a part of it could take too long.
    var mayNeedLeafBounds: Bool
  }

  /// The extensions of GitHub's flavour but for the filter of tags: no raw HTML passes here anyway.
  private static let extensionNames = ["table", "strikethrough", "autolink", "tasklist"]

  // cmark registers its extensions in a global list.
  private static let areExtensionsRegistered: Bool = {
    cmark_gfm_core_extensions_ensure_registered()
    return true
  }()

  /// Parses a text whose blocks are known to be within the bounds.
  static func parse(_ input: Input) -> TreeReader.Result {
    let watcher = input.mayNeedLeafBounds ? RootWatcher() : nil
    // The parser looks at it to its end.
    defer { watcher?.free() }
    guard areExtensionsRegistered, let parser = cmark_parser_new(CMARK_OPT_FOOTNOTES) else { return .init() }
    defer { cmark_parser_free(parser) }
    for name in extensionNames {
      if let found = cmark_find_syntax_extension(name) { cmark_parser_attach_syntax_extension(parser, found) }
    }

    var leaves: [[UInt8]] = []
    if let watcher {
      watcher.attach(to: parser)
      feed(parser, RootWatcher.firstLines)
      feed(parser, input.bytes)
      // A line without an end would be read only when the parser finishes.
      if let last = input.bytes.last, last != .newline, last != .carriageReturn { feed(parser, [.newline]) }
      var bounds = LeafBounds(tags: input.tags, longestDefinition: input.longestDefinition)
      bounds.apply(below: watcher.root)
      leaves = bounds.excesses
    } else {
      // cmark leaves out a mark at the very beginning; that of the file is not among the bytes any more.
      if input.bytes.starts(with: SourceText.byteOrderMark) { feed(parser, SourceText.byteOrderMark) }
      feed(parser, input.bytes)
    }

    guard let document = ParserEnd.finish(parser) else { return .init() }
    defer { cmark_node_free(document) }

    var reader = TreeReader(tags: input.tags, excesses: input.excesses, leaves: leaves)
    reader.reserve(input.bytes.count)
    reader.read(document, skipsFirst: watcher != nil)
    return reader.finished()
  }

  private static func feed(_ parser: OpaquePointer, _ bytes: [UInt8]) {
    bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress, !buffer.isEmpty else { return }
      cmark_parser_feed(parser, start.assumingMemoryBound(to: CChar.self), buffer.count)
    }
  }
}

/// The last step of a parser of cmark, which may be taken by one thread at a time: cmark keeps in a global table which
/// characters are special, and extensions change it meanwhile.
package enum ParserEnd {
  private static let lock = NSLock()

  /// The document; the caller frees it.
  package static func finish(_ parser: OpaquePointer) -> OpaquePointer? {
    lock.lock()
    defer { lock.unlock() }
    return cmark_parser_finish(parser)
  }
}

/// The way to a parser's tree before it is finished: an extension of cmark that takes nothing.
///
/// It sees the block in which a first line stands that is put before the text.
private struct RootWatcher {
  static let firstLines = Array("x\n\n".utf8)

  private let watcher: OpaquePointer
  private let found: UnsafeMutablePointer<OpaquePointer?>

  init?() {
    guard let watcher = cmark_syntax_extension_new("vireo-root") else { return nil }
    self.watcher = watcher
    found = .allocate(capacity: 1)
    found.initialize(to: nil)
    cmark_syntax_extension_set_private(watcher, found, nil)
    cmark_syntax_extension_set_open_block_func(watcher) { watcher, _, _, container, _, _ in
      let found = cmark_syntax_extension_get_private(watcher)?.assumingMemoryBound(to: OpaquePointer?.self)
      if let found, found.pointee == nil { found.pointee = container }
      return nil
    }
  }

  var root: OpaquePointer? { found.pointee }

  func attach(to parser: OpaquePointer) { cmark_parser_attach_syntax_extension(parser, watcher) }

  func free() {
    cmark_syntax_extension_free(cmark_get_default_mem_allocator(), watcher)
    found.deallocate()
  }
}

/// The numbers of tags that stand for a text that was taken out: the last ones.
enum PlaceholderNumber {
  static let count = 1 << 16
  static let first = PositionTags.limit - count

  static func index(_ number: Int) -> Int? { number >= first ? number - first : nil }
}
