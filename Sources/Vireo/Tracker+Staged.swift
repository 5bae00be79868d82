import VireoFormat
import VireoGit
public import VireoModel
package import VireoStore

extension Tracker {
  /// Holds the tracker's files that the next commit changes to the rules, as the index has them.
  ///
  /// The work tree does not matter, nor do files that are committed already.
  ///
  /// - Returns: What was found, by path and place; nothing where no file of the tracker is staged.
  /// - Throws: `VireoError` with the codes `no-tracker` or `unreadable-repository`.
  public func checkStaged() throws -> [Diagnostic] { try checkStaged { _ in [] } }

  /// The same with what somebody else finds in the files.
  package func checkStaged(adding more: (any TrackerFiles) throws -> [Diagnostic]) throws -> [Diagnostic] {
    let staged = try git.stagedFiles(below: Layout.folder)
    guard !staged.isEmpty else { return [] }
    let concerned = Tracker.paths(concernedBy: staged)
    let snapshot = try Snapshot(IndexFiles(location: location, git: git))
    let others = try checkQueries(snapshot.files) + checkLinks(snapshot) + more(snapshot.files)
    return try Checker(snapshot).check(adding: others).filter { diagnostic in
      concerned.contains(diagnostic.place.path) || diagnostic.notes.contains { concerned.contains($0.place.path) }
    }
  }

  /// The files, and the folders that can become orphans with them.
  private static func paths(concernedBy files: [String]) -> Set<String> {
    var paths = Set(files)
    for file in files where file.hasSuffix(".md") {
      paths.insert(String(file.dropLast(3)))
      let parts = file.split(separator: "/")
      if let name = parts.last, CommentName(fileName: String(name)) != nil {
        paths.insert(parts.dropLast().joined(separator: "/"))
      }
    }
    return paths
  }

  /// The numbers that more than one issue has, each with the paths; only names are read.
  ///
  /// - Throws: `VireoError` with the code `no-tracker`.
  public func duplicateNumbers() throws -> [Diagnostic] {
    try snapshot().nameDiagnostics.filter { $0.code == .duplicateNumber }
  }
}
