package import VireoModel

/// What came to a known group since its issue was looked at.
package struct GroupNews: Sendable, Hashable {
  /// In which releases there were events, and when.
  package var releases: [String: Timestamp] = [:]
  /// When the last event arrived.
  package var latest: Timestamp
  /// How many events there are in all.
  package var events: Int
  /// How many users there are in all.
  package var users: Int

  package init(releases: [String: Timestamp] = [:], latest: Timestamp, events: Int, users: Int) {
    self.releases = releases
    self.latest = latest
    self.events = events
    self.users = users
  }
}
