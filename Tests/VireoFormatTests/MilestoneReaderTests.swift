import Testing
import VireoFormat
import VireoModel

@Suite struct MilestoneReaderTests {
  private func document(_ text: String, name: String = "1.0") -> Document {
    Document(SourceText(path: ".tracker/milestones/\(name).md", bytes: Array(text.utf8)))
  }

  @Test func keysAreRead() {
    let milestone = MilestoneReader.milestone(
      document(
        "---\ntitle: First\nstart: 2026-01-01\ndue: 2026-02-01T10:00:00Z\nstate: closed\norder: 2.5\nx: y\n---\n\nWhy\n"
      ))
    #expect(milestone.name == "1.0")
    #expect(milestone.title == "First")
    #expect(milestone.start == Timestamp("2026-01-01"))
    #expect(milestone.due == Timestamp("2026-02-01T10:00:00Z"))
    #expect(milestone.state == .closed)
    #expect(milestone.order == 2.5)
    #expect(milestone.fields == [Field(key: "x", value: .text("y"))])
    #expect(milestone.body == "Why")
  }

  @Test func anEmptyFileIsAnOpenMilestone() {
    let empty = document("")
    #expect(MilestoneReader.milestone(empty).state == .open)
    #expect(MilestoneRules.check(empty) == [])
  }

  @Test(arguments: [
    ("due: soon", "due"), ("start: 2026-02-30", "start"), ("state: Open", "state"), ("order: NaN", "order"),
    ("order: 1e999", "order"), ("due:\n  - 2026-01-01\n  - x\nstate: done", "state"),
  ])
  func aValueOfAnotherTypeIsReported(line: String, key: String) {
    let found = MilestoneRules.check(document("---\n\(line)\n---\n"))
    #expect(found.map(\.code) == [.invalidMilestone])
    #expect(found.first?.severity == .error)
  }

  @Test func anOrderOfDatesAndANameAreWarnings() {
    let turned = MilestoneRules.check(document("---\nstart: 2026-02-02\ndue: 2026-02-01\n---\n"))
    #expect(turned.map(\.severity) == [.warning])
    #expect(MilestoneRules.check(document("", name: " x")).map(\.severity) == [.warning])
  }

  @Test(arguments: [
    ("2026-02-01", "2026-02-01T23:59:59Z", false), ("2026-02-01", "2026-02-02T00:00:00Z", true),
    ("2026-02-01T10:00:00Z", "2026-02-01T10:00:00Z", true), ("2026-02-01T10:00:00Z", "2026-02-01T09:59:59Z", false),
  ])
  func aDayIsNotOverBeforeItsEnd(due: String, now: String, isLate: Bool) throws {
    var milestone = Milestone(name: "x", due: Timestamp(due))
    let now = try #require(Timestamp(now))
    #expect(milestone.isLate(at: now) == isLate)
    milestone.state = .closed
    #expect(!milestone.isLate(at: now))
  }
}
