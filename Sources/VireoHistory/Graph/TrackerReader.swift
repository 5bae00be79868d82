import Dispatch
import Foundation
import VireoFormat
package import VireoGit
package import VireoModel

/// A difference of one file of the tracker between a commit and one of its parents.
package struct TrackerChange: Sendable, Hashable {
  package var commit: Int
  /// The number of the parent, from 0; 0 for a commit without parents, against nothing.
  package var parent: Int
  /// The path from the repository's root.
  package var path: String
  /// The number of the issue that the file is; `nil` for other files.
  package var number: IssueNumber?
  package var old: ObjectID?
  package var new: ObjectID?

  package init(commit: Int, parent: Int, path: String, number: IssueNumber?, old: ObjectID?, new: ObjectID?) {
    (self.commit, self.parent, self.path, self.number, self.old, self.new) = (commit, parent, path, number, old, new)
  }
}

/// The trees of a run of a graph's commits.
package struct KnownTrees: Sendable {
  private let first: Int
  private let ids: [ObjectID?]

  package init(first: Int = 0, ids: [ObjectID?] = []) { (self.first, self.ids) = (first, ids) }

  subscript(position: Int) -> ObjectID? {
    ids.indices.contains(position - first) ? ids[position - first] : nil
  }
}

/// Reads what commits changed in the tracker's files.
///
/// Only the id of `.tracker` is looked at where a commit left it as it was.
package struct TrackerReader {
  private let git: GitProgram
  private let cuts: HistoryCuts
  private let graph: CommitGraph

  private let trees: KnownTrees

  /// - Parameters:
  ///   - git: The repository's git.
  ///   - cuts: Where history is not what the commits say.
  ///   - graph: The commits.
  ///   - trees: The trees of some of them, which are not asked for again.
  package init(_ git: GitProgram, cuts: HistoryCuts, graph: CommitGraph, trees: KnownTrees = KnownTrees()) {
    (self.git, self.cuts, self.graph, self.trees) = (git, cuts, graph, trees)
  }

  package struct Outcome: Sendable {
    /// The commits that hold a tracker, as positions.
    package var holders: [Int] = []
    package var changes: [TrackerChange] = []
  }

  /// Reads the commits at these positions.
  ///
  /// - Throws: `VireoError` with the code `unreadable-repository` if a commit or a folder cannot be read.
  package func read(_ range: Range<Int>, _ objects: ObjectDatabase) throws -> Outcome {
    let trees = try eachPart(of: range, objects) { objects, part in try part.map { try tracker(of: $0, objects) } }
      .flatMap { $0 }
    // Parents of the first few may be from an earlier time.
    var earlier: [Int: ObjectID?] = [:]
    func tree(_ position: Int) throws -> ObjectID? {
      if range.contains(position) { return trees[position - range.lowerBound] }
      if let known = earlier[position] { return known }
      let found = try tracker(of: position, objects)
      earlier[position] = .some(found)
      return found
    }
    var outcome = Outcome()
    var pairs: [Pair] = []
    for position in range {
      let new = trees[position - range.lowerBound]
      if new != nil { outcome.holders.append(position) }
      let parents = graph.parents(of: position)
      let before: [ObjectID?] = parents.isEmpty ? [nil] : try parents.map { try tree($0) }
      for (index, old) in before.enumerated() where old != new {
        pairs.append(Pair(commit: position, parent: index, old: old, new: new))
      }
    }
    let all = pairs
    outcome.changes = try eachPart(of: 0..<all.count, objects) { objects, part in
      var names = IssueNames(objects)
      return try part.flatMap { try changes(all[$0], &names, objects) }
    }.flatMap { $0 }
    return outcome
  }

  /// The tracker of a commit and of one of its parents.
  private struct Pair: Sendable {
    var commit: Int
    var parent: Int
    var old: ObjectID?
    var new: ObjectID?
  }

  private func changes(_ pair: Pair, _ names: inout IssueNames, _ objects: ObjectDatabase) throws -> [TrackerChange] {
    try objects.differences(from: pair.old, to: pair.new).map { difference in
      TrackerChange(
        commit: pair.commit, parent: pair.parent, path: Layout.folder + "/" + difference.path,
        number: try names.number(of: difference.path, in: difference.new != nil ? pair.new : pair.old),
        old: difference.old, new: difference.new)
    }
  }

  /// What the files of issues say, by the ids of their contents, in the same order.
  package func versions(_ blobs: [ObjectID], _ objects: ObjectDatabase) throws -> [IssueVersion] {
    try eachPart(of: 0..<blobs.count, objects) { objects, part in
      try part.map { index in
        let version = try objects.read(blobs[index], .blob) { bytes in
          IssueVersion(Document(SourceText(path: "", bytes: Array(bytes))))
        }
        guard let version else {
          throw VireoError(
            .unreadableRepository, "the file \(blobs[index]) is missing", advice: "run 'git fsck', or fetch it")
        }
        return version
      }
    }.flatMap { $0 }
  }

  /// What files say of when they were written and by whom, by the ids of their contents, in the same order; `nil` for
  /// contents that are missing.
  package func origins(_ blobs: [ObjectID], _ objects: ObjectDatabase) throws -> [FileOrigin?] {
    try eachPart(of: 0..<blobs.count, objects) { objects, part in
      try part.map { index in
        try objects.read(blobs[index], .blob) { FileOrigin(Document(SourceText(path: "", bytes: Array($0)))) }
      }
    }.flatMap { $0 }
  }

  /// The id of the folder `.tracker`; `nil` where the commit has none.
  package func tracker(of position: Int, _ objects: ObjectDatabase) throws -> ObjectID? {
    guard let tree = try tree(of: position, objects) else { throw missing("commit", graph.ids[position]) }
    let folder = try objects.read(cuts.replacements[tree] ?? tree, .tree) {
      TreeObject.folder(named: ".tracker", in: $0)
    }
    guard let folder else { throw missing("tree", tree) }
    return folder
  }

  private func tree(of position: Int, _ objects: ObjectDatabase) throws -> ObjectID? {
    if let known = trees[position] { return known }
    let id = graph.ids[position]
    return try objects.read(cuts.replacements[id] ?? id, .commit) { CommitObject($0).tree } ?? nil
  }

  package struct IssueFile: Sendable {
    package var path: String
    package var number: IssueNumber
    package var blob: ObjectID
  }

  /// The issues' files of a commit.
  ///
  /// - Parameters:
  ///   - position: The commit.
  ///   - numbers: Of which issues; of all if it is `nil`.
  ///   - objects: The repository's objects.
  package func issueFiles(
    at position: Int, _ numbers: Set<IssueNumber>?, _ objects: ObjectDatabase
  ) throws -> [IssueFile] {
    guard let tracker = try tracker(of: position, objects) else { return [] }
    var names = IssueNames(objects)
    return try objects.differences(from: nil, to: tracker).compactMap { file in
      guard let blob = file.new, let number = try names.number(of: file.path, in: tracker),
        numbers?.contains(number) ?? true
      else { return nil }
      return IssueFile(path: Layout.folder + "/" + file.path, number: number, blob: blob)
    }
  }

  private func missing(_ kind: String, _ id: ObjectID) -> VireoError {
    VireoError(.unreadableRepository, "the \(kind) \(id) is missing", advice: "run 'git fsck', or fetch it")
  }

  /// Does work on parts of a range at once, each with its own view of the objects; the order stays.
  private func eachPart<Value: Sendable>(
    of range: Range<Int>, _ objects: ObjectDatabase, _ work: @Sendable (ObjectDatabase, Range<Int>) throws -> Value
  ) throws -> [Value] {
    guard range.count > 512 else { return [try work(objects, range)] }
    let parts = 8
    let results = Results<Value>(count: parts)
    DispatchQueue.concurrentPerform(iterations: parts) { part in
      let start = range.lowerBound + range.count * part / parts
      let end = range.lowerBound + range.count * (part + 1) / parts
      results.set(part, Result { try work(ObjectDatabase(git, isForMany: true), start..<end) })
    }
    return try results.all()
  }
}

