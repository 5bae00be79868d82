import Testing
import VireoFormat
import VireoModel
import VireoTestSupport

/// Edits of the awkward front matter: nothing but the key's own lines may change.
@Suite struct CorpusEditTests {
  @Test func eachEditOfEachDocumentIsSurgical() {
    for item in Corpus.documents {
      for file in [item.file, item.fileWithCRLF] {
        check(item, file) { ($0.entries.map(\.key) + ["priority", "new"]).uniqued() }
      }
    }
  }

  @Test func eachEditOfEachValueIsSurgical() {
    for item in Corpus.valuesInPlaces {
      check(item, item.file) { Array($0.entries.map(\.key).prefix(1)) }
    }
  }

  private func check(_ item: Corpus.Case, _ file: String, keys: (FrontMatter) -> [String]) {
    let source = SourceText(path: "7-x.md", bytes: Array(file.utf8))
    let frontMatter = FrontMatterParser.parse(source)
    for edit in edits(frontMatter, keys(frontMatter)) {
      guard let defect = EditCheck(source, edit).defect() else { continue }
      Issue.record("\(item): \(edit): \(defect)")
    }
  }

  private func edits(_ frontMatter: FrontMatter, _ keys: [String]) -> [FieldEdit] {
    keys.flatMap { key -> [FieldEdit] in
      [
        .unset(key), .set(key, .text("a: b #7"), .text), .set(key, .text("two\nlines\n"), .text),
        .set(key, .list(["x", "y, z"]), .text), .add(key, ["new"], .text),
        .remove(key, Array((frontMatter.entry(key)?.value.plain.list ?? []).prefix(1))),
      ]
    }
  }
}
