import Foundation
import Testing
import VireoTestSupport

/// What git does with the hooks in place.
@Suite struct HookRunTests {
  private func begun(_ config: String = "", install: Bool = true) throws -> ScratchRepository {
    let scratch = try ScratchRepository(named: "demo")
    try scratch.write(config, to: ".tracker/config.yml")
    try scratch.write("---\ntitle: One\nwas: [41]\n---\n", to: ".tracker/issues/1-one.md")
    try scratch.git("add", ".")
    try scratch.git("commit", "--quiet", "-m", "Begin")
    if install { #expect(try scratch.vireo(["hooks", "install"]).status == 0) }
    return scratch
  }

  private func commit(_ scratch: ScratchRepository, _ message: String, _ options: String = "") throws -> ProgramResult {
    try scratch.write(message, to: "../message")
    return try scratch.shell("git commit --allow-empty --quiet -F ../message \(options)")
  }

  private func count(_ scratch: ScratchRepository) throws -> String { try scratch.git("rev-list", "--count", "HEAD") }

  @Test func anUnknownIssueIsWarnedOf() throws {
    let scratch = try begun()
    let result = try commit(scratch, "Mend it\n\nÄ closes #1 and\n  fixes #99.\n")
    #expect(result.status == 0)
    #expect(result.text.contains(".git/COMMIT_EDITMSG:4:9: warning: this closes issue 99, which isn't there"))
    #expect(!result.text.contains("issue 1,"))
    #expect(try count(scratch) == "2")
  }

  @Test func anUnknownIssueIsRefusedWhereTheConfigSaysSo() throws {
    let scratch = try begun("references: {unknown: refuse}\n")
    let result = try commit(scratch, "Reopens #99, refs #98\n")
    #expect(result.status == 1)
    #expect(result.text.contains("1:9: error: this reopens issue 99, which isn't there [unknown-issue]"))
    #expect(result.text.contains("1:19: error: this refers to issue 98, which isn't there [unknown-issue]"))
    #expect(try count(scratch) == "1")
    #expect(try commit(scratch, "Reopens #99\n", "--no-verify").status == 0)
  }

  @Test(arguments: [
    "Nothing\n", "Fixes #1\n", "Fixes #41\n", "See it with #99 in mind\n", "Mend it (#99)\n", "`fixes #99`\n",
    "Refs https://example.org/#99\n",
  ])
  func whatRefersToNothingUnknownIsSilent(_ message: String) throws {
    let result = try commit(begun("references: {unknown: refuse}\n"), message)
    #expect(result.text == "")
    #expect(result.status == 0)
  }

  /// Each writes `fixes #99` where git will drop it, or where it will not.
  @Test(arguments: [
    ("", "# fixes #99", true), ("-c commit.cleanup=whitespace", "# fixes #99", false),
    ("-c core.commentChar=';'", "; fixes #99", true), ("-c core.commentChar=';'", "# fixes #99", false),
    ("-c core.commentChar=auto", "# fixes #99", true),
    ("-c commit.cleanup=scissors", "# ------------------------ >8 ------------------------\nfixes #99", true),
    ("-c commit.verbose=true", "", true),
  ])
  func whatGitWillDropDoesNotCount(_ options: String, _ lines: String, _ isDropped: Bool) throws {
    let scratch = try begun("references: {unknown: refuse}\n")
    try scratch.write("fixes #99\n", to: "staged.txt")
    try scratch.git("add", ".")
    // An editor that writes above what git has put into the file.
    try scratch.write("printf 'Title\\n\\n%s\\n' \"$TEXT\" | cat - \"$1\" > ../new\nmv ../new \"$1\"\n", to: "../edit")
    let result = try scratch.shell("TEXT='\(lines)' GIT_EDITOR='sh ../edit' git \(options) commit --quiet")
    #expect((result.status == 0) == isDropped, "\(options) \(lines): \(result.text)")
    #expect(try !isDropped || !scratch.git("log", "-1", "--format=%B").contains("99"))
  }

  @Test func commentsAreTextWhereNoEditorIsOpen() throws {
    let scratch = try begun("references: {unknown: refuse}\n")
    #expect(try commit(scratch, "Title\n\n# fixes #99\n").status == 1)
    try scratch.git("config", "commit.cleanup", "strip")
    #expect(try commit(scratch, "Title\n\n# fixes #99\n").status == 0)
  }

  @Test func aMergeThatBringsASecondNumberIsTold() throws {
    let scratch = try begun()
    _ = try scratch.shell(
      """
      git checkout --quiet -b side && echo '# Slow start' > .tracker/issues/7-slow-start.md &&
      git add . && git commit --quiet -m Slow && git checkout --quiet main &&
      echo '# Crash' > .tracker/issues/7-crash.md && git add . && git commit --quiet -m Crash
      """)
    let result = try scratch.shell("git merge --quiet --no-edit side")
    #expect(
      result.text == """
        .tracker/issues/7-crash.md: warning: 2 issues have the number 7 [duplicate-number]
        .tracker/issues/7-slow-start.md: note: this one, too
        fix: run 'vireo repair'

        """)
    #expect(result.status == 0)
    #expect(try scratch.shell("vireo repair > /dev/null && vireo hook post-merge 0").text == "")
  }