/// Results that several threads write, each in its place.
private final class Results<Value: Sendable>: @unchecked Sendable {
  private let lock = NSLock()
  private var values: [Result<Value, any Error>?]

  init(count: Int) { values = [Result<Value, any Error>?](repeating: nil, count: count) }

  func set(_ index: Int, _ value: Result<Value, any Error>) { lock.withLock { values[index] = value } }

  func all() throws -> [Value] { try lock.withLock { try values.compactMap { try $0?.get() } } }
}

/// Tells which files of a commit's tracker are issues.
package struct IssueNames {
  private let objects: ObjectDatabase
  /// Whether a folder is an issue's, by the tree that it lies in and its name.
  private var known: [Folder: Bool] = [:]

  private struct Folder: Hashable {
    var tree: ObjectID
    var path: String
  }

  package init(_ objects: ObjectDatabase) { self.objects = objects }

  /// The number of the issue that a file is; `nil` for any other file, and for those in an issue's folder.
  ///
  /// - Parameters:
  ///   - path: The path from `.tracker`.
  ///   - tracker: The folder's tree.
  package mutating func number(of path: String, in tracker: ObjectID?) throws -> IssueNumber? {
    guard let tracker, path.hasPrefix("issues/") else { return nil }
    var parts = path.split(separator: "/").dropFirst()
    guard let name = parts.popLast(), name.hasSuffix(".md"),
      case .number(let number, _) = IssueFileName.numbering(of: String(name)),
      !parts.contains(where: { $0.hasPrefix(".") })
    else { return nil }
    var folder = "issues"
    for part in parts {
      if try isIssueFolder(folder + "/" + part, tracker) { return nil }
      folder += "/" + part
    }
    return number
  }

  private mutating func isIssueFolder(_ path: String, _ tracker: ObjectID) throws -> Bool {
    let key = Folder(tree: tracker, path: path)
    if let found = known[key] { return found }
    let found = try objects.entry(at: path + ".md", in: tracker)?.kind == .file
    known[key] = found
    return found
  }
}
