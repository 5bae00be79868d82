import VireoModel

/// The files of a commit, which are found by how a program names them.
///
/// A program says where its files lay when it was built or run, as `/srv/releases/42/shop/pricing.py` or
/// `pricing.py`; the file meant is the one whose path has the most last parts in common with it.
package struct SourceTree: Sendable {
  /// The paths of each file name.
  private var byName: [Substring: [String]] = [:]

  package init(paths: [String]) {
    for path in paths { byName[SourceTree.name(of: path), default: []].append(path) }
  }

  /// The file that a program's path means.
  ///
  /// - Returns: `nil` if there is none, or several that fit as well.
  package func path(for program: String) -> String? {
    let program = program.replacing("\\", with: "/")
    guard let candidates = byName[SourceTree.name(of: program)] else { return nil }
    let parts = program.split(separator: "/").filter { $0 != "." }.reversed()
    let scored = candidates.map { path in
      (path: path, common: zip(path.split(separator: "/").reversed(), parts).prefix { $0 == $1 }.count)
    }
    guard let best = scored.map(\.common).max() else { return nil }
    let found = scored.filter { $0.common == best }
    if found.count == 1 { return found[0].path }
    // A path that is all of what the program says fits better than one that goes on.
    let exact = found.filter { $0.path.split(separator: "/").count == best }
    return exact.count == 1 ? exact[0].path : nil
  }

  private static func name(of path: String) -> Substring {
    path.lastIndex(of: "/").map { path[path.index(after: $0)...] } ?? path[...]
  }
}
