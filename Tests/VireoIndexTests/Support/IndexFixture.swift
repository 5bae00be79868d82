import Foundation
import Testing
import Vireo
import VireoTestSupport

/// A repository with a tracker whose answers are held against others.
struct IndexFixture {
  let scratch: ScratchRepository
  let environment: Vireo.Environment

  init() throws {
    scratch = try ScratchRepository()
    environment = Vireo.Environment(
      variables: scratch.environment, currentDirectory: scratch.path,
      now: { Timestamp(seconds: 1_795_255_473) }, makeRandom: { SplitMix64(seed: 1) })
    try scratch.write(PlainConfig().text, to: ".tracker/config.yml")
    try FileManager.default.createDirectory(atPath: path(".tracker/issues"), withIntermediateDirectories: true)
  }

  func path(_ file: String) -> String { scratch.path + "/" + file }

  var cache: String { path(".git/vireo/cache") }

  func tracker(usesCache: Bool = true, revision: String? = nil) throws -> Tracker {
    try Tracker.open(revision: revision, environment: environment, usesCache: usesCache)
  }

  /// What a question finds, as paths in ASCII.
  func paths(_ query: Query, _ order: Order = .newestFirst, by tracker: Tracker) throws -> [String] {
    try tracker.issues(matching: query, sortedBy: order).issues.map { escaped($0.path) }
  }

  /// What a question finds by looking at each issue.
  func paths(_ query: Query, _ order: Order = .newestFirst, in plain: PlainTracker) -> [String] {
    let oracle = QueryOracle(tracker: plain)
    let found = plain.issues.filter { oracle.matches(query, $0) }
    return OrderOracle(tracker: plain, order: order).sorted(found).map { escaped($0.path) }
  }

  /// The newest database of issues in the cache.
  func database() throws -> String {
    let names = try FileManager.default.contentsOfDirectory(atPath: cache)
    guard let name = names.first(where: { $0.hasPrefix("issues-") && $0.hasSuffix(".sqlite") }) else {
      throw ScratchError(message: "the cache has no database of issues: \(names)")
    }
    return cache + "/" + name
  }

  /// Writes an issue with its comments and attachments.
  func write(_ issue: PlainIssue) throws {
    try scratch.write(issue.text, to: issue.path)
    let folder = String(issue.path.dropLast(3))
    for comment in issue.comments { try scratch.write(comment.body + "\n", to: folder + "/" + comment.name) }
    for name in issue.attachments { try scratch.write("data", to: folder + "/" + name) }
  }
}

/// All that a list of issues says, in ASCII and in an order that does not depend on how they were found.
func described(_ list: IssueList) -> [String] {
  list.issues.map { escaped("\($0)") } + list.diagnostics.map { escaped("\($0)") }.sorted()
    + [list.historyError.map { "\($0)" } ?? ""]
}
