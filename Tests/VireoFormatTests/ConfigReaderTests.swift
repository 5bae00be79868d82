import Testing
import VireoFormat
import VireoModel

@Suite struct ConfigReaderTests {
  @Test(arguments: ["", "\n", "# nothing\n", "---\n", "~\n", "name: ~\n", "\u{FEFF}# nothing\n"])
  func withoutAnythingTheDefaultsHold(text: String) {
    let (config, diagnostics) = read(text)
    #expect(diagnostics.isEmpty)
    var config2 = config
    if config2.name == "~" { config2.name = nil }
    #expect(config2 == Config())
  }

  @Test func everyKeyIsRead() {
    let (config, diagnostics) = read(
      """
      name: vireo
      statuses: {new: open, doing: open, done: closed}
      transitions: {new: [doing], doing: [new, done]}
      resolutions: [fixed, wontfix]
      types: [bug, idea]
      priorities: [low, high]
      labels: {io: "#0a7", ui: {colour: "#00AA77", description: What people see}, docs: , api: {color: "#fff"}}
      components: {storage: {owner: "@alice", paths: ["Sources/Store/**", a]}, web: {}}
      fields:
        customer: {type: text, required: true}
        browsers: {type: choice, values: [a, b], list: true}
        cost: {type: number}
        seen: {type: date}
        tester: {type: person}
        cause: {type: issue}
        page: {type: url}
      people: {alice: {name: Alice Doe, email: [alice@example.org, a@x.org]}, bob: {email: bob@example.org}}
      references:
        prefix: ABC
        envelope: "[]"
        glued: true
        pull-requests: mention
        unknown: refuse
        words: {close: [done], reopen: [again], refer: [about]}
      release-branches: [release/*, stable]
      commit: true

      """)
    #expect(diagnostics.map(DiagnosticFormatter.short) == [])
    var expected = Config()
    expected.name = "vireo"
    expected.statuses = [
      .init(word: "new", state: .open), .init(word: "doing", state: .open), .init(word: "done", state: .closed),
    ]
    expected.transitions = ["new": ["doing"], "doing": ["new", "done"]]
    expected.resolutions = ["fixed", "wontfix"]
    expected.types = ["bug", "idea"]
    expected.priorities = ["low", "high"]
    expected.labels = [
      .init(name: "io", colour: "#0a7"), .init(name: "ui", colour: "#00AA77", description: "What people see"),
      .init(name: "docs"), .init(name: "api", colour: "#fff"),
    ]
    expected.components = [
      .init(name: "storage", owner: "alice", paths: ["Sources/Store/**", "a"]), .init(name: "web"),
    ]
    expected.fields =
      CustomField.ofErrors + [
        .init(key: "customer", isRequired: true),
        .init(key: "browsers", type: .choice, values: ["a", "b"], isList: true),
        .init(key: "cost", type: .number), .init(key: "seen", type: .date), .init(key: "tester", type: .person),
        .init(key: "cause", type: .issue), .init(key: "page", type: .url),
      ]
    expected.people = [
      .init(handle: "alice", name: "Alice Doe", emails: ["alice@example.org", "a@x.org"]),
      .init(handle: "bob", emails: ["bob@example.org"]),
    ]
    expected.references.prefix = "ABC"
    expected.references.envelope = "[]"
    expected.references.isGlued = true
    expected.references.mentionsPullRequests = true
    expected.references.refusesUnknown = true
    expected.references.close = ["done"]
    expected.references.reopen = ["again"]
    expected.references.refer = ["about"]
    expected.releaseBranches = ["release/*", "stable"]
    expected.commit = true
    #expect(config == expected)
  }

  @Test func lineEndsAndByteOrderMarkMakeNoDifference() {
    let text = "name: a\ntypes: [b]\nlabels:\n  io: \"#0a7\"\n"
    let expected = read(text).0
    #expect(read(text.replacing("\n", with: "\r\n")).0 == expected)
    #expect(read("\u{FEFF}" + text).0 == expected)
    #expect(read("\u{FEFF}" + text).1.isEmpty)
  }

