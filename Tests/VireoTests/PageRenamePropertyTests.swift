import Foundation
import Testing
import Vireo
import VireoTestSupport

/// Random wikis, in which random pages get random names: every link leads where it led, and nothing else is touched.
@Suite struct PageRenamePropertyTests {
  @Test(arguments: Rounds.seeds(normally: 60))
  func linksLeadWhereTheyLed(seed: UInt64) throws {
    var wiki = try RandomWiki(seed: seed)
    let before = try wiki.tracker().links()
    let bytes = try wiki.files()
    for path in bytes.keys {
      #expect(try wiki.tracker().links(toFile: path).links == before.links(toFile: path), "seed \(seed), \(path)")
    }
    let (old, new) = wiki.pickNames()
    let page = try wiki.tracker().page(named: old)
    let outcome: PageRename
    do {
      outcome = try wiki.tracker().edit { try $0.rename(page, to: new) }.value
    } catch let error as VireoError where error.code == .invalidEdit {
      return
    }
    let after = try wiki.tracker().links()
    let present = try wiki.files()
    let (oldPath, newPath) = (PageName.path(of: old), PageName.path(of: new))
    #expect(Set(present.keys) == Set(bytes.keys.map { $0 == oldPath ? newPath : $0 }), "seed \(seed)")
    var changed = 0
    for (path, was) in bytes {
      let (path, newPath) = (path, path == oldPath ? newPath : path)
      let (first, second) = (Array(before.links(in: path)), Array(after.links(in: newPath)))
      let now = present[newPath] ?? []
      let note =
        "seed \(seed), \(old) to \(new), \(path):\n" + escaped(String(decoding: was, as: UTF8.self)) + "\n"
        + escaped(String(decoding: now, as: UTF8.self))
      #expect(first.count == second.count, "\(note)")
      for (left, right) in zip(first, second) {
        if left.spelling != right.spelling { changed += 1 }
        let wanted = Self.moved(left.destination, old, new)
        // What was missing may have come to be.
        if left.missing != nil, case .page(new, _) = right.destination { continue }
        if left.missing != nil, right.missing?.container == PageName.path(of: new) { continue }
        #expect(Self.isSame(right.destination, wanted), "\(note)\n\(left.spelling) -> \(right.spelling)")
      }
      #expect(Self.outside(first, was) == Self.outside(second, now), "\(note)")
    }
    #expect(changed == outcome.changed.values.reduce(0, +), "seed \(seed)")
  }

  private static func moved(_ destination: LinkDestination, _ old: String, _ new: String) -> LinkDestination {
    switch destination {
    case .page(old, let anchor): .page(name: new, anchor: anchor)
    default: destination
    }
  }

  /// Reasons name pages, and so differ.
  private static func isSame(_ left: LinkDestination, _ right: LinkDestination) -> Bool {
    if case .missing(let left) = left, case .missing(let right) = right { return left.kind == right.kind }
    return left == right
  }

  /// The bytes that are no names of pages and no addresses.
  private static func outside(_ links: [Link], _ bytes: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var start = 0
    for link in links {
      result += bytes[start..<link.range.lowerBound]
      if link.spelling.hasPrefix("[[") {
        let rest = link.spelling.firstIndex { $0 == "|" || $0 == "#" || $0 == "]" } ?? link.spelling.endIndex
        result += Array(link.spelling[rest...].utf8)
      } else if let rest = link.spelling.firstIndex(of: "#") {
        result += Array(link.spelling[rest...].utf8)
      }
      start = link.range.upperBound
    }
    return result + bytes[start...]
  }
}

private struct RandomWiki {
  private let scratch: ScratchRepository
  private var random: SplitMix64
  private var names: [String] = []
  private static let pool = [
    "Home", "Home page", "Design/Home", "Design/Storage", "Design/Parts/Home", "Ops/Storage", "\u{DC}ber uns", "a.b",
    "Ops/Home page", "Ops/Parts/x_y", "Storage", "Design/Design/Home",
  ]

  init(seed: UInt64) throws {
    scratch = try ScratchRepository()
    random = SplitMix64(seed: seed)
    try scratch.write("name: demo\npeople: {alice: {}}\n", to: ".tracker/config.yml")
    names = RandomWiki.pool.shuffled(using: &random).prefix(3 + random.below(5)).sorted()
    var paths = names.map(PageName.path)
    paths += [
      ".tracker/issues/1-a.md", ".tracker/issues/1-a/20261121T100433Z-alice-k3f9.md", ".tracker/milestones/1.0.md",
    ]
    for path in paths { try scratch.write(text(path), to: path) }
  }

