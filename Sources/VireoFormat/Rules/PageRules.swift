package import VireoModel

/// Holds the files of pages to the rules.
package enum PageRules {
  /// What is wrong with a page, beside its bytes and structure.
  package static func check(_ document: Document) -> [Diagnostic] {
    var found: [Diagnostic] = []
    if case .map? = document.frontMatter.entry("tags")?.value {
      found.append(
        Diagnostic(
          .invalidPage, document.place(of: "tags"), "'tags' is no list", advice: "write one as [design, storage]"))
    }
    if case .map? = document.frontMatter.entry("title")?.value {
      found.append(
        Diagnostic(
          .invalidPage, document.place(of: "title"), "'title' is no text", advice: "put it in quotes"))
    }
    let name = PageName.name(ofFile: document.source.path) ?? ""
    if !PageName.isValid(name) {
      found.append(
        Diagnostic(
          .invalidPage, .init(path: document.source.path), "'\(name)' can't be the name of a page",
          advice: "rename it with 'vireo wiki rename'; " + PageName.advice))
    }
    return found
  }

  /// A page's file that is a link or a device.
  package static func irregular(_ path: String) -> Diagnostic { .notRegularFile(path, isFolder: false) }
}
