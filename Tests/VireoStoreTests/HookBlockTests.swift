import Foundation
import Testing
import VireoModel
import VireoStore
import VireoTestSupport

/// Hooks that somebody has already keep every byte, and their say.
@Suite struct HookBlockTests {
  /// A small hook as somebody may have it.
  private static func hook(_ random: inout SplitMix64) -> String {
    let heads = [
      "#!/bin/sh", "#!/bin/sh -e", "#!/bin/bash", "#!/usr/bin/env bash", "#! /bin/sh", "#!/usr/bin/env -S sh -eu", "",
      "# no shebang", "#!/bin/sh\n# a comment\n#", "\u{FEFF}#!/bin/sh",
    ]
    let lines = [
      "", "# comment", "  # indented", "echo one", "true", "exit 0", "exit 3", "exec true", "exec echo \"$@\"",
      "false || :", "if true; then", "fi", "cat <<END\n# >>> x >>>\nEND", "set -u", ": é", "echo \"$0\" | sed s,.*/,,",
      "\tfalse", "\\",
    ]
    let head = random.pick(heads)
    // No system finds an interpreter whose name ends with a carriage return.
    let end = head.hasPrefix("#!") ? "\n" : random.pick(["\n", "\n", "\r\n"])
    let body = (0..<random.below(6)).map { _ in random.pick(lines) }
    return ([head] + body).joined(separator: end) + random.pick(["", end, end, end + end])
  }

  @Test(arguments: Rounds.seeds) func anExistingHookKeepsItsBytesAndItsSay(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let fixture = try HookFixture()
    try fixture.write("#!/bin/sh\nexit \"${ANSWER:-0}\"\n", to: "bin/vireo")
    for round in 0..<Rounds.count(50) {
      let text = HookBlockTests.hook(&random)
      let hook = random.pick(Hook.allCases)
      let file = ".git/hooks/\(hook.rawValue)"
      let mode = random.pick(["755", "700", "775"])
      _ = try fixture.scratch.shell("rm -f .git/hooks/*")
      try fixture.write(text, to: file, mode: mode)
      let what = Comment(rawValue: "seed \(seed), round \(round): \(escaped(text))")
      let before = try run(hook, fixture)
      let installed = try fixture.installer().install().first { $0.status.hook == hook }
      #expect(installed?.isChanged == true, what)
      #expect(try fixture.mode(file) == mode + "\n", what)
      let added = try fixture.scratch.read(file)
      #expect(try fixture.installer().install().contains { $0.isChanged } == false, what)
      #expect(try fixture.scratch.read(file) == added, what)
      // The block lets a hook go on that vireo has nothing against, and a refusal comes before all else.
      #expect(try run(hook, fixture) == before, what)
      #expect(try run(hook, fixture, path: "/usr/bin:/bin") == before, what)
      let refused = try run(hook, fixture, answer: "7")
      #expect(hook == .postMerge ? refused == before : refused == "[7]", what)
      #expect(try fixture.installer().uninstall().count == 3, what)
      #expect(escaped(try fixture.scratch.read(file)) == escaped(text), what)
      #expect(try fixture.mode(file) == mode + "\n", what)
      #expect(try fixture.scratch.shell("ls -A .git/hooks").text == hook.rawValue + "\n", what)
    }
  }

  private func run(
    _ hook: Hook, _ fixture: HookFixture, path: String? = nil, answer: String = "0"
  ) throws -> String {
    let path = path ?? fixture.scratch.path + "/bin:/usr/bin:/bin"
    return try fixture.run(".git/hooks/\(hook.rawValue) a b", variables: "PATH='\(path)' ANSWER=\(answer)")
  }

  @Test func aHookThatOnlyLooksLikeAnOwnOneStays() throws {
    let fixture = try HookFixture()
    try fixture.write("#!/bin/sh\n", to: ".git/hooks/commit-msg")
    _ = try fixture.installer().install()
    _ = try fixture.installer().uninstall()
    #expect(try fixture.scratch.read(".git/hooks/commit-msg") == "#!/bin/sh\n")
    #expect(!fixture.exists(".git/hooks/pre-commit"))
  }

