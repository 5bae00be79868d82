import Foundation
import Testing
import VireoModel
import VireoTestSupport

/// Places in text, and text made fit for a terminal and for JSON.
@Suite struct TextTests {
  @Test(arguments: [
    ("Crash on save", "Crash on save"), ("日本 👩‍👩‍👧 é e\u{301}", "日本 👩‍👩‍👧 é e\u{301}"),
    ("\u{1B}]52;c;ZXZpbA==\u{7}", "\\x1B]52;c;ZXZpbA==\\x07"),
    ("\u{1B}]8;;http://evil\u{1B}\\x", "\\x1B]8;;http://evil\\x1B\\x"),
    ("\u{1B}[2J\u{1B}[31m", "\\x1B[2J\\x1B[31m"), ("\u{9B}31m\u{9D}0;x\u{9C}", "\\x9B31m\\x9D0;x\\x9C"),
    ("a\u{7F}b\u{8}", "a\\x7Fb\\x08"),
    ("a\rb\nc\td", "a\\rb\\nc\\td"), ("\u{202E}txt.exe\u{202C}", "\\u{202E}txt.exe\\u{202C}"),
    ("\u{2066}a\u{2069}\u{200F}\u{61C}", "\\u{2066}a\\u{2069}\\u{200F}\\u{61C}"),
    ("a\u{200B}b\u{FEFF}c\u{2060}", "a\\u{200B}b\\u{FEFF}c\\u{2060}"),
    ("\u{2028}\u{2029}\u{85}", "\\u{2028}\\u{2029}\\x85"), ("\u{E0041}", "\\u{E0041}"), ("\r\n", "\\r\\n"),
  ])
  func whatATerminalWouldObeyIsShown(text: String, shown: String) {
    #expect(TerminalText.harmless(text) == shown)
    #expect(TerminalText.harmless(shown) == shown)
  }

  @Test func linesStayIfAsked() {
    #expect(TerminalText.harmless("a\n\tb\u{1B}\r\n", keepingLines: true) == "a\n\tb\\x1B\\r\n")
  }

  @Test(arguments: Rounds.seeds)
  func jsonReadsBack(seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for _ in 0..<Rounds.count(300) {
      let value = json(&random, depth: 3)
      for text in [value.serialized(), value.serialized(indented: true)] {
        let parsed = try JSONSerialization.jsonObject(with: Data(text.utf8), options: [.fragmentsAllowed])
        #expect(same(value, parsed), "seed \(seed): \(text)")
      }
    }
  }

  private func json(_ random: inout SplitMix64, depth: Int) -> JSONValue {
    switch random.below(depth == 0 ? 4 : 6) {
    case 0: return .null
    case 1: return .bool(random.once(in: 2))
    case 2: return .int(random.pick([0, 1, -1, 42, Int64(1) << 53, -99_999_999_999]))
    case 3: return .text(text(&random))
    case 4: return .array((0..<random.below(4)).map { _ in json(&random, depth: depth - 1) })
    default:
      return .object((0..<random.below(4)).map { .init("\($0)" + text(&random), json(&random, depth: depth - 1)) })
    }
  }

  private func text(_ random: inout SplitMix64) -> String {
    (0..<random.below(5)).map { _ in
      random.pick([
        "a", "\"", "\\", "/", "\n", "\r", "\t", "\u{1}", "\u{7F}", "é", "e\u{301}", "\u{2028}", "😀", "\u{FFFF}",
        "\u{0}",
      ])
    }.joined()
  }

  private func same(_ value: JSONValue, _ parsed: Any) -> Bool {
    switch value {
    case .null: parsed is NSNull
    case .bool(let flag): (parsed as? Bool) == flag
    case .int(let number): (parsed as? NSNumber)?.int64Value == number
    case .number(let number): (parsed as? NSNumber)?.doubleValue == number
    case .text(let text): (parsed as? String).map(escaped) == escaped(text)
    case .array(let items):
      (parsed as? [Any]).map { $0.count == items.count && zip(items, $0).allSatisfy(same) } ?? false
    case .object(let members):
      (parsed as? [String: Any]).map { object in
        object.count == members.count && members.allSatisfy { same($0.value, object[$0.name] ?? 0) }
      } ?? false
    }
  }

