import Testing
import VireoFormat
import VireoModel

/// Files of `.tracker/queries`.
@Suite struct SavedQueryReaderTests {
  private func document(_ text: String) -> Document {
    Document(SourceText(path: ".tracker/queries/mine.md", bytes: Array(text.utf8)))
  }

  @Test func keysAreRead() {
    let query = SavedQueryReader.query(
      document(
        """
        ---
        title: What
        query: is:open a
        columns: [number, 'title, labels']
        sort: a-desc, b
        group: type
        x: y
        ---

        Text

        """
      ))
    #expect(query.name == "mine")
    #expect(query.title == "What")
    #expect(query.query == "is:open a")
    #expect(query.columns == ["number", "title", "labels"])
    #expect(query.sort == "a-desc,b")
    #expect(query.group == "type")
    #expect(query.body == "Text")
    #expect(query.fields == [Field(key: "x", value: .text("y"))])
    #expect(query.path == ".tracker/queries/mine.md")
  }

  @Test func whatIsMissingIsEmpty() {
    let query = SavedQueryReader.query(document("No front matter\n"))
    #expect(query.query == "" && query.columns == [] && query.sort == nil && query.body == "No front matter")
  }

  @Test(arguments: [
    ("query: is:open labl:x", 2, 16), ("query: 'is:open labl:x'", 2, 17), ("query: \"is:open labl:x\"", 2, 17),
    ("query: é        labl:x", 2, 17), ("query: 'é ''    labl:x'", 2, 8), ("query: |\n  is:open labl:x", 2, 8),
  ])
  func aPartHasItsPlace(line: String, row: Int, column: Int) {
    let start = line.contains("é") ? 9 : 8
    let place = document("---\n\(line)\n---\n").place(of: "query", part: start..<start + 4)
    let spaces = line.contains("é  ") ? 1 : 0
    #expect(place.start?.line == row)
    #expect((place.start?.column ?? 0) + spaces == column)
  }

  @Test(arguments: [("a.md", "a"), ("a b.md", "a b"), ("a.txt", nil), (".md", nil), (".a.md", nil), ("#a.md", nil)])
  func aFileHasAName(file: String, name: String?) { #expect(Layout.entryName(ofFile: file) == name) }
}
