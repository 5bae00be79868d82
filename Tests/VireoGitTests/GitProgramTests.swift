import Testing
import VireoGit
import VireoModel
import VireoTestSupport

@Suite struct GitProgramTests {
  private func git(_ scratch: ScratchRepository, _ more: [String: String] = [:]) throws -> GitProgram {
    let location = try RepositoryLocation.find(from: scratch.path, environment: [:])
    return GitProgram(location: location, environment: scratch.environment.merging(more) { $1 })
  }

  @Test func keepsTheSettingsOfTheEnvironmentButForThoseThatRunPrograms() throws {
    let git = try git(
      ScratchRepository(),
      [
        "GIT_CONFIG_COUNT": "2", "GIT_CONFIG_KEY_0": "vireo.test", "GIT_CONFIG_VALUE_0": "yes",
        "GIT_CONFIG_KEY_1": "core.hooksPath", "GIT_CONFIG_VALUE_1": "/tmp/hooks",
      ])
    #expect(try git.setting("vireo.test") == "yes")
    #expect(try git.setting("core.hooksPath") == "/dev/null")
    #expect(try git.setting("vireo.missing") == nil)
  }

  @Test func namesCommitsAsGitDoes() throws {
    let scratch = try ScratchRepository()
    try scratch.write("x", to: "file")
    try scratch.git("add", ".")
    try scratch.git("commit", "--quiet", "-m", "Begin")
    try scratch.git("tag", "-a", "-m", "One", "v1")
    let head = try scratch.git("rev-parse", "HEAD")
    for name in ["HEAD", "v1", "main", "@", head, String(head.prefix(8)), ":/Begin"] {
      #expect(try git(scratch).commit(named: name).description == head)
    }
  }

  @Test func readsAnIdentityWithItsTime() throws {
    let identity = try git(ScratchRepository(), ["GIT_AUTHOR_DATE": "2026-11-21T10:00:00-0330"]).identity(.author)
    #expect(identity?.name == "Alice Doe")
    #expect(identity?.email == "alice@example.org")
    #expect(identity?.seconds == 1_795_267_800)
    #expect(identity?.offset == -210)
  }

  @Test func tellsWhenAFileWasAdded() throws {
    let scratch = try ScratchRepository()
    try scratch.write("x", to: "file")
    try scratch.git("add", ".")
    try scratch.git("commit", "--quiet", "-m", "Begin")
    #expect(try git(scratch).additionDate(of: "file")?.description == "2026-11-21T10:00:00Z")
    #expect(try git(scratch).additionDate(of: "other") == nil)
  }
}
