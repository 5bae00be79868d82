import VireoModel
import VireoQuery

extension QueryCompiler {
  /// The column of the fields that have one.
  static func column(_ field: TextField) -> String? {
    switch field {
    case .status: "status"
    case .resolution: "resolution"
    case .type: "type"
    case .priority: "priority"
    case .severity: "severity"
    case .component: "component"
    case .version: "version"
    case .milestone: "milestone"
    case .title, .label, .estimate, .spent, .uid, .release, .environment, .custom: nil
    }
  }

  static func key(_ field: TextField) -> String {
    switch field {
    case .label: "labels"
    case .estimate: "estimate"
    case .spent: "spent"
    case .custom(let key): key
    default: ""
    }
  }

  mutating func text(_ field: TextField, _ test: TextTest) -> String {
    switch field {
    case .title where isLong:
      usesWorkedOut = true
      return self.test(test, "worked.foldedTitle")
    case .title: return detail(self.test(test, "folded(detail.title)"))
    case .uid: return detail(self.test(test, "detail.uid"))
    default:
      return if let column = QueryCompiler.column(field) {
        "\(column) IN (SELECT id FROM word WHERE \(self.test(test, "folded")))"
      } else {
        """
        issue.id IN (SELECT item.issue FROM item WHERE key = \(key(QueryCompiler.key(field))) AND value IN \
        (SELECT id FROM word WHERE \(self.test(test, "folded"))))
        """
      }
    }
  }

  mutating func key(_ key: String) -> String { "(SELECT id FROM word WHERE word = \(argument(key)))" }

  func detail(_ condition: String) -> String {
    "EXISTS (SELECT 1 FROM detail WHERE detail.id = issue.id AND \(condition))"
  }

  private mutating func test(_ test: TextTest, _ text: String) -> String {
    switch test {
    case .equals(let wanted): "\(text) = \(argument(TextFolding.folded(wanted)))"
    case .contains(let wanted): "instr(\(text), \(argument(TextFolding.folded(wanted)))) > 0"
    case .begins(let wanted): begins(text, TextFolding.folded(wanted))
    case .ends(let wanted): ends(text, TextFolding.folded(wanted))
    }
  }

  private mutating func begins(_ text: String, _ wanted: String) -> String {
    "substr(\(text), 1, \(wanted.unicodeScalars.count)) = \(argument(wanted))"
  }

  private mutating func ends(_ text: String, _ wanted: String) -> String {
    let count = wanted.unicodeScalars.count
    return count == 0 ? "\(text) IS NOT NULL" : "substr(\(text), -\(count)) = \(argument(wanted))"
  }

  mutating func words(_ text: String) -> String {
    var folding = FoldedWords()
    let words = folding.words(text)
    if words.isEmpty { return "1" }
    let match = "\"" + words.joined(separator: " ") + "\"" + (text.unicodeScalars.last == "*" ? " *" : "")
    return """
      issue.id IN (SELECT doc.issue FROM text JOIN doc ON doc.id = text.rowid WHERE text MATCH \(argument(match)))
      """
  }
}
