import Testing
import VireoFormat
import VireoModel
import VireoTestSupport

/// What holds of every edit of every file.
@Suite struct EditPropertyTests {
  @Test(arguments: Rounds.seeds)
  func anEditChangesNothingButItsKey(seed: UInt64) {
    var generator = FrontMatterGenerator(seed: seed)
    for round in 0..<Rounds.count(1500) {
      let source = SourceText(path: "7-x.md", bytes: generator.file())
      let edit = generator.edit(of: FrontMatterParser.parse(source))
      guard let defect = EditCheck(source, edit).defect() else { continue }
      let file = escaped(source.text(0..<source.bytes.count))
      Issue.record(
        "seed \(seed), round \(round): \(defect)\n  file: \(file)\n  edit: \(edit)"
      )
    }
  }
}
