import Testing
import VireoFormat
import VireoGit
import VireoModel
import VireoStore
import VireoTestSupport

@Suite struct ReadingTests {
  private func tracked() throws -> ScratchRepository {
    let scratch = try ScratchRepository()
    for number in 1...300 { try scratch.write("# Issue \(number)\n", to: ".tracker/issues/\(number)-x.md") }
    try scratch.write("Hello", to: ".tracker/issues/7-x/20261121T100433Z-alice-k3f9.md")
    try scratch.write("x", to: ".tracker/issues/7-x/deep/a.png")
    return scratch
  }

  @Test func readsAWorkTreeAndACommitAlike() throws {
    let scratch = try tracked()
    try scratch.git("add", ".")
    try scratch.git("commit", "--quiet", "-m", "Begin")
    let location = try RepositoryLocation.find(from: scratch.path, environment: [:])
    let git = GitProgram(location: location, environment: scratch.environment)
    let commit = try git.commit(named: "HEAD")
    let sources: [any TrackerFiles] = [
      try WorkTreeFiles(workTree: scratch.path), RevisionFiles(git, commit: commit),
    ]
    let read = try sources.map { files in
      let snapshot = try Snapshot(files)
      let issues = try snapshot.map { $0.issue }.sorted { $0.path < $1.path }
      let file = try snapshot.map(snapshot.layout.issues.filter { $0.name == "7-x.md" }) { $0 }[0]
      return (issues, try snapshot.contents(of: file).0)
    }
    #expect(read[0].0 == read[1].0)
    #expect(read[0].1 == read[1].1)
    #expect(read[0].0.count == 300)
    #expect(read[0].1.comments.map(\.author) == ["alice"])
    #expect(read[0].1.attachments.map(\.path) == [".tracker/issues/7-x/deep/a.png"])
  }

  @Test func neverFollowsALink() throws {
    let scratch = try tracked()
    try scratch.write("# Secret\n", to: "outside/1000-secret.md")
    _ = try scratch.shell(
      """
      cd .tracker/issues && ln -s ../../outside linked && ln -s ../../outside/1000-secret.md 1001-link.md
      rm -r 7-x && ln -s ../../outside 7-x && ln -s /dev/zero 1002-zero.md && mkfifo 1003-pipe.md
      """)
    let snapshot = try Snapshot(WorkTreeFiles(workTree: scratch.path))
    #expect(try snapshot.map { $0.issue }.contains { $0.title == "Secret" } == false)
    let seventh = try snapshot.map(snapshot.layout.issues.filter { $0.name == "7-x.md" }) { $0 }[0]
    #expect(try snapshot.contents(of: seventh).0.attachments.isEmpty)
    #expect(snapshot.layout.diagnostics.map(\.code.id) == Array(repeating: "not-regular-file", count: 3))
    let files = try WorkTreeFiles(workTree: scratch.path)
    #expect(try files.bytes(of: ".tracker/issues/linked/1000-secret.md") == nil)
  }

  @Test func tellsOfAFileThatCannotBeRead() throws {
    let scratch = try tracked()
    let files = Unreadable(files: try WorkTreeFiles(workTree: scratch.path), path: ".tracker/issues/7-x.md")
    let found = try Snapshot(files).map { $0.diagnostics.isEmpty ? nil : $0 }
    #expect(found.map(\.place.path) == [".tracker/issues/7-x.md"])
    #expect(found[0].diagnostics.map(\.code) == [.readFailed])
    #expect(found[0].issue == nil)
  }
}

/// Files of which one cannot be read, as the superuser that tests run under could read any.
private struct Unreadable: TrackerFiles {
  let files: WorkTreeFiles
  let path: String

  func entries(in folder: String) throws -> [FolderEntry]? { try files.entries(in: folder) }
  func bytes(of path: String) throws -> [UInt8]? { try files.bytes(of: path) }

  func map<Output: Sendable>(
    _ paths: [String], _ transform: @Sendable (Int, Result<[UInt8], VireoError>) -> Output
  ) -> [Output] {
    files.map(paths) { index, bytes in
      let error = VireoError(.readFailed, "no", causes: ["Permission denied"])
      return transform(index, paths[index] == path ? .failure(error) : bytes)
    }
  }
}
