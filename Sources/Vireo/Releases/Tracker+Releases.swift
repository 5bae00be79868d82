import Foundation
import VireoGit
import VireoIndex
package import VireoModel
import VireoStore

/// Whether a commit has what closed an issue.
package enum FixPresence: Sendable, Hashable {
  /// It has it, or a copy of it, as a cherry-pick.
  case present
  case absent
  /// Nobody can tell: the commit is not here, history is cut, or nothing that is committed closed the issue.
  case unknown
}

extension Tracker {
  /// The commits of all tags, by the tags' names.
  ///
  /// - Throws: `VireoError` with the code `unreadable-repository`.
  package func tagCommits() throws -> [String: CommitID] {
    let tags = try ReferenceFiles(location).references(ObjectDatabase(git)).filter { $0.kind == .tag }
    return Dictionary(tags.map { ($0.name, $0.commit.commitID) }) { first, _ in first }
  }

  /// The commit of an id, or of its beginning; `nil` if it is not here.
  package func commit(withID digits: String) -> CommitID? { (try? git.commit(named: digits))?.commitID }

  /// Whether a commit is another one or an ancestor of it; `nil` where nobody can tell, as history is cut.
  ///
  /// - Throws: `VireoError` with the code `unreadable-repository`.
  package func isAncestor(_ ancestor: CommitID, of commit: CommitID) throws -> Bool? {
    guard let old = ObjectID(hex: ancestor.hex), let new = ObjectID(hex: commit.hex) else { return nil }
    let answer = try git.isAncestor(old, of: new)
    // What is cut off might have been on the way.
    if answer == false, try !ReferenceFiles(location).shallow().isEmpty { return nil }
    return answer
  }

  /// Whether a commit has what closed an issue.
  ///
  /// - Throws: `VireoError` with the codes `no-such-issue` or `unreadable-repository`.
  package func fix(of issue: Issue, at commit: CommitID) throws -> FixPresence {
    guard issue.state == .closed, let tip = ObjectID(hex: commit.hex) else { return .unknown }
    guard (try? git.commit(named: commit.hex)) != nil else { return .unknown }
    let source = StateSource(self, try snapshot())
    if let error = source.error { throw error }
    guard let history = try source.history(of: issue), !history.answer.closes.isEmpty else { return .unknown }
    let reference = GitReference(kind: .tag, name: commit.hex, commit: tip)
    if try !history.holders(among: [reference]).isEmpty { return .present }
    // What is cut off might have had it.
    return try ReferenceFiles(location).shallow().isEmpty ? .absent : .unknown
  }

  /// The commits that one commit has and another has not, the newest first.
  ///
  /// - Parameter limit: How many at most.
  package func commits(from old: CommitID, to new: CommitID, limit: Int) throws -> [CommitSummary] {
    guard let old = ObjectID(hex: old.hex), let new = ObjectID(hex: new.hex) else { return [] }
    let reader = try CommitReader(self)
    return try git.commits(between: [new.description, "^" + old.description]).prefix(limit).map {
      try reader.summary($0)
    }
  }

  /// The files of a commit.
  ///
  /// - Throws: `VireoError` with the code `unreadable-repository`.
  package func sourceTree(at commit: CommitID) throws -> SourceTree {
    guard let id = ObjectID(hex: commit.hex) else { return SourceTree(paths: []) }
    return SourceTree(paths: try git.files(of: id))
  }

  /// The lines of a file as a commit has it, by the numbers from 1 on; `nil` if there is no such file.
  package func lines(of path: String, at commit: CommitID) throws -> [String]? {
    guard let id = ObjectID(hex: commit.hex), let bytes = try RevisionFiles(git, commit: id).bytes(of: path) else {
      return nil
    }
    return String(decoding: bytes, as: UTF8.self)
      .split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map(String.init)
  }

  /// Who wrote a line of a file as a commit has it; the commits that the project says to ignore are passed over.
  ///
  /// - Returns: `nil` if there is no such line, or history is cut before who wrote it.
  package func author(ofLine line: Int, of path: String, at commit: CommitID) throws -> CommitSummary? {
    guard let id = ObjectID(hex: commit.hex) else { return nil }
    guard let writer = try git.writer(ofLine: line, of: path, at: id) else { return nil }
    return try CommitReader(self).summary(writer)
  }
}
