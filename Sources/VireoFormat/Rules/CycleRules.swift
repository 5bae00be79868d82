package import VireoModel

extension Diagnostic {
  /// A ring of issues of which each names the next one; the document is that of the first.
  package static func cycle(_ cycle: [Issue], _ kind: IssueRelations.Kind, _ document: Document) -> Diagnostic {
    let verb = kind == .parent ? "is a part of" : "waits for"
    let next = cycle.dropFirst().first ?? cycle[0]
    let message: String
    if cycle.count == 1 {
      message = "\(cycle[0].displayName) \(verb) itself"
    } else {
      let names = cycle.prefix(8).map(\.displayName) + (cycle.count > 8 ? ["\(cycle.count - 8) more"] : [])
      message = "\(names[0]) \(verb) " + (names.dropFirst() + [names[0]]).joined(separator: ", which \(verb) ")
    }
    return Diagnostic(
      .cycle, document.place(of: kind.key.rawValue, naming: next), message,
      notes: cycle.dropFirst().prefix(7).map { .init(.init(path: $0.path), "this one, too") },
      advice: "remove one of these mentions")
  }
}

extension Document {
  /// The place in a key's value that names an issue.
  fileprivate func place(of key: String, naming issue: Issue) -> Diagnostic.Place {
    guard case .list(let list)? = frontMatter.entry(key)?.value else { return place(of: key) }
    let item = list.items.first { item in
      switch IssueName(item.scalar.text) {
      case .number(let number)?: number == issue.number
      case .uid(let start)?: issue.uid?.text.hasPrefix(start) ?? false
      case .path(let path)?: path == issue.path
      case nil: false
      }
    }
    return item.map { .init(source, $0.scalar.range) } ?? place(of: key)
  }
}
