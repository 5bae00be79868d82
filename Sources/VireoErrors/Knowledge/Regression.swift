import Vireo
import VireoModel

/// Whether a closed issue came back.
///
/// It did if an event is of a release that has what closed the issue, by ancestry, copies of the closing commits as
/// cherry-picks included. One of a release without it is an old program that still runs, and where nobody can tell,
/// nothing is said.
struct Regression {
  private let tracker: Tracker
  private var releases: Releases
  private var presences: [String: FixPresence] = [:]

  init(_ tracker: Tracker) throws {
    self.tracker = tracker
    releases = try Releases(tracker)
  }

  /// What is to be said of a closed issue that came back; `nil` if it did not.
  ///
  /// - Parameter releases: In which releases it had events, and when.
  mutating func comment(on issue: Issue, _ releases: [String: Timestamp]) throws -> String? {
    guard issue.state == .closed, issue.isStateKnown else { return nil }
    for (release, time) in releases.sorted(by: { ($0.value, $0.key) < ($1.value, $1.key) }) {
      guard try presence(of: issue, in: release) == .present else { continue }
      let commit = self.releases.commit(of: release)
      let fix = try tracker.fixedIn(issue)?.commits.first
      let has = fix.map { " It has \($0.short), which closed this." } ?? ""
      return "Came back: an event of release \(EventMarkdown.span(release))"
        + (commit.map { ", which is \($0.short)," } ?? "") + " arrived at \(time).\(has)\n"
    }
    return nil
  }

  private mutating func presence(of issue: Issue, in release: String) throws -> FixPresence {
    let key = "\(issue.path) \(release)"
    if let known = presences[key] { return known }
    let presence = try releases.commit(of: release).map { try tracker.fix(of: issue, at: $0) } ?? .unknown
    presences[key] = presence
    return presence
  }
}
