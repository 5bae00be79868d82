import Testing
import VireoEvents

@Suite("Patterns of rules")
struct GlobTests {
  private func fits(_ pattern: String, _ text: String, _ style: Glob.Style = .exact) throws -> Bool {
    try Glob(pattern, style: style).matches(text)
  }

  @Test("a star is any text, a question mark one character, brackets one of some, a backslash takes the meaning away")
  func meanings() throws {
    for (pattern, text) in [
      ("", ""), ("*", ""), ("*", "a/b"), ("a*c", "abbc"), ("a*c", "ac"), ("*.py", "x.py"), ("a?c", "aéc"), ("?", "日"),
      ("[abc]x", "bx"), ("[a-c]", "b"), ("[!a-c]", "é"), ("[]]", "]"), ("[a-]", "-"), ("\\*", "*"), ("\\[a\\]", "[a]"),
      ("\\{x\\}", "{x}"), ("std::*", "std::vec"), ("*a*b*", "xxaxxbxx"), ("a**b", "a/b"), ("[\\]]", "]"),
    ] { #expect(try fits(pattern, text), "\(pattern) fits \(text)") }
    for (pattern, text) in [
      ("", "a"), ("a", "A"), ("a", "ab"), ("a?c", "ac"), ("?", "ab"), ("??", "é"), ("[!a-c]", "b"), ("\\*", "a"),
      ("*.py", "x.pyc"), ("[a-c]", "d"), ("a*b", "ba"), ("?", ""),
    ] { #expect(try !fits(pattern, text), "\(pattern) does not fit \(text)") }
  }

  @Test("capitals of ASCII are small letters where the condition says so")
  func cases() throws {
    #expect(try fits("Connection *", "CONNECTION reset", .anyCase))
    #expect(try !fits("Connection *", "CONNECTION reset"))
    #expect(try fits("[a-c]", "B", .anyCase))
  }

  @Test("in paths one star stops at slashes, two do not, and a relative path fits as if it were absolute")
  func paths() throws {
    for (pattern, text) in [
      ("**/shop/*.py", "/srv/shop/cart.py"), ("**/shop/**.py", "/srv/shop/a/b.py"), ("**/shop/*.py", "shop/cart.py"),
      ("**/Shop/*.PY", "C:\\srv\\shop\\cart.py"), ("**/vendor/foo/*.c", "/x/vendor/foo/a.c"), ("**.py", "a/b/c.py"),
      ("/a/*/c", "/a/b/c"), ("**/node_modules/**", "/app/node_modules/x/y.js"), ("/x/?", "/x/y"),
    ] { #expect(try fits(pattern, text, .path), "\(pattern) fits \(text)") }
    for (pattern, text) in [
      ("**/shop/*.py", "/srv/shop/a/b.py"), ("/a/*/c", "/a/b/b/c"), ("*/c", "/a/b/c"), ("**/shop/**", "/srv/shop"),
      ("/x?y", "/x/y"), ("/x[!a]y", "/x/y"),
    ] { #expect(try !fits(pattern, text, .path), "\(pattern) does not fit \(text)") }
  }

  @Test("a pattern of more than 64 places is read like a short one")
  func long() throws {
    let part = String(repeating: "abcdefghij", count: 20)
    #expect(try fits(part + "*" + part, part + "x" + part))
    #expect(try fits("*" + part + "?" + part + "*", "yy" + part + "é" + part))
    #expect(try !fits(part + "*" + part, part + "x" + part.dropLast()))
    #expect(try fits("**/" + part + "/*", part + "/x", .path))
    for count in 60...70 {
      let text = String(repeating: "a", count: count)
      #expect(try fits(text + "*", text + "b") && fits(text + "*", text) && !fits(text + "*b", text))
      #expect(try fits(text + "?b", text + "éb"))
    }
  }

  @Test("it answers as a search through all possibilities does")
  func oracle() throws {
    /// The obvious way, which takes exponential time.
    func search(_ pattern: ArraySlice<Character>, _ text: ArraySlice<Character>) -> Bool {
      guard let first = pattern.first else { return text.isEmpty }
      switch first {
      case "*":
        if pattern.dropFirst().first == "*" {
          return search(pattern.dropFirst(), text)
            || (text.isEmpty ? false : search(pattern, text.dropFirst()))
        }
        return search(pattern.dropFirst(), text)
          || (text.first.map { $0 != "/" } ?? false) && search(pattern, text.dropFirst())
      case "?": return text.first.map { $0 != "/" && search(pattern.dropFirst(), text.dropFirst()) } ?? false
      default: return text.first == first && search(pattern.dropFirst(), text.dropFirst())
      }
    }
    var state: UInt64 = 7
    func pick(_ letters: [Character], _ most: Int) -> [Character] {
      func next() -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int(state >> 33)
      }
      return (0..<(next() % most)).map { _ in letters[next() % letters.count] }
    }
    for _ in 0..<20_000 {
      // Three stars in a row are two; the search above reads them otherwise.
      let pattern = String(pick(["a", "b", "/", "*", "?"], 8)).replacing("***", with: "**").replacing("***", with: "**")
      guard !pattern.contains("***") else { continue }
      let text = "/" + String(pick(["a", "b", "/"], 9))
      let expected = search(Array(pattern)[...], Array(text)[...])
      #expect(try fits(pattern, text, .path) == expected, "\(pattern) and \(text)")
    }
  }

  @Test(
    "what is no pattern is told with its place",
    arguments: [
      ("a[b", 1, "the bracket isn't closed"), ("ab\\", 2, "nothing follows the backslash"),
      ("x{a,b}", 1, "a choice in braces isn't read"), ("[z-a]", 1, "the range ends before it begins"),
      ("[é]", 1, "only ASCII can stand in brackets"),
    ])
  func mistakes(_ pattern: String, _ offset: Int, _ message: String) {
    #expect(throws: Glob.Mistake(offset: offset, message: message)) { try Glob(pattern, style: .exact) }
  }

  @Test("a pattern of more than 1,024 bytes is none")
  func tooLong() {
    #expect(throws: Glob.Mistake.self) { try Glob(String(repeating: "a", count: 1025), style: .exact) }
  }
}
