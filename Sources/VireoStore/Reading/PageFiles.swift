package import VireoFormat
package import VireoModel

/// The files of pages, in folders below `wiki`.
package struct PageFiles: Sendable {
  private let files: any TrackerFiles

  package init(_ files: any TrackerFiles) { self.files = files }

  /// The names, in order.
  package func names() throws -> [String] { try all().names.sorted() }

  private func all() throws -> (names: [String], irregular: [String]) {
    var (names, irregular): ([String], [String]) = ([], [])
    try files.walk(PageName.folder) { path, kind in
      guard let name = PageName.name(ofFile: path) else { return }
      switch kind {
      case .file: names.append(name)
      case .folder: break
      case .other: irregular.append(path)
      }
    }
    return (names, irregular)
  }

  /// The file of a name as it is written; `nil` where there is none.
  package func document(_ name: String) throws -> Document? {
    let path = PageName.path(of: name)
    guard !name.split(separator: "/", omittingEmptySubsequences: false).contains(where: { $0.isEmpty || $0 == ".." })
    else { return nil }
    return try files.bytes(of: path).map { Document(SourceText(path: path, bytes: $0)) }
  }

  /// Reads all pages, in parallel, and makes something of each; by name.
  package func map<Output: Sendable>(_ transform: @Sendable (Document) -> Output) throws -> [Output] {
    let paths = try names().map(PageName.path)
    return try files.map(paths) { index, bytes in
      bytes.map { transform(Document(SourceText(path: paths[index], bytes: $0))) }
    }.map { try $0.get() }
  }

  /// What is wrong with the files; an empty page may be there to be written.
  package func check() throws -> [Diagnostic] {
    let (names, irregular) = try all()
    let paths = names.map(PageName.path)
    let found = files.map(paths) { index, bytes -> [Diagnostic] in
      switch bytes {
      case .failure(let error): return [.unread(paths[index], error)]
      case .success(let bytes):
        let document = Document(SourceText(path: paths[index], bytes: bytes))
        return document.diagnostics.filter { $0.code != .emptyFile } + PageRules.check(document)
      }
    }
    return found.flatMap { $0 } + irregular.map(PageRules.irregular)
  }
}
