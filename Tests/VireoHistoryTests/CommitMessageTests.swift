import Testing
import VireoHistory
import VireoModel

/// What messages refer to; docs/messages.md has the same rules in words.
@Suite("Commit messages")
struct CommitMessageTests {
  /// `close 7, refer 8` for a message.
  private func effects(_ message: String, _ rules: Config.ReferenceRules = .init()) -> String {
    CommitMessage(Array(message.utf8), grammar: ReferenceGrammar(rules)).effects
      .map { "\($0.action) \($0.number)" }.joined(separator: ", ")
  }

  @Test(arguments: [
    ("Fixes #7", "close 7"), ("fix: #7 crash", "close 7"), ("CLOSES #7", "close 7"), ("Re-closes #7", "close 7"),
    ("Fixed #7 -- text", "close 7"), ("Crash (closes #7)", "close 7"), ("Closes: #7", "close 7"),
    ("Fixes issue 7", "close 7"), ("Fixes bug #7", "close 7"), ("closes ticket:7", "close 7"),
    ("Fixes [#7]", "close 7"), ("Fixes[#7]", "close 7"), ("fixes issue#7", "close 7"), ("Fixes\n#7", "close 7"),
    ("Reopens #7", "reopen 7"), ("Refs #7", "refer 7"), ("re #7", "refer 7"), ("See #7", "refer 7"),
    ("addresses: #7", "refer 7"), ("about #7", "mention 7"), ("issue #7", "mention 7"), ("issue#7", "mention 7"),
  ])
  func aWordBeforeANumberSaysWhatHappens(_ message: String, _ wanted: String) {
    #expect(effects(message) == wanted)
  }

  @Test(arguments: [
    ("prefixes #7", "mention 7"), ("fix for #7", "mention 7"), ("don't.fix #7", "mention 7"),
    ("@fixes #7", "mention 7"),
    ("it’fixes #7", "mention 7"), ("fixes_ #7", "mention 7"), ("Fixes 7", ""), ("issue 7", ""),
    ("issues #7", "mention 7"),
    ("Fixes issues #7", "mention 7"), ("Fixes\n\n#7", "mention 7"), ("Fixes #0", ""), ("Fixes #07", ""),
    ("Fixes #1234567890", ""), ("Fixes #7a", ""), ("Fixes #7.1", ""), ("Fixes #7.", "close 7"), ("a#7", ""),
    ("##7", ""), ("&#7;", ""), ("/#7", ""), ("owner/repo#7", ""), ("fixes#7", ""),
    ("Fixes [#7, #8]", "mention 7, mention 8"),
  ])
  func whatIsNearlyAReferenceIsNone(_ message: String, _ wanted: String) {
    #expect(effects(message) == wanted)
  }

  @Test(arguments: [
    ("Fixes #1, #2 and #3", "close 1, close 2, close 3"), ("Fixes #1 #2", "close 1, close 2"),
    ("Fixes #1,#2 & #3", "close 1, close 2, close 3"), ("Fixes #1&#2", "close 1"),
    ("Fixes #1, and issue 2", "close 1, close 2"),
    ("Fixes #1,\n#2", "close 1, close 2"), ("Fixes #1\nand #2", "close 1, close 2"),
    ("Fixes #1\n#2", "close 1, mention 2"), ("Fixes #1, 2", "close 1"), ("Fixes #1, refs #2", "close 1, refer 2"),
    ("Fixes #1 `x` #2", "close 1, mention 2"), ("Fixes [#1][#2]", "close 1, mention 2"),
  ])
  func aListGoesOnBehindSeparators(_ message: String, _ wanted: String) {
    #expect(effects(message) == wanted)
  }

  @Test(arguments: [
    "Mend (#7)", "Mend (#6) (#7)", "Merge pull request #7 from alice/x", "Text\n\nSee PR #7",
    "Text\n\nfixes pull request #7",
    "Text\n\n> Fixes #7", "Text\n\n    Fixes #7", "Text\n\n\tFixes #7", "Use `Fixes #7`", "Text\n\n```\nFixes #7\n```",
    "Text\n\n~~~\nFixes #7", "see https://example.org/#7", "Revert \"Fixes #7\"", "Reapply \"Fixes #7\"",
  ])
  func codeQuotesAndForgesReferToNothing(_ message: String) {
    #expect(effects(message) == "")
  }

  @Test(arguments: [
    ("Revert \"x\", fixes #7", "close 7"), ("`Fixes #7", "close 7"), ("  Fixes #7", "close 7"),
    ("Text\n   Fixes #7", "close 7"), ("Text (#7) more", "mention 7"), ("Text\n\n(#7)", "mention 7"),
    ("Text\n\n```\ncode\n```\nFixes #7", "close 7"), ("x <https://example.org/> fixes #7", "close 7"),
  ])
  func whatStandsBesideThemCounts(_ message: String, _ wanted: String) {
    #expect(effects(message) == wanted)
  }

  @Test(arguments: [
    ("Fixes #7\n\nReopen #7", "reopen 7"), ("Reopen #7 … Fixes #7", "close 7"),
    ("Fixes #7, see #7", "close 7, refer 7"),
    ("#7: Fixes #7", "close 7"), ("#7, refs #7", "refer 7"),
  ])
  func theLastDecisionOnANumberStands(_ message: String, _ wanted: String) {
    #expect(effects(message) == wanted)
  }

