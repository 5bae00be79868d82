import Foundation
import Testing
import VireoEvents
import VireoModel
import VireoTestSupport

/// What each version of grouping gives, compared with what it gave when it was new.
@Suite("A version of grouping gives the same for ever")
struct FrozenGroupsTests {
  private static let folder = Fixtures.root.appending(path: "Tests/Fixtures/grouping")
  /// The trees of one SDK's recordings are enough; the others differ in few places.
  private static let explained = "sentry-sdk-2.75.0/"

  private func results(_ version: GroupingVersion) throws -> String {
    var text = "Version \(version.rawValue). See README.md: what stands here is never changed.\n"
    for item in try made() {
      let result = Grouping.result(of: item.event, version: version)
      text += "\n## \(item.name)\n\(result.explanation)"
    }
    for request in try RecordedRequest.all() {
      for event in try request.events() {
        let result = Grouping.result(of: event, version: version)
        let isExplained = request.name.hasPrefix(FrozenGroupsTests.explained)
        let hashes = result.hashes.map(\.description).joined(separator: " ") + "\n"
        text += "\n## \(request.name)\n" + (isExplained ? result.explanation : hashes)
      }
    }
    return text
  }

  private func made() throws -> [(name: String, event: ErrorEvent)] {
    let file = FrozenGroupsTests.folder.appending(path: "events.json")
    return try JSONReader.value(of: Array(Data(contentsOf: file))).items.map { item in
      (try #require(item["name"]?.filledText), try Make.event(json: try #require(item["event"]).serialized()))
    }
  }

  @Test("hashes and trees are those that are on file", arguments: GroupingVersion.allCases)
  func frozen(_ version: GroupingVersion) throws {
    let file = FrozenGroupsTests.folder.appending(path: "\(version.rawValue).txt")
    let text = try results(version)
    guard let present = try? String(contentsOf: file, encoding: .utf8) else {
      if Fixtures.isUpdating { try Data(text.utf8).write(to: file) }
      Testing.Issue.record("the version is new: UPDATE=1 swift test --filter FrozenGroupsTests writes its file")
      return
    }
    let differences = zip(present.split(separator: "\n"), text.split(separator: "\n")).filter { $0 != $1 }
    for (old, new) in differences.prefix(10) { Testing.Issue.record("was: \(old)\nis:  \(new)") }
    #expect(present.count == text.count && differences.isEmpty, "a version's results never change; add a version")
  }

  @Test("every made event is named once and says something of its own")
  func corpus() throws {
    let made = try made()
    #expect(Set(made.map(\.name)).count == made.count && made.count >= 20)
    var owners: [GroupingHash: String] = [:]
    for item in made {
      for hash in item.event.groups {
        #expect(owners[hash] == nil, "\(item.name) joins \(owners[hash] ?? "")")
        owners[hash] = item.name
      }
    }
  }
}
