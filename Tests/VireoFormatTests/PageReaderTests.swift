import Testing
import VireoFormat
import VireoModel

@Suite struct PageReaderTests {
  private func document(_ text: String, name: String = "Design/Storage") -> Document {
    Document(SourceText(path: ".tracker/wiki/\(name).md", bytes: Array(text.utf8)))
  }

  @Test func keysAreRead() {
    let page = PageReader.page(
      document("---\ntitle: Where it lies\ntags: [a, b]\nowner: alice\n---\n\n# Files\n\nText\n"))
    #expect(page.name == "Design/Storage")
    #expect(page.title == "Where it lies")
    #expect(page.tags == ["a", "b"])
    #expect(page.fields == [Field(key: "owner", value: .text("alice"))])
    #expect(page.body == "# Files\n\nText")
    #expect(page.path == ".tracker/wiki/Design/Storage.md")
  }

  @Test(arguments: [
    ("---\ntitle: Key\n---\n\n# Heading\n", "Key"), ("# Heading\n\nText", "Heading"), ("Heading\n---\n", "Heading"),
    ("Text\n\n# Later\n", "Storage"), ("", "Storage"), ("---\ntitle:\n---\n\n# Heading\n", "Heading"),
  ])
  func theTitleIsTheKeyElseTheHeadingElseTheName(text: String, title: String) {
    #expect(PageReader.page(document(text)).title == title)
  }

  @Test func aSingleTagNeedsNoList() {
    #expect(PageReader.page(document("---\ntags: a\n---\n")).tags == ["a"])
    #expect(PageReader.page(document("---\ntags:\n---\n")).tags == [])
  }

  @Test func aBrokenFrontMatterLeavesWhatCanBeRead() {
    #expect(PageReader.page(document("---\ntitle: x\n")).name == "Design/Storage")
    let twice = document("---\ntitle: a\ntitle: b\ntags: {a: b}\n---\n\nText\n")
    #expect(PageReader.page(twice).title == "a")
    #expect(PageReader.page(twice).body == "Text")
    #expect(twice.diagnostics.map(\.code) == [.duplicateKey])
    #expect(PageRules.check(twice).map(\.code) == [.invalidPage])
  }

  @Test(arguments: [
    "Home", "Design/Storage", "Über uns", "a.b/c_d/e-f", "2026/11/21 notes", "数据/表",
  ])
  func aNameMayBe(name: String) {
    #expect(PageName.isValid(name))
    #expect(PageRules.check(document("", name: name)) == [])
  }

  @Test(arguments: [
    "", "/Home", "Home/", "a//b", "../x", "a/.b", "[a]", "a|b", "a#b", " a", "a ", "a  b", "a.", "a\nb",
  ])
  func aNameMayNotBe(name: String) {
    #expect(!PageName.isValid(name))
  }

  @Test func aNameIsReadFromAPathAndBack() {
    #expect(PageName.name(ofFile: ".tracker/wiki/Design/Storage.md") == "Design/Storage")
    #expect(PageName.name(ofFile: ".tracker/wiki/.md") == nil)
    #expect(PageName.name(ofFile: ".tracker/issues/1-a.md") == nil)
    #expect(PageName.name(ofFile: ".tracker/wiki/picture.png") == nil)
    #expect(PageName.folder(of: "Design/Parts/Storage") == "Design/Parts/")
    #expect(PageName.folder(of: "Home") == "")
  }
}
