import Testing
import VireoGit
import VireoHistory
import VireoModel
import VireoTestSupport

private let scissors = " ------------------------ >8 ------------------------\n"

@Suite struct KeptMessageTests {
  private func kept(_ file: String, _ cleanup: MessageCleanup) -> String {
    String(decoding: KeptMessage(Array(file.utf8), cleanup).bytes, as: UTF8.self)
  }

  private static let cases: [(String, MessageCleanup, String)] = [
    ("a\n# b\n", .init(), "a\n"), ("\n\na  \n\n\n# b\n\nc", .init(), "a\n\nc\n"), ("# a\n", .init(), ""),
    ("a\n # b\n", .init(), "a\n # b\n"), ("a\r\n# b\r\n", .init(), "a\n"),
    ("a\n#\(scissors)b\n", .init(), "a\n"), ("a\n# b\n#\(scissors)c\n", .init(mode: "scissors"), "a\n# b\n"),
    ("#\(scissors)c\n", .init(mode: "scissors"), ""),
    // Only git's own editor session has scissors.
    ("a\n#\(scissors)c\n", .init(mode: "scissors", isEdited: false), "a\n#\(scissors)c\n"),
    ("a\n# b\n", .init(isEdited: false), "a\n# b\n"), ("a\n# b\n", .init(mode: "strip", isEdited: false), "a\n"),
    ("a\n# b\n", .init(mode: "whitespace"), "a\n# b\n"), ("a\n# b\n", .init(mode: "default"), "a\n"),
    ("\na \n# b\n", .init(mode: "verbatim"), "\na \n# b\n"), ("\na ", .init(mode: "verbatim"), "\na "),
    ("a\n; b\n# c\n", .init(commentMark: ";"), "a\n# c\n"), ("a\n// b\n/ c\n", .init(commentMark: "//"), "a\n/ c\n"),
    ("a\n;\(scissors)# b\n", .init(commentMark: ";"), "a\n"),
    ("a\n#\(scissors)b\n", .init(commentMark: ";"), "a\n#\(scissors)b\n"),
    ("#7 a\n; b\n;\n", .init(commentMark: "auto"), "#7 a\n"),
    ("#7 a\n;\(scissors)# b\n", .init(commentMark: "auto"), "#7 a\n"),
    ("a\n# b\n", .init(commentMark: "auto"), "a\n"), ("a\n", .init(commentMark: "auto"), "a\n"),
    ("", .init(), ""), ("", .init(mode: "verbatim"), ""), ("a", .init(commentMark: ""), "a\n"),
  ]

  @Test(arguments: KeptMessageTests.cases.indices) func keepsWhatGitKeeps(_ index: Int) {
    let (file, cleanup, expected) = KeptMessageTests.cases[index]
    #expect(escaped(kept(file, cleanup)) == escaped(expected), "\(escaped(file)) \(cleanup)")
  }

  /// git itself tells what stays of made-up messages.
  @Test(arguments: Rounds.seeds) func agreesWithGit(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let parts = ["#", " ", "\t", "\n", "\n\n", "a", "# b", ";", "closes #7", "\r\n", "é", "\n#\n"]
    for _ in 0..<Rounds.count(15) {
      let text = (0..<random.below(14)).map { _ in random.pick(parts) }.joined()
      let mark = random.pick(["#", ";"])
      for (options, mode) in [(["--strip-comments"], "strip"), ([], "whitespace")] {
        let output = try ChildProcess.run(
          "git", ["-c", "core.commentChar=" + mark, "stripspace"] + options, environment: ["PATH": "/usr/bin:/bin"],
          input: Array(text.utf8))
        let kept = kept(text, MessageCleanup(mode: mode, commentMark: mark))
        #expect(escaped(kept) == escaped(output.text), "seed \(seed): \(escaped(text)) \(mode) \(mark)")
      }
    }
  }

  /// Each byte that stays is at its place.
  @Test(arguments: Rounds.seeds) func leadsBackToTheFile(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    let parts = ["# x\n", "\n", "a b\n", "  c \n", "closes #7 \n", "é\n", "d"]
    for _ in 0..<Rounds.count(200) {
      let file = Array((0..<random.below(10)).map { _ in random.pick(parts) }.joined().utf8)
      let mode = random.pick(["strip", "whitespace", "verbatim"])
      let kept = KeptMessage(file, MessageCleanup(mode: mode))
      for index in kept.bytes.indices where kept.bytes[index] > 0x20 {
        let place = kept.placeInFile(index..<index + 1)
        #expect(place.count == 1 && file[place.lowerBound] == kept.bytes[index], "seed \(seed)")
      }
    }
  }
}
