package import VireoModel

/// Reads a page from its file.
package enum PageReader {
  /// The page, as far as its keys can be understood.
  package static func page(_ document: Document) -> Page {
    var page = Page(name: PageName.name(ofFile: document.source.path) ?? document.source.path, body: document.body)
    var title: String?
    for entry in document.frontMatter.entries {
      switch entry.key {
      case "title": title = IssueReader.text(entry.value, document.source)
      case "tags": page.tags = entry.value.plain.list.filter { !$0.isEmpty }
      default: page.fields.append(Field(key: entry.key, value: entry.value.plain))
      }
    }
    if let title = title ?? IssueReader.heading(document) { page.title = title }
    return page
  }
}
