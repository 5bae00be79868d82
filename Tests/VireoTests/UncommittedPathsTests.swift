import Foundation
import Testing
import Vireo
import VireoTestSupport

/// What is not committed is what `git status` says, whatever was done to the files, the index and HEAD.
@Suite struct UncommittedPathsTests {
  private let scratch: ScratchRepository

  init() throws {
    scratch = try ScratchRepository()
    try scratch.write("statuses: {open: open, closed: closed}\n", to: ".tracker/config.yml")
    for number in 1...4 {
      try scratch.write("---\ntitle: Issue \(number)\n---\n", to: ".tracker/issues/\(number)-x.md")
      for name in ["a.txt", "20261120T090000Z-carl-1a.md"] {
        try scratch.write("Text \(number)\n", to: ".tracker/issues/\(number)-x/\(name)")
      }
    }
    try scratch.write("Home\n", to: ".tracker/wiki/Home.md")
    try scratch.write("*.ignored\n", to: ".gitignore")
    try shell(UncommittedPathsTests.settle + "; git add -A && git commit -qm Begin")
  }

  /// Makes all files old, so that the index trusts what it knows of them.
  private static let settle =
    "find .tracker -depth -type f -print0 | xargs -0 -r touch -h -d 2020-01-01; git update-index -q --refresh"

  private func shell(_ command: String) throws {
    let result = try scratch.shell(command)
    #expect(result.status == 0, "\(command): \(result)")
  }

  /// The tracker; git tells of itself in a file beside the repository.
  private func tracker() throws -> Tracker {
    let environment = Vireo.Environment(
      variables: scratch.environment.merging(["GIT_TRACE": trace]) { $1 }, currentDirectory: scratch.path,
      now: { Timestamp(seconds: 1_795_255_473) },
      makeRandom: { SystemRandomNumberGenerator() })
    return try Tracker.open(environment: environment)
  }

  private var trace: String { scratch.path + "/../trace" }

  /// What is found, and what git was told for it.
  private func found(_ tracker: Tracker) throws -> (paths: [String], commands: String) {
    try? FileManager.default.removeItem(atPath: trace)
    let paths = try UncommittedPaths(tracker).paths(below: ".tracker").sorted()
    return (paths, (try? scratch.read("../trace")) ?? "")
  }

  /// What git says of the same; `nil` where it says nothing.
  private func expected() throws -> [String]? {
    let options = "--porcelain=v1 -z --no-renames -uall --ignore-submodules=all"
    let result = try scratch.shell("GIT_OPTIONAL_LOCKS=0 git status \(options) .tracker 2>/dev/null")
    guard result.status == 0 else { return nil }
    // Two letters and a blank stand before each path; one that is staged as gone and not known stands there twice.
    return Set(result.text.split(separator: "\0").map { String($0.dropFirst(3)) }).sorted()
  }

  @Test func withoutAChangeGitIsNotAsked() throws {
    _ = try found(tracker())
    try shell("sleep 0.05")
    _ = try found(tracker())
    let nothing = try found(tracker())
    #expect(nothing == ([], ""))
    try scratch.write("Other\n", to: ".tracker/issues/3-x/a.txt")
    let (paths, commands) = try found(tracker())
    #expect(paths == [".tracker/issues/3-x/a.txt"])
    #expect(commands.contains("':(top,literal).tracker/issues/3-x/a.txt'\n"), "\(commands)")
  }

