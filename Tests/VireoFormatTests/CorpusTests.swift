import Foundation
import Testing
import VireoFormat
import VireoModel
import VireoTestSupport

/// The awkward front matter that was written by hand.
@Suite struct CorpusTests {
  @Test func corpusIsThere() {
    #expect(Corpus.documents.count > 200)
    #expect(Corpus.values.count > 400)
  }

  @Test func corpusReadsAsYamsReadsIt() {
    for item in Corpus.all {
      for file in [item.file, item.fileWithCRLF] {
        guard let mismatch = Comparison(file: file).mismatch() else { continue }
        Issue.record("\(item): \(mismatch)")
      }
    }
  }

  @Test func lineEndsMakeNoDifference() {
    for item in Corpus.all where !item.yaml.contains("\r") {
      let (one, other) = (Comparison(file: item.file).ours, Comparison(file: item.fileWithCRLF).ours)
      #expect(Rendering.ours(one) == Rendering.ours(other), "\(item)")
      #expect(places(one) == places(other), "\(item)")
    }
  }

  @Test func documentsReadAsWrittenDown() throws {
    let text = Corpus.documents.map { "=== \($0.name)\n" + reading($0) }.joined()
    try expect(text, in: "documents.expected.txt")
  }

  @Test func valuesReadAsWrittenDown() throws {
    let lines = zip(Corpus.values, Corpus.values.indices).map { value, index in
      escaped(value) + "\n" + reading(Corpus.valuesInPlaces[index * 4])
    }
    try expect(lines.joined(), in: "values.expected.txt")
  }

  /// What was read, a line each key, then what was said, a line each.
  private func reading(_ item: Corpus.Case) -> String {
    let frontMatter = Comparison(file: item.file).ours
    return (Rendering.ours(frontMatter).filter { $0 != "\"status\" = \"open\"" } + places(frontMatter))
      .map { "    \($0)\n" }.joined()
  }

  private func places(_ frontMatter: FrontMatter) -> [String] {
    frontMatter.diagnostics.map { diagnostic in
      let (start, end) = (diagnostic.place.start!, diagnostic.place.end!)
      return "! \(start.line):\(start.column)-\(end.line):\(end.column) \(diagnostic.code)"
    }
  }

  /// Compares with a file; the variable `UPDATE=1` writes it anew.
  private func expect(_ text: String, in name: String) throws {
    let url = Fixtures.root.appending(path: "Tests/Fixtures/front-matter/\(name)")
    if Fixtures.isUpdating { try Data(text.utf8).write(to: url) }
    let wanted = try String(contentsOf: url, encoding: .utf8)
    for (line, other) in zip(wanted.split(separator: "\n"), text.split(separator: "\n")) where line != other {
      Issue.record("\(name)\n  expected: \(line)\n  found:    \(other)")
      return
    }
    #expect(wanted == text)
  }
}
