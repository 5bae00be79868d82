import VireoModel

/// The names of all pages, and what a name in a text means among them.
struct PageNames: Sendable {
  /// What a name in a text means.
  enum Match: Hashable {
    case page(String)
    /// Pages that differ only in case, none of which is written so.
    case several([String])
    case none
  }

  let names: FoldedNames

  init(_ names: some Sequence<String>) { self.names = FoldedNames(names) }

  /// The page that a name means in a file: one of the same folder, else one from the wiki's root; with `/` before it
  /// only that.
  func match(_ name: String, in path: String) -> Match {
    for full in scopes(of: name, in: path) {
      if let found = names.spelling(of: full) { return .page(found) }
      let several = names.spellings(of: full)
      if !several.isEmpty { return .several(several) }
    }
    return .none
  }

  /// The full names that a name may stand for, in the order in which they are looked for.
  func scopes(of name: String, in path: String) -> [String] {
    if name.hasPrefix("/") { return [String(name.dropFirst())] }
    let folder = PageNames.folder(of: path)
    return folder.isEmpty ? [name] : [folder + name, name]
  }

  /// The folder that names in a file are looked for in first, with a `/` behind it; empty for none.
  static func folder(of path: String) -> String { PageName.name(ofFile: path).map(PageName.folder(of:)) ?? "" }
}