  /// Things that are done to the work tree, the index and HEAD; FILE, FOLDER and NEW are put in, of the tracker.
  private static let edits = [
    // Contents, in ways that leave as much as possible the same.
    "printf 'Text 0\\n' > FILE", "printf 'Text 0\\n' > FILE; touch -d 2020-01-01 FILE", "echo more >> FILE",
    "touch FILE", "cp -p FILE NEW; mv NEW FILE",
    "cp -p FILE NEW; printf 'Text 7\\n' > NEW; touch -r FILE NEW; mv NEW FILE",
    ": > FILE", ": > NEW; touch -d 2020-01-01 NEW; git add NEW",
    // What a file is.
    "chmod +x FILE", "chmod -x FILE", "rm FILE; ln -s a.txt FILE", "rm FILE",
    "rm FILE; mkdir FILE; echo a > FILE/a.txt",
    // Names.
    "echo new > NEW", "echo new > NEW.ignored", "mkdir -p NEW", "mkdir -p NEW/b; echo new > NEW/b/c", "mv FILE NEW",
    "git mv -k FILE NEW", "echo new > .tracker/'a b'", "echo new > .tracker/wiki/$(printf 'e\\314\\201.md')",
    "echo new > .tracker/wiki/$(printf '\\303\\251.md'); git add .tracker", "echo new > .tracker/$(printf '\\377')",
    "rm -f .tracker/$(printf '\\377')", "echo new > .tracker/-x",
    // Folders.
    "rm -r FOLDER", "rm -r FOLDER; echo file > FOLDER", "mv FOLDER FOLDER-moved",
    "mv FOLDER FOLDER-moved; ln -s FOLDER-moved FOLDER",
    "git init -q FOLDER", "rm -rf FOLDER/.git", "git init -q FOLDER/sub; echo a > FOLDER/sub/a", "rm -rf FOLDER/sub",
    "mkdir -p FOLDER",
    // The index.
    "git add -A .tracker", "git add -N NEW 2>/dev/null", "git add FILE", "git rm -q --cached FILE", "git reset -q",
    "git update-index --assume-unchanged FILE", "git update-index --no-assume-unchanged FILE",
    "git update-index --skip-worktree FILE", "git update-index --no-skip-worktree FILE",
    "git update-index --index-version 4", "git update-index --index-version 2", "git update-index --split-index",
    "git update-index --split-index; echo new > NEW; git add NEW; rm FILE", "git update-index --no-split-index",
    "git update-index --untracked-cache", "rm .git/index", settle, "git status",
    // What git is told.
    "echo 'a.txt' > .gitignore", "echo 'new*' > .tracker/.gitignore", "rm -f .gitignore .tracker/.gitignore",
    "echo '*.md text eol=crlf' > .gitattributes", "rm -f .gitattributes", "git config core.fileMode false",
    "git config core.fileMode false; chmod +x FILE; \(settle); git config --unset core.fileMode",
    "git config --unset core.fileMode", "git config core.autocrlf true", "git config --unset core.autocrlf",
    // HEAD.
    "git commit -qam Change", "git commit -q --allow-empty -m Empty", "git reset -q --soft HEAD~1",
    "git reset -q --mixed HEAD~1", "git checkout -qf HEAD~1", "git checkout -qf main", "git reset -q --hard",
    "git stash -q", "git stash pop -q", "git clean -qfdx .tracker",
    "git checkout -qfb other$RANDOM$$; echo x > FILE; git commit -qam Ours; git checkout -qf main; echo y > FILE; "
      + "git commit -qam Theirs; git merge -q @{-1}", "git merge --abort",
  ]

  @Test(arguments: Rounds.seeds(normally: 6)) func afterAnyEditsItIsWhatGitSays(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    var log: [String] = []
    for _ in 0..<60 {
      let number = 1 + random.below(4)
      let folder = ".tracker/issues/\(number)-x"
      let files = [
        "\(folder).md", "\(folder)/a.txt", "\(folder)/20261120T090000Z-carl-1a.md", ".tracker/config.yml",
        ".tracker/wiki/Home.md",
      ]
      let new = random.pick(["\(folder)/new", ".tracker/issues/new.md", ".tracker/new", ".tracker/new/deep"])
      let edit = random.pick(UncommittedPathsTests.edits).replacing("FILE", with: random.pick(files))
        .replacing("FOLDER", with: random.pick([folder, ".tracker/wiki", ".tracker/issues"])).replacing(
          "NEW", with: new)
      // Many of them do nothing, or fail, after others.
      _ = try scratch.shell(edit)
      log.append(edit)
      if random.once(in: 3) { continue }
      if random.once(in: 6) { log.append("# settled"); _ = try scratch.shell(UncommittedPathsTests.settle) }
      guard FileManager.default.fileExists(atPath: scratch.path + "/.tracker") else {
        _ = try scratch.shell("git reset -q --hard"); continue
      }
      guard let tracker = try? tracker(), let expected = try expected() else { continue }
      let found = try found(tracker).paths
      #expect(found == expected, "seed \(seed)\n\(log.joined(separator: "\n"))")
      if found != expected { return }
    }
  }

  @Test func withAllBranchesTheWorkTreeIsComparedWithHEAD() throws {
    for name in ["one", "two", "three"] {
      try shell("git checkout -qb \(name) main && echo New > .tracker/wiki/Home.md && git commit -qam \(name)")
    }
    try shell("git checkout -q main && echo New > .tracker/wiki/Home.md")
    var question = Tracker.TimelineQuestion()
    question.includesAllBranches = true
    var timeline = try tracker().timeline(question)
    var paths: [String?] = []
    while let event = try timeline.next() { if event.isUncommitted { paths.append(event.path) } }
    #expect(paths == [".tracker/wiki/Home.md"])
  }
}
