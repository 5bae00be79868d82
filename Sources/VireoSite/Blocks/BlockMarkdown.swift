import Vireo
import VireoMarkup
package import VireoModel

/// Blocks as Markdown for files, where they are the same in every form of a text.
package enum BlockMarkdown {
  /// Pages as a list of links.
  ///
  /// - Parameter root: What leads from the file with the list to the repository's root.
  package static func pages(_ pages: [Page], root: String) -> String {
    let lines = pages.map { page in
      let name = page.title == page.name ? "" : " (\(TimelineMarkdown.escaped(page.name)))"
      return "- [\(TimelineMarkdown.escaped(page.title))](\(WebAddress.path(root + page.path)))\(name)\n"
    }
    return lines.isEmpty ? "No pages.\n" : lines.joined()
  }

  /// The headings of a file as a list of links to them.
  package static func contents(of source: SourceText) -> String {
    let start = Tracker.bodyStart(in: source)
    let headings = MarkdownBody(source, from: start, forms: ReferenceForms()).headings
    let top = headings.map(\.level).min() ?? 1
    let lines = headings.map { heading in
      String(repeating: "  ", count: heading.level - top)
        + "- [\(TimelineMarkdown.escaped(heading.text))](#\(WebAddress.path(heading.anchor)))\n"
    }
    return lines.isEmpty ? "No headings.\n" : lines.joined()
  }
}
