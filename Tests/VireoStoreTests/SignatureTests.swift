import Testing
import VireoStore

/// A signature is kept only if whatever is written later must have another one.
@Suite struct SignatureTests {
  private func signature(modified: Int64, changed: Int64) -> FileSignature {
    FileSignature(size: 40, modified: modified, changed: changed, inode: 7)
  }

  @Test func aFileThatIsOlderThanTheLookIsTrusted() {
    let old = signature(modified: 998, changed: 999)
    #expect(old.trusted(before: 1000) == old)
  }

  @Test(arguments: [(1000, 999), (999, 1000), (1000, 1000), (5000, 10), (10, 5000)] as [(Int64, Int64)])
  func aFileWrittenInTheTickOfTheLookOrLaterIsReadAgain(modified: Int64, changed: Int64) {
    let racy = signature(modified: modified, changed: changed)
    #expect(racy.trusted(before: 1000) == .none)
    #expect(racy.trusted(before: 1000) != racy)
  }

  @Test func whatNeverChangesIsTrustedAtAnyTime() {
    let fixed = signature(modified: 5000, changed: 5000)
    #expect(fixed.trusted(before: nil) == fixed)
  }

  @Test func withoutAClockNothingIsTrusted() {
    #expect(signature(modified: 1, changed: 1).trusted(before: .min) == .none)
  }
}
