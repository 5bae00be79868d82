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
  ///
  /// - Parameter snapshot: The files, asked for only where their highest number is not known.
  func take(_ count: Int, snapshot: () throws -> Snapshot) throws -> [IssueNumber] {
    let inFiles = try store.highestNumber() ?? NumberCounter.highest(in: snapshot())
    let highest = max(stored, inFiles, try BranchNumbers(store).highest())
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
}
