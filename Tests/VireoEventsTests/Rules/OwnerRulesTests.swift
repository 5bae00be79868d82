import Testing
import VireoEvents

@Suite("A project's rules for owners")
struct OwnerRulesTests {
  private static let path = ".tracker/errors/owners"

  private func owners(_ text: String) -> [OwnerRules.Owner] {
    var event = Make.event(
      "python", [Make.exception("KeyError", "x", [Make.frame("shop.mail.queue", "send", path: "/srv/shop/mail.py")])])
    event.tags = [EventTag("team", "payments")]
    return OwnerRules.parse(text: text, path: OwnerRulesTests.path).rules.owners(of: event)
  }

  @Test("those whose conditions hold, in the order of the lines")
  func order() {
    #expect(
      owners("tags.team:mail -> eve\nmodule:shop.mail.* -> @bob\n codeowners \ntags.team:pay* -> alice")
        == [.person("bob"), .codeOwners, .person("alice")])
    #expect(owners("tags.team:mail -> eve").isEmpty && owners("").isEmpty)
  }

  /// A line, with `‹›` around what is wrong in it, and the message.
  static let mistakes: [(String, String)] = [
    ("codeowners ‹o›nly", "nothing can follow 'codeowners'"),
    ("tags.team:x‹›", "'->' and what follows it are missing"),
    ("tags.team:x ->‹›", "a person is missing behind '->'"), ("tags.team:x -> ‹@›", "a person is missing behind '->'"),
    ("tags.team:x -> @a ‹@›b", "one person can be named"),
    ("‹team›:x -> a", "'team' is no condition"),
  ]

  @Test("a line that is no rule is told with its place, and costs no other", arguments: mistakes)
  func mistake(_ marked: String, _ message: String) throws {
    try RuleMistakes.expect(marked, message, path: OwnerRulesTests.path, good: "tags.team:x -> a") {
      let found = OwnerRules.parse(text: $0, path: $1)
      return (found.rules.rules.map(\.place), found.diagnostics)
    }
  }
}
