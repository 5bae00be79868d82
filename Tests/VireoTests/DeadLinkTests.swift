import Testing
import Vireo
import VireoTestSupport

@Suite struct DeadLinkTests {
  private let scratch: ScratchRepository

  init() throws {
    scratch = try ScratchRepository()
    try scratch.write("name: demo\n", to: ".tracker/config.yml")
    try scratch.write("x\n", to: ".tracker/wiki/Design/Storage.md")
  }

  private func tracker() throws -> Tracker {
    let environment = Vireo.Environment(
      variables: scratch.environment, currentDirectory: scratch.path, now: { Timestamp(seconds: 0) },
      makeRandom: { SystemRandomNumberGenerator() })
    return try Tracker.open(environment: environment)
  }

  private func words(_ found: [Diagnostic]) -> [String] {
    found.filter { $0.code == .deadLink }.map { finding in
      let place = finding.place.start.map { "\($0.line):\($0.column)" } ?? ""
      return "\(finding.place.path.dropFirst(9)):\(place) \(finding.message)"
    }
  }

  @Test func whatLeadsNowhereIsAWarningAtItsPlace() throws {
    try scratch.write("---\ntitle: x\n---\n\nÜber #1 und #2, [[Storage]]\n", to: ".tracker/issues/1-x.md")
    try scratch.write("milestone:1.0\n", to: ".tracker/issues/1-x/20261121T100433Z-alice-k3f9.md")
    try scratch.write("[x](Storage.md) [y](Stroage.md) ![z](a.png)\n", to: ".tracker/wiki/Design/More.md")
    let found = try tracker().check()
    #expect(
      words(found) == [
        "issues/1-x.md:5:13 there is no issue 2",
        "issues/1-x.md:5:17 there is no page 'Storage'; did you mean 'Design/Storage'?",
        "issues/1-x/20261121T100433Z-alice-k3f9.md:1:1 there is no milestone '1.0'",
        "wiki/Design/More.md:1:21 there is no file '.tracker/wiki/Design/Stroage.md'; did you mean 'Storage.md'?",
        "wiki/Design/More.md:1:38 there is no file '.tracker/wiki/Design/a.png'",
      ])
    #expect(found.filter { $0.code == .deadLink }.map(\.severity) == Array(repeating: .warning, count: 5))
    #expect(found.first { $0.code == .deadLink }?.place.excerpt == "Über #1 und #2, [[Storage]]")
  }

  @Test func codeAndEscapedMarksNameNothing() throws {
    try scratch.write(
      "`#9` \\#9 &#35;9\n\n    #9 [[x]]\n\n```\n[[x]]\n```\n@nobody 1234567\n", to: ".tracker/wiki/Home.md")
    #expect(try words(tracker().check()) == [])
  }

  @Test func whatIsStagedCounts() throws {
    try scratch.write("[[Later]] file:Sources/x.swift [x](../../Sources/y.swift)\n", to: ".tracker/wiki/Home.md")
    try scratch.write("x\n", to: ".tracker/wiki/Later.md")
    try scratch.write("x\n", to: "Sources/x.swift")
    try scratch.write("x\n", to: "Sources/y.swift")
    #expect(try words(tracker().check()) == [])
    try scratch.git("add", ".tracker/wiki/Home.md", "Sources/x.swift", ".tracker/config.yml")
    #expect(
      try words(tracker().checkStaged()) == [
        "wiki/Home.md:1:1 there is no page 'Later'", "wiki/Home.md:1:36 there is no file 'Sources/y.swift'",
      ])
    try scratch.git("add", "-A")
    #expect(try words(tracker().checkStaged()) == [])
  }
}
