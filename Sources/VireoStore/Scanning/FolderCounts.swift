import Foundation
package import VireoGit

/// How many names lie in folders that are as they were, and which tree a commit has at the tracker's folder.
///
/// It is kept in a file between two looks at the work tree. A folder's names change with its signature, wherever it
/// lies, so paths need not be known.
package struct FolderCounts: Sendable {
  package struct Folder: Sendable {
    package var signature: FileSignature
    package var count: Int
  }

  /// The folders in the order in which they were looked at.
  package var folders: [Folder] = []
  /// The commit that was HEAD, and its tree.
  package var commit: ObjectID?
  package var tree: ObjectID?

  private lazy var counts = Dictionary(
    folders.map { ($0.signature, $0.count) }, uniquingKeysWith: { first, _ in first })

  private static let head = Array("vireo folders 1\n".utf8)

  package init() {}

  /// The number of names in a folder, which is most likely the one at an index; `nil` where it is not known.
  mutating func count(of signature: FileSignature, near index: Int) -> Int? {
    if folders.indices.contains(index), folders[index].signature == signature { return folders[index].count }
    return counts[signature]
  }

  // MARK: - The file

  /// Reads what was kept; `nil` where there is nothing, or something else.
  package init?(path: String) {
    guard let data = try? Data(contentsOf: URL(fileURLWithPath: path)) else { return nil }
    let (start, size) = (FolderCounts.head.count + 40, MemoryLayout<Folder>.stride)
    guard data.count >= start, data.starts(with: FolderCounts.head), (data.count - start) % size == 0 else {
      return nil
    }
    data.withUnsafeBytes { bytes in
      commit = ObjectID(raw: bytes, at: start - 40)
      tree = ObjectID(raw: bytes, at: start - 20)
      folders = stride(from: start, to: bytes.count, by: size).map {
        bytes.loadUnaligned(fromByteOffset: $0, as: Folder.self)
      }
    }
  }

  /// Writes all for the next time; where that cannot be, nothing is kept.
  package func write(to path: String) {
    let none = [UInt8](repeating: 0, count: 20)
    var data = Data(FolderCounts.head + (commit?.bytes ?? none) + (tree?.bytes ?? none))
    folders.withUnsafeBytes { data.append(contentsOf: $0) }
    try? data.write(to: URL(fileURLWithPath: path), options: .atomic)
  }
}
