import Foundation
import Testing
import VireoModel
import VireoTestSupport

@Suite struct DiagnosticTests {
  private let source = SourceText(path: "i/7-ü x.md", bytes: Array("---\nétat: \u{1B}opne\tx\n---\n".utf8))

  private var sample: Diagnostic {
    Diagnostic(
      .unknownStatus, .init(source, 11..<16), "status '\u{1B}opne' isn't configured",
      notes: [.init(.init(source, 0..<3), "it begins here")], advice: "write 'open'",
      fix: .replace([.init(11..<16, "open")]))
  }

  @Test func oneLineIsForEditors() {
    #expect(
      DiagnosticFormatter.short(sample) == "i/7-ü x.md:2:7: error: status '\\x1Bopne' isn't configured [unknown-status]"
    )
    let file = Diagnostic(.emptyFile, .init(path: "a\u{7}b.md"), "there is nothing in this file")
    #expect(DiagnosticFormatter.short(file) == "a\\x07b.md: error: there is nothing in this file [empty-file]")
    #expect(DiagnosticFormatter.human(file) == DiagnosticFormatter.short(file))
  }

  @Test func peopleSeeTheLineAndTheWayOut() {
    #expect(
      DiagnosticFormatter.human(sample) == """
        i/7-ü x.md:2:7: error: status '\\x1Bopne' isn't configured [unknown-status]
          2 | état: \\x1Bopne\\tx
            |       ^^^^^^^^
        i/7-ü x.md:1:1: note: it begins here
        fix: write 'open'
        """)
  }

  @Test func aLongLineIsCut() {
    let text = String(repeating: "a", count: 150) + "b" + String(repeating: "c", count: 150)
    let source = SourceText(path: "x", bytes: Array(text.utf8))
    let lines = DiagnosticFormatter.human(Diagnostic(.quoteNeeded, .init(source, 150..<151), "m")).split(
      separator: "\n")
    #expect(lines[1] == "  1 | …" + String(repeating: "a", count: 40) + "b" + String(repeating: "c", count: 59) + "…")
    #expect(lines[2] == "    | " + String(repeating: " ", count: 41) + "^")
    let long = DiagnosticFormatter.human(Diagnostic(.quoteNeeded, .init(source, 0..<300), "m")).split(separator: "\n")
    #expect(long[2] == "    | " + String(repeating: "^", count: 100))
  }

  @Test func aPlaceOverLinesIsMarkedToTheEndOfTheFirst() {
    let source = SourceText(path: "x", bytes: Array("ab\ncd\n".utf8))
    let lines = DiagnosticFormatter.human(Diagnostic(.quoteNeeded, .init(source, 1..<5), "m")).split(separator: "\n")
    #expect(lines[1...] == ["  1 | ab", "    |  ^"])
  }

  @Test func programsGetJSON() throws {
    #expect(DiagnosticFormatter.json([]) == "[]")
    #expect(
      DiagnosticFormatter.json([sample]) == """
        [
          {
            "path": "i/7-ü x.md",
            "start": {
              "line": 2,
              "column": 7,
              "byteColumn": 8,
              "offset": 11
            },
            "end": {
              "line": 2,
              "column": 12,
              "byteColumn": 13,
              "offset": 16
            },
            "severity": "error",
            "code": "unknown-status",
            "message": "status '\\u001bopne' isn't configured",
            "notes": [
              {
                "path": "i/7-ü x.md",
                "start": {
                  "line": 1,
                  "column": 1,
                  "byteColumn": 1,
                  "offset": 0
                },
                "message": "it begins here"
              }
            ],
            "advice": "write 'open'",
            "fixable": true
          }
        ]
        """)
  }

  @Test func forgesGetSARIF() throws {
    let info = Diagnostic(.missingIdentity, .init(path: "a.md"), "no uid")
    let text = SARIFReport.json([sample, info, info], version: "1.2.3")
    let root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    #expect(root["version"] as? String == "2.1.0")
    let run = try #require((root["runs"] as? [[String: Any]])?.first)
    #expect(run["columnKind"] as? String == "unicodeCodePoints")
    let driver = (run["tool"] as? [String: Any])?["driver"] as? [String: Any]
    #expect(driver?["semanticVersion"] as? String == "1.2.3")
    #expect(
      (driver?["rules"] as? [[String: Any]])?.map { $0["id"] as? String } == ["missing-identity", "unknown-status"])
    let results = try #require(run["results"] as? [[String: Any]])
    #expect(results.map { $0["level"] as? String } == ["error", "note", "note"])
    let first = JSONSerialization.isValidJSONObject(results[0]) ? results[0] : [:]
    let place = ((first["locations"] as? [[String: Any]])?.first?["physicalLocation"]) as? [String: Any]
    #expect((place?["artifactLocation"] as? [String: Any])?["uri"] as? String == "i/7-%C3%BC%20x.md")
    #expect(place?["region"] as? [String: Int] == ["startLine": 2, "startColumn": 7, "endLine": 2, "endColumn": 12])
    #expect((first["relatedLocations"] as? [[String: Any]])?.count == 1)
  }

  @Test func anErrorSaysWhatWasWritten() {
    let error = VireoError(
      .storeLocked, "can't write: \u{1B}", causes: ["open: file exists"], state: "nothing was written", advice: "wait",
      diagnostics: [Diagnostic(.emptyFile, .init(path: "a.md"), "empty")])
    #expect(
      error.description == """
        a.md: error: empty [empty-file]
        error: can't write: \\x1B [store-locked]
        caused by: open: file exists
        state: nothing was written
        fix: wait
        """)
  }
}