  @Test func linesThatWereAddedToAnOwnHookStay() throws {
    let fixture = try HookFixture()
    _ = try fixture.installer().install()
    let own = try fixture.scratch.read(".git/hooks/commit-msg")
    try fixture.write(own + "echo mine\n", to: ".git/hooks/commit-msg")
    #expect(try fixture.installer().install().contains { $0.isChanged } == false)
    _ = try fixture.installer().uninstall()
    #expect(try fixture.scratch.read(".git/hooks/commit-msg") == "#!/bin/sh\necho mine\n")
    #expect(!fixture.exists(".git/hooks/pre-commit"))
  }

  @Test func anOlderBlockIsBroughtUpToDate() throws {
    let fixture = try HookFixture()
    let (start, end) = ("#!/bin/sh\necho a\n", "\necho b\n")
    try fixture.write(start + "# >>> vireo >>>\nvireo old\n# <<< vireo <<<" + end, to: ".git/hooks/pre-commit")
    #expect(try fixture.installer().install().map(\.isChanged) == [true, true, true])
    let text = try fixture.scratch.read(".git/hooks/pre-commit")
    #expect(text.hasPrefix(start) && text.hasSuffix(end) && text.contains("vireo hook pre-commit"))
    #expect(!text.contains("vireo old"))
    #expect(try fixture.installer().install().contains { $0.isChanged } == false)
  }

  @Test func otherLineEndsMakeNoDifference() throws {
    let fixture = try HookFixture()
    _ = try fixture.installer().install()
    let text = try fixture.scratch.read(".git/hooks/post-merge").replacingOccurrences(of: "\n", with: "\r\n")
    try fixture.write(text, to: ".git/hooks/post-merge")
    #expect(try fixture.installer().install().contains { $0.isChanged } == false)
    _ = try fixture.installer().uninstall()
    #expect(try fixture.everything() == [])
  }

  @Test(arguments: [
    "#!/bin/sh\n# >>> vireo >>>\nvireo\n", "#!/bin/sh\n# <<< vireo <<<\n", "# <<< vireo <<<\n# >>> vireo >>>\n",
    "# >>> vireo >>>\n# >>> vireo >>>\n# <<< vireo <<<\n",
  ])
  func aPartOfABlockIsLeftAlone(_ text: String) throws {
    let fixture = try HookFixture()
    try fixture.write(text, to: ".git/hooks/commit-msg")
    #expect(try fixture.installer().install()[0].status.state.foreignReason == "it has only a part of vireo's block")
    #expect(try fixture.installer().uninstall().map(\.path) == [".git/hooks/pre-commit", ".git/hooks/post-merge"])
    #expect(try fixture.scratch.read(".git/hooks/commit-msg") == text)
  }

  @Test(arguments: [
    "#!/usr/bin/env python3\nprint()\n", "#!/usr/bin/perl\n", "\u{7F}ELF\u{0}\u{1}", "#!/usr/bin/env -S node --x\n",
    "#!/bin/sh\n''''exec python3 \"$0\" \"$@\" # '''\n", "#!/bin/sh\n# \\\nexec tclsh \"$0\" \"$@\"\n",
    "#!\n", "#!/bin/busybox vi\n",
  ])
  func whatIsNoShellScriptIsLeftAlone(_ text: String) throws {
    let fixture = try HookFixture()
    try fixture.write(text, to: ".git/hooks/pre-commit")
    let hooks = try fixture.installer().install()
    #expect(hooks.map(\.isChanged) == [true, false, true])
    #expect(hooks[1].status.state.foreignReason == "it is no shell script")
    #expect(try fixture.scratch.read(".git/hooks/pre-commit") == text)
    _ = try fixture.installer().uninstall()
    #expect(try fixture.scratch.read(".git/hooks/pre-commit") == text)
  }

  @Test(arguments: [
    "#!/bin/sh\nexec \"$(dirname \"$0\")/other\" \"$@\"\n", "#!/bin/busybox ash\n",
    "#!/bin/sh\nexec bash \"$0\" \"$@\"\n", "#!/usr/bin/env -S LC_ALL=C bash -e\n", "#!/bin/zsh\n", "",
  ])
  func aShellScriptIsOne(_ text: String) throws {
    let fixture = try HookFixture()
    try fixture.write(text, to: ".git/hooks/pre-commit")
    #expect(try fixture.installer().install()[1].status.state == .installed)
  }
}
