import Testing
import VireoEvents
import VireoModel

@Suite("A project's rules for stacks")
struct StackTraceRulesTests {
  private static let path = ".tracker/errors/stack-traces"

  /// Functions from the failing one outwards; `l` in front is a library's.
  private let functions = ["l1", "a1", "a2", "l2", "a3", "a4"]

  private var event: ErrorEvent {
    let frames = functions.map { name in
      Make.frame(
        name.hasPrefix("l") ? "lib" : "app", name,
        path: name.hasPrefix("l") ? "/v/site-packages/lib.py" : "/srv/app.py", inApp: name.hasPrefix("a"))
    }
    return Make.event("python", [Make.exception("E", "v", frames)])
  }

  /// The functions that count in the two variants.
  private func counted(_ text: String) throws -> [String] {
    let (rules, diagnostics) = StackTraceRules.parse(text: text, path: StackTraceRulesTests.path)
    #expect(diagnostics.map { DiagnosticFormatter.human($0) } == [])
    return [GroupingVariant.Name.app, .system].map { name in
      let variant = Grouping.result(of: event, stackRules: rules).variants.first { $0.name == name }
      let frames = variant?.component.all(.frame).filter(\.contributes) ?? []
      return frames.compactMap { $0.parts.first { $0.name == .function }?.text }.joined(separator: " ")
    }
  }

  @Test("app and group are set for the frames that fit, and those above and below them")
  func actions() throws {
    let all = "l1 a1 a2 l2 a3 a4"
    for (rule, app, system) in [
      ("function:none -group", "a1 a2 a3 a4", all),
      ("function:a1 -app", "a2 a3 a4", all),
      ("function:l1 +app", "l1 a1 a2 a3 a4", all),
      ("function:a2 -group", "a1 a3 a4", "l1 a1 l2 a3 a4"),
      ("function:a2 ^-group", "a2 a3 a4", "a2 l2 a3 a4"),
      ("function:a2 v-group", "a1 a2", "l1 a1 a2"),
      ("function:a2 -group ^-group", "a3 a4", "l2 a3 a4"),
      ("function:a2 ^-app -app", "a3 a4", all),
      ("function:a? ^-group", "a4", "a4"),
      ("function:a? v-group", "a1", "l1 a1"),
      ("module:app -app", "", all),
      ("function:a* max-frames=2", "a1 a2", "l1 a1"),
      ("function:a* max-frames=2\nfunction:a4 max-frames=3", "a1 a2 a3", "l1 a1 a2"),
      ("function:a* max-frames=2\nfunction:a4 max-frames=0", "a1 a2 a3 a4", all),
      ("function:a1 -group\nfunction:a1 +group", "a1 a2 a3 a4", all),
      ("app:no +app\nfunction:l2 -app", "l1 a1 a2 a3 a4", all),
      ("[ function:a2 ] | function:a1 -group", "a2 a3 a4", "l1 a2 l2 a3 a4"),
      ("[ function:a3 ] | function:a1 -group", "a1 a2 a3 a4", all),
      ("function:a2 | [ function:a1 ] -group", "a1 a3 a4", "l1 a1 l2 a3 a4"),
      ("function:l1 | [ app:yes ] -group", "a1 a2 a3 a4", all),
      ("[ app:no ] | app:yes | [ app:yes ] -group", "a1 a3 a4", "l1 a1 l2 a3 a4"),
      ("error.type:E function:a1 -group", "a2 a3 a4", "l1 a2 l2 a3 a4"),
      ("error.type:F function:a1 -group", "a1 a2 a3 a4", all),
      ("!module:app -group", "a1 a2 a3 a4", "a1 a2 a3 a4"),
    ] {
      #expect(try counted(rule) == [app, system], "\(rule)")
    }
  }

  @Test("the tree names the rule that left a frame out")
  func hints() {
    let rules = StackTraceRules.parse(text: "\nfunction:a1 -group", path: StackTraceRulesTests.path).rules
    let text = Grouping.result(of: event, stackRules: rules).explanation
    #expect(text.contains("- frame: app app.py a1 (left out by .tracker/errors/stack-traces:2)"))
  }

  /// A line, with `‹›` around what is wrong in it, and the message.
  static let mistakes: [(String, String)] = [
    ("‹-›app", "a condition is missing"),
    ("function:x‹›", "an action is missing"),
    ("function:x ‹-ap›", "'-ap' is no action; did you mean '-app'?"),
    ("function:x ‹max-frames=many›", "'max-frames' is a whole number"),
    ("function:x ‹max-frames=-1›", "'max-frames' is a whole number"),
    ("function:x ‹category=y›", "'category=y' is no action"),
    ("‹category›:x -app", "'category' is no condition"),
    ("‹logger:x› -app", "this is no condition on frames"),
    ("‹[› function:x | app:yes -app", "the bracket isn't closed"),
    ("[ function:x ] ‹f›unction:y -app", "'|' is missing behind the caller"),
    ("‹[ ]› | function:y -app", "a condition is missing in the brackets"),
    ("function:y | ‹f›unction:x -app", "the frame that is called stands in brackets"),
    ("function:x -app ‹->› y", "'->' is no action"),
  ]

  @Test("a line that is no rule is told with its place, and costs no other", arguments: mistakes)
  func mistake(_ marked: String, _ message: String) throws {
    try RuleMistakes.expect(marked, message, path: StackTraceRulesTests.path, good: "function:a -app") {
      let found = StackTraceRules.parse(text: $0, path: $1)
      return (found.rules.rules.map(\.place), found.diagnostics)
    }
  }
}
