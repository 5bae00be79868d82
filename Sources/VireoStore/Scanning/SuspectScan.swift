import VireoFormat
package import VireoGit
import VireoModel

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// The files of the tracker that may not be as git's index has them, found without reading any.
///
/// A file whose signature is that of the index is as there: git takes it so too. All others, and all names that the
/// index does not have, are left to git.
package struct SuspectScan {
  /// The paths from the top of the work tree, of files and folders, some of them twice.
  package private(set) var paths: [String] = []
  /// What to know the next time, in the place of what was known.
  package var counts: FolderCounts
  /// Whether that is something else.
  package var isNew = false

  private let index: IndexFile
  private let folders: IndexFolders
  private let top: Descriptor
  /// What each folder is now; `nil` where it is gone, or something else has its place.
  private var signatures: [FileSignature?] = []
  /// The folders in which something is not as it was, so that there may be something else in its place.
  private var odd: Set<Int> = []

  /// How much is looked at by one thread at a time.
  private static let chunk = 500

  /// - Parameters:
  ///   - workTree: The absolute path of the top of the work tree.
  ///   - index: What the index has below the tracker's folder.
  ///   - counts: What was known of folders.
  ///   - clock: Tells the file system's time; `nil` where that is not known.
  /// - Returns: `nil` where only git can tell.
  package init?(workTree: String, _ index: IndexFile, _ counts: FolderCounts, clock: () throws -> Int64?) throws {
    (self.index, self.counts) = (index, counts)
    folders = IndexFolders(index)
    top = try Descriptor.folder(workTree)
    look()
    guard addUnknown(try names(clock)) else { return nil }
  }

  private static func inChunks<Output: Sendable>(
    _ count: Int, _ transform: @Sendable (Range<Int>) throws -> [Output]
  ) rethrows -> [Output] {
    try Parallel.map((count + chunk - 1) / chunk) { part in
      Result { try transform(part * chunk..<min((part + 1) * chunk, count)) }
    }.flatMap { try $0.get() }
  }

  private func text(_ path: Range<Int>) -> String { String(decoding: index.paths[path], as: UTF8.self) }

  private func path(_ item: IndexFolders.Item) -> Range<Int> {
    switch item {
    case .folder(let folder): folders.all[folder].path
    case .file(let file): index.entries[file].path
    }
  }

  // MARK: - Signatures

  private enum Finding: Sendable {
    case folder(FileSignature?)
    /// A file that is not as the index has it.
    case file(Int)
  }

  /// Looks at every file and folder.
  private mutating func look() {
    let findings = SuspectScan.inChunks(folders.items.count) { [self] in look(folders.items[$0]) }
    for finding in findings {
      switch finding {
      case .folder(let signature):
        let folder = folders.all[signatures.count]
        signatures.append(signature)
        if signature == nil {
          paths.append(text(folder.path))
          if let parent = folder.parent { odd.insert(parent) }
        }
      case .file(let file):
        paths.append(text(index.entries[file].path))
        odd.insert(folders.owners[file])
      }
    }
  }

  /// Looks at some that follow each other, from the folder that all of them lie in: short paths are found faster.
  private func look(_ items: ArraySlice<IndexFolders.Item>) -> [Finding] {
    guard let first = items.first.map(path), let last = items.last.map(path) else { return [] }
    return index.paths.withUnsafeBytes { paths in
      let common = zip(paths[first], paths[last]).prefix { $0 == $1 }.map(\.0)
      let base = common.lastIndex(of: .slash)
      let folder = base == nil ? top : try? top.folder(String(decoding: common[..<(base ?? 0)], as: UTF8.self))
      let start = base.map { $0 + 1 } ?? 0
      return items.compactMap { item in
        let path = path(item).dropFirst(start)
        switch item {
        case .folder:
          return .folder(try? folder?.signature(ofFolder: String(decoding: paths[path], as: UTF8.self)))
        case .file(let file):
          return folder?.isAsIndexed(index.entries[file], at: paths.baseAddress.map { $0 + path.lowerBound }) == true
            ? nil : .file(file)
        }
      }
    }
  }

  // MARK: - Names

  /// The names in the folders that may have some that the index does not have.
  private mutating func names(_ clock: () throws -> Int64?) throws -> [Int: [String]] {
    var known: [FolderCounts.Folder?] = []
    for (folder, signature) in signatures.enumerated() {
      let count = signature.flatMap { counts.count(of: $0, near: folder) }
      known.append(signature.flatMap { signature in count.map { .init(signature: signature, count: $0) } })
    }
    let isAllKnown = zip(signatures, known).allSatisfy { $0 == nil || $1 != nil }
    // The time is asked for before the names are read.
    let time = isAllKnown ? nil : try clock()
    let listed = folders.all.indices.filter { folder in
      signatures[folder] != nil && (known[folder]?.count != folders.all[folder].count || odd.contains(folder))
    }
    let lists = try SuspectScan.inChunks(listed.count) { [self] part in
      try listed[part].map { folder in
        let path = text(folders.all[folder].path)
        return (folder, try top.folder(path)?.entries(path).map(\.name) ?? [])
      }
    }
    for (folder, names) in lists where known[folder] == nil {
      let signature = time.flatMap { time in signatures[folder]?.trusted(before: time) }
      known[folder] = .init(signature: signature ?? .none, count: names.count)
    }
    isNew = !isAllKnown || known.count != counts.folders.count
    counts.folders = known.map { $0 ?? .init(signature: .none, count: 0) }
    return Dictionary(uniqueKeysWithValues: lists).filter { folder, names in
      names.count != folders.all[folder].count || odd.contains(folder)
    }
  }

  /// Adds the names that the index does not have.
  ///
  /// - Parameter names: Those in some folders.
  /// - Returns: False where one of them says nothing, or means another repository.
  private mutating func addUnknown(_ names: [Int: [String]]) -> Bool {
    guard !names.isEmpty else { return true }
    var known: Set<ExactText> = []
    for (entry, owner) in zip(index.entries, folders.owners) where names[owner] != nil {
      known.insert(ExactText(text(entry.path)))
    }
    for folder in folders.all {
      if let parent = folder.parent, names[parent] != nil { known.insert(ExactText(text(folder.path))) }
    }
    for (folder, names) in names {
      for name in names {
        let path = text(folders.all[folder].path) + "/" + name
        if known.contains(ExactText(path)) { continue }
        guard name != ".git", !name.unicodeScalars.contains("\u{FFFD}") else { return false }
        paths.append(path)
      }
    }
    return true
  }
}

