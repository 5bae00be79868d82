import Foundation
import Testing
import VireoTestSupport

/// The project's own tracker.
@Suite struct OwnTrackerTests {
  @Test func hasNothingWrong() throws {
    let scratch = try ScratchRepository()
    let result = try scratch.shell("vireo -C '\(Fixtures.root.path)' check --format short")
    #expect(result.text == "")
    #expect(result.status == 0)
  }
}
