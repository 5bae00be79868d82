import Testing
import VireoModel
import VireoQuery

@Suite struct QueryErrorTests {
  @Test(arguments: [
    ("is:open labl:red", 9, 4, "'labl' is no field; did you mean 'label'?"),
    ("http://example.org", 1, 4, "'http' is no field"),
    ("a std::vector", 3, 3, "'std' is no field"),
    ("custmer:x", 1, 7, "'custmer' is no field; did you mean 'customer'?"),
    ("was:7", 1, 3, "'was' is no field; did you mean 'has'?"),
    ("field.:x", 1, 7, "'field.' names no key"),
    ("is:opne", 4, 4, "'opne' is nothing that an issue can be; did you mean 'open'?"),
    ("is:in-progress", 4, 11, "'in-progress' is nothing that an issue can be"),
    ("state:clsed", 7, 5, "'clsed' is no state; did you mean 'closed'?"),
    ("has:asignee", 5, 7, "'asignee' is nothing that an issue has; did you mean 'assignee'?"),
    ("no:is", 4, 2, "'is' is nothing that an issue has"),
    ("priority>=hihg", 11, 4, "priority 'hihg' isn't configured; did you mean 'high'?"),
    ("priority:low,>hihg", 15, 4, "priority 'hihg' isn't configured; did you mean 'high'?"),
    ("label>3", 6, 1, "'>' doesn't go with 'label'"),
    ("author:bob,>x", 12, 1, "'>' doesn't go with 'author'"),
    ("author~bo", 7, 1, "'~' doesn't go with 'author'"),
    ("number^=1", 7, 2, "'^=' doesn't go with 'number'"),
    ("label:", 1, 6, "'label:' has no value"),
    ("label:(a OR b)", 1, 6, "'label:' has no value"),
    ("number:> 7", 1, 7, "'number:' has no value"),
    ("label:a,,b", 9, 1, "a value is missing"),
    ("label:a,", 9, 1, "a value is missing"),
    ("label:f(x)", 8, 1, "a value with '(' needs quotes"),
    ("a \"b c", 3, 1, "the quote isn't closed"),
    ("label:\"b\\\"", 7, 1, "the quote isn't closed"),
    ("number:x", 8, 1, "'x' is no number"),
    ("effort:1e3", 8, 3, "'1e3' is no number"),
    ("effort:.5", 8, 2, "'.5' is no number"),
    ("number:9..7", 8, 4, "the range ends before it begins"),
    ("number:>7..9", 9, 4, "a range doesn't go with '>'"),
    ("number:..", 8, 2, "the range has no end"),
    ("created:todya", 9, 5, "'todya' is no date; did you mean 'today'?"),
    ("created:2026..2025", 9, 10, "the range ends before it begins"),
    ("created:2d..1d", 9, 6, "the range ends before it begins"),
    ("created:2025..1d", 9, 8, "a date and a length of time make no range"),
    ("created:7d", 9, 2, "'7d' is a length of time, no date"),
    ("due!=7d", 6, 2, "'7d' is a length of time, no date"),
    ("parent:#x", 8, 2, "'#x' names no issue"),
    ("commit:\"\"", 8, 2, "'commit:' has an empty value"),
    ("@min", 1, 4, "there is no saved query 'min'; did you mean 'mine'?"),
    ("a @alice", 3, 6, "there is no saved query 'alice'"),
    ("sort:prioritty", 6, 9, "'prioritty' can't be sorted by; did you mean 'priority'?"),
    ("sort:number,", 13, 1, "a value is missing"),
    ("sort>number", 1, 5, "'sort>' is no condition"),
    ("group:milstone", 7, 8, "'milstone' can't be grouped by; did you mean 'milestone'?"),
    ("group:type,status", 12, 6, "groups go by one field"),
    ("(sort:number)", 2, 5, "'sort' is no condition"),
    ("-group:type", 2, 6, "'group' is no condition"),
    ("sort:number sort:title", 13, 5, "'sort' stands there twice"),
    ("(a b", 1, 1, "'(' isn't closed"),
    ("a (b (c)", 3, 1, "'(' isn't closed"),
    ("a) b", 2, 1, "')' closes nothing"),
    ("OR a", 1, 2, "before 'OR' a condition is missing"),
    ("a OR", 3, 2, "behind 'OR' a condition is missing"),
    ("a AND OR b", 3, 3, "behind 'AND' a condition is missing"),
    ("(a AND) b", 4, 3, "behind 'AND' a condition is missing"),
    ("a NOT", 3, 3, "behind 'NOT' a condition is missing"),
    ("a - b", 3, 1, "'-' stands alone"),
    ("a -", 3, 1, "'-' stands alone"),
    ("a ... b", 3, 3, "there is no letter or digit to look for"),
    ("a \"\"", 3, 2, "there is no letter or digit to look for"),
  ])
  func theFaultHasAPlace(text: String, column: Int, length: Int, message: String) {
    let found = fault(text)
    #expect(found?.message == message)
    #expect(found?.column == column)
    #expect(found?.length == length)
    #expect(found?.offset == column - 1)
  }

  @Test(arguments: [
    ("labl:x", "label"), ("priority>hihg", "high"), ("created:7d", "<7d"), ("@next", nil),
    ("@nextweek", "@\"next week\""),
    ("is:opne", "open"),
  ])
  func whatCouldStandThereIsOffered(text: String, suggestion: String?) {
    #expect(fault(text)?.suggestion == suggestion)
  }

  @Test(arguments: [
    ("created:7d", "write <7d for less than that ago, or >7d for more"),
    ("due:7d", "write <7d for sooner than that, or >7d for later"), ("is:in-progress", "write status:in-progress"),
    ("http://x", "put the text in quotes, or write field.http for a key that isn't configured"),
    ("author~x", "write ':' or '!='"), ("a OR", "leave it out, or write 'or' for the word"),
    ("label:>x", "write ':', '!=', '~', '^=' or '$=', or put the value in quotes"),
    ("risk~>x", nil), ("risk:>x", "write one of: small, middling, great"),
  ])
  func theWayOutIsTold(text: String, advice: String?) {
    #expect(fault(text)?.advice == advice)
  }

  @Test func nobodyIsMeWhereThatIsNotKnown() {
    var context = context
    context.me = nil
    #expect(fault("a author:@me", in: context)?.message == "it isn't known who '@me' is")
    #expect(fault("author:me", in: context) == nil)
  }

  @Test func placesCountScalarsAndBytes() {
    let found = fault("e\u{301}ü😀 labl:x")
    #expect(found?.column == 6)
    #expect(found?.offset == 10)
  }

  @Test func peopleSeeThePlace() {
    #expect(
      fault("is:open\tlabl:\u{1B}x\nü")?.description == """
        'labl' is no field; did you mean 'label'?
          is:open labl:\\x1Bx ü
                  ^^^^
        fix: put the text in quotes, or write field.labl for a key that isn't configured
        """)
  }

  @Test func aLongQueryIsCut() {
    let excerpt = fault(String(repeating: "word ", count: 100) + "labl:x " + String(repeating: "y", count: 100))?
      .excerpt
    #expect(excerpt?.map(\.count) == [104, 47])
    #expect(excerpt?[1].hasSuffix(" ^^^^") == true)
  }
}
