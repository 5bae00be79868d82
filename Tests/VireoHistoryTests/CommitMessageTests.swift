import Testing
import VireoHistory
import VireoModel

@Suite("Commit messages")
struct CommitMessageTests {
  @Test func aWordBeforeANumberCloses() {
    let message = CommitMessage(Array("Fixes #7, #8 and #9\n".utf8), grammar: ReferenceGrammar())
    #expect(message.effects.map(\.number.value) == [7, 8, 9])
  }
}
