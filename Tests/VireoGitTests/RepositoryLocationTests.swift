import Testing
import VireoGit
import VireoModel
import VireoTestSupport

@Suite struct RepositoryLocationTests {
  private func location(_ folder: String, _ environment: [String: String] = [:]) throws -> RepositoryLocation {
    try RepositoryLocation.find(from: folder, environment: environment)
  }

  /// What git itself says of a folder.
  private func oracle(_ scratch: ScratchRepository, _ folder: String) throws -> [String] {
    try scratch.git("-C", folder, "rev-parse", "--absolute-git-dir", "--path-format=absolute", "--git-common-dir")
      .split(separator: "\n").map(String.init)
  }

  @Test func findsWhatGitFinds() throws {
    let scratch = try ScratchRepository()
    try scratch.write("x", to: "deep/down/file")
    try scratch.git("add", ".")
    try scratch.git("commit", "--quiet", "-m", "Begin")
    try scratch.git("worktree", "add", "--quiet", "../linked")
    try scratch.git("clone", "--quiet", "--bare", ".", "../bare.git")
    for folder in [".", "deep/down", "../linked", "../bare.git"] {
      let found = try location(FilePath.absolute(folder, in: scratch.path))
      #expect([found.gitDirectory, found.commonDirectory] == (try oracle(scratch, folder)), "\(folder)")
    }
    #expect(try location(FilePath.absolute("../bare.git", in: scratch.path)).workTree == nil)
    #expect(try location(FilePath.absolute("deep/down", in: scratch.path)).workTree == scratch.path)
  }

  @Test func findsTheRepositoryOfASubmodule() throws {
    let scratch = try ScratchRepository()
    let part = try ScratchRepository(named: "part")
    try part.write("x", to: "file")
    try part.git("add", ".")
    try part.git("commit", "--quiet", "-m", "Begin")
    try scratch.git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", part.path, "part")
    let found = try location(scratch.path + "/part")
    #expect(found.workTree == scratch.path + "/part")
    #expect(found.gitDirectory == scratch.path + "/.git/modules/part")
  }

  @Test func honoursTheVariablesOfGit() throws {
    let scratch = try ScratchRepository()
    let found = try location("/", ["GIT_DIR": scratch.path + "/.git", "GIT_WORK_TREE": scratch.path])
    #expect(found.workTree == scratch.path)
  }

  @Test func saysWhereThereIsNone() throws {
    let scratch = try ScratchRepository(initialised: false)
    let error = #expect(throws: VireoError.self) { try location(scratch.path) }
    #expect(error?.code == .notARepository)
  }
}
