import Testing
import VireoTestSupport

@Suite struct OracleTests {
  @Test(arguments: Rounds.seeds)
  func generatedFrontMatterReadsAsYamsReadsIt(seed: UInt64) {
    var generator = FrontMatterGenerator(seed: seed)
    for round in 0..<Rounds.count(2500) {
      let yaml = generator.yaml()
      guard let mismatch = Comparison(yaml: yaml).mismatch() else { continue }
      Issue.record("seed \(seed), round \(round): \(mismatch)")
    }
  }
}
