package import VireoModel

/// A name in a folder, before anything was opened.
package struct FolderEntry: Sendable, Hashable {
  package enum Kind: Sendable, Hashable { case file, folder, other }
  package var name: String
  package var kind: Kind

  package init(name: String, kind: Kind) {
    self.name = name
    self.kind = kind
  }
}

/// A file below `issues/` that holds an issue or a draft.
package struct IssuePlace: Sendable, Hashable {
  /// The folder's path from the repository's root.
  package var parent: String
  package var name: String
  /// `nil` for what may be a draft.
  package var number: IssueNumber?
  /// Whether it has a folder of its own.
  package var hasFolder: Bool

  package init(parent: String, name: String, number: IssueNumber?, hasFolder: Bool) {
    self.parent = parent
    self.name = name
    self.number = number
    self.hasFolder = hasFolder
  }

  /// The place of a file whose name ends in `.md`.
  ///
  /// - Parameters:
  ///   - path: The path from the repository's root.
  ///   - hasFolder: Whether it has a folder of its own.
  package init(path: String, hasFolder: Bool) {
    let slash = path.lastIndex(of: "/") ?? path.startIndex
    let name = path[slash...].drop { $0 == "/" }
    let number: IssueNumber? =
      if case .number(let number, _) = IssueFileName.numbering(of: String(name)) { number } else { nil }
    self.init(parent: String(path[..<slash]), name: String(name), number: number, hasFolder: hasFolder)
  }

  /// The path of the file from the repository's root, put together when asked for: most are not.
  package var path: String { parent + "/" + name }

  /// Whether this is the file's path, told without putting the path together.
  package func isAt(_ path: String) -> Bool { isAt(ArraySlice(path.utf8)) }

  /// Whether this is the file's path, in UTF-8.
  package func isAt(_ path: ArraySlice<UInt8>) -> Bool {
    let (parent, name) = (parent.utf8, name.utf8)
    return path.count == parent.count + 1 + name.count && path.suffix(name.count).elementsEqual(name)
      && path.starts(with: parent)
  }

  /// The path of the issue's folder, whether it is there or not.
  package var folder: String { String(path.dropLast(3)) }
}

/// What the names of files and folders below `issues/` mean.
package struct Layout: Sendable {
  package var issues: [IssuePlace] = []
  /// Comments in a folder that is no issue's.
  package var orphanComments: [String] = []
  package var diagnostics: [Diagnostic] = []

  package init() {}

  package static let folder = ".tracker"
  package static let issuesFolder = ".tracker/issues"
  package static let configPath = ".tracker/config.yml"
  package static let queriesFolder = ".tracker/queries"
  package static let milestonesFolder = ".tracker/milestones"

  /// The name that a file gives to a milestone or saved query; `nil` where it is none.
  package static func entryName(ofFile name: String) -> String? {
    guard name.utf8.isMarkdownName, name.utf8.count > 3, !isIgnored(name) else { return nil }
    return String(name.dropLast(3))
  }

  /// Takes in one folder's entries.
  ///
  /// - Returns: The folders to look into: all but those of issues and hidden ones.
  package mutating func add(_ entries: [FolderEntry], in folder: String) -> [String] {
    let folders = Set(entries.lazy.filter { $0.kind == .folder }.map(\.name))
    var owned: Set<String> = []
    for entry in entries where !Layout.isIgnored(entry.name) {
      guard entry.name.utf8.isMarkdownName else { continue }
      guard entry.kind == .file else {
        reportIrregular(entry, folder + "/" + entry.name)
        continue
      }
      if CommentName(fileName: entry.name) != nil {
        orphanComments.append(folder + "/" + entry.name)
        continue
      }
      let stem = folders.isEmpty ? "" : String(entry.name.dropLast(3))
      let hasFolder = folders.contains(stem)
      if hasFolder { owned.insert(stem) }
      addFile(entry.name, in: folder, hasFolder: hasFolder)
    }
    return folders.subtracting(owned).filter { !$0.hasPrefix(".") }.sorted().map { folder + "/" + $0 }
  }

  private mutating func addFile(_ name: String, in folder: String, hasFolder: Bool) {
    switch IssueFileName.numbering(of: name) {
    case .number(let number, let isOdd):
      issues.append(IssuePlace(parent: folder, name: name, number: number, hasFolder: hasFolder))
      if isOdd { diagnostics.append(.oddFileName(folder + "/" + name, number)) }
    case .draft:
      issues.append(IssuePlace(parent: folder, name: name, number: nil, hasFolder: hasFolder))
    case .tooLong:
      diagnostics.append(.numberTooLong(folder + "/" + name))
    }
  }

  /// Reports what has an issue's name but is no file; links that editors leave behind are ignored by name.
  private mutating func reportIrregular(_ entry: FolderEntry, _ path: String) {
    if case .draft = IssueFileName.numbering(of: entry.name), entry.kind == .folder { return }
    diagnostics.append(.notRegularFile(path, isFolder: entry.kind == .folder))
  }

  /// What editors and systems leave behind: hidden files, backups, swap files.
  package static func isIgnored(_ name: String) -> Bool {
    let bytes = name.utf8
    return bytes.first == UInt8(ascii: ".") || bytes.first == .hash || bytes.last == UInt8(ascii: "~")
  }
}