extension Descriptor {
  /// Whether a file below this folder is as the index has it, by its signature.
  fileprivate func isAsIndexed(_ entry: IndexFile.Entry, at path: UnsafeRawPointer?) -> Bool {
    guard !entry.isUnsure, let path else { return false }
    var status = stat()
    guard fstatat(number, path.assumingMemoryBound(to: CChar.self), &status, AT_SYMLINK_NOFOLLOW) == 0 else {
      return false
    }
    // Git keeps of the mode what kind of file it is, and whether its owner may run it.
    let isFile = status.st_mode & S_IFMT == S_IFREG
    let mode = isFile ? (status.st_mode & S_IXUSR != 0 ? 0o100755 : 0o100644) : UInt32(status.st_mode & S_IFMT)
    return mode == entry.mode && UInt32(truncatingIfNeeded: status.st_size) == entry.size
      && UInt32(truncatingIfNeeded: status.st_ino) == entry.inode
      && IndexFile.Time(status.modified) == entry.modified && IndexFile.Time(status.changed) == entry.changed
  }
}

extension IndexFile.Time {
  /// - Parameter nanoseconds: Since 1970.
  fileprivate init(_ nanoseconds: Int64) {
    let seconds = Timestamp.floorDivide(nanoseconds, 1_000_000_000)
    self.init(
      seconds: UInt32(truncatingIfNeeded: seconds),
      nanoseconds: UInt32(truncatingIfNeeded: nanoseconds - seconds * 1_000_000_000))
  }
}
