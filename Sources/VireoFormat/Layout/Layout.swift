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
  /// The path from the repository's root.
  package var path: String
  /// `nil` for what may be a draft.
  package var number: IssueNumber?
  /// Whether it has a folder of its own.
  package var hasFolder: Bool

  package init(path: String, number: IssueNumber?, hasFolder: Bool) {
    self.path = path
    self.number = number
    self.hasFolder = hasFolder
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

  /// Takes in one folder's entries.
  ///
  /// - Returns: The folders to look into: all but those of issues and hidden ones.
  package mutating func add(_ entries: [FolderEntry], in folder: String) -> [String] {
    let folders = Set(entries.lazy.filter { $0.kind == .folder }.map(\.name))
    var owned: Set<String> = []
    for entry in entries where !Layout.isIgnored(entry.name) {
      guard entry.name.utf8.isMarkdownName else { continue }
      let path = folder + "/" + entry.name
      guard entry.kind == .file else {
        reportIrregular(entry, path)
        continue
      }
      if CommentName(fileName: entry.name) != nil {
        orphanComments.append(path)
        continue
      }
      let stem = folders.isEmpty ? "" : String(entry.name.dropLast(3))
      let hasFolder = folders.contains(stem)
      if hasFolder { owned.insert(stem) }
      addFile(entry.name, path, hasFolder: hasFolder)
    }
    return folders.subtracting(owned).filter { !$0.hasPrefix(".") }.sorted().map { folder + "/" + $0 }
  }

  private mutating func addFile(_ name: String, _ path: String, hasFolder: Bool) {
    switch IssueFileName.numbering(of: name) {
    case .number(let number, let isOdd):
      issues.append(IssuePlace(path: path, number: number, hasFolder: hasFolder))
      if isOdd { diagnostics.append(.oddFileName(path, number)) }
    case .draft:
      issues.append(IssuePlace(path: path, number: nil, hasFolder: hasFolder))
    case .tooLong:
      diagnostics.append(.numberTooLong(path))
    }
  }

  /// Something that has an issue's name, but is no file. Links that editors leave behind are ignored by name.
  private mutating func reportIrregular(_ entry: FolderEntry, _ path: String) {
    if case .draft = IssueFileName.numbering(of: entry.name), entry.kind == .folder { return }
    diagnostics.append(.notRegularFile(path, isFolder: entry.kind == .folder))
  }

  /// What editors and systems leave behind: hidden files, backups, swap files, copies of a sync conflict.
  package static func isIgnored(_ name: String) -> Bool {
    let bytes = name.utf8
    return bytes.first == UInt8(ascii: ".") || bytes.first == .hash || bytes.last == UInt8(ascii: "~")
  }
}
