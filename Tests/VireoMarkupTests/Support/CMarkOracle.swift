import CCMarkGFM
import Foundation
import VireoMarkup

/// What cmark-gfm itself makes of a text.
enum CMarkOracle {
  private static let isReady: Bool = {
    cmark_gfm_core_extensions_ensure_registered()
    return true
  }()

  static func html(_ text: String) -> String {
    guard isReady, let parser = cmark_parser_new(CMARK_OPT_FOOTNOTES) else { return "" }
    defer { cmark_parser_free(parser) }
    for name in ["table", "strikethrough", "autolink", "tasklist"] {
      cmark_parser_attach_syntax_extension(parser, cmark_find_syntax_extension(name))
    }
    let bytes = Array(text.utf8)
    bytes.withUnsafeBytes { buffer in
      guard let start = buffer.baseAddress else { return }
      cmark_parser_feed(parser, start.assumingMemoryBound(to: CChar.self), buffer.count)
    }
    guard let document = ParserEnd.finish(parser) else { return "" }
    defer { cmark_node_free(document) }
    guard let html = cmark_render_html(document, CMARK_OPT_FOOTNOTES, nil) else { return "" }
    defer { free(html) }
    return String(cString: html)
  }
}
