import Testing
import VireoFormat
import VireoModel
import VireoTestSupport

/// Input made to be slow, deep or large. The limits catch a hang, not a slow machine.
@Suite struct HostileInputTests {
  /// Parts of front matter to be repeated many times.
  static let floods: [(name: String, unit: String)] = [
    ("brackets", "["), ("braces", "{"), ("nested maps", "{a: "), ("double quotes", "\""), ("single quotes", "'"),
    ("backslashes", "\\"), ("tags", "! "), ("tags on lines", "!\n "), ("anchors", "&a "), ("aliases", "*a "),
    ("hyphens", "- "), ("colons", ": "), ("questions", "? "), ("commas", ","), ("hashes", " #"), ("folds", ">\n "),
    ("bars", "|\n "), ("items", "\n - a"), ("bad items", "\n - @"), ("pairs", "\n  a: b"), ("blank lines", "\n \n"),
    ("tabs", "\n\t"), ("escaped line ends", "\\\n  "), ("folded lines", "a\n  "), ("merge keys", "\n  <<: x"),
    ("items in brackets", "a, "), ("items on lines in brackets", "a,\n  "), ("quoted items in brackets", "\"a\", "),
  ]

  @Test(.timeLimit(.minutes(1)), arguments: floods.map(\.name))
  func aFloodIsReadInTime(name: String) {
    let unit = HostileInputTests.floods.first { $0.name == name }!.unit
    for opening in ["title: ", "title: \"", "title: [", "title:\n  - [", "title: [\"", "title: !x "] {
      let count = 30_000 / unit.utf8.count
      let source = file(opening + String(repeating: unit, count: count) + "\nstatus: open\n")
      let document = Document(source)
      #expect(document.frontMatter.closing != nil)
      _ = try? FrontMatterEditor.apply([.set("status", .text("closed"), .text)], to: source)
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func manyKeysAreReadInTime() {
    let keys = (0..<7000).map { "k\($0):\n" }.joined()
    #expect(FrontMatterParser.parse(file(keys)).entries.count == 7000)
    let braces = "m: {" + (0..<7000).map { "k\($0)" }.joined(separator: ",") + "}\n"
    #expect(FrontMatterParser.parse(file(braces)).entries.count == 1)
    let twice = "m: {" + (0..<7000).map { "k\($0 % 3500)" }.joined(separator: ",") + "}\n"
    #expect(FrontMatterParser.parse(file(twice)).diagnostics.map(\.code) == [.duplicateKey])
    let repeated = String(repeating: "a: 1\n", count: 12_000)
    #expect(FrontMatterParser.parse(file(repeated)).diagnostics.count == 11_999)
  }

  @Test(.timeLimit(.minutes(1)))
  func aHundredThousandKeysAreTooMany() {
    let document = Document(file((0..<100_000).map { "k\($0): v\n" }.joined()))
    #expect(document.diagnostics.map(\.code) == [.frontMatterTooLarge])
    #expect(document.isUnreadable)
  }

  @Test func frontMatterOfSixtyFourKibibytesIsTheLargest() {
    let filler = String(repeating: "x", count: FrontMatter.sizeLimit - "title: \n".utf8.count)
    let largest = Document(file("title: \(filler)\n"))
    #expect(largest.diagnostics.isEmpty)
    #expect(largest.frontMatter.entry("title")?.value.plain.text == filler)
    let over = Document(file("title: \(filler)x\n"))
    #expect(over.diagnostics.map(\.code) == [.frontMatterTooLarge])
    #expect(over.diagnostics.first?.place.start?.line == 1)
    #expect(over.diagnostics.first?.message.contains("has 65537 bytes; 65536 are allowed") == true)
  }

  @Test(.timeLimit(.minutes(1)))
  func aMegabyteOfOneCharacterIsReadInTime() {
    for unit in ["[[[[", "\"", "'", "<<<<<<< ", "---", "\n", "\u{FEFF}", "\u{202E}"] {
      let flood = String(repeating: unit, count: 1_000_000 / unit.utf8.count)
      for text in ["title: \(flood)\n---\n", "title: a\n---\n\(flood)\n", "title: a\n---\n\n# \(flood)\n"] {
        let document = Document(SourceText(path: "7-x.md", bytes: Array("---\n".utf8) + text.utf8))
        #expect(document.source.bytes.count > 900_000)
        _ = IssueReader(config: Config()).issue(document, number: nil)
      }
    }
  }

  @Test(.timeLimit(.minutes(1)))
  func aBodyOfTenMegabytesIsReadInTime() throws {
    let line = "A line of the text, with `code`, #7 and a few more words.\n"
    let body = String(repeating: line, count: 10_000_000 / line.utf8.count)
    let source = SourceText(path: "7-x.md", bytes: Array("---\ntitle: Crash\n---\n\n\(body)".utf8))
    let document = Document(source)
    #expect(document.diagnostics.isEmpty)
    #expect(document.body.utf8.count == body.utf8.count - 1)
    let edited = try FrontMatterEditor.apply([.set("status", .text("closed"), .text)], to: source)
    #expect(edited.count == source.bytes.count + "status: closed\n".utf8.count)
  }

  @Test func aTitleOfTenThousandCharactersIsKept() {
    let title = String(repeating: "ä ", count: 5000) + "."
    let document = Document(file("title: \(title)\n"))
    #expect(document.diagnostics.isEmpty)
    #expect(IssueReader(config: Config()).issue(document, number: nil)?.title == title)
    #expect(Slug.make(from: title).count <= Slug.lengthLimit)
    #expect(Slug.make(from: String(repeating: "ﷺ", count: 10_000)).count <= Slug.lengthLimit)
  }

  @Test func laughterIsNotMultiplied() {
    var yaml = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for (before, letter) in zip("abcdefgh", "bcdefghi") {
      yaml += "\(letter): &\(letter) [" + Array(repeating: "*\(before)", count: 9).joined(separator: ", ") + "]\n"
    }
    let frontMatter = FrontMatterParser.parse(file(yaml))
    #expect(frontMatter.entries.count == 9)
    #expect(frontMatter.entry("i")?.value.plain.text?.hasPrefix("&i [*h, ") == true)
    #expect(!frontMatter.diagnostics.isEmpty)
  }

  @Test func aNumberOfThirtyDigitsIsReported() {
    var layout = Layout()
    _ = layout.add([FolderEntry(name: String(repeating: "9", count: 30) + "-x.md", kind: .file)], in: "i")
    #expect(layout.issues.isEmpty)
    #expect(layout.diagnostics.map(\.code) == [.numberTooLong])
    #expect(IssueNumber(text: String(repeating: "9", count: 30)) == nil)
  }

  private func file(_ yaml: String) -> SourceText {
    SourceText(path: "7-x.md", bytes: Array("---\n\(yaml)---\n".utf8))
  }
}
