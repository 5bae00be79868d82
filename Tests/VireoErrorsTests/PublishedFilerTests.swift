import Foundation
import Synchronization
import Testing
@testable import VireoErrors
import VireoEvents
import VireoModel

/// Opens issues as soon as their fix was fetched.
private final class ForgetfulFiler: GroupFiler {
  let state = Mutex((isFetched: false, looks: [Set<String>](), opened: [UID]()))

  func written() -> WrittenIssues { WrittenIssues() }
  func rules() -> ErrorRules { ErrorRules() }
  func file(_ groups: [NewGroup]) -> [Int64] { [] }
  func reopen(_ news: [UID: GroupNews], hours: (UID, Timestamp) throws -> [Int64: Int]) -> [UID] {
    state.withLock { state in
      state.looks.append(Set(news.values.flatMap(\.releases.keys)))
      guard state.isFetched else { return [] }
      state.opened += news.keys
      return Array(news.keys)
    }
  }
}

@Suite("Events of releases that are fetched later")
struct PublishedFilerTests {
  @Test("are looked at again behind the fetch, once, and what follows is published")
  func again() async throws {
    let filer = ForgetfulFiler()
    let publications = Mutex(0)
    let canFetch = Mutex(false)
    let published = PublishedFiler(filer, report: { _ in }) {
      publications.withLock { $0 += 1 }
      if canFetch.withLock({ $0 }) { filer.state.withLock { $0.isFetched = true } }
    }
    defer { published.stop() }
    while publications.withLock({ $0 }) == 0 { try await Task.sleep(for: .milliseconds(5)) }
    canFetch.withLock { $0 = true }
    let uid = try #require(UID("aaaaaaaaaa"))
    let news = GroupNews(
      releases: ["1.1": Timestamp(seconds: 7)], latest: Timestamp(seconds: 7), events: 3, users: 0)
    #expect(try published.reopen([uid: news]) { _, _ in [:] } == [])
    while filer.state.withLock({ $0.opened.isEmpty }) { try await Task.sleep(for: .milliseconds(5)) }
    #expect(filer.state.withLock { $0.looks } == [["1.1"], ["1.1"]])
    // The next event of that release is looked at when it comes, and no more.
    _ = try published.reopen([uid: news]) { _, _ in [:] }
    published.stop()
    #expect(filer.state.withLock { $0.looks.count } == 3)
    #expect(publications.withLock { $0 } >= 3)
  }
}
