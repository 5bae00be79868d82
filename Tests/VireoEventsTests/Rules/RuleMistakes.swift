import Testing
import VireoEvents
import VireoModel

/// What must hold of a line that is no rule, in every file of rules.
enum RuleMistakes {
  /// Expects that a line between two good ones is told with its place, and that those are read.
  ///
  /// - Parameters:
  ///   - marked: The line, with `‹›` around what is wrong in it.
  ///   - good: A line that is a rule.
  ///   - parse: Gives the places of the rules in a text, and what is wrong in it.
  static func expect(
    _ marked: String, _ message: String, path: String, good: String,
    parse: (_ text: String, _ path: String) -> (places: [String], diagnostics: [Diagnostic])
  ) throws {
    let line = marked.replacing("‹", with: "").replacing("›", with: "")
    let before = marked.prefix { $0 != "‹" }
    let (places, diagnostics) = parse("\(good)\n\(line)\n\(good)", path)
    #expect(places == ["\(path):1", "\(path):3"])
    #expect(diagnostics.map(\.message) == [message])
    let found = try #require(diagnostics.first)
    #expect(found.code == .invalidErrorRule && found.advice?.isEmpty != true)
    #expect(found.place.path == path && found.place.excerpt == line)
    #expect(found.place.start?.line == 2)
    guard marked.contains("‹") else { return }
    #expect(found.place.start?.column == before.unicodeScalars.count + 1)
    let marks = marked.drop { $0 != "‹" }.dropFirst().prefix { $0 != "›" }
    if !marks.isEmpty {
      #expect(found.place.end?.column == before.unicodeScalars.count + 1 + marks.unicodeScalars.count)
    }
  }
}
