import Foundation
import VireoFormat
import VireoGit
import VireoIndex
import VireoModel
import VireoStore

/// Finds the tracker's files that are not as in HEAD, as `git status` has them.
///
/// Git looks at every file and into every folder. Here both are only asked for their signatures, by all processors, and
/// git for what may have changed; where that is much or anything is unusual, for all.
package struct UncommittedPaths {
  private let git: GitProgram
  private let location: RepositoryLocation
  /// Where the counts of folders are kept; `nil` without a cache.
  private let cache: String?
  /// Whether the index is where a repository has it.
  private let isIndexUsual: Bool

  /// From how many suspects on git is asked for all: it holds each file against each of them.
  private static let many = 200

  package init(_ tracker: Tracker) {
    (git, location) = (tracker.git, tracker.location)
    cache = tracker.usesCache ? FilePath.join(location.commonDirectory, "vireo/cache") : nil
    isIndexUsual = tracker.environment.variables["GIT_INDEX_FILE"] == nil
  }

  /// - Throws: `VireoError` with the code `unreadable-repository`.
  package func paths(below folder: String) throws -> Set<String> {
    if folder == Layout.folder, let found = try quickly() { return found }
    return try git.uncommittedFiles(below: folder)
  }

  /// - Returns: `nil` where git must be asked for all.
  private func quickly() throws -> Set<String>? {
    guard let cache, isIndexUsual, let workTree = location.workTree,
      let head = try ReferenceFiles(location).head(), let index = IndexFile(location, below: Layout.folder),
      !index.entries.isEmpty
    else { return nil }
    let place = FilePath.join(cache, "folders-" + Fingerprint(location.gitDirectory).text)
    let kept = FolderCounts(path: place)
    if kept == nil { try? FileManager.default.createDirectory(atPath: cache, withIntermediateDirectories: true) }
    let files = try WorkTreeFiles(workTree: workTree)
    guard
      var scan = try SuspectScan(workTree: workTree, index, kept ?? FolderCounts(), clock: { try? files.clock(cache) })
    else {
      return nil
    }
    if scan.counts.commit != head {
      (scan.counts.commit, scan.counts.tree) = (head, try tree(of: head))
      scan.isNew = true
    }
    if scan.isNew { scan.counts.write(to: place) }
    guard scan.paths.count <= UncommittedPaths.many else { return nil }
    let isStaged = index.tree == nil || index.tree != scan.counts.tree
    let staged = try isStaged ? git.stagedFiles(below: Layout.folder) : []
    return try git.uncommittedFiles(at: scan.paths).union(staged)
  }

  /// The tree of the tracker in a commit; `nil` where there is none, or another tree stands in for one.
  private func tree(of commit: ObjectID) throws -> ObjectID? {
    guard try ReferenceFiles(location).replacements().isEmpty else { return nil }
    let objects = ObjectDatabase(git)
    guard let top = try objects.read(commit, .commit, { CommitObject($0).tree }) ?? nil else { return nil }
    return try objects.read(top, .tree) { TreeObject.folder(named: ".tracker", in: $0) } ?? nil
  }
}
