package import Vireo
package import VireoModel

/// Since which release an error happens, and what came with it.
package struct FirstBadRelease: Sendable, Hashable {
  /// A release that git knows.
  package struct Known: Sendable, Hashable {
    package var name: String
    package var commit: CommitID
  }

  /// The release with the error that no other one with it is contained in.
  package var first: Known
  /// The newest release within it that other errors were reported of, and this one never.
  package var lastGood: Known?
  /// What the first has and the last good one has not, the newest first; up to ``limit``.
  package var commits: [CommitSummary] = []

  /// How many commits are named at most.
  package static let limit = 1000
  /// How many releases are looked at, those with the newest events.
  private static let releaseLimit = 50

  /// Finds it by ancestry, whatever the names and dates of releases are.
  ///
  /// - Parameters:
  ///   - bad: The releases in which the error happened.
  ///   - all: The releases in which anything happened.
  /// - Returns: `nil` where git knows none of the releases, or history is cut, so that nobody can tell.
  /// - Throws: `VireoError` with the code `unreadable-repository`.
  package init?(_ tracker: Tracker, bad: [String], all: [String]) throws {
    var releases = try Releases(tracker)
    func known(_ names: some Sequence<String>) throws -> [Known] {
      var found: [Known] = []
      for name in names {
        guard found.count < FirstBadRelease.releaseLimit else { break }
        if let commit = releases.commit(of: name) { found.append(Known(name: name, commit: commit)) }
      }
      return found
    }
    let bad = try known(bad)
    guard let first = try FirstBadRelease.outermost(bad, { try tracker.isAncestor($1.commit, of: $0.commit) }) else {
      return nil
    }
    self.first = first
    let taken = Set(bad.map(\.name))
    let good = try known(all.lazy.filter { !taken.contains($0) }).filter {
      try $0.commit != first.commit && tracker.isAncestor($0.commit, of: first.commit) == true
    }
    lastGood = try FirstBadRelease.outermost(good) { try tracker.isAncestor($0.commit, of: $1.commit) }
    if let lastGood {
      commits = try tracker.commits(from: lastGood.commit, to: first.commit, limit: FirstBadRelease.limit)
    }
  }

  /// The first of some releases that no other one beats.
  ///
  /// - Parameter isBeaten: Whether a release is beaten by another one; `nil` where nobody can tell.
  private static func outermost(_ releases: [Known], _ isBeaten: (Known, Known) throws -> Bool?) rethrows -> Known? {
    guard var best = releases.first else { return nil }
    for other in releases.dropFirst() where other.commit != best.commit {
      guard let answer = try isBeaten(best, other) else { return nil }
      if answer { best = other }
    }
    return best
  }
}
