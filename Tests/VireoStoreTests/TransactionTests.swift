import Foundation
import Testing
import VireoGit
import VireoModel
import VireoStore
import VireoTestSupport

@Suite struct TransactionTests {
  private func store(_ scratch: ScratchRepository) throws -> Store {
    let location = try RepositoryLocation.find(from: scratch.path, environment: [:])
    return try Store(location: location, git: GitProgram(location: location, environment: scratch.environment))
  }

  private func append(_ text: String) -> Transaction.Edit { { $0 + text.utf8 } }

  @Test func writesAllOrNothing() throws {
    let scratch = try ScratchRepository()
    try scratch.write("a", to: "one")
    let store = try store(scratch)
    #expect(throws: ScratchError.self) {
      try store.transaction { transaction in
        try transaction.edit("one", append("b"))
        transaction.create("two", [1])
        throw ScratchError(message: "stop")
      }
    }
    #expect(try scratch.read("one") == "a")
    #expect(try scratch.files(below: ".").keys.contains("two") == false)
  }

  @Test func seesWhatIsStaged() throws {
    let scratch = try ScratchRepository()
    try scratch.write("a", to: "one")
    let paths = try store(scratch).transaction { transaction in
      try transaction.edit("one", append("b"))
      try transaction.edit("one", append("c"))
      #expect(try transaction.bytes(of: "one") == Array("abc".utf8))
      #expect(try scratch.read("one") == "a")
    }.1.paths
    #expect(try scratch.read("one") == "abc")
    #expect(paths == ["one"])
  }

  @Test func makesTheEditAgainWhereTheFileChanged() throws {
    let scratch = try ScratchRepository()
    try scratch.write("a", to: "one")
    try scratch.write("a", to: "two")
    try store(scratch).transaction { transaction in
      try transaction.edit("one", append("c"))
      var isFirst = true
      // The second file's edit runs after the first one was read, so the first changes under our hands.
      try transaction.edit("two") { bytes in
        if !isFirst { try scratch.write("ab", to: "one") }
        isFirst = false
        return bytes + [100]
      }
    }
    #expect(try scratch.read("one") == "abc")
  }

  @Test func givesUpOnAFileThatChangesAgainAndAgain() throws {
    let scratch = try ScratchRepository()
    try scratch.write("a", to: "one")
    var count = 0
    let error = #expect(throws: VireoError.self) {
      try store(scratch).transaction { transaction in
        try transaction.edit("one") { bytes in
          count += 1
          try scratch.write("changed \(count)", to: "one")
          return bytes + [120]
        }
      }
    }
    #expect(error?.code == .fileChanged)
    #expect(error?.state == "nothing was written")
    #expect(try scratch.read("one") == "changed \(count)")
    #expect(try scratch.files(below: ".").keys.contains { $0.hasSuffix(".tmp") } == false)
  }

  @Test func doesNotReplaceAFileThatSomebodyMadeMeanwhile() throws {
    let scratch = try ScratchRepository()
    try scratch.write("a", to: "one")
    let error = #expect(throws: VireoError.self) {
      try store(scratch).transaction { transaction in
        transaction.create("new", Array("mine".utf8))
        try transaction.edit("one") { bytes in
          try scratch.write("theirs", to: "new")
          return bytes + [120]
        }
      }
    }
    #expect(error?.code == .fileChanged)
    #expect(try scratch.read("new") == "theirs")
  }

  @Test func keepsModeAndMakesFolders() throws {
    let scratch = try ScratchRepository()
    try scratch.write("a", to: "one")
    _ = try scratch.shell("chmod 640 one")
    try store(scratch).transaction { transaction in
      try transaction.edit("one", append("b"))
      transaction.create("x/y/z", [1])
    }
    #expect(try scratch.shell("stat -c %a one").text == "640\n")
    #expect(try scratch.files(below: "x").keys.sorted() == ["y/z"])
  }

  @Test(arguments: ["linked/one", "linked-file", ".tracker/../linked-file"])
  func neverWritesThroughALink(_ path: String) throws {
    let scratch = try ScratchRepository()
    try scratch.write("a\n", to: "outside/one")
    _ = try scratch.shell("ln -s outside linked && ln -s outside/one linked-file")
    #expect(throws: (any Error).self) {
      try store(scratch).transaction { try $0.edit(path, append("b")) }
    }
    #expect(try scratch.read("outside/one") == "a\n")
  }

  @Test func movesAFolderWithItsFiles() throws {
    let scratch = try ScratchRepository()
    try scratch.write("a", to: "old/one")
    try scratch.write("b", to: "old/deep/two")
    let paths = try store(scratch).transaction { $0.move("old", to: "new/place") }.1.paths
    #expect(try scratch.files(below: "new").keys.sorted() == ["place/deep/two", "place/one"])
    #expect(Set(paths) == ["old/one", "old/deep/two", "new/place/one", "new/place/deep/two"])
  }

  @Test func refusesAMoveOntoSomething() throws {
    let scratch = try ScratchRepository()
    try scratch.write("a", to: "old")
    try scratch.write("b", to: "new")
    #expect(throws: VireoError.self) { try store(scratch).transaction { $0.move("old", to: "new") } }
    #expect(try scratch.read("new") == "b")
    #expect(try scratch.read("old") == "a")
  }

  @Test func removesWhatAKilledProcessLeft() throws {
    let scratch = try ScratchRepository()
    try scratch.write("a", to: "one")
    try scratch.write("half", to: ".vireo-one.tmp")
    try scratch.write("mine", to: "important")
    try scratch.write(".vireo-one.tmp\nimportant\n../../etc/passwd\n", to: ".git/vireo/state/journal")
    try store(scratch).transaction { _ in }
    let files = try scratch.files(below: ".").keys
    #expect(!files.contains(".vireo-one.tmp"))
    #expect(files.contains("important"))
    #expect(!files.contains(".git/vireo/state/journal"))
  }
}
