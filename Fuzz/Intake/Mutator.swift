import VireoModel
import VireoTestSupport

/// Changes JSON, bodies and bytes at random, in ways that keep most of their structure.
struct Mutator {
  var random: SplitMix64

  /// Values that readers have tripped over.
  private static let odd: [JSONValue] = [
    .null, .bool(true), .int(0), .int(-1), .int(.max), .int(.min), .number(1e308), .number(-0.0), .number(0.5),
    .text(""),
    .text("\u{0}"), .text("\u{FEFF}"), .text("\u{202E}"), .text("{{ default }}"), .text("#7 Fixes #7"), .text("9e999"),
    .text("2026-02-30T25:61:61Z"), .text("-9223372036854775809"), .text(String(repeating: "a", count: 5_000)),
    .text(String(repeating: "4111 1111 1111 1111 ", count: 40)), .text(String(repeating: "@", count: 300)),
    .text("```\n~~~\n| a |\n<!-- -->"), .text("../../../etc/passwd"), .text("é\u{301}👩‍👩‍👧\u{1F1E9}"), .array([]),
    .object([]),
    .array([.array([])]), .array([.null, .null]), .object([.init("", .null)]), .object([.init("values", .null)]),
    .object([.init("values", .array([.null, .int(1), .text("x")]))]),
  ]
  /// Names of members that are read.
  private static let names = [
    "event_id", "level", "message", "logentry", "formatted", "params", "exception", "values", "stacktrace", "frames",
    "threads", "breadcrumbs", "type", "value", "mechanism", "handled", "parent_id", "exception_id", "filename",
    "abs_path",
    "function", "module", "lineno", "colno", "context_line", "pre_context", "post_context", "vars", "in_app", "tags",
    "extra", "contexts", "trace", "trace_id", "user", "request", "headers", "cookies", "data", "fingerprint", "release",
    "environment", "timestamp", "platform", "sdk", "name", "version", "modules", "flags", "template", "csp-report",
    "length", "item_count", "dsn", "_meta", "password", "feedback", "comments", "items", "body",
  ]

  mutating func chance(_ count: Int) -> Bool { random.once(in: count) }

  /// A value with some of its parts changed, lost, doubled, moved or nested.
  mutating func changed(_ value: JSONValue, depth: Int = 0) -> JSONValue {
    if chance(40) { return random.pick(Mutator.odd) }
    if chance(300) { return nested(value) }
    switch value {
    case .array(var items):
      if chance(25), !items.isEmpty { items.remove(at: random.below(items.count)) }
      if chance(25), let one = items.first { items.insert(one, at: random.below(items.count + 1)) }
      if chance(100) { items.append(contentsOf: items + items) }
      if chance(30) { items.reverse() }
      return .array(items.prefix(3_000).map { changed($0, depth: depth + 1) })
    case .object(var members):
      if chance(25), !members.isEmpty { members.remove(at: random.below(members.count)) }
      if chance(25) { members.append(.init(random.pick(Mutator.names), random.pick(Mutator.odd))) }
      if chance(30), !members.isEmpty { members[random.below(members.count)].name = random.pick(Mutator.names) }
      if chance(40), let one = members.last { members.append(one) }
      return .object(members.map { .init($0.name, changed($0.value, depth: depth + 1)) })
    case .text(let text) where chance(30):
      var scalars = Array(text.unicodeScalars)
      if !scalars.isEmpty { scalars[random.below(scalars.count)] = "\u{7}" }
      return .text(String(String.UnicodeScalarView(scalars.prefix(random.below(scalars.count + 1)))))
    case .int where chance(20): return random.pick(Mutator.odd)
    default: return value
    }
  }

  private mutating func nested(_ value: JSONValue) -> JSONValue {
    var value = value
    for _ in 0..<random.below(200) { value = chance(2) ? .array([value]) : .object([.init("values", value)]) }
    return value
  }

  /// Bytes with some of them changed, lost, doubled or put in.
  mutating func changed(_ bytes: [UInt8], most: Int = 8) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<random.below(most) {
      guard !bytes.isEmpty else { return [UInt8.random(in: .min ... .max, using: &random)] }
      let place = random.below(bytes.count)
      switch random.below(6) {
      case 0: bytes[place] = .random(in: .min ... .max, using: &random)
      case 1: bytes[place] ^= 1 << UInt8(random.below(8))
      case 2: bytes.removeSubrange(place..<min(bytes.count, place + 1 + random.below(16)))
      case 3: bytes.insert(contentsOf: bytes[place..<min(bytes.count, place + 1 + random.below(64))], at: place)
      case 4: bytes.insert(random.pick(Array("{}[]\",:\\\n\r\0-9eu".utf8)), at: place)
      default: bytes.removeSubrange(place...)
      }
    }
    return bytes
  }
}
