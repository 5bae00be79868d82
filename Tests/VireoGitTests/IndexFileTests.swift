import Testing
import VireoGit
import VireoTestSupport

@Suite("The index of git")
struct IndexFileTests {
  /// A file of five bytes in the index, which was written some seconds after the file.
  private func entry(indexIsLaterBy seconds: Int) throws -> IndexFile.Entry {
    let scratch = try ScratchRepository()
    try scratch.write("Text\n", to: ".tracker/a.md")
    let result = try scratch.shell(
      "touch -d '2020-01-01 00:00:00.5 UTC' .tracker/a.md && git add .tracker && "
        + "touch -d '2020-01-01 00:00:0\(seconds).9 UTC' .git/index")
    #expect(result.status == 0, "\(result)")
    let index = IndexFile(try RepositoryLocation.find(from: scratch.path, environment: [:]), below: ".tracker")
    return try #require(index?.entries.first)
  }

  @Test("a file of the second in which the index was written may have changed since with the same signature")
  func racy() throws { #expect(try entry(indexIsLaterBy: 0).isUnsure) }

  @Test("an older file is as its signature says")
  func settled() throws {
    let entry = try entry(indexIsLaterBy: 2)
    #expect(!entry.isUnsure)
    #expect(entry.size == 5 && entry.modified == .init(seconds: 1_577_836_800, nanoseconds: 500_000_000))
  }
}
