import VireoFormat
import VireoModel

/// Names that are found without regard to case and to the composition of letters.
struct FoldedNames: Sendable {
  /// In order.
  let names: [String]
  private let byKey: [String: [String]]
  private let exact: Set<[UInt8]>

  init(_ names: some Sequence<String>) {
    self.names = names.sorted()
    byKey = Dictionary(grouping: self.names) { Slug.collisionKey($0) }
    // Strings are equal whatever the composition of their letters; files are not.
    exact = Set(self.names.map { Array($0.utf8) })
  }

  func contains(_ name: String) -> Bool { exact.contains(Array(name.utf8)) }

  /// The name as it is written here: the same, else the only one that differs no more than in case or composition.
  func spelling(of name: String) -> String? {
    if contains(name) { return name }
    let found = spellings(of: name)
    return found.count == 1 ? found.first : nil
  }

  /// All names that differ no more than in case or composition.
  func spellings(of name: String) -> [String] { byKey[Slug.collisionKey(name)] ?? [] }

  func nearest(to name: String) -> String? {
    if let same = spellings(of: name).first { return same }
    if let near = Nearest.matches(for: name, among: names).first { return near }
    // Often the folder is what was forgotten.
    let last = Slug.collisionKey(PageName.lastPart(of: name))
    return names.first { Slug.collisionKey(PageName.lastPart(of: $0)) == last }
  }

  /// `; did you mean 'Design/Storage'?` or nothing.
  func suggestion(for name: String) -> String { nearest(to: name).map { "; did you mean '\($0)'?" } ?? "" }
}
