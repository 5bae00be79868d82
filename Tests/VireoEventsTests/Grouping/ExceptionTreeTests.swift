import Testing
import VireoEvents

@Suite("Groups of exceptions")
struct ExceptionTreeTests {
  private func member(
    _ type: String, id: Int, in parent: Int?, isGroup: Bool = false, value: String = ""
  ) -> EventException {
    var exception = Make.exception(type, value, [Make.frame("shop.jobs", type.lowercased())])
    var mechanism = EventMechanism()
    mechanism.id = id
    mechanism.parentID = parent
    mechanism.isGroup = isGroup
    exception.mechanism = mechanism
    return exception
  }

  private func event(_ exceptions: [EventException]) -> ErrorEvent { Make.event("python", exceptions) }

  @Test("members count once, in any order, and nested groups do not count")
  func distinct() {
    let group = member("Group", id: 0, in: nil, isGroup: true)
    let first = event([group, member("A", id: 1, in: 0), member("B", id: 2, in: 0)])
    #expect(first.groups == event([group, member("B", id: 1, in: 0), member("A", id: 2, in: 0)]).groups)
    #expect(
      first.groups
        == event([group, member("A", id: 1, in: 0), member("B", id: 2, in: 0), member("A", id: 3, in: 0)]).groups)
    #expect(
      first.groups
        == event([
          group, member("A", id: 1, in: 0), member("Group", id: 2, in: 0, isGroup: true), member("B", id: 3, in: 2),
        ]).groups)
    #expect(!first.joins(event([group, member("A", id: 1, in: 0), member("C", id: 2, in: 0)])))
    #expect(!first.joins(event([group, member("A", id: 1, in: 0)])))
    // Causes of members do not count where there are several.
    #expect(
      first.groups
        == event([group, member("A", id: 1, in: 0), member("Cause", id: 3, in: 1), member("B", id: 2, in: 0)]).groups)
  }

  @Test("a group that holds one kind of exception is only a wrapper")
  func wrapper() {
    let group = member("Group", id: 0, in: nil, isGroup: true, value: "2 errors")
    let wrapped = event([group, member("A", id: 1, in: 0, value: "a"), member("A", id: 2, in: 0, value: "b")])
    #expect(
      wrapped.joins(
        event([member("Group", id: 0, in: nil, isGroup: true, value: "1 error"), member("A", id: 1, in: 0)])))
    #expect(Grouping.result(of: wrapped).title == "A: a")
    // With its causes.
    let caused = event([group, member("A", id: 1, in: 0), member("Cause", id: 2, in: 1)])
    #expect(!caused.joins(wrapped))
    // Around it, others count.
    let around = event([
      member("Outer", id: 9, in: nil), member("Group", id: 0, in: 9, isGroup: true), member("A", id: 1, in: 0),
    ])
    #expect(!around.joins(wrapped))
    #expect(Grouping.result(of: around).title == "Outer")
  }

  @Test("a group whose members are not sent counts itself, and odd ids do no harm")
  func odd() {
    let alone = event([member("Group", id: 0, in: nil, isGroup: true)])
    #expect(alone.joins(event([Make.exception("Group", "", [Make.frame("shop.jobs", "group")])])))
    for (id, parent) in [(0, 0), (1, 1), (1, 7), (0, 1)] {
      #expect(
        event([member("G", id: 0, in: parent, isGroup: true), member("A", id: id, in: parent)]).groups.count == 1)
    }
  }
}
