import VireoGit
public import VireoModel
import VireoStore

/// A commit that changed a page, or the change that is not committed yet.
public struct PageLogEntry: Sendable, Hashable {
  /// What happened to the page.
  public enum Change: String, Sendable, Hashable, CaseIterable {
    /// It was made.
    case added
    /// It got another text or other keys.
    case changed
    /// It got another name.
    case renamed
    /// It was taken away.
    case removed
  }

  /// The commit; `nil` for what is not committed yet.
  public var commit: CommitSummary?
  /// What happened to the page.
  public var change: Change
  /// The name of the page then.
  public var name: String
  /// The name that it had before.
  public var oldName: String?
  /// How many lines came and went.
  public var lines: TimelineEvent.LineCount
}

extension Tracker {
  /// What happened to a page, oldest first, also under names that it had before; what is not committed comes last.
  ///
  /// - Throws: `VireoError` with the code `unreadable-repository`.
  public func log(of page: Page) throws -> [PageLogEntry] {
    let head = try present()
    let changes = try head.map { try git.changes(of: page.path, in: $0.description) } ?? []
    let reader = try CommitReader(self)
    func name(_ path: String) -> String { PageName.name(ofFile: path) ?? path }
    var entries = try changes.reversed().map { change in
      PageLogEntry(
        commit: try reader.summary(change.commit), change: .init(change.kind), name: name(change.path),
        oldName: change.oldPath.map(name),
        lines: .init(added: change.lines?.added ?? 0, removed: change.lines?.removed ?? 0)
      )
    }
    guard revision == nil else { return entries }
    let old = try head.flatMap { try RevisionFiles(git, commit: $0).bytes(of: page.path) }
    let new = try files().bytes(of: page.path)
    if old != new {
      let change: PageLogEntry.Change = old == nil ? .added : new == nil ? .removed : .changed
      entries.append(
        PageLogEntry(
          commit: nil, change: change, name: page.name, oldName: nil,
          lines: LineDifference.count(from: old ?? [], to: new ?? [])))
    }
    return entries
  }

  /// The lines of a page's file, each with the commit that wrote it; without one it is not committed yet.
  ///
  /// - Throws: `VireoError` with the code `unreadable-repository`.
  public func blame(_ page: Page) throws -> [(line: String, commit: CommitSummary?)] {
    let head = try present()
    guard let head, try RevisionFiles(git, commit: head).bytes(of: page.path) != nil else {
      let text = String(decoding: try files().bytes(of: page.path) ?? [], as: UTF8.self)
      var lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
      // What stands behind the last line's end is no line.
      if lines.last?.isEmpty == true { lines.removeLast() }
      return lines.map { (String($0), nil) }
    }
    let reader = try CommitReader(self)
    var known: [ObjectID: CommitSummary] = [:]
    return try git.blame(page.path, at: revision?.description).map { id, line in
      guard let id else { return (line, nil) }
      let summary = try known[id] ?? reader.summary(id)
      known[id] = summary
      return (line, summary)
    }
  }

  /// What differs in a page between an earlier revision and this one or the work tree, as a unified diff.
  ///
  /// - Parameters:
  ///   - page: The page as it is here.
  ///   - old: A commit, tag or branch; the page may have had another name there.
  /// - Throws: `VireoError` with the codes `unknown-revision` or `unreadable-repository`.
  public func diff(of page: Page, from old: String) throws -> String {
    let old = try git.commit(named: old)
    let head = try present() ?? old
    let changes = try git.changes(of: page.path, in: "\(old)..\(head)")
    let first = changes.last { $0.oldPath != nil }?.oldPath
    let paths = [page.path] + (first.map { $0 == page.path ? [] : [$0] } ?? [])
    return try git.diff(from: old.description, to: revision?.description, paths)
  }

  /// The commit that is read, or that the work tree is based on; `nil` where there is none yet.
  private func present() throws -> ObjectID? { try revision ?? ReferenceFiles(location).head() }
}

extension PageLogEntry.Change {
  fileprivate init(_ kind: PathChange.Kind) {
    self =
      switch kind {
      case .added: .added
      case .changed: .changed
      case .renamed: .renamed
      case .removed: .removed
      }
  }
}
