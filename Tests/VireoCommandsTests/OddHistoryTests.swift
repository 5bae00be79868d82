import Foundation
import Testing
import VireoTestSupport

/// Histories that are damaged, cut off, or say what no history should.
@Suite struct OddHistoryTests {
  /// An issue that a commit of the code closed.
  private func closed(by message: String = "Mend it\n\nFixes #1") throws -> ScratchRepository {
    let scratch = try ScratchRepository()
    try expect(scratch, "vireo init && vireo new -t Crash && git add . && git commit --quiet -m Begin")
    try scratch.write(message, to: "../message")
    try expect(scratch, "git commit --quiet --allow-empty --cleanup=verbatim --file=../message")
    return scratch
  }

  private func expect(_ scratch: ScratchRepository, _ command: String) throws {
    let result = try scratch.shell(command)
    #expect(result.status == 0, "\(command): \(result.text)")
  }

  /// What `list` says of the issue, with its messages.
  private func state(_ scratch: ScratchRepository, _ folder: String = ".") throws -> String {
    try scratch.shell("vireo -C \(folder) list -s all --json state,stateKnown").text
  }

  private static let isClosed = #"[{"state":"closed","stateKnown":true}]"# + "\n"

  @Test func whatIsBehindAMissingCommitIsUnknown() throws {
    let scratch = try closed()
    try expect(scratch, "git commit --quiet --allow-empty -m Later && rm -rf .git/vireo")
    let lost = try scratch.git("rev-parse", "HEAD~1")
    try expect(scratch, "mv .git/objects/\(lost.prefix(2))/\(lost.dropFirst(2)) ../lost")
    let text = try state(scratch)
    #expect(text.contains("warning: history is cut here") && text.contains(#""state":"open","stateKnown":false"#))
    for command in ["log 1", "blame 1", "branches 1", "record", "show 1"] {
      try expect(scratch, "vireo \(command)")
    }
    #expect(try scratch.shell("vireo refs --history HEAD").text.contains("error: 'HEAD' names no commits here"))
    // Nothing of that is kept for the time when it is there again.
    try expect(scratch, "mv ../lost .git/objects/\(lost.prefix(2))/\(lost.dropFirst(2))")
    #expect(try state(scratch) == OddHistoryTests.isClosed)
  }

  @Test func aDamagedCommitIsToldAndFilesAreShown() throws {
    let scratch = try closed()
    let head = try scratch.git("rev-parse", "HEAD")
    let path = ".git/objects/\(head.prefix(2))/\(head.dropFirst(2))"
    try expect(scratch, "rm -rf .git/vireo && chmod +w \(path) && printf 'no zlib stream' > \(path)")
    #expect(try state(scratch).contains(#""state":"open","stateKnown":false"#))
  }

  @Test(arguments: [("1970-01-01", 1), ("2200-01-01", 7_258_118_400)])
  func noClockDecides(_ day: String, _ seconds: Int) throws {
    let scratch = try closed()
    let date = "'@\(seconds) +0000'"
    try expect(
      scratch, "GIT_COMMITTER_DATE=\(date) git commit --quiet --date=\(date) --amend --no-edit --allow-empty")
    #expect(try state(scratch) == OddHistoryTests.isClosed)
    try expect(scratch, "git commit --quiet --allow-empty -m 'Reopens #1'")
    #expect(try state(scratch).contains(#""open","stateKnown":true"#))
    #expect(try scratch.shell("vireo log 1").text.contains(day))
  }

  @Test func aMessageOfTenMegabytesIsReadWhole() throws {
    let line = String(repeating: "words of a long message ", count: 3) + "\n"
    let scratch = try closed(
      by: "Mend it\n\n" + String(repeating: line, count: 10_000_000 / line.utf8.count) + "\nFixes #1\n")
    #expect(try state(scratch) == OddHistoryTests.isClosed)
  }

  @Test func aMessageThatIsNotUTF8IsReadAsFarAsItGoes() throws {
    let scratch = try closed()
    try expect(scratch, #"printf 'Caf\351 \377\376 mended\n\nFixes #1\n' > ../message"#)
    try expect(scratch, "git -c i18n.commitEncoding=ISO-8859-1 commit --quiet --amend --allow-empty --file=../message")
    #expect(try state(scratch) == OddHistoryTests.isClosed)
    #expect(try scratch.shell("vireo log 1").text.contains("Café"))
  }

  @Test func whatAShallowCloneCutsOffIsUnknown() throws {
    let scratch = try closed()
    try expect(scratch, "git clone --quiet --depth 1 \"file://$PWD\" ../shallow")
    #expect(try state(scratch, "../shallow").contains(#""stateKnown":false"#))
    try expect(scratch, "git -C ../shallow fetch --quiet --unshallow")
    #expect(try state(scratch, "../shallow") == OddHistoryTests.isClosed)
  }

  @Test func aRepositoryWithSHA256SaysWhatCannotBeRead() throws {
    let scratch = try ScratchRepository(initialised: false)
    try expect(scratch, "git init --quiet --object-format=sha256 . && vireo init")
    try scratch.write("---\ntitle: Crash\nuid: a123456789\n---\n", to: ".tracker/issues/1-crash.md")
    try expect(scratch, "git add . && git commit --quiet -m 'Fixes #1'")
    let text = try state(scratch)
    #expect(text.contains("SHA-256") && text.contains(#""state":"open","stateKnown":false"#), "\(text)")
  }
}
