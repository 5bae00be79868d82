import VireoGit
import VireoModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The folders that the index's files lie in, below the one that it was read for.
struct IndexFolders: Sendable {
  struct Folder: Sendable {
    /// Its path in the index's paths, where more follows it.
    var path: Range<Int>
    /// The folder that it lies in; `nil` for the first one.
    var parent: Int?
    /// How many names the index has in it.
    var count = 0
  }

  /// Something to look at: one of ``all``, or one of the index's entries.
  enum Item: Sendable {
    case folder(Int)
    case file(Int)
  }

  private(set) var all: [Folder] = []
  /// In which of them each of the index's entries lies.
  private(set) var owners: [Int] = []
  /// All of both in the order of their paths, so that what lies together is looked at together.
  private(set) var items: [Item] = []

  init(_ index: IndexFile) {
    owners.reserveCapacity(index.entries.count)
    index.paths.withUnsafeBytes { paths in
      var open: [Int] = []
      var last = 0..<0
      for (number, entry) in index.entries.enumerated() {
        while let folder = open.last, !IndexFolders.lies(entry.path, in: all[folder].path, paths) { open.removeLast() }
        var start = entry.path.lowerBound + (open.last.map { all[$0].path.count + 1 } ?? 0)
        while let slash = paths[start..<entry.path.upperBound].firstIndex(of: .slash) {
          if let parent = open.last { all[parent].count += 1 }
          items.append(.folder(all.count))
          open.append(all.count)
          all.append(Folder(path: entry.path.lowerBound..<slash, parent: open.dropLast().last))
          start = slash + 1
        }
        guard let owner = open.last else { continue }
        items.append(.file(number))
        owners.append(owner)
        // One with a conflict stands there several times.
        if !IndexFolders.areEqual(entry.path, last, paths) { all[owner].count += 1 }
        last = entry.path
      }
    }
  }

  private static func lies(_ path: Range<Int>, in folder: Range<Int>, _ paths: UnsafeRawBufferPointer) -> Bool {
    path.count > folder.count && paths[path.lowerBound + folder.count] == .slash
      && areEqual(path.prefix(folder.count), folder, paths)
  }

  private static func areEqual(_ one: Range<Int>, _ other: Range<Int>, _ paths: UnsafeRawBufferPointer) -> Bool {
    guard one.count == other.count, let start = paths.baseAddress else { return false }
    return memcmp(start + one.lowerBound, start + other.lowerBound, one.count) == 0
  }
}
