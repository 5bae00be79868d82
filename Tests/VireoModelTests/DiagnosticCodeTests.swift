import Foundation
import Testing
import VireoModel
import VireoTestSupport

/// The catalogue of codes and its pages in `docs/diagnostics`.
@Suite struct DiagnosticCodeTests {
  @Test func everyCodeIsListedOnce() throws {
    let ids = DiagnosticCode.all.map(\.id)
    #expect(Set(ids).count == ids.count)
    var declared: [String] = []
    let sources = Fixtures.root.appending(path: "Sources")
    for case let file as URL in FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)!
    where file.pathExtension == "swift" {
      declared += try String(contentsOf: file, encoding: .utf8).matches(of: #/DiagnosticCode\(\s*"([^"]*)"/#).map {
        String($0.1)
      }
    }
    #expect(declared.sorted() == ids.sorted())
  }

  @Test func everyCodeIsExplained() {
    let all = ["What it means", "Why it matters", "Example", "Way out"]
    let ofFiles = DiagnosticCode.all.prefix { $0 != .notARepository }
    #expect(ofFiles.count > 30)
    for code in DiagnosticCode.all {
      #expect(code.id.wholeMatch(of: #/[a-z0-9]+(-[a-z0-9]+)*/#) != nil, "\(code)")
      #expect(!code.summary.isEmpty && !code.summary.hasSuffix(".") && !code.summary.contains("\n"), "\(code)")
      let headings = code.explanation.matches(of: #/(?m)^## (.*)$/#).map { String($0.1) }
      // Why it matters that a command failed goes without saying.
      #expect(headings == all || !ofFiles.contains(code) && headings == all.filter(headings.contains), "\(code)")
      #expect(headings.first == all.first && headings.last == all.last, "\(code)")
      #expect(code.explanation.split(separator: "\n").allSatisfy { $0.count <= 120 }, "\(code)")
    }
  }

  @Test func everyCodeHasItsPage() throws {
    let folder = Fixtures.root.appending(path: "docs/diagnostics")
    var pages = Dictionary(uniqueKeysWithValues: DiagnosticCode.all.map { ($0.id + ".md", page($0)) })
    pages["README.md"] = index()
    if Fixtures.isUpdating {
      try? FileManager.default.removeItem(at: folder)
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      for (name, text) in pages { try Data(text.utf8).write(to: folder.appending(path: name)) }
    }
    let found = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(Set(found) == Set(pages.keys), "UPDATE=1 script/test --filter DiagnosticCodeTests writes them anew")
    for (name, text) in pages {
      let present = try? String(contentsOf: folder.appending(path: name), encoding: .utf8)
      #expect(present == text, "\(name): UPDATE=1 script/test --filter DiagnosticCodeTests writes it anew")
    }
  }

  private func page(_ code: DiagnosticCode) -> String {
    "# \(code.id)\n\n\(code.summary), severity \(code.severity.rawValue)\n\n\(code.explanation)\n"
  }

  private func index() -> String {
    let rows = DiagnosticCode.all.map { "| [\($0.id)](\($0.id).md) | \($0.severity.rawValue) | \($0.summary) |\n" }
    return "# Diagnostics\n\nEvery code that vireo reports, as `vireo explain CODE` shows it.\n\n"
      + "| code | severity | rule |\n|---|---|---|\n" + rows.joined()
  }
}
