import Testing
import VireoGit
import VireoModel
import VireoTestSupport

@Suite struct FileCommitTests {
  private func commit(_ paths: [String], in scratch: ScratchRepository) throws -> ObjectID? {
    let location = try RepositoryLocation.find(from: scratch.path, environment: [:])
    let git = GitProgram(location: location, environment: scratch.environment)
    return try FileCommit(paths: paths, message: "tracker: test\n").make(in: Repository(location), with: git)
  }

  private func begun() throws -> ScratchRepository {
    let scratch = try ScratchRepository()
    for name in ["a", "b", "c"] { try scratch.write("one\n", to: "folder/\(name)") }
    try scratch.git("add", ".")
    try scratch.git("commit", "--quiet", "-m", "Begin")
    return scratch
  }

  @Test func holdsJustTheFiles() throws {
    let scratch = try begun()
    try scratch.write("two\n", to: "folder/a")
    try scratch.write("two\n", to: "folder/b")
    try scratch.write("new\n", to: "folder/deep/d")
    let made = try commit(["folder/a", "folder/deep/d"], in: scratch)
    #expect(made?.description == (try scratch.git("rev-parse", "HEAD")))
    #expect(try scratch.git("show", "--name-status", "--format=", "HEAD") == "M\tfolder/a\nA\tfolder/deep/d")
    let status = try scratch.git("status", "--short")
    #expect(status == " M folder/b")
    #expect(try scratch.git("fsck", "--strict") == "")
  }

  @Test func issue0043_seesAChangeInTheSecondOfTheIndexStill() throws {
    let scratch = try begun()
    try scratch.git("config", "core.trustctime", "false")
    let together = "touch -d '2026-11-21 10:00:00' folder/*"
    _ = try scratch.shell("\(together) && git add . && touch -d '2026-11-21 10:00:00' .git/index")
    try scratch.write("two\n", to: "folder/a")
    try scratch.write("two\n", to: "folder/b")
    _ = try scratch.shell(together)
    #expect(try commit(["folder/a"], in: scratch) != nil)
    let status = try scratch.git("status", "--short")
    #expect(status == " M folder/b")
  }

  @Test func removesAFileThatIsGone() throws {
    let scratch = try begun()
    _ = try scratch.shell("rm folder/a")
    #expect(try commit(["folder/a"], in: scratch) != nil)
    #expect(try scratch.git("show", "--name-status", "--format=", "HEAD") == "D\tfolder/a")
    let status = try scratch.git("status", "--short")
    #expect(status == "")
  }

  @Test func leavesWhatIsStagedOfTheSameFile() throws {
    let scratch = try begun()
    try scratch.write("staged\n", to: "folder/a")
    try scratch.git("add", "folder/a")
    try scratch.write("mine\n", to: "folder/a")
    #expect(try commit(["folder/a"], in: scratch) != nil)
    #expect(try scratch.git("show", "HEAD:folder/a") == "mine")
    #expect(try scratch.git("show", ":folder/a") == "staged")
  }

  @Test func makesNoCommitOfNothing() throws {
    let scratch = try begun()
    #expect(try commit(["folder/a"], in: scratch) == nil)
    #expect(try scratch.git("rev-list", "--count", "HEAD") == "1")
  }

  @Test func storesLineEndsAsGitDoes() throws {
    let scratch = try begun()
    try scratch.git("config", "core.autocrlf", "true")
    try scratch.write("one\r\ntwo\r\n", to: "folder/a")
    #expect(try commit(["folder/a"], in: scratch) != nil)
    #expect(try scratch.git("cat-file", "-s", "HEAD:folder/a") == "8")
    let status = try scratch.git("status", "--short")
    #expect(status == "")
  }

  @Test func saysWhyTheIndexCouldNotFollow() throws {
    let scratch = try begun()
    try scratch.write("two\n", to: "folder/a")
    try scratch.write("", to: ".git/index.lock")
    let error = #expect(throws: VireoError.self) { try commit(["folder/a"], in: scratch) }
    #expect(error?.state == "the files are written and committed")
    #expect(error?.causes.first?.contains("index.lock': File exists") == true)
    #expect(try scratch.git("show", "HEAD:folder/a") == "two")
  }

