import Foundation
import GRDB
import VireoFormat
import VireoGit
import VireoHistory
import VireoModel

extension HistoryIndex {
  /// The issues' files of a commit of a view, of some numbers or of all.
  func files(at position: Int, _ view: HistoryView, _ numbers: Set<IssueNumber>?) throws -> [IssueFileState] {
    if let numbers, numbers.count <= 100 {
      return try read { try FilesOfCommit($0, view, position).issues(numbers) }
    }
    let reader = TrackerReader(git, cuts: cuts, graph: view.graph)
    let found = try reader.issueFiles(at: position, numbers, objects)
    return try read { database in
      try found.compactMap { file in
        guard let version = try database.version(ofBlob: file.blob) else { return nil }
        return IssueFileState(path: file.path, number: file.number, version: version)
      }
    }
  }
}

/// What files were at a commit, told from the changes that led to it: faster for a few than to read folders.
private struct FilesOfCommit {
  private let database: Database
  private let view: HistoryView
  private let position: Int

  init(_ database: Database, _ view: HistoryView, _ position: Int) {
    (self.database, self.view, self.position) = (database, view, position)
  }

  func issues(_ numbers: Set<IssueNumber>) throws -> [IssueFileState] {
    try Set(database.changes(numbers).map(\.path)).sorted().compactMap { path in
      guard let blob = try blob(path), let number = try number(path), numbers.contains(number),
        let version = try database.version(ofBlob: blob)
      else { return nil }
      return IssueFileState(path: path, number: number, version: version)
    }
  }

  /// The number of the issue that a file is; `nil` for a file in another issue's folder.
  private func number(_ path: String) throws -> IssueNumber? {
    let parts = path.split(separator: "/").map(String.init)
    guard let name = parts.last, case .number(let number, _) = IssueFileName.numbering(of: name) else { return nil }
    // `.tracker/issues` itself is no issue's.
    for count in 3..<max(3, parts.count) where try blob(parts[..<count].joined(separator: "/") + ".md") != nil {
      return nil
    }
    return number
  }

  /// The contents that a file has; `nil` where it is not there.
  private func blob(_ path: String) throws -> ObjectID? {
    let changes = try database.contents(ofPath: path)
    let found = view.newest(of: Set(changes.keys).filter(view.members.contains), from: position)
    return found.flatMap { changes[$0] ?? nil }
  }
}

extension Database {
  /// What became of a file in each commit that changed it.
  fileprivate func contents(ofPath path: String) throws -> [Int: ObjectID?] {
    let statement = try cachedStatement(
      sql: """
        SELECT change.position, version.blob FROM path JOIN change ON change.path = path.id
        LEFT JOIN version ON version.id = change.new WHERE path.path = ?
        """)
    var found: [Int: ObjectID?] = [:]
    let rows = try Row.fetchCursor(statement, arguments: [path])
    while let row = try rows.next() {
      let blob = try row.withUnsafeData(atIndex: 1) { data in
        data?.withUnsafeBytes { ObjectID(raw: $0, at: 0) }
      }
      found[row[0]] = .some(blob)
    }
    return found
  }
}
