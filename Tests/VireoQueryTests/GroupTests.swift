import Testing
import VireoModel
import VireoQuery

/// Groups of issues, and parts of queries.
@Suite struct GroupTests {
  private func issue(_ number: Int, _ change: (inout VireoModel.Issue) -> Void = { _ in }) -> VireoModel.Issue {
    var issue = VireoModel.Issue(path: "\(number).md", title: "T")
    issue.number = IssueNumber(number)
    change(&issue)
    return issue
  }

  private func groups(_ key: GroupKey, _ issues: [VireoModel.Issue], _ config: Config = Config()) -> [String] {
    key.groups(of: issues, config: config).map { group in
      "\(group.value ?? "none"): " + group.issues.compactMap { $0.number?.description }.joined(separator: " ")
    }
  }

  @Test func milestonesGoByTheirNumbersAndNoneComesLast() {
    let issues = [
      issue(1), issue(2) { $0.milestone = "1.10" }, issue(3) { $0.milestone = "1.9" },
      issue(4) { $0.milestone = "1.10" },
    ]
    #expect(groups(.milestone, issues) == ["1.9: 3", "1.10: 2 4", "none: 1"])
  }

  @Test func prioritiesGoByTheirOrderTheHighestFirst() {
    let words = ["low", "odd", "critical", "high"]
    let issues = words.enumerated().map { index, word in issue(index + 1) { $0.priority = word } }
    #expect(groups(.priority, issues) == ["critical: 3", "high: 4", "low: 1", "odd: 2"])
  }

  @Test func statesAndStatusesGoByTheirOrder() {
    let closed = issue(1) { ($0.state, $0.status) = (.closed, "closed") }
    let issues = [closed, issue(2), issue(3) { $0.status = "in-progress" }]
    #expect(groups(.state, issues) == ["open: 2 3", "closed: 1"])
    #expect(groups(.status, issues) == ["open: 2", "in-progress: 3", "closed: 1"])
  }

  @Test func anIssueIsInTheGroupOfEachLabel() {
    let issues = [issue(1) { $0.labels = ["b", "a", "b"] }, issue(2) { $0.labels = ["a"] }, issue(3)]
    #expect(groups(.label, issues) == ["a: 1 2", "b: 1", "none: 3"])
  }

  @Test func ownFieldsGoByTheirValues() {
    var config = Config()
    config.fields = [CustomField(key: "risk", type: .choice, values: ["small", "large"])]
    let issues = ["large", "small"].enumerated().map { index, word in
      issue(index + 1) { $0.fields = [Field(key: "risk", value: .text(word))] }
    }
    #expect(groups(.custom("risk"), issues, config) == ["small: 2", "large: 1"])
    #expect(groups(.custom("risk"), []) == [])
  }

  @Test(arguments: [
    "is:open", "-is:closed", "state:open,closed", "status!=done", "closed:2026", "has:closed", "no:status",
    "fixed-in:v1", "commit:abc", "#7", "number:1..3", "a OR (b -closed:<7d)", "resolution:fixed", "uid:k7h2",
    "duplicate-of:7",
  ])
  func aQueryThatSaysWhichStates(text: String) throws {
    #expect(try QueryText(text, in: QueryContext(now: 0)).query.concernsState)
  }

  @Test(arguments: [
    "", "()", "crash", "label:bug", "has:number", "is:blocked", "is:draft", "created:2026", "-milestone:1", "@a",
  ])
  func aQueryThatSaysNothingOfStates(text: String) throws {
    #expect(try !QueryText(text, in: QueryContext(now: 0, savedQueries: ["a"])).query.concernsState)
  }

  @Test func savedQueriesAreReplaced() throws {
    let query = try QueryText("@a -(@b OR x) @a", in: QueryContext(now: 0, savedQueries: ["a", "b"])).query
    #expect(query.savedNames == ["a", "b", "a"])
    #expect(query.conditionCount == 1)
    let replaced = query.replacingSaved { $0 == "a" ? .label("l") : .state(.open) }.simplified
    #expect(QueryText(query: replaced).text() == "label:l -(is:open OR x) label:l")
  }

  @Test(arguments: [
    ("a b", "a b"), ("\"a b\" c", "\"a b\" c"), ("...", ""), (" a ", "a"), ("a:b", "\"a:b\""), ("\"a", "a"),
    ("x* AND", "x* \"AND\""),
  ])
  func wordsToSearchAreThoseOfQueries(text: String, query: String) {
    #expect(QueryText(query: Query.text(text).simplified).text() == query)
  }
}
