import Testing
import VireoEvents
import VireoModel

@Suite("JSON as programs send it")
struct JSONReaderTests {
  private func read(_ text: String) throws -> JSONValue { try JSONReader.value(of: text.utf8) }

  @Test("the values of RFC 8259 are read, members in their order")
  func ordinary() throws {
    let value = try read(#" {"b": [1, -2.5e1, true, null, ""], "a": {"x": "é\n\"\\\/\u00e9"}} "#)
    #expect(value.serialized() == #"{"b":[1,-25.0,true,null,""],"a":{"x":"é\n\"\\/é"}}"#)
  }

  @Test("what is no JSON is kept where serialisers write it: NaN, infinities, whole numbers of more than 64 bits")
  func beside() throws {
    #expect(
      try read("[NaN, Infinity, -Infinity, 1208925819614629174706176, -9223372036854775807, 1e999]")
        == .array([
          .text("NaN"), .text("Infinity"), .text("-Infinity"), .text("1208925819614629174706176"),
          .int(-9_223_372_036_854_775_807), .text("1e999"),
        ]))
  }

  @Test("pairs of surrogates are one character, and half a pair is U+FFFD")
  func surrogates() throws {
    #expect(try read(#""\ud83d\ude00 \ud83d end \ude00 \ud83dx""#) == .text("😀 \u{FFFD} end \u{FFFD} \u{FFFD}x"))
    #expect(try read(#""\ud83dA""#) == .text("\u{FFFD}A"))
  }

  @Test("bytes that are no UTF-8 become U+FFFD")
  func notUTF8() throws {
    #expect(try JSONReader.value(of: [0x22, 0x61, 0xFF, 0x62, 0x22]) == .text("a\u{FFFD}b"))
  }

  @Test("what lies too deep is kept as its text")
  func deep() throws {
    let limit = JSONReader.depthLimit
    var value = try read(
      String(repeating: "[", count: limit + 1) + #""]}","# + "1" + String(repeating: "]", count: limit + 1))
    for _ in 0..<limit { value = try #require(value.items.first) }
    #expect(value == .text(#"["]}",1]"#))
    let bomb = String(repeating: "[", count: 1_000_000)
    #expect(throws: JSONError.self) { try read(bomb) }
  }

  @Test(
    "what is none is refused with its place",
    arguments: [
      ("", 0), ("{", 1), (#"{"a" 1}"#, 5), (#"{"a":1,}"#, 7), ("[1 2]", 3), ("tru", 0), (#""abc"#, 4), (#""\x""#, 2),
      (#""\u12G4""#, 5), ("1 2", 2), ("-", 1), ("1.2.3", 0), ("[1,]", 3), ("'a'", 0), (#""a\"#, 3), ("\u{0}", 0),
    ])
  func refused(_ text: String, _ offset: Int) {
    do {
      _ = try read(text)
      Issue.record("read: \(text)")
    } catch { #expect((error as? JSONError)?.offset == offset, "\(text): \(error)") }
  }

  @Test("of members with one name the last is meant, and none is lost")
  func twice() throws {
    let value = try read(#"{"a":1,"a":2}"#)
    #expect(value["a"] == .int(2))
    #expect(value.members.count == 2)
  }
}