  func tracker() throws -> Tracker {
    let environment = Vireo.Environment(
      variables: scratch.environment, currentDirectory: scratch.path, now: { Timestamp(seconds: 0) },
      makeRandom: { SystemRandomNumberGenerator() })
    return try Tracker.open(environment: environment, usesCache: false)
  }

  /// The Markdown files by path.
  func files() throws -> [String: [UInt8]] {
    let files = try scratch.files(below: ".tracker").filter { $0.key.hasSuffix(".md") }
    return Dictionary(uniqueKeysWithValues: files.map { (".tracker/" + $0.key, Array($0.value)) })
  }

  mutating func pickNames() -> (old: String, new: String) {
    let free =
      RandomWiki.pool.filter { !names.contains($0) } + ["New", "Design/New page", "Ops/Deep/er", "Design/Parts/a"]
    return (random.pick(names), random.pick(free))
  }

  private mutating func text(_ path: String) throws -> String {
    var lines: [String] = []
    if random.once(in: 3) { lines += ["---", "title: \"[[Home]]\" # x", "---", ""] }
    for _ in 0..<(2 + random.below(8)) { lines += block(path) + [""] }
    let end = random.once(in: 3) ? "\r\n" : "\n"
    return (random.once(in: 8) ? "\u{FEFF}" : "") + lines.joined(separator: end) + (random.once(in: 4) ? "" : end)
  }

  private mutating func block(_ path: String) -> [String] {
    switch random.below(12) {
    case 0: ["## Sec", "", word(path)]
    case 1: ["```", word(path), "```"]
    case 2: ["| a | b |", "|---|---|", "| \(cell(path)) | \(cell(path)) |"]
    case 3: ["- \(word(path))", "  > \(word(path)) \(word(path))"]
    case 4:
      {
        let label = "l\(random.below(1000))"
        return ["see [that][\(label)]", "", "[\(label)]: \(address(path)) 'title'"]
      }()
    case 5: ["    " + word(path), "", "*\(word(path))* <b>\(word(path))</b> <!-- \(word(path)) -->"]
    default: ["Text \(word(path)), \(word(path)) and", "\(word(path))."]
    }
  }

  private mutating func cell(_ path: String) -> String {
    random.once(in: 2) ? "[[\(name(path))\\|x]]" : "[x](\(address(path)))"
  }

  private mutating func word(_ path: String) -> String {
    switch random.below(17) {
    case 0, 1, 2, 3: "[[\(name(path))]]"
    case 4: "[[\(name(path))|words & more]]"
    case 5: "[[\(name(path))#Sec]]"
    case 6: "[[#Sec]]"
    case 7: "\\[[\(name(path))]]"
    case 8: "`[[\(name(path))]]`"
    case 9, 10: "[x](\(address(path)))"
    case 11: "[x](\(address(path))#sec \"title\")"
    case 12: "![x](<\(address(path).replacing("%20", with: " "))>)"
    case 13: "#\(random.below(3)) issue:1 milestone:1.0 @alice"
    case 14: "[[missing]] [y](nowhere.md)"
    case 15: "[[\(name(path))]][x](\(address(path)))"
    default: "plain"
    }
  }

  /// A page's name as it may be written in a file.
  private mutating func name(_ path: String) -> String {
    var name = random.pick(names + RandomWiki.pool.prefix(3))
    let folder = PageName.folder(of: PageName.name(ofFile: path) ?? "")
    if name.hasPrefix(folder), random.once(in: 2) { name.removeFirst(folder.count) }
    if random.once(in: 5) { name = name.lowercased() }
    return random.once(in: 8) ? "/" + name : name
  }

  private mutating func address(_ path: String) -> String {
    let target = PageName.path(of: random.pick(names)).split(separator: "/")
    let here = path.split(separator: "/").dropLast()
    let keep = random.once(in: 3) ? 0 : zip(here, target).prefix { $0 == $1 }.count
    let parts = Array(repeating: "..", count: here.count - keep) + target[keep...].map(String.init)
    let text = parts.joined(separator: "/").replacing(" ", with: "%20")
    return random.once(in: 6) ? "/" + target.joined(separator: "/").replacing(" ", with: "%20") : text
  }
}
