import Synchronization
import VireoEvents
package import VireoModel

/// A filer whose changes are published, and that hears of what others publish.
///
/// An event may come before the fix and the release that it is about are fetched, so what it says is looked at again
/// behind the next fetch, which it brings forward.
package final class PublishedFiler: GroupFiler {
  private let filer: any GroupFiler
  private let state = Mutex(State())
  private let publisher = Mutex<Publisher?>(nil)

  private struct State {
    /// What was looked at before a fetch, and will be again.
    var waiting: [UID: GroupNews] = [:]
    /// What was looked at behind a fetch.
    var seen: Set<Sighting> = []
  }

  private struct Sighting: Hashable {
    var uid: UID
    var release: String
  }

  /// How many pairs of issues and releases are remembered, and how many issues may wait.
  private static let limit = 10_000

  /// - Parameters:
  ///   - publish: Fetches, merges and pushes.
  ///   - report: Is told what goes wrong, a line each.
  package init(
    _ filer: any GroupFiler, report: @escaping @Sendable (String) -> Void,
    publish: @escaping @Sendable () throws -> Void
  ) {
    self.filer = filer
    let made = Publisher(report: report) { [weak self] in
      try publish()
      try self?.lookAgain(publish)
    }
    publisher.withLock { $0 = made }
  }

  /// Publishes what is left and ends.
  package func stop() { publisher.withLock { $0 }?.stop() }

  package func written() throws -> WrittenIssues { try filer.written() }

  package func rules() throws -> ErrorRules { try filer.rules() }

  package func file(_ groups: [NewGroup]) throws -> [Int64] {
    defer { want() }
    return try filer.file(groups)
  }

  package func reopen(_ news: [UID: GroupNews], hours: (UID, Timestamp) throws -> [Int64: Int]) throws -> [UID] {
    let opened = try filer.reopen(news, hours: hours)
    let isNew = state.withLock { state in
      let unseen = news.filter { uid, news in
        news.releases.keys.contains { !state.seen.contains(Sighting(uid: uid, release: $0)) }
      }
      guard state.waiting.count + unseen.count <= PublishedFiler.limit else { return false }
      state.waiting.merge(unseen) { old, new in
        var both = new
        both.releases.merge(old.releases) { mine, _ in mine }
        return both
      }
      return !unseen.isEmpty
    }
    if isNew || !opened.isEmpty { want() }
    return opened
  }

  private func want() { publisher.withLock { $0 }?.want() }

  /// Looks at what came before the fetch, and publishes what follows from it.
  private func lookAgain(_ publish: () throws -> Void) throws {
    let waiting = state.withLock { state in
      defer { state.waiting = [:] }
      if state.seen.count > PublishedFiler.limit { state.seen = [] }
      for (uid, news) in state.waiting {
        for release in news.releases.keys { state.seen.insert(Sighting(uid: uid, release: release)) }
      }
      return state.waiting
    }
    guard !waiting.isEmpty else { return }
    // How often it happened was looked at when it came.
    if try !filer.reopen(waiting, hours: { _, _ in [:] }).isEmpty { try publish() }
  }
}