  @Test func theIndexIsCheckedAndNotTheWorkTree() throws {
    let scratch = try begun()
    let path = ".tracker/issues/2-two.md"
    try scratch.write("---\ntitle: Two\nstatus: opne\n---\n", to: path)
    try scratch.git("add", ".")
    try scratch.write("---\ntitle: Two\nstatus: open\n---\n", to: path)
    let refused = try scratch.shell("git commit --quiet -m Two")
    #expect(refused.status == 1)
    #expect(refused.text.contains("\(path):3:9: error: status 'opne' isn't configured"))
    #expect(refused.text.hasSuffix("fix: mend what is staged and 'git add' it, or use --no-verify\n"))
    // All of it is committed this time, so git has another index.
    #expect(try scratch.shell("git commit --quiet -a -m Two").text == "")
    try scratch.write("---\ntitle: Two\nstatus: opne\n---\n", to: path)
    #expect(try scratch.shell("git commit --quiet --allow-empty -m 'Nothing staged'").text == "")
    #expect(try scratch.shell("git commit --quiet -m Two \(path)").status == 1)
    #expect(try count(scratch) == "3")
  }

  @Test func onlyWhatIsStagedCounts() throws {
    let scratch = try begun()
    try scratch.write("no front matter, no title\n", to: ".tracker/issues/3-three.md")
    try scratch.git("add", ".")
    try scratch.git("commit", "--quiet", "--no-verify", "-m", "Broken")
    try scratch.write("# Fine\n", to: ".tracker/issues/4-four.md")
    try scratch.git("add", ".")
    #expect(try scratch.shell("git commit --quiet -m Fine").text == "")
    // A warning is printed and lets the commit go; a second #1 does not.
    try scratch.write("---\ntitle: a: b\nparent: 99\n---\n", to: ".tracker/issues/5-five.md")
    try scratch.git("add", ".")
    let warned = try scratch.shell("git commit --quiet -m Five")
    #expect(warned.status == 0 && warned.text.contains("[quote-needed]") && warned.text.contains("[unknown-issue]"))
    try scratch.write("# Again\n", to: ".tracker/issues/1-zwei.md")
    try scratch.git("add", ".")
    #expect(try scratch.shell("git commit --quiet -m Again").text.contains("2 issues have the number 1"))
    #expect(try count(scratch) == "4")
  }

  @Test func aMissingFileOfAnIssueWithCommentsIsTold() throws {
    let scratch = try begun()
    #expect(try scratch.vireo(["comment", "1", "-b", "Text"]).status == 0)
    #expect(try scratch.shell("git add . && git commit --quiet -m Comment").text == "")
    try scratch.git("rm", "--quiet", ".tracker/issues/1-one.md")
    #expect(try scratch.shell("git commit --quiet -m Gone").text.contains("[orphan-folder]"))
  }

  @Test func aLinkedWorkTreeAndAFolderBelowWork() throws {
    let scratch = try begun("references: {unknown: refuse}\n")
    #expect(try scratch.shell("git worktree add --quiet ../linked && mkdir ../linked/deep").status == 0)
    try scratch.write("# Two\n", to: "../linked/.tracker/issues/2-two.md")
    try scratch.write("# \n", to: "../linked/.tracker/issues/3-three.md")
    let run = "cd ../linked/deep && git add .. && git commit --quiet"
    #expect(try scratch.shell("\(run) -m 'Fixes #2'").text.contains("3-three.md: error"))
    #expect(try scratch.shell("rm ../linked/.tracker/issues/3-*; \(run) -m 'Fixes #3'").text.contains("issue 3, which"))
    #expect(try scratch.shell("\(run) -m 'Fixes #2'").text == "")
    // What another work tree has does not count here.
    #expect(try scratch.shell("git commit --quiet --allow-empty -m 'Fixes #2'").status == 1)
  }

  @Test func withoutATrackerOrTheProgramNothingHappens() throws {
    let scratch = try ScratchRepository()
    #expect(try scratch.shell("vireo hooks install >/dev/null").status == 0)
    #expect(try scratch.shell("git commit --quiet --allow-empty -m 'Fixes #99'").text == "")
    try scratch.write("# \n", to: ".tracker/issues/1-x.md")
    #expect(try scratch.shell("git add . && PATH=/usr/bin:/bin git commit --quiet -m 'Fixes #99'").text == "")
    #expect(try count(scratch) == "2")
  }

  @Test func aHookThatCannotDoItsWorkLetsTheCommitGo() throws {
    let scratch = try ScratchRepository(initialised: false)
    try scratch.git("init", "--quiet", "--object-format=sha256")
    try scratch.write("# One\n", to: ".tracker/issues/1-one.md")
    #expect(try scratch.shell("vireo hooks install >/dev/null && git add .").status == 0)
    let result = try scratch.shell("git commit --quiet -m One")
    #expect(result.status == 0)
    #expect(result.text.contains("warning: the hook pre-commit did nothing"))
    #expect(result.text.contains("[unreadable-repository]"))
  }
}
