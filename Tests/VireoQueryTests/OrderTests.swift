import Testing
import VireoQuery

@Suite struct OrderTests {
  @Test func keysAreReadWithTheirDirection() {
    #expect(Order("priority-desc,number") == Order([.init(.priority, descending: true), .init(.number)]))
    #expect(Order("title-asc") == Order([.init(.title)]))
    #expect(Order("field.effort-desc") == Order([.init(.custom("effort"), descending: true)]))
    #expect(Order("effort", config: context.config) == Order([.init(.custom("effort"))]))
  }

  @Test(arguments: ["", "nonsense", "number,", ",number", "number-down", "field.", "effort"])
  func anythingElseIsNoOrder(text: String) {
    #expect(Order(text) == nil)
  }

  @Test func namesAreReadAsTheyArePrinted() {
    for key in Order.Key.allCases + [.custom("a"), .custom("a-desc"), .custom("A b")] {
      for term in [Order.Term(key), Order.Term(key, descending: true)] {
        #expect(Order(term.description) == Order([term]))
      }
    }
    for key in GroupKey.allCases + [.custom("a")] { #expect(GroupKey(rawValue: key.rawValue) == key) }
    #expect(GroupKey(rawValue: "colour") == nil)
  }
}
