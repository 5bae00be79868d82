import Testing
import VireoEvents

@Suite("What varies in messages")
struct ParameterScannerTests {
  /// Each kind with texts of it, which end before ` |`.
  static let samples: [(String, [String])] = [
    ("email", ["max@example.org", "a.b+c/d=e@x", "user=max@example.org", "o'neil@mail.example.co.uk"]),
    ("url", ["http://a.example/x?y=1#z", "https://10.0.0.1:8080/", "wss://x/y", "ftp://f.example/a"]),
    ("hostname", ["shop.example.com", "db-1.internal.example.co.uk", "A.EXAMPLE.COM", "x.io"]),
    (
      "ip",
      [
        "10.0.0.1", "255.255.255.255", "::1", "fe80::1%eth0", "2001:db8:85a3:0:0:8a2e:370:7334",
        "2001:db8::8a2e:370:7334",
        "::ffff:10.0.0.1", "1::",
      ]
    ),
    (
      "traceparent",
      [
        "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01", "1-58406520-a006649127e371903a2de979",
      ]
    ),
    ("uuid", ["550e8400-e29b-41d4-a716-446655440000", "550E8400-E29B-41D4-A716-446655440000"]),
    ("sha1", ["da39a3ee5e6b4b0d3255bfef95601890afd80709", "DA39A3EE5E6B4B0D3255BFEF95601890AFD80709"]),
    ("md5", ["d41d8cd98f00b204e9800998ecf8427e"]),
    (
      "date",
      [
        "Sat, 21 Nov 2026 10:04:33 +0000", "21 Nov 26 10:04 GMT", "Saturday, 21-Nov-26 10:04:33 GMT",
        "2026-11-21T10:04:33Z", "2026-11-21T10:04:33.123456+01:00", "2026-11-21 10:04:33,123", "20261121T100433Z",
        "2026-11-21", "2026/11/21 10:04:33", "10:04", "9:04:33", "9:04 pm", "10:04:33.25",
        "Sat Nov 21 2026 10:04:33 GMT+0000 (Coordinated Universal Time)", "Nov 21, 2026", "Sat Nov 21 10:04:33 2026",
        "Sat Nov 21 10:04:33 UTC 2026", "datetime.datetime(2026, 11, 21, 10, 4)",
      ]
    ),
    ("duration", ["250ms", "1.5s", "3s", "1h2m3.5s", "250µs", "12.5ms"]),
    ("hex", ["0x7f", "0XAB12", "12345678", "deadbeef1", "DEADBEEF1", "1" + String(repeating: "a", count: 127)]),
    ("git_sha", ["a584c6a", "0000abc"]),
    ("float", ["1.5", "-1.5", "0.0001"]),
    ("int", ["0", "7", "-7", "1234567"]),
  ]

  @Test("each kind is replaced by its name, alone and between other words", arguments: samples)
  func eachKind(_ kind: String, _ texts: [String]) {
    for text in texts {
      #expect(MessageText.normalized(text) == "<\(kind)>", "\(text)")
      #expect(MessageText.normalized("before (\(text) ) behind") == "before (<\(kind)> ) behind", "\(text)")
      if kind != "url" { #expect(MessageText.normalized("«\(text)»") == "«<\(kind)>»", "\(text)") }
    }
  }

  @Test("values behind an equals sign are replaced in quotes or as true and false")
  func values() {
    #expect(MessageText.normalized("name='max' city=\"Aachen\"") == "name=<quoted_str> city=<quoted_str>")
    #expect(MessageText.normalized("a=true b=False c=True d=false") == "a=<bool> b=<bool> c=<bool> d=<bool>")
    #expect(MessageText.normalized("'max' is true, a='' b='open") == "'max' is true, a='' b='open")
  }

  @Test(
    "what only looks like one stays",
    arguments: [
      "no such user", "Foo::bar()", "std::vector", "Face::bath", "user@", "@user", "word1", "x86_64", "v2beta",
      "abcdef", "deadbeef",
      "src/main.rs", "KeyError", "http:///x", "Mondays", "Marching on", "self.items",
      "DEADbeef1", "utf8", "a-b-c", "Saturday", "3rd", "0x", "e", "--", "=", "'", "\"", "::", ":::::", "%", "",
    ])
  func nothing(_ text: String) {
    #expect(MessageText.normalized(text) == text)
  }

  @Test("the first kind in the order wins, at the first place where one fits")
  func order() {
    for (text, expected) in [
      ("http://max@example.org/", "<url>"), ("max@10.0.0.1", "<email>"), ("https://shop.example.com", "<url>"),
      ("10.0.0.1:8080", "<ip>:<int>"), ("1.2.3", "<float>.<int>"), ("550e8400-e29b-41d4", "<hex>-e29b-41d4"),
      ("2026-11-21 7 items", "<date> <int> items"), ("12345678.5", "<hex>.<int>"),
      ("cart.js:12:30", "cart.js:<int>:<int>"),
      ("cart.js:123:4", "cart.js:<int>:<int>"), ("5 s", "<int> s"), ("5-7", "<int>-<int>"), ("x-7", "x-<int>"),
      ("a -7", "a <int>"), ("order#70001,item#4", "order#<int>,item#<int>"), ("订单123失败", "订单<int>失败"),
      ("1234567é890x", "<int>é890x"), ("id=7", "id=<int>"), ("id='7'", "id=<quoted_str>"), ("99:99", "<int>:<int>"),
      ("24:00", "<int>:<int>"),
      ("300.1.1.1", "<float>.<float>"), ("12345678901", "<hex>"),
      ("0123456789abcdef0123456789abcdef01234567", "<sha1>"),
    ] { #expect(MessageText.normalized(text) == expected, "\(text)") }
  }

  @Test("the first two lines with anything on them count, and three full stops stand for the others")
  func lines() {
    #expect(MessageText.normalized("\n\n  a 1  \r\n\t\n b 2 \n") == "a <int>\nb <int>")
    #expect(MessageText.normalized("a\nb\nc") == "a\nb...")
    #expect(MessageText.normalized("a\n\n\n") == "a")
    #expect(MessageText.normalized(" \n\t") == "")
  }

  @Test("of a long text the first 8,192 bytes count, whole characters of them")
  func long() {
    let text = String(repeating: "é", count: 5000)
    #expect(MessageText.normalized(text) == String(repeating: "é", count: 4096) + "...")
    #expect(MessageText.normalized("x" + text) == "x" + String(repeating: "é", count: 4095) + "...")
    #expect(MessageText.normalized(String(repeating: "ab 7 ", count: 4000)).hasPrefix("ab <int> ab <int>"))
  }
}
