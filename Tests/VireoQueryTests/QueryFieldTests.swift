import Testing
import VireoModel
import VireoQuery

@Suite struct QueryFieldTests {
  @Test(arguments: [
    ("is:open,closed", Query.any([.state(.open), .state(.closed)])), ("state:Closed", .state(.closed)),
    ("is:blocked", .condition(.blocked)), ("is:ready", .condition(.ready)), ("is:draft", .condition(.draft)),
    ("is:issue is:open", .state(.open)), ("label:bug", .label("bug")), ("Labels=bug", .label("bug")),
    ("-label:bug", .not(.label("bug"))), ("label!=bug,ui", .not(.any([.label("bug"), .label("ui")]))),
    ("label:bug,ui", .any([.label("bug"), .label("ui")])), ("label:\"bug,ui\"", .label("bug,ui")),
    ("label:\"a\"\" b\"", .label("a b")), ("label:\"\"", .label("")),
    ("milestone:\"1.0 (beta)\"", .milestone("1.0 (beta)")),
    ("priority:urgent", .priority("urgent")), ("label:none", .label("none")), ("label:1..2", .label("1..2")),
    ("label:\">x\"", .label(">x")), ("field.labels:x", .label("x")),
    ("title~crash", .condition(.text(.title, .contains("crash")))),
    ("title^=Crash", .condition(.text(.title, .begins("Crash")))),
    ("customer$=\"GmbH & Co\"", .condition(.text(.custom("customer"), .ends("GmbH & Co")))),
    ("status:in-progress", .condition(.text(.status, .equals("in-progress")))),
    ("field.was:7", .condition(.text(.custom("was"), .equals("7")))),
    ("field.\"odd key\"~x", .condition(.text(.custom("odd key"), .contains("x")))),
    ("field.sort:x", .condition(.text(.custom("sort"), .equals("x")))),
    ("link:https://example.org/?a=b", .condition(.text(.custom("link"), .equals("https://example.org/?a=b")))),
  ])
  func textIsCompared(text: String, query: Query) throws {
    #expect(try read(text) == query)
  }

  @Test(arguments: [
    ("priority>=high", "priority:high,critical"), ("priority:>=HIGH", "priority:high,critical"),
    ("priority<normal", "priority:low"), ("priority<=normal", "priority:low,normal"),
    ("priority>high", "priority:critical"),
    ("priority>critical", "-()"), ("priority:low,>high", "priority:low,critical"),
    ("risk>=middling", "risk:middling,great"),
  ])
  func wordsWithAnOrderAreCompared(text: String, expected: String) throws {
    #expect(try canonical(text) == expected)
  }

  @Test(arguments: [
    ("author:@me", PersonRole.author, "alice"), ("assignee:@Bob", .assignee, "Bob"), ("watchers:bob", .watcher, "bob"),
    ("commenter:me", .commenter, "me"), ("mentions:@me", .mentioned, "alice"), ("involves:bob", .involved, "bob"),
    ("reviewer:@me", .custom("reviewer"), "alice"), ("assignee:\"none\"", .assignee, "none"),
    ("author:@@me", .author, "@@me"),
  ])
  func peopleAreNamed(text: String, role: PersonRole, handle: String) throws {
    #expect(try read(text) == .condition(.person(role, Handle(handle))))
  }

  @Test(arguments: [
    ("comments:>3", NumberField.comments, NumberRange(from: .init(3, isIncluded: false))),
    ("events:>100", .events, .init(from: .init(100, isIncluded: false))),
    ("users:1", .users, .init(from: .init(1), to: .init(1))),
    ("number>100", .issue, .init(from: .init(100, isIncluded: false))),
    ("number:>=100", .issue, .init(from: .init(100))),
    ("number<5", .issue, .init(to: .init(5, isIncluded: false))), ("number<=5", .issue, .init(to: .init(5))),
    ("number:7..9", .issue, .init(from: .init(7), to: .init(9))), ("number:7..", .issue, .init(from: .init(7))),
    ("number:..9", .issue, .init(to: .init(9))), ("number:*..9", .issue, .init(to: .init(9))),
    ("effort:*..*", .custom("effort"), .init()),
    ("effort:-2.5..+0.5", .custom("effort"), .init(from: .init(-2.5), to: .init(0.5))),
    ("versions:1", .custom("versions"), .init(from: .init(1), to: .init(1))),
  ])
  func numbersLieInRanges(text: String, field: NumberField, range: NumberRange) throws {
    #expect(try read(text) == .condition(.number(field, range)))
  }

  @Test func numbersAreAlternatives() throws {
    #expect(try canonical("number:7,9..12,>100") == "number:7,9..12,>100")
    #expect(try canonical("number>100,200 a") == "number:>100,>200 a")
  }

  @Test(arguments: [
    ("blocked-by:7", Relation.blockedBy, "7"), ("blocks:#7", .blocks, "7"), ("parent:k7h2", .parent, "k7h2"),
    ("child:7", .child, "7"), ("relates:issues/7-x.md", .relates, "issues/7-x.md"),
    ("duplicate-of:007", .duplicateOf, "7"),
    ("duplicated-by:7", .duplicatedBy, "7"), ("epic:7", .custom("epic"), "7"), ("parent:\"none\"", .parent, "none"),
  ])
  func issuesAreNamed(text: String, relation: Relation, name: String) throws {
    #expect(try read(text) == .condition(.relation(relation, #require(IssueName(name)))))
  }

  @Test func commitsAreNamed() throws {
    #expect(try read("commit:a1b2c3d") == .condition(.commit("a1b2c3d")))
    #expect(
      try read("commit:HEAD~3 fixed-in:v1.2") == .every([.condition(.commit("HEAD~3")), .condition(.fixedIn("v1.2"))]))
  }

  @Test(arguments: [
    ("has:attachment", Condition.present(.attachment)), ("has:comments", .present(.comment)),
    ("has:parent", .present(.relation(.parent))), ("has:number", .present(.number)),
    ("has:Labels", .present(.text(.label))),
    ("has:due", .present(.date(.due))), ("has:assignee", .present(.person(.assignee))),
    ("has:effort", .present(.text(.custom("effort")))), ("has:deadline", .present(.date(.custom("deadline")))),
    ("has:field.was", .present(.text(.custom("was")))), ("has:\"two words\"", .present(.text(.custom("two words")))),
    ("-no:comment", .present(.comment)),
  ])
  func anIssueHasThings(text: String, condition: Condition) throws {
    #expect(try read(text) == .condition(condition))
  }

  @Test(arguments: [
    ("assignee:none", "no:assignee"), ("due:none", "no:due"), ("parent:None", "no:parent"),
    ("effort:none", "no:effort"),
    ("assignee!=none", "has:assignee"), ("assignee:none,bob", "no:assignee OR assignee:bob"),
    ("no:due,parent", "no:due OR no:parent"),
    ("-has:label", "no:label"), ("no:attachment", "no:attachment"), ("number:none", "no:number"),
  ])
  func anIssueLacksThings(text: String, expected: String) throws {
    #expect(try canonical(text) == expected)
  }

  @Test func everyNameIsReadAsItIsPrinted() throws {
    for name in [
      "title", "status", "resolution", "type", "severity", "component", "version", "estimate", "spent", "uid",
    ] {
      #expect(try canonical("\(name.uppercased()):x,\"a b\"") == "\(name):x,\"a b\"")
    }
    #expect(try canonical("FIELD.\"two words\":x") == "field.\"two words\":x")
    #expect(try QueryText("customer:x", in: context).text() == "field.customer:x")
  }
}
