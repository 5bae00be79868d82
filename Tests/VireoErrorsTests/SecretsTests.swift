import Foundation
import Synchronization
import Testing
import Vireo
@testable import VireoErrors
import VireoEvents
import VireoTestSupport

@Suite("Secrets in events")
struct SecretsTests {
  /// What must be nowhere, each with a text that it could stand in.
  private static let secrets: [(secret: String, text: String)] = [
    ("4111111111111111", "paid with 4111111111111111"), ("4111 1111 1111 1111", "card 4111 1111 1111 1111 declined"),
    ("max.power@example.org", "mail to max.power@example.org"),
    ("sk_live_51H8xVerySecretKey99", "key sk_live_51H8xVerySecretKey99"),
    ("ghp_0123456789abcdefghijABCDEFGHIJ012345", "ghp_0123456789abcdefghijABCDEFGHIJ012345"),
    ("hunter2pass", "postgres://bob:hunter2pass@db.example/shop"),
    ("dozjgNryP4J3jVmNHl0w5N", "jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmNHl0w5N"),
    ("Tr0ub4dor", "password=Tr0ub4dor&x=1"), ("abcdef0123456789fedc", "Authorization: Bearer abcdef0123456789fedc"),
  ]
  /// What must be nowhere, as the value of a name that says it.
  private static let named = "Correct-Horse-Battery"

  /// An event with a text in every place, and with a secret under a telling name wherever there are names.
  private static func event(_ text: String, number: Int) -> String {
    let value = JSONValue.text(text).serialized()
    let pairs = #""password":"\#(named)","plain":\#(value),\#(value):"x""#
    let code = JSONValue.text("password = '\(named)' # " + text).serialized()
    let frame = """
      {"filename":\(value),"abs_path":\(value),"function":\(value),"module":\(value),"lineno":3,"context_line":\(code),
      "pre_context":[\(code)],"post_context":[\(code)],"vars":{\(pairs),"deep":{"list":[{\(pairs)}]}},"in_app":true}
      """
    return """
      {"event_id":"\(String(number, radix: 16).zeroPadded(to: 32))","platform":"python","logger":\(value),
      "logentry":{"message":\(value),"formatted":\(value),"params":[\(value)]},"release":\(value),
      "environment":\(value),
      "server_name":\(value),"transaction":\(value),"dist":\(value),"tags":{\(pairs)},"culprit":\(value),
      "fingerprint":[\(value)],"extra":{\(pairs)},"contexts":{"a":{\(pairs)}},"modules":{\(value):\(value)},
      "user":{"id":\(value),"email":"max.power@example.org","username":\(value),"ip_address":"203.0.113.77",\(pairs)},
      "sdk":{"name":\(value),"version":\(value)},
      "exception":{"values":[{"type":\(value),"value":\(value),"module":\(value),"mechanism":{"type":\(value),
      "data":{\(pairs)}},"stacktrace":{"frames":[\(frame)]}}]},
      "threads":{"values":[{"name":\(value),"stacktrace":{"frames":[\(frame)]}}]},
      "breadcrumbs":{"values":[{"category":\(value),"message":\(value),"type":\(value),"data":{\(pairs)}}]},
      "request":{"url":\(value),"method":"POST","query_string":\(value),"headers":{"Cookie":"s=\(named)",\(pairs)},
      "cookies":{"session":"\(named)"},"data":{\(pairs)},"env":{"REMOTE_ADDR":"203.0.113.77",\(pairs)}}}
      """
  }

  @Test("are in no file, object, record, page or message")
  func nowhere() async throws {
    let repository = try ScratchRepository()
    _ = try repository.vireo(["init"])
    try repository.git("add", "-A")
    try repository.git("commit", "-q", "-m", "first")
    let reports = Mutex("")
    let environment = Vireo.Environment(
      variables: repository.environment, currentDirectory: repository.path,
      now: { Timestamp(seconds: 1_795_255_473) }, makeRandom: { SystemRandomNumberGenerator() })
    let intake = try Intake(
      folder: EventFolder(repository.path + "/.git/vireo/events"),
      filer: TrackerFiler(commits: true) { try Tracker.open(environment: environment) }, takesAnyKey: true,
      environment: environment, report: { line in reports.withLock { $0 += line + "\n" } })
    for (number, secret) in Self.secrets.enumerated() {
      let head = IntakeRequest(
        method: "POST", path: "/api/1/store/", headers: [EventTag("x-sentry-auth", "Sentry sentry_key=k")])
      let reply = await intake.reply(to: head) { Array(Self.event(secret.text, number: number + 1).utf8) }
      #expect(reply?.status == 200)
    }
    await intake.drain()
    intake.stop()
    #expect(try repository.vireo(["site", "../pages"]).status == 0)
    let explained =
      try repository.vireo(["error", "explain", "1"]).text + repository.vireo(["error", "show", "1"]).text
    #expect(explained.count > 100)

    var places = ["reports": Data(reports.withLock { $0 }.utf8), "commands": Data(explained.utf8)]
    // What is packed is seen only by git.
    let dump = try repository.shell("git cat-file --batch-all-objects --batch --buffer > ../objects")
    #expect(dump.status == 0)
    places["objects"] = FileManager.default.contents(atPath: repository.path + "/../objects")
    for folder in [repository.path, repository.path + "/../pages"] {
      for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
        places[folder + "/" + path] = FileManager.default.contents(atPath: folder + "/" + path)
      }
    }
    #expect(places.count > 60)
    for needle in Self.secrets.map(\.secret) + [Self.named, "203.0.113.77"] {
      for (place, bytes) in places where bytes.range(of: Data(needle.utf8)) != nil {
        Issue.record("'\(needle)' is in \(place)")
      }
    }
    // The search finds what is there.
    #expect(places.values.contains { $0.range(of: Data("declined".utf8)) != nil })
  }
}