  @Test func jsonKeepsItsOrderAndLayout() {
    let value = JSONValue.object([
      .init("b", .array([.int(1), .null])), .init("a", .object([])), .init("c", .array([])),
    ])
    #expect(value.serialized() == #"{"b":[1,null],"a":{},"c":[]}"#)
    #expect(value.serialized(indented: true) == "{\n  \"b\": [\n    1,\n    null\n  ],\n  \"a\": {},\n  \"c\": []\n}")
    #expect(JSONValue.text("\u{1B}\u{7F}é").serialized() == "\"\\u001b\\u007fé\"")
  }

  @Test(arguments: [
    (0, 1, 1, 1), (1, 1, 2, 2), (3, 1, 3, 4), (4, 2, 1, 1), (8, 2, 2, 5), (9, 2, 3, 6), (10, 3, 1, 1), (99, 3, 1, 1),
    (-1, 1, 1, 1),
  ])
  func aPlaceIsCountedInScalars(offset: Int, line: Int, column: Int, byteColumn: Int) {
    // a é \n 😀 \r \n
    let position = source("aé\n😀\r\n").position(at: offset)
    #expect(
      position == TextPosition(offset: min(max(offset, 0), 10), line: line, column: column, byteColumn: byteColumn))
  }

  @Test(arguments: Rounds.seeds)
  func aPlaceIsTheSameHoweverItIsCounted(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<Rounds.count(100) {
      let bytes = (0..<random.below(60)).map { _ in random.pick([0x0A, 0x61, 0x0B, 0x8A, 0x0A, 0x00, 0xFF] as [UInt8]) }
      let source = SourceText(path: "x", bytes: bytes)
      for offset in 0...bytes.count {
        let position = source.position(at: offset)
        let before = bytes[..<offset]
        #expect(position.line == before.count { $0 == 0x0A } + 1, "seed \(seed)")
        #expect(position.byteColumn == offset - (before.lastIndex(of: 0x0A).map { $0 + 1 } ?? 0) + 1, "seed \(seed)")
      }
    }
  }

  @Test func aByteOrderMarkIsNoColumn() {
    let source = source("\u{FEFF}ab\nc")
    #expect(source.position(at: 4).column == 2 && source.position(at: 6).column == 1)
    #expect(source.line(at: 4) == "ab" && source.line(at: 7) == "c")
  }

  @Test func aLineIsShownWithoutItsEnd() {
    let source = source("ab\r\ncd\n\nef")
    #expect([0, 2, 4, 6, 7, 8, 10, 99].map(source.line) == ["ab", "ab", "cd", "cd", "", "ef", "ef", "ef"])
    #expect(source.text(4..<99) == "cd\n\nef")
  }

  @Test(arguments: Rounds.seeds)
  func textDefectsAreThoseThatSwiftFinds(seed: UInt64) {
    var random = SplitMix64(seed: seed)
    for _ in 0..<Rounds.count(1000) {
      let bytes = (0..<random.below(24)).map { _ in
        random.pick(
          [0x61, 0x61, 0x61, 0x80, 0xBF, 0xC2, 0xE0, 0xA0, 0xED, 0x9F, 0xF0, 0x90, 0xF4, 0x8F, 0xFF, 0xC1] as [UInt8])
      }
      #expect((TextDefect.first(in: bytes) == nil) == (String(validating: bytes, as: UTF8.self) != nil), "\(bytes)")
      if let place = bytes.firstIndex(of: 0x61) {
        var withZero = Array(repeating: UInt8(0x61), count: place)
        withZero.append(0)
        #expect(TextDefect.first(in: withZero) == .nul(at: place))
      }
    }
  }

  private func source(_ text: String) -> SourceText { SourceText(path: "x", bytes: Array(text.utf8)) }
}
