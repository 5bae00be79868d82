import Testing
import VireoModel
import VireoQuery
import VireoTestSupport

@Suite struct NaturalTextTests {
  @Test(arguments: [
    ["1.9", "1.10", "1.10a", "1.11"], ["a", "A1", "a2", "a10", "ab", "B"], ["", " ", "0", "1", "9", "10", "a"],
    ["v1-rc9", "v1-rc10", "v1.0", "v2"], ["é1", "é9", "é10"],
  ])
  func isInThisOrder(texts: [String]) {
    #expect(texts.shuffled().map { ($0, NaturalText($0)) }.sorted { $0.1 < $1.1 }.map(\.0) == texts)
  }

  @Test func leadingZerosDoNotCount() {
    #expect(!(NaturalText("1.9") < NaturalText("1.09")) && !(NaturalText("1.09") < NaturalText("1.9")))
    #expect(NaturalText("007") < NaturalText("8"))
  }

  /// A letter in front makes both go by characters instead of bytes.
  @Test(arguments: Rounds.seeds(normally: 20))
  func bytesAreComparedAsCharactersAre(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<500 {
      let texts = (0..<2).map { _ in
        String(
          (0..<random.below(6)).map { _ in random.pick(["0", "1", "9", "a", "B", ".", "-", "\n", " ", "z"]) }.joined())
      }
      let (a, b) = (
        NaturalText(texts[0]) < NaturalText(texts[1]), NaturalText("é" + texts[0]) < NaturalText("é" + texts[1])
      )
      #expect(a == b, "\(texts)")
    }
  }
}
