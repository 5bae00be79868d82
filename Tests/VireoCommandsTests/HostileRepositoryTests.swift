import Foundation
import Testing
import VireoTestSupport

/// Every command in a repository whose configuration, attributes and files want to run something.
@Suite struct HostileRepositoryTests {
  private static let commands = [
    "init", "list", "list --at HEAD", "list -S x", "show 1", "show 1 --at HEAD", "new -t New", "new -t New --commit",
    "edit 1 --set priority=low", "edit 1 --add-label x --commit", "comment 1 -b x", "comment 1 -b x --commit",
    "attach 1 trap", "attach 1 trap --commit", "close 1 --commit", "reopen 1", "check", "check --fix",
    "check --at HEAD", "repair", "repair --commit", "config", "schema issue", "explain", "list -a @me", "hooks install",
    "hooks status", "hook commit-msg trap", "hook pre-commit", "hook post-merge 0", "hooks uninstall",
    "log 1", "blame 1", "refs --history HEAD", "branches 1", "diff HEAD", "record",
  ]

  @Test func runsNothing() throws {
    let scratch = try ScratchRepository()
    #expect(try scratch.shell("vireo init && vireo new -t One && git add . && git commit --quiet -m One").status == 0)
    #expect(try scratch.shell("vireo new -t Staged && git add .").status == 0)
    let trap = scratch.path + "/trap"
    try scratch.write("#!/bin/sh\necho \"$0 $*\" >> \(scratch.path)/../canary\ncat\n", to: "trap")
    try scratch.write("* filter=trap diff=trap merge=trap ident\n*.md text\n", to: ".git/info/attributes")
    _ = try scratch.shell(
      """
      chmod +x trap
      for hook in pre-commit commit-msg post-commit reference-transaction post-index-change prepare-commit-msg; do
        cp trap .git/hooks/$hook
      done
      """)
    for key in [
      "core.fsmonitor", "core.pager", "core.sshCommand", "diff.external", "diff.trap.textconv", "diff.trap.command",
      "filter.trap.clean", "filter.trap.smudge", "filter.trap.process", "merge.trap.driver", "gpg.program",
      "alias.rev-parse", "alias.var", "core.askPass", "credential.helper", "init.templateDir",
    ] {
      try scratch.git("config", key, key.hasPrefix("alias") ? "!" + trap : trap)
    }
    try scratch.git("config", "log.showSignature", "true")
    _ = try scratch.shell("rm -f ../canary")
    for command in HostileRepositoryTests.commands {
      _ = try scratch.shell("vireo " + command)
      #expect(try scratch.shell("cat ../canary 2>/dev/null").text == "", "vireo \(command)")
    }
    // The trap itself works, so the silence above means something.
    _ = try scratch.shell("git status")
    #expect(try scratch.shell("cat ../canary").text != "")
  }

  @Test(.enabled(if: geteuid() == 0, "only the superuser can give files away"))
  func runsNoProgramOfARepositoryOfSomebodyElse() throws {
    let scratch = try ScratchRepository()
    #expect(try scratch.shell("vireo init && vireo new -t One").status == 0)
    try scratch.git("config", "core.editor", "touch \(scratch.path)/../canary")
    _ = try scratch.shell("chown -R 12345 .")
    let result = try scratch.shell(
      "script --quiet --return --command 'vireo new' /dev/null < /dev/null; vireo list -a @me")
    #expect(result.text.contains("belongs to somebody else"))
    #expect(try scratch.shell("ls ../canary").status != 0)
    #expect(try scratch.shell("vireo list").text.contains("One"))
    try scratch.write("[safe]\n  directory = \(scratch.path)\n", to: "../.gitconfig")
    #expect(try scratch.shell("env -u GIT_CONFIG_GLOBAL vireo list -A @me").text.contains("One"))
  }

  @Test func readsNothingFromOutside() throws {
    let scratch = try ScratchRepository()
    try scratch.write("# The secret\n", to: "../outside/1-secret.md")
    #expect(try scratch.shell("vireo init && ln -s ../../../outside .tracker/issues").status == 0)
    #expect(!(try scratch.shell("vireo list -s all; vireo check; vireo show 1").text.contains("The secret")))
    #expect(try scratch.shell("vireo new -t Through").status == 1)
    #expect(try scratch.shell("ls ../outside").text == "1-secret.md\n")
  }
}
