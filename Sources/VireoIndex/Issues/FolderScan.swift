import VireoFormat
import VireoModel
import VireoStore

/// A folder of issues as the cache has it.
struct CachedFolder: Sendable {
  /// The row; 0 for one that is not written yet.
  var id: Int64 = 0
  var path: String
  var signature = FileSignature.none
  var listing = FolderListing()
  /// The highest number in the names of its files.
  var highest = 0
}

/// What became of the folders since they were looked at last: names are read where a folder changed, files are only
/// asked for their signatures.
struct FolderScan {
  /// The folders, each as it is now but for files that must be read, whose signature is none.
  private(set) var folders: [CachedFolder] = []
  /// Which of them were listed anew.
  private(set) var listed: Set<Int> = []
  /// The files that must be read, by folder.
  private(set) var unread: [(folder: Int, record: Int)] = []
  /// The issues whose files are gone.
  private(set) var gone: [Int64] = []
  /// The rows of folders that are gone.
  private(set) var goneFolders: [Int64] = []
  /// Whether anything is wrong with names; of the folders that were listed anew.
  private(set) var oddFolders: Set<Int> = []

  private let files: any SignedFiles

  /// Whether nothing changed.
  var isEmpty: Bool { listed.isEmpty && unread.isEmpty && goneFolders.isEmpty }

  /// - Parameters:
  ///   - files: The files as they are now.
  ///   - known: The folders as they were.
  ///   - clock: The file system's time before anything is looked at.
  init(_ files: any SignedFiles, known: [CachedFolder], clock: () throws -> Int64?) throws {
    self.files = files
    var rest = Dictionary(known.map { (ExactText($0.path), $0) }, uniquingKeysWith: { first, _ in first })
    var time: Int64?? = .none
    let presentOfKnown = try files.signatures(ofFolders: known.map(\.path))
    let looked = Dictionary(
      zip(known.map { ExactText($0.path) }, presentOfKnown), uniquingKeysWith: { first, _ in first })
    var pending = [Layout.issuesFolder]
    while let path = pending.popLast() {
      guard let signature = try looked[ExactText(path)] ?? files.signature(ofFolder: path) else { continue }
      var folder = rest.removeValue(forKey: ExactText(path)) ?? CachedFolder(path: path)
      if folder.id == 0 || folder.signature != signature {
        // The time is asked for before the names are read.
        if time == nil { time = .some(try clock()) }
        list(&folder, try files.entries(in: path) ?? [])
        folder.signature = signature.trusted(before: time ?? nil)
        listed.insert(folders.count)
      }
      for index in folder.listing.records.indices where folder.listing.records[index].kind == .folder {
        pending.append(path + "/" + folder.listing.name(at: index))
      }
      folders.append(folder)
    }
    for folder in rest.values {
      gone += folder.listing.records.map(\.issue).filter { $0 != 0 }
      goneFolders.append(folder.id)
    }
    try compare()
  }

  private mutating func list(_ folder: inout CachedFolder, _ entries: [FolderEntry]) {
    var layout = Layout()
    let below = layout.add(entries, in: folder.path)
    var old: [ExactText: FolderListing.Record] = [:]
    for index in folder.listing.records.indices where folder.listing.records[index].kind != .folder {
      old[ExactText(folder.listing.name(at: index))] = folder.listing.records[index]
    }
    var listing = FolderListing()
    for place in layout.issues.sorted(by: { $0.name < $1.name }) {
      let known = old.removeValue(forKey: ExactText(place.name))
      listing.append(
        place.name, place.hasFolder ? .issueWithFolder : .issue, known?.signature ?? .none, issue: known?.issue ?? 0)
    }
    for path in below { listing.append(String(path.dropFirst(folder.path.count + 1)), .folder) }
    gone += old.values.map(\.issue).filter { $0 != 0 }
    if !layout.diagnostics.isEmpty || !layout.orphanComments.isEmpty { oddFolders.insert(folders.count) }
    folder.listing = listing
    folder.highest = layout.issues.compactMap { $0.number?.value }.max() ?? 0
  }

  /// Finds the files that are not as they were.
  private mutating func compare() throws {
    var ranges: [(folder: Int, records: Range<Int>)] = []
    for (index, folder) in folders.enumerated() where listed.contains(index) || !files.foldersCoverFiles {
      let count = folder.listing.records.count
      for start in stride(from: 0, to: count, by: 500) { ranges.append((index, start..<min(start + 500, count))) }
    }
    let (files, folders, looked) = (files, folders, ranges)
    let found = Parallel.map(looked.count) { chunk -> Result<[Int], any Error> in
      let (index, range) = looked[chunk]
      return Result { try files.changes(in: folders[index].listing, of: folders[index].path, range) }
    }
    for ((index, _), changed) in zip(looked, found) {
      for record in try changed.get() where folders[index].listing.records[record].kind != .folder {
        unread.append((index, record))
      }
    }
  }

  // MARK: - Taking in what was read

  mutating func set(_ signature: FileSignature, issue: Int64, folder: Int, record: Int) {
    folders[folder].listing.set(signature, issue: issue, at: record)
  }

  mutating func set(id: Int64, folder: Int) { folders[folder].id = id }

  func path(_ folder: Int, _ record: Int) -> String {
    folders[folder].path + "/" + folders[folder].listing.name(at: record)
  }
}
