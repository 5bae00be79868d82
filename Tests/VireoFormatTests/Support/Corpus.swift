import Foundation
import VireoTestSupport

/// Awkward front matter written by hand, in `Tests/Fixtures/front-matter`.
///
/// What an editor would not show is written as `<TAB>`, `<CR>` or `<U+0085>`.
enum Corpus {
  struct Case: Sendable, CustomStringConvertible {
    var name: String
    /// The lines between the fences.
    var yaml: String

    var description: String { name }
    var file: String { "---\n" + yaml + "---\n\nText.\n" }
    var fileWithCRLF: String { file.replacing("\r\n", with: "\n").replacing("\n", with: "\r\n") }
  }

  /// Values, one a line.
  static let values: [String] = lines("values.txt").map(unescaped)

  static let documents: [Case] = {
    var cases: [Case] = []
    for line in lines("documents.txt") {
      if line.hasPrefix("=== ") {
        cases.append(Case(name: String(line.dropFirst(4)), yaml: ""))
      } else {
        cases[cases.count - 1].yaml += unescaped(line) + "\n"
      }
    }
    return cases
  }()

  /// Each value as a key's, as an item of both kinds of list, and in a map.
  static let valuesInPlaces: [Case] = values.flatMap { value in
    [
      Case(name: "key: " + value, yaml: "title: \(value)\nstatus: open\n"),
      Case(name: "item: " + value, yaml: "labels:\n  - \(value)\n  - z\nstatus: open\n"),
      Case(name: "bracket: " + value, yaml: "labels: [\(value), z]\nstatus: open\n"),
      Case(name: "map: " + value, yaml: "m:\n  k: \(value)\n  z: z\nstatus: open\n"),
    ]
  }

  static var all: [Case] { documents + valuesInPlaces }

  private static func lines(_ name: String) -> [String] {
    let url = Fixtures.root.appending(path: "Tests/Fixtures/front-matter/\(name)")
    guard let text = try? String(contentsOf: url, encoding: .utf8) else { return [] }
    return text.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init)
  }

  static func unescaped(_ line: String) -> String {
    line.replacing("<TAB>", with: "\t").replacing("<CR>", with: "\r")
      .replacing(#/<U\+([0-9A-F]{4,6})>/#) { match in
        UInt32(match.1, radix: 16).flatMap(Unicode.Scalar.init).map { String(Character($0)) } ?? ""
      }
  }
}
