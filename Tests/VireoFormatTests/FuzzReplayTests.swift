import Foundation
import Testing
import VireoFuzzInput
import VireoTestSupport

/// What the fuzzer once found stays found.
@Suite struct FuzzReplayTests {
  @Test func everyFindingIsMended() throws {
    for url in try Fixtures.files(in: "fuzz") {
      let defect = FuzzInput(Array(try Data(contentsOf: url))).defect()
      #expect(defect == nil, "\(url.lastPathComponent)")
    }
  }

  @Test func theCorpusHasNoDefect() {
    for item in Corpus.documents {
      for choice in [0x00, 0x01, 0x05, 0x09, 0x0D, 0x11] as [UInt8] {
        let text = choice == 0 ? item.file : "a: b\\nc\n" + item.file
        #expect(FuzzInput([choice] + Array(text.utf8)).defect() == nil, "\(choice) \(item)")
      }
      #expect(FuzzInput([3] + Array(item.yaml.utf8)).defect() == nil, "\(item)")
    }
    for value in Corpus.values { #expect(FuzzInput([2] + Array(value.utf8)).defect() == nil, "\(value)") }
  }
}
