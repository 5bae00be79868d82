package import VireoFormat
package import VireoModel

/// What a file of the tracker says of when it was written and by whom.
package struct FileOrigin: Sendable, Hashable {
  package var author: Handle?
  /// The key `created` of an issue, `date` of a comment.
  package var date: Timestamp?
  /// The key `title`, else the first heading.
  package var title: String?

  /// The text's first line that is not blank, at most 200 characters of it.
  package var excerpt: String

  package init(_ document: Document) {
    // Not split, for most of an issue's text is not asked for.
    excerpt = String(document.body.drop(while: \.isWhitespace).prefix(200).prefix { !$0.isNewline })
    for entry in document.frontMatter.entries {
      let text = IssueReader.text(entry.value, document.source)
      switch entry.key {
      case "author": author = text.map { Handle($0) }
      case "created", "date": date = text.flatMap { Timestamp($0) }
      case "title": title = text
      default: break
      }
    }
    if title == nil { title = IssueReader.heading(document) }
  }
}
