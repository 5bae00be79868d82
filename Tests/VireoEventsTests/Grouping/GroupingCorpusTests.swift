import Testing
import VireoEvents
import VireoModel
import VireoTestSupport

/// Made-up programs with bugs, each of which is reported many times in different circumstances.
///
/// What differs between reports of one bug must not divide them: ids, numbers and addresses in values, lines, deploy
/// paths, servers, releases, the SDK's version, the library's frames between the program's own. Another module,
/// function or class is another bug.
@Suite("Generated bugs stay together and apart")
struct GroupingCorpusTests {
  /// A bug: the calls that lead to it, from the failing one outwards.
  private struct Bug: Hashable {
    var platform: String
    var type: String
    var value: String
    var calls: [Call]

    /// Whether frames name a module, and not only a file.
    var hasModules: Bool { platform != "ruby" && platform != "php" }
  }

  private struct Call: Hashable {
    var module: String
    var function: String
  }

  private static let platforms = ["python", "ruby", "php", "java", "node", "javascript", "go", "csharp", "native"]
  private static let words = [
    "cart", "price", "stock", "user", "mail", "login", "pay", "refund", "report", "export", "sync", "page",
  ]

  private func call(_ random: inout SplitMix64) -> Call {
    let words = GroupingCorpusTests.words
    return Call(module: "shop.\(random.pick(words))", function: random.pick(words) + "_now")
  }

  private func bug(_ random: inout SplitMix64, _ number: Int) -> Bug {
    let calls = (0..<random.below(6) + 1).map { _ in call(&random) }
    return Bug(
      platform: random.pick(GroupingCorpusTests.platforms), type: random.pick(["KeyError", "ValueError", "IOError"]),
      // Bugs without frames differ by what they say.
      value: "bug \(String(repeating: "x", count: number + 1)) of order # at @", calls: random.once(in: 6) ? [] : calls)
  }

  /// A bug that differs in one thing.
  private func sibling(of bug: Bug, _ random: inout SplitMix64) -> Bug {
    var other = bug
    guard !bug.calls.isEmpty else {
      other.value += "!"
      return other
    }
    let index = random.below(bug.calls.count)
    switch random.below(4) {
    case 0: other.type += "2"
    case 1: other.calls[index].module += "2"
    case 2: other.calls[index].function += "2"
    default: other.calls.append(Call(module: "shop.main", function: "main"))
    }
    return other
  }

  /// A value with other ids and numbers in the same places.
  private func filled(_ value: String, _ random: inout SplitMix64) -> String {
    let number = random.pick(["7", "70001", "1.5", "-3"])
    let marks = ["10.0.0.\(random.below(255))", "10.1.2.\(random.below(255))"]
    return value.replacing("#", with: number == "1.5" ? "8" : number).replacing("@", with: random.pick(marks))
  }

  private func report(_ bug: Bug, _ random: inout SplitMix64) -> ErrorEvent {
    let root = random.pick([
      "/srv/releases/2026112\(random.below(10))-\(random.below(99_999))", "/app", "/home/deploy/shop", "C:\\shop",
    ])
    let shift = random.below(50)
    var frames = bug.calls.enumerated().map { index, call in
      let file = call.module.replacing(".", with: "/")
      var frame = Make.frame(
        bug.hasModules ? call.module : nil, call.function,
        path: bug.platform == "javascript" ? "https://cdn\(shift).example/\(file).js" : "\(root)/\(file).x",
        line: index * 10 + shift + 1, text: "    result = run(order, \(index))", inApp: true)
      frame.column = shift + 1
      frame.instructionAddress = "0x\(String(random.next(), radix: 16))"
      frame.variables = [.init("self", .text("<Cart at 0x\(String(random.next(), radix: 16))>"))]
      return frame
    }
    // The library's own frames, of whatever version.
    if !frames.isEmpty {
      for _ in 0..<random.below(4) {
        let version = random.below(20)
        let path = random.pick([
          "/v/site-packages/lib\(version)/a.py", "/app/node_modules/lib/\(version).js", "/x/gems/lib-\(version).0/a.rb",
        ])
        frames.insert(
          Make.frame(nil, "call\(version)", path: path, line: version + 1, inApp: random.once(in: 2) ? false : nil),
          at: random.below(frames.count + 1))
      }
    }
    var event = Make.event(bug.platform, [Make.exception(bug.type, filled(bug.value, &random), frames)])
    event.id = EventID(high: random.next(), low: random.next())
    event.release = "shop@1.\(random.below(99))"
    event.server = "web-\(random.below(99))"
    event.environment = random.pick(["production", "staging"])
    event.sdk = EventSDK(name: "sdk", version: "2.\(random.below(99)).0")
    event.transaction = random.pick(["checkout", "cart", "/orders/\(random.below(99))"])
    event.user = EventUser()
    event.user?.id = String(random.below(99_999))
    event.tags = [EventTag("request", String(random.next()))]
    return event
  }

  @Test("reports of one bug are in one group, and those of two bugs never", arguments: Rounds.seeds)
  func groups(_ seed: UInt64) {
    var random = SplitMix64(seed: seed)
    var bugs: Set<Bug> = []
    for number in 0..<60 {
      let bug = bug(&random, number)
      bugs.insert(bug)
      bugs.insert(sibling(of: bug, &random))
    }
    var owners: [GroupingHash: Bug] = [:]
    for bug in bugs.sorted(by: { "\($0)" < "\($1)" }) {
      var app: Set<GroupingHash> = []
      for _ in 0..<12 {
        let hashes = report(bug, &random).groups
        if let first = hashes.first { app.insert(first) }
        for hash in hashes {
          let owner = owners[hash] ?? bug
          #expect(isSame(owner, bug), "seed \(seed): \(bug) joins \(owner)")
          owners[hash] = owner
        }
      }
      #expect(app.count == 1, "seed \(seed): \(bug) is in \(app.count) groups")
    }
  }

  /// Whether two bugs look the same, as none of what counts says which language it is, or what value frames had.
  private func isSame(_ left: Bug, _ right: Bug) -> Bool {
    let hasLine = ["python", "ruby", "php", "node", "javascript"]
    guard left.type == right.type, left.calls == right.calls else { return false }
    if left.calls.isEmpty { return left.value == right.value }
    return left.hasModules == right.hasModules && hasLine.contains(left.platform) == hasLine.contains(right.platform)
  }
}