  @Test func theConfigurationAddsFormsAndWords() {
    var rules = Config.ReferenceRules()
    rules.prefix = "ABC"
    #expect(effects("Fixes ABC-7, #8, abc-9, XABC-1", rules) == "close 7")
    rules = Config.ReferenceRules()
    rules.envelope = "[]"
    #expect(effects("Fixes #7 [closes #8]", rules) == "mention 7, close 8")
    rules = Config.ReferenceRules()
    rules.isGlued = true
    rules.close = ["behebt", "schließt"]
    #expect(effects("Fixes issue7. Behebt #8. schließt #9", rules) == "close 7, close 8, close 9")
    rules = Config.ReferenceRules()
    rules.mentionsPullRequests = true
    #expect(effects("Mend (#7)\n\nfixes PR #8", rules) == "mention 7, mention 8")
  }

  @Test(arguments: ["Fixes #7", "Fixes issue 7", "Fixes [#7]", "Fixes\n issue:  #7"])
  func aReferenceTellsWhereItStands(_ message: String) throws {
    let reference = try #require(
      CommitMessage(Array(message.utf8), grammar: ReferenceGrammar()).references.first)
    let start = message.utf8.count - reference.range.count
    #expect(reference.range == start..<message.utf8.count)
    #expect(
      String(decoding: Array(message.utf8)[reference.range], as: UTF8.self)
        == message.dropFirst(6).drop { $0.isWhitespace })
  }

  @Test func aRevertTellsWhatItTakesBack() throws {
    let id = String(repeating: "ab", count: 20)
    let message = "Revert \"Merge branch 'x' (#3)\"\n\nThis reverts commit \(id), reversing\nchanges made to 1234567.\n"
    let note = try #require(CommitMessage(Array(message.utf8), grammar: ReferenceGrammar()).reverts.first)
    #expect(note.targets.map(\.commit) == [id])
    #expect(note.targets.map(\.base) == ["1234567"])
    #expect(note.quoted == Array("Merge branch 'x'".utf8))
  }

  @Test func aRevertByReferenceTellsWhatAMergeBrought() throws {
    let message =
      "Undo\n\nThis reverts commit 1234567 (Merge (a) b, 2026-01-01), reversing changes made to 89abcde (x, y).\n"
    let note = try #require(CommitMessage(Array(message.utf8), grammar: ReferenceGrammar()).reverts.first)
    #expect(note.targets.map(\.base) == ["89abcde"])
  }

  @Test(arguments: [
    "This reverts part of commit 1234567.", "Text\n\nThis partially reverts commit 1234567.",
    "Revert \"x\"\n\nThis reverts parts of commit 1234567", "Revert \"x\"\n\nThis reverts commit 1234567 partially.",
    "> This reverts commit 1234567.", "`This reverts commit 1234567`",
  ])
  func aPartialOrQuotedRevertTakesNothingBack(_ message: String) {
    #expect(CommitMessage(Array(message.utf8), grammar: ReferenceGrammar()).reverts.isEmpty)
  }

  @Test func itemsOfASquashTakeEachOtherBack() {
    let squash = """
      Squashed commit of the following:

      commit 2222222222222222222222222222222222222222
      Author: Alice <alice@example.org>

          Revert "Mend"

          This reverts commit 1111111111111111111111111111111111111111.

      commit 1111111111111111111111111111111111111111
      Author: Alice <alice@example.org>

          Mend

          Fixes #7

      commit 3333333333333333333333333333333333333333
      Author: Alice <alice@example.org>

          Fixes #8
      """
    #expect(effects(squash) == "close 8")
    #expect(effects("Topic (#9)\n\n* Mend (#3)\n\nFixes #7\n\n* Revert \"Mend\"\n\n* Fixes #8") == "close 8")
    #expect(effects("Text\n\n```\n* Revert \"Text\"\n```\n\nFixes #7") == "close 7")
  }

  @Test func aPickTellsWhereItComesFrom() {
    let message = "Mend\n\n(cherry picked from commit ABCDEF0123)\n(cherry picked from commit xyz)\n"
    #expect(CommitMessage(Array(message.utf8), grammar: ReferenceGrammar()).picks == ["abcdef0123"])
  }

  @Test func anyBytesAreAMessage() {
    var random = SplitMix64(seed: 7)
    let pieces = [
      "Fixes ", "#7", "`", "```", "\n", "    ", "> ", "* ", "Revert \"", "\"", "This reverts commit ", "(", "\0", "é",
      "\r\n",
    ]
    for _ in 0..<2000 {
      var bytes: [UInt8] = []
      for _ in 0..<Int(random.next() % 24) {
        bytes +=
          random.next() % 8 == 0
          ? [UInt8(truncatingIfNeeded: random.next())] : Array(pieces[Int(random.next() % 15)].utf8)
      }
      let message = CommitMessage(bytes, grammar: ReferenceGrammar())
      #expect(message.references.allSatisfy { $0.range.upperBound <= bytes.count })
    }
  }

  @Test func aMegabyteOfOneThingIsReadInTime() {
    for piece in [
      "Fixes #7, ", "`", "(#7) ", "* Revert \"x\"\n", "```\n", "://", "issue ", "commit 1234567\nAuthor: x\n\n    a\n",
    ] {
      let bytes = Array(String(repeating: piece, count: 1_000_000 / piece.utf8.count).utf8)
      _ = CommitMessage(bytes, grammar: ReferenceGrammar())
    }
  }
}
