import Foundation
import Testing
import VireoEvents
import VireoModel
import VireoTestSupport

@Suite("docs/grouping.md")
struct GroupingPageTests {
  private func sections() throws -> [String] {
    let page = try String(contentsOf: Fixtures.root.appending(path: "docs/grouping.md"), encoding: .utf8)
    return page.components(separatedBy: "\n## ")
  }

  private func section(_ start: String) throws -> String { try #require(sections().first { $0.hasPrefix(start) }) }

  /// What stands in the first block of a section.
  private func block(_ start: String) throws -> String {
    let parts = try section(start).components(separatedBy: "```\n")
    return parts.count > 1 ? parts[1] : ""
  }

  @Test("its rules are rules")
  func rules() throws {
    let fingerprints = FingerprintRules.parse(text: try block("9. "), path: "9")
    #expect(fingerprints.diagnostics.map { DiagnosticFormatter.human($0) } == [] && fingerprints.rules.rules.count == 4)
    let stacks = StackTraceRules.parse(text: try block("10. "), path: "10")
    #expect(stacks.diagnostics.map { DiagnosticFormatter.human($0) } == [] && stacks.rules.rules.count == 5)
  }

  @Test("its conditions and variables are known")
  func names() throws {
    let text = try section("9. ")
    for row in text.split(separator: "\n") where row.hasPrefix("| `") {
      let cell = row.dropFirst(2).prefix { $0 != "|" }
      for name in cell.components(separatedBy: "`").enumerated().filter({ $0.offset % 2 == 1 }).map(\.element) {
        let pattern = ["app", "handled"].contains(name) ? "yes" : name == "family" ? "native" : "x"
        let found = FingerprintRules.parse(text: "\(name):\(pattern) -> y", path: "9").diagnostics
        #expect(found.isEmpty, "\(name)")
      }
    }
    let variables = text.matches(of: #/\{\{ ([^}]+) \}\}/#).map { String($0.1) }
    #expect(Set(variables).count > 12)
    for name in variables { #expect(FingerprintTemplate.Variable(name) != nil, "\(name)") }
  }

  @Test("the rules for events and the actions of docs/errors.md are read")
  func events() throws {
    let page = try String(contentsOf: Fixtures.root.appending(path: "docs/errors.md"), encoding: .utf8)
    let section = try #require(page.components(separatedBy: "\n## ").first { $0.hasPrefix("Rules for events") })
    let parts = section.components(separatedBy: "```\n")
    let found = EventRules.parse(text: try #require(parts.dropFirst().first), path: "events")
    #expect(found.diagnostics.map { DiagnosticFormatter.human($0) } == [] && found.rules.rules.count == 5)
    for row in section.split(separator: "\n") where row.hasPrefix("| `") {
      let cell = row.dropFirst(2).prefix { $0 != "|" }
      for action in cell.components(separatedBy: "`").enumerated().filter({ $0.offset % 2 == 1 }).map(\.element) {
        let text = "level:error -> " + action.replacing("…", with: "info")
        #expect(EventRules.parse(text: text, path: "events").diagnostics.isEmpty, "\(action)")
      }
    }
  }

  @Test("its kinds of values are replaced")
  func kinds() throws {
    for row in try section("6. ").split(separator: "\n") where row.hasPrefix("| `<") && row.contains("| `") {
      let cells = row.components(separatedBy: " | ")
      let kinds = cells[0].matches(of: #/<[a-z0-9_]+>/#).map { String($0.0) }
      let examples = cells[1].matches(of: #/`([^`]+)`/#).map { String($0.1) }.filter { !$0.contains("…") && $0 != "=" }
      for example in examples {
        let context = kinds.contains("<bool>") ? "x=" : ""
        let normalized = MessageText.normalized(context + example)
        #expect(kinds.contains { normalized == context + $0 }, "\(example) is \(normalized)")
      }
    }
  }
}
