import VireoTestSupport

/// What people do with git.
extension EditSequence {
  private mutating func git(_ command: String) throws {
    log.append("git " + command)
    let time = 1_600_000_000 + log.count * 60
    // Many fail, as a merge in the middle of a merge; then nothing is done.
    _ = try fixture.scratch.shell("export GIT_COMMITTER_DATE='@\(time) +0000'; git " + command)
  }

  mutating func commit(_ message: String? = nil) throws {
    let number = maker.number()
    let text =
      message
      ?? maker.random.pick([
        "Work", "Refs #\(number)", "Fixes #\(number)", "Fixes #\(number)", "Reopens #\(number)", "See #\(number)",
      ])
    try git("add -A; git commit --quiet --allow-empty -m '\(text)'")
  }

  mutating func branch() throws {
    let name = maker.random.pick(["one", "two"])
    try git(
      maker.random.pick([
        "checkout --quiet -B \(name)", "checkout --quiet \(name)", "checkout --quiet -f main",
        "checkout --quiet -f \(name)",
        "checkout --quiet -f --detach HEAD~1",
      ]))
  }

  mutating func merge() throws {
    let name = maker.random.pick(["one", "two", "main"])
    try git(
      maker.random.pick([
        "merge --quiet --no-edit \(name)", "merge --quiet --no-commit --no-ff \(name)", "merge --abort",
        "cherry-pick \(name)", "cherry-pick --abort", "commit --quiet --no-edit -a",
      ]))
  }

  mutating func stash() throws { try git(maker.random.pick(["stash --quiet -u", "stash pop --quiet"])) }

  mutating func goBack() throws {
    try git(
      maker.random.pick([
        "revert --no-edit HEAD", "reset --quiet --hard HEAD~1", "reset --quiet HEAD~1",
        "commit --quiet --amend -m Again",
        "checkout --quiet HEAD~1 -- .tracker", "clean -fdq", "revert --abort", "pack-refs --all", "gc --quiet",
      ]))
  }
}
