import Foundation
import VireoFormat
import VireoGit
import VireoHistory
import VireoIndex
public import VireoModel
import VireoStore

extension Tracker {
  /// Where what closed an issue is, and where it is not yet.
  ///
  /// - Returns: `nil` for an issue that no commit closed.
  /// - Throws: `VireoError` with the codes `no-such-issue` or `unreadable-repository`.
  public func fixedIn(_ issue: Issue) throws -> FixedIn? {
    guard issue.state == .closed, issue.isStateKnown else { return nil }
    let source = StateSource(self, try snapshot())
    if let error = source.error { throw error }
    return try source.history(of: issue).flatMap { try fixedIn(issue, $0) }
  }

  func fixedIn(_ issue: Issue, _ history: IssueInHistory) throws -> FixedIn? {
    guard issue.state == .closed, issue.isStateKnown else { return nil }
    let closes = history.answer.closes.map(\.commitID)
    guard !closes.isEmpty else { return nil }
    let references = try ReferenceFiles(location).references(ObjectDatabase(git))
    let tags = references.filter { $0.kind == .tag }
    let branches = releaseBranches(references)
    let holders = Set(try history.holders(among: tags + branches))
    let found = tags.filter(holders.contains)
    return FixedIn(
      commits: closes.reversed(), firstTag: try firstTag(found, history)?.name, tags: found.map(\.name),
      branches: branches.filter(holders.contains).map(\.name),
      missingBranches: branches.filter { !holders.contains($0) }.map(\.name))
  }

  /// The tag that is in all others, else the oldest by version, then by date.
  private func firstTag(_ tags: [GitReference], _ history: IssueInHistory) throws -> GitReference? {
    if let first = try history.firstAncestor(among: tags) {
      return tags.filter { $0.commit == first }.min { VersionOrder.isBefore($0.name, $1.name) }
    }
    return tags.min { VersionOrder.isBefore($0.name, $1.name) }
  }

  /// The default branch and those that releases are made from; one that is only on a remote by its remote's name.
  private func releaseBranches(_ references: [GitReference]) -> [GitReference] {
    let local = references.filter { $0.kind == .branch }
    let names = Set(local.map(\.name))
    let remote = references.filter { reference in
      reference.kind == .remoteBranch
        && !names.contains(String(reference.name.drop { $0 != "/" }.dropFirst()))
    }
    let branch = defaultBranch(local)
    return (local + remote).filter { reference in
      let name = reference.kind == .branch ? reference.name : String(reference.name.drop { $0 != "/" }.dropFirst())
      return name == branch || config.releaseBranches.contains { fnmatch($0, name, FNM_PATHNAME) == 0 }
    }.sorted { ($0.name != branch ? 1 : 0, $0.name) < ($1.name != branch ? 1 : 0, $1.name) }
  }

  /// The remote's default branch, else `main`, `master` or `trunk`, else the present one.
  private func defaultBranch(_ local: [GitReference]) -> String? {
    let files = ReferenceFiles(location)
    let names = Set(local.map(\.name))
    return files.remoteDefaultBranch ?? ["main", "master", "trunk"].first(where: names.contains) ?? files.headBranch
  }

  /// The state of an issue on every branch that has it.
  ///
  /// - Returns: The branches by name; without a state where the issue is not there.
  /// - Throws: `VireoError` with the code `unreadable-repository`.
  public func branches(of issue: Issue) throws -> [(branch: String, issue: Issue?)] {
    let references = try ReferenceFiles(location).references(ObjectDatabase(git)).filter { $0.kind != .tag }
    return try references.map { reference in
      let there = try Tracker(
        location: location, git: git, environment: environment, revision: reference.commit, usesCache: usesCache)
      return (reference.name, try there.counterpart(of: issue))
    }
  }

  /// The issue that is the same as another revision's: of its uid, else at its path, else of its number.
  func counterpart(of issue: Issue) throws -> Issue? {
    guard let snapshot = try? snapshot() else { return nil }
    let same: [Issue]
    if let uid = issue.uid {
      same = try snapshot.map { $0.issue?.uid == uid ? $0.issue : nil }
    } else {
      let all = try snapshot.map { $0.issue?.uid == nil ? $0.issue : nil }
      let atPath = all.filter { $0.path == issue.path }
      same = atPath.isEmpty ? all.filter { $0.number != nil && $0.number == issue.number } : atPath
    }
    guard let found = same.first else { return nil }
    return try self.issue(.path(found.path))
  }
}
