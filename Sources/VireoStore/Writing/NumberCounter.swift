import VireoFormat
import VireoGit
import VireoModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Gives out numbers: one more than the highest of this work tree, of all branches, and of those given out before
/// in any work tree of this clone.
struct NumberCounter {
  private let path: String
  private let store: Store

  init(_ store: Store) {
    self.store = store
    path = FilePath.join(store.stateFolder, "number")
  }

  /// Takes the next numbers.
  ///
  /// To be called under the lock.
  func take(_ count: Int, snapshot: Snapshot) throws -> [IssueNumber] {
    let highest = max(stored, try NumberCounter.highest(in: snapshot), try highestInBranches())
    let numbers = (0..<count).compactMap { IssueNumber(highest + 1 + $0) }
    guard numbers.count == count else {
      throw VireoError(
        .noNumberLeft, "every number up to \(IssueNumber.largest) is taken", state: "nothing was written",
        advice: "rename the file with the very large number")
    }
    try save(highest + count)
    return numbers
  }

  private var stored: Int {
    max(0, FilePath.text(path).flatMap { Int($0) } ?? 0)
  }

  private func save(_ number: Int) throws {
    let temporary = path + ".tmp"
    guard let stream = fopen(temporary, "w") else {
      throw VireoError.writing(temporary, errno, state: "nothing was written")
    }
    fputs("\(number)\n", stream)
    guard fclose(stream) == 0, rename(temporary, path) == 0 else {
      throw VireoError.writing(path, errno, state: "nothing was written")
    }
  }

  /// The highest number or former number among the files.
  static func highest(in snapshot: Snapshot) throws -> Int {
    let numbers = snapshot.layout.issues.compactMap { $0.number?.value }.max() ?? 0
    let former = try snapshot.map { file in file.issue?.was.max()?.value }.max() ?? 0
    return max(numbers, former)
  }

  /// The highest number in the trees of all local and remote-tracking branches; only names are read.
  private func highestInBranches() throws -> Int {
    let repository = try Repository(store.location)
    var seen: Set<ObjectID> = []
    var highest = 0
    let branches = try ReferenceFiles(store.location).references(ObjectDatabase(store.git)).filter { $0.kind != .tag }
    for tip in Set(branches.map(\.commit)) {
      let root = try repository.tree(ofCommit: tip)
      guard let folder = try repository.entry(at: Layout.issuesFolder, inTree: root), folder.kind == .folder else {
        continue
      }
      try visit(folder.id, in: repository, &seen, &highest)
    }
    return highest
  }

  private func visit(
    _ tree: ObjectID, in repository: Repository, _ seen: inout Set<ObjectID>, _ highest: inout Int
  ) throws {
    guard seen.insert(tree).inserted else { return }
    let entries = try repository.entries(ofTree: tree)
    var stems: Set<Substring> = []
    for entry in entries where entry.kind == .file && entry.name.hasSuffix(".md") {
      stems.insert(entry.name.dropLast(3))
      if case .number(let number, _) = IssueFileName.numbering(of: entry.name) {
        highest = max(highest, number.value)
      }
    }
    for entry in entries where entry.kind == .folder && !stems.contains(Substring(entry.name)) {
      try visit(entry.id, in: repository, &seen, &highest)
    }
  }
}