  @Test(arguments: [
    ("status: {a: open}", "1:1: error: 'status' is no key here; did you mean 'statuses'?"),
    ("x: 1\ntypes: [a]", "1:1: error: 'x' is no key here"),
    ("types: {a: b}", "1:8: error: a list is wanted here"), ("types: [[a]]", "1:9: error: one value is wanted here"),
    ("name: [a]", "1:7: error: one value is wanted here"),
    ("statuses: {a: done, b: open, c: closed}", "1:15: error: a status is 'open' or 'closed', not 'done'"),
    ("statuses: {a: open}", "1:11: error: there must be one status that is open and one that is closed"),
    ("statuses: [a]", "1:11: error: statuses has keys and values"),
    ("transitions: {open: [shut]}", "1:14: error: 'shut' is no status"),
    ("transitions: {opne: [closed]}", "1:14: error: 'opne' is no status; did you mean 'open'?"),
    ("labels: {é: green}", "1:13: error: 'green' is no colour"),
    ("labels: {a: \"#12345\"}", "1:13: error: '#12345' is no colour"),
    ("labels: {a: {colr: x}}", "1:14: error: 'colr' is no key here; did you mean 'colour'?"),
    ("labels: {a: {colour: x}}", "1:13: error: 'x' is no colour"),
    ("components: {a: {path: [x]}}", "1:18: error: 'path' is no key here; did you mean 'paths'?"),
    ("fields: {title: {type: text}}", "1:10: error: 'title' is a field already"),
    ("fields: {a: {type: txt}}", "1:20: error: 'txt' is no type of field; did you mean 'text'?"),
    ("fields: {a: {type: choice}}", "1:10: error: a choice needs 'values'"),
    (
      "fields:\n  a:\n    type: text\n    requird: true",
      "4:5: error: 'requird' is no key here; did you mean 'required'?"
    ),
    ("fields: {a: {required: perhaps}}", "1:24: error: this is neither 'true' nor 'false'"),
    ("fields: {a: text}", "1:13: error: a field has keys and values"),
    ("people: {a: {mail: x}}", "1:14: error: 'mail' is no key here; did you mean 'email'?"),
    ("people: [alice]", "1:9: error: people has keys and values"),
    ("references: {envelope: \"[\"}", "1:24: error: an envelope is two characters"),
    ("references: {pull-requests: maybe}", "1:29: error: this is neither 'ignore' nor 'mention'"),
    ("references: {unknown: maybe}", "1:23: error: this is neither 'warn' nor 'refuse'"),
    ("references: {words: {closes: [a]}}", "1:22: error: 'closes' is no key here; did you mean 'close'?"),
    ("\u{FEFF}é: 1", "1:1: error: 'é' is no key here"), ("\u{FEFF}name: [a]", "1:7: error: one value is wanted here"),
    ("commit: perhaps", "1:9: error: this is neither 'true' nor 'false'"),
    ("- a", "1:1: error: config.yml has keys and values"),
    ("commit", "1:1: error: config.yml has keys and values"), ("types: [a", "2:1: error: this is no YAML"),
    ("types: a: b", "1:9: error: this is no YAML"), ("name: @a", "1:7: error: this is no YAML"),
    ("types: [a]\ntypes: [b]", "1:1: error: 'types' is there twice"),
    ("types: *a", "1:8: error: this is no YAML"), ("a\u{0}b: c", "1:2: error: there is a zero byte in the text"),
  ])
  func aMistakeIsReportedWhereItIs(text: String, expected: String) {
    let (_, diagnostics) = read(text + "\n")
    let found = diagnostics.map(DiagnosticFormatter.short)
    #expect(found.count == 1)
    #expect(found.first?.hasPrefix(".tracker/config.yml:" + expected) == true, "\(found)")
    #expect(diagnostics.allSatisfy { $0.advice != nil })
  }

  @Test func aMistakeLeavesTheDefaultAndTheRest() {
    let (config, diagnostics) = read(
      "statuses: {a: open}\ntypes: {a: b}\nlabels: {io: green}\ncommit: perhaps\nname: [x]\npriorities: [a]\n")
    #expect(diagnostics.count == 5)
    var expected = Config()
    expected.priorities = ["a"]
    expected.labels = [.init(name: "io")]
    #expect(config == expected)
  }

  @Test func moreThanSixtyFourKibibytesAreNotRead() {
    let (config, diagnostics) = read("name: a\n" + String(repeating: "#\n", count: 40_000))
    #expect(config == Config())
    #expect(
      diagnostics.map(DiagnosticFormatter.short) == [
        ".tracker/config.yml: error: config.yml has more than 64 KiB [invalid-config]"
      ])
  }

  @Test(.timeLimit(.minutes(1)))
  func laughterIsNotMultiplied() {
    var yaml = "a: &a [x, x, x, x, x, x, x, x, x]\n"
    for (before, letter) in zip("abcdefgh", "bcdefghi") {
      yaml += "\(letter): &\(letter) [" + Array(repeating: "*\(before)", count: 9).joined(separator: ", ") + "]\n"
    }
    #expect(!read(yaml).1.isEmpty)
  }

  @Test func theTemplateIsRightAsItStands() {
    for name in ["vireo", "a: b", "#", "no", "it's", ""] {
      let (config, diagnostics) = read(ConfigTemplate.text(name: name))
      #expect(diagnostics.isEmpty)
      var expected = Config()
      expected.name = name
      #expect(config == expected)
    }
  }

  @Test func eachExampleOfTheTemplateIsRight() {
    let lines = ConfigTemplate.text(name: "vireo").split(separator: "\n", omittingEmptySubsequences: false)
    let examples = lines.indices.filter { lines[$0].contains(#/^# [a-z-]+: /#) && !lines[$0].contains("type: text,") }
    #expect(examples.count == 12)
    for index in examples {
      var changed = lines.map(String.init)
      changed[index] = String(changed[index].dropFirst(2))
      #expect(read(changed.joined(separator: "\n")).1.map(DiagnosticFormatter.human) == [], "\(lines[index])")
    }
    let all = lines.indices.map { examples.contains($0) ? String(lines[$0].dropFirst(2)) : String(lines[$0]) }
    let (config, diagnostics) = read(all.joined(separator: "\n"))
    #expect(diagnostics.isEmpty)
    // What is no example shows the default.
    let defaults = Config()
    #expect(config.statuses == defaults.statuses && config.resolutions == defaults.resolutions)
    #expect(config.types == defaults.types && config.priorities == defaults.priorities)
    #expect(config.references == defaults.references && config.releaseBranches == defaults.releaseBranches)
    #expect(config.commit == defaults.commit)
  }

  private func read(_ text: String) -> (Config, [Diagnostic]) {
    ConfigReader.read(SourceText(path: ".tracker/config.yml", bytes: Array(text.utf8)))
  }
}
