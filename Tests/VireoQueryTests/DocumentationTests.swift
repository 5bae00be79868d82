import Foundation
import Testing
import VireoQuery

@Suite struct DocumentationTests {
  private static let page: String = {
    let tests = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    return
      (try? String(contentsOf: tests.deletingLastPathComponent().appending(path: "docs/queries.md"), encoding: .utf8))
      ?? ""
  }()

  /// The rows of a section's table, as cells.
  private func rows(_ section: String) -> [[String]] {
    let text = DocumentationTests.page.components(separatedBy: "\n## ").first { $0.hasPrefix(section) } ?? ""
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| ") }.dropFirst()
    return rows.map { $0.components(separatedBy: " | ").map { $0.trimmingCharacters(in: ["|", " "]) } }
  }

  private func code(_ cell: String) -> [String] {
    cell.components(separatedBy: "`").enumerated().filter { $0.offset % 2 == 1 }.map(\.element)
  }

  @Test(arguments: ["1. In short", "14. Examples"])
  func examplesAreReadAsTheySay(section: String) {
    let rows = rows(section)
    #expect(rows.count > 10)
    for row in rows {
      for example in code(row[0]) { #expect((fault(example) != nil) == row[1].contains("mistake"), "\(example)") }
      if let same = code(row[1]).first, row[1] == "`\(same)`" {
        #expect((try? canonical(row[0].filter { $0 != "`" })) == same)
      }
    }
  }

  @Test func everyFieldIsThere() {
    let names = Set(rows("5. Fields").flatMap { code($0[0]) })
    for name in names { #expect(fault("\(name):none")?.message.contains("is no field") != true, "\(name)") }
    for name in ["label", "versions", "children", "fixed-in", "group"] { #expect(names.contains(name)) }
    for key in Order.Key.allCases { #expect(DocumentationTests.page.contains("`\(key.rawValue)`"), "\(key)") }
    for key in GroupKey.allCases { #expect(DocumentationTests.page.contains("`\(key.rawValue)`"), "\(key)") }
  }
}