  @Test func freesTheIndexWhereThereIsNothingToCommit() throws {
    let scratch = try begun()
    #expect(try commit(["folder/a"], in: scratch) == nil)
    #expect(try scratch.shell("ls .git/index.lock").status != 0)
  }

  @Test func letsTheIndexFollowForManyFiles() throws {
    let scratch = try begun()
    let paths = (1...150).map { "folder/many/\($0)" }
    for path in paths { try scratch.write("new\n", to: path) }
    try scratch.write("staged\n", to: "folder/b")
    try scratch.git("add", "folder/b")
    #expect(try commit(paths, in: scratch) != nil)
    let status = try scratch.git("status", "--short")
    #expect(status == "M  folder/b")
  }

  @Test func movesADetachedHead() throws {
    let scratch = try begun()
    try scratch.git("checkout", "--quiet", "--detach")
    try scratch.write("two\n", to: "folder/a")
    #expect(try commit(["folder/a"], in: scratch) != nil)
    #expect(try scratch.git("rev-list", "--count", "HEAD") == "2")
    #expect(try scratch.git("rev-list", "--count", "main") == "1")
  }

  @Test func refusesWhatOnlyGitItselfFilters() throws {
    let scratch = try begun()
    try scratch.write("*.bin filter=lfs\n", to: ".gitattributes")
    try scratch.write("x", to: "folder/a.bin")
    let error = #expect(throws: VireoError.self) { try commit(["folder/a.bin"], in: scratch) }
    #expect(error?.code == .notCommitted)
    #expect(try scratch.git("rev-list", "--count", "HEAD") == "1")
  }

  @Test(arguments: ["MERGE_HEAD", "CHERRY_PICK_HEAD", "REVERT_HEAD"])
  func waitsForWhatIsUnderWay(_ file: String) throws {
    let scratch = try begun()
    try scratch.write(scratch.git("rev-parse", "HEAD") + "\n", to: ".git/" + file)
    try scratch.write("two\n", to: "folder/a")
    let error = #expect(throws: VireoError.self) { try commit(["folder/a"], in: scratch) }
    #expect(error?.code == .notCommitted)
  }

  @Test func runsNothingThatAConfigurationNames() throws {
    let scratch = try begun()
    let canary = scratch.path + "/canary"
    try scratch.write("#!/bin/sh\ntouch \(canary)\n", to: "trap")
    _ = try scratch.shell("chmod +x trap && mkdir -p .git/hooks")
    for hook in ["pre-commit", "post-commit", "reference-transaction", "post-index-change"] {
      _ = try scratch.shell("cp trap .git/hooks/\(hook)")
    }
    for key in ["core.fsmonitor", "diff.external", "gpg.program", "core.sshCommand"] {
      try scratch.git("config", key, scratch.path + "/trap")
    }
    try scratch.git("config", "log.showSignature", "true")
    _ = try scratch.shell("rm -f canary")
    try scratch.write("two\n", to: "folder/a")
    #expect(try commit(["folder/a"], in: scratch) != nil)
    #expect(try scratch.shell("ls canary").status != 0)
  }

  @Test func namesWhoseCommitItWouldBe() throws {
    let scratch = try begun()
    try scratch.write("two\n", to: "folder/a")
    try scratch.git("config", "user.useConfigOnly", "true")
    let location = try RepositoryLocation.find(from: scratch.path, environment: [:])
    let environment = scratch.environment.filter { !$0.key.hasPrefix("GIT_AUTHOR") && !$0.key.hasPrefix("GIT_COMM") }
    let git = GitProgram(location: location, environment: environment)
    let error = #expect(throws: VireoError.self) {
      try FileCommit(paths: ["folder/a"], message: "x").make(in: Repository(location), with: git)
    }
    #expect(error?.code == .noIdentity)
  }
}
