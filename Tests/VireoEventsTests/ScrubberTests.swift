import Testing
import VireoEvents
import VireoModel
import VireoTestSupport

@Suite("Secrets")
struct ScrubberTests {
  private let names = SensitiveNames()
  private var texts: TextScrubber { TextScrubber(names: names) }
  private var scrubber: Scrubber { Scrubber(names: names) { "p\($0.utf8.count)" } }

  private func scrub(_ text: String) -> String { texts.scrubbed(text) ?? text }
  private func scrub(code: String) -> String { texts.scrubbed(code, isCode: true) ?? code }

  @Test(
    "names that tell of a secret, however they are written",
    arguments: [
      "password", "PASSWORD", "user_password", "passwordHash", "api_key", "apiKey", "X-Api-Key", "api.key", "secret",
      "client-secret", "AWS_SECRET_ACCESS_KEY", "Authorization", "auth", "x-auth", "authToken", "token", "csrf_token",
      "Cookie", "Set-Cookie", "cookies", "mysql_pwd", "privatekey", "private key", "sessionid", "JSESSIONID",
      "credentials", "X-Forwarded-For", "REMOTE_ADDR", "dbPwd", "user.token", "jwt", "DATABASE_DSN",
    ])
  func secretNames(_ name: String) { #expect(names.contains(name)) }

  @Test(
    "names that only look like them",
    arguments: [
      "author", "authors", "authority", "tokenizer", "tokenize", "compass", "bypass", "passenger", "spin", "pinned",
      "opinion", "inside", "", "id", "Content-Type", "cookiecutter", "assertion", "X-User", "user", "keyboard",
    ])
  func plainNames(_ name: String) { #expect(!names.contains(name)) }

  @Test("a project adds names, and says which are safe")
  func ownNames() {
    let names = SensitiveNames(more: ["Kundennummer"], safe: ["csrf_token"])
    #expect(names.contains("kunden-nummer"))
    #expect(!names.contains("csrfToken"))
    #expect(names.contains("access_token"))
  }

  @Test("the names of a project's file, one on a line")
  func nameFile() {
    let found = SecretNames.parse(text: "# ours\r\ntenant_code\r\n\n  !csrf_token \nKundennummer", path: "secrets")
    #expect(found.diagnostics.isEmpty)
    #expect(found.names.secret == ["tenant_code", "Kundennummer"] && found.names.safe == ["csrf_token"])
  }

  @Test(
    "a line that is no name is told with its place",
    arguments: [
      ("tenant ‹c›ode", "a line is one name"), ("‹id›", "a name has three letters at least, of a to z"),
      ("!‹ключ›", "a name has three letters at least, of a to z"),
      ("!‹›", "a name has three letters at least, of a to z"),
    ])
  func nameMistakes(_ marked: String, _ message: String) throws {
    var names = SecretNames()
    try RuleMistakes.expect(marked, message, path: "secrets", good: "tenant_code") {
      let found = SecretNames.parse(text: $0, path: $1)
      names = found.names
      return (["secrets:1", "secrets:3"], found.diagnostics)
    }
    #expect(names.secret == ["tenant_code", "tenant_code"] && names.safe.isEmpty)
  }

  @Test(
    "what is a secret by its form",
    arguments: [
      ("mail to max@example.org.", "mail to [email]."),
      ("<Erika.M+x@mail.example.co.uk>", "<[email]>"),
      ("paid with 5555 5555 5555 4444!", "paid with [card]!"),
      ("4111-1111-1111-1111", "[card]"), ("card=378282246310005", "card=[card]"),
      ("to DE89370400440532013000 now", "to [iban] now"), ("DE89 3704 0044 0532 0130 00", "[iban]"),
      ("key sk_live_51H8xVerySecret", "key [token]"), ("use ghp_0123456789abcdefghijABCDEFGHIJ012345.", "use [token]."),
      ("AKIAIOSFODNN7EXAMPLE", "[token]"),
      ("jwt eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.dozjgNryP4J3jVmN end", "jwt [token] end"),
      ("Bearer abcdef0123456789", "Bearer [Filtered]"),
      ("authorization: Basic dXNlcjpwYXNz", "authorization: Basic [Filtered]"),
      ("postgres://bob:hunter2@db.example/x", "postgres://bob:[Filtered]@db.example/x"),
      ("https://0123abcd@sentry.example/7", "https://[Filtered]@sentry.example/7"),
      ("-----BEGIN RSA PRIVATE KEY-----\nabc\n-----END RSA PRIVATE KEY-----\nrest", "[private key]\nrest"),
      ("-----BEGIN PRIVATE KEY-----\nabc", "[private key]"),
    ])
  func forms(_ text: String, _ expected: String) { #expect(scrub(text) == expected) }

  @Test(
    "what stands behind a name that tells of a secret",
    arguments: [
      ("password=hunter2&x=1", "password=[Filtered]&x=1"), ("Password: hunter2", "Password: [Filtered]"),
      (#"{"password": "hun\"ter2", "a": 1}"#, #"{"password": [Filtered], "a": 1}"#),
      ("{'api_key': 'hunter2'}", "{'api_key': [Filtered]}"),
      ("Config(secret='hunter2', n=3)", "Config(secret=[Filtered], n=3)"),
      (":token => \"hunter2\"", ":token => [Filtered]"), (#"{\"token\":\"hunter2\"}"#, #"{\"token\":[Filtered]}"#),
      ("a\npassword = hunter2\nb", "a\npassword = [Filtered]\nb"), ("auth: Bearer hunter2", "auth: Bearer [Filtered]"),
      ("password=b'hunter2'", "password=[Filtered]"), ("secret=\"never closed hunter2", "secret=[Filtered]"),
    ])
  func named(_ text: String, _ expected: String) { #expect(scrub(text) == expected) }

  @Test("a line of source keeps names and calls, and loses literals")
  func code() {
    #expect(scrub(code: "password = os.environ['DB']") == "password = os.environ['DB']")
    #expect(scrub(code: "connect(user, password=password)") == "connect(user, password=password)")
    #expect(scrub(code: "if password == other:") == "if password == other:")
    #expect(scrub(code: "def login(self, password: str, token=None):") == "def login(self, password: str, token=None):")
    #expect(scrub(code: "API_KEY = \"hunter2\"  # live") == "API_KEY = [Filtered]  # live")
    #expect(scrub(code: "password = config[\"db\"]") == "password = config[\"db\"]")
    #expect(scrub(code: "# curl -u password=hunter2") == "# curl -u password=[Filtered]")
    #expect(scrub(code: "pin = 4711") == "pin = [Filtered]")
    #expect(scrub(code: "url = \"https://x/?token=hunter2&a=1\"") == "url = \"https://x/?token=[Filtered]&a=1\"")
  }

  @Test(
    "what is no secret stays as it is",
    arguments: [
      "KeyError: 'SKU-404'", "2026-11-21T03:15:26.480515Z", "order 70001 of 25800", "0x7f63a9f79cd0", "a @ b", "@alice",
      "user@", "@example.org", "user@host", "5555 5555 5555 4445", "1795230936755",
      "9f2c41d07be5a3d8e6614b7f20c9a1d35e8b4c72",
      "0123456789abcdef0123456789abcdef", "https://example.org/a:b", "/srv/shop/shop/pricing.py",
      "shop.pricing in total",
      "tokenizer: fast", "author=bob", "std::sk::token::new", "0000000000000000", "eyJ is how it begins", "12:30:45",
      "Bearer of news", "<Cart object at 0x7f63a9f79cd0>", "password", "password:", "DE89370400440532013001",
    ])
  func harmless(_ text: String) { #expect(scrub(text) == text) }

  @Test("members, pairs and named values are secrets by their names, whatever their values are")
  func structures() throws {
    func scrub(_ json: String) throws -> String {
      scrubber.scrubbed(try JSONReader.value(of: json.utf8)).serialized()
    }
    #expect(
      try scrub(#"{"extra":{"password":{"a":1},"token":[1],"auth":null,"n":1}}"#)
        == #"{"extra":{"password":"[Filtered]","token":"[Filtered]","auth":null,"n":1}}"#)
    #expect(
      try scrub(#"{"request":{"headers":[["Cookie","a=b"],["Host","x"]]}}"#)
        == #"{"request":{"headers":[["Cookie","[Filtered]"],["Host","x"]]}}"#)
    #expect(
      try scrub(#"{"extra":{"list":[{"name":"password","value":"x"},{"name":"size","value":"y"}]}}"#)
        == #"{"extra":{"list":[{"name":"password","value":"[Filtered]"},{"name":"size","value":"y"}]}}"#)
    #expect(
      try scrub(#"{"extra":{"max@example.org":1,"n":5555555555554444}}"#) == #"{"extra":{"[email]":1,"n":"[card]"}}"#)
    #expect(try scrub(#"{"modules":{"tokens":"1.2"},"_meta":{"x":"y"}}"#) == #"{"modules":{"tokens":"1.2"}}"#)
    #expect(try scrub(#"{"context_line":"password = f(x)"}"#) == #"{"context_line":"password = f(x)"}"#)
  }

  @Test("users can be told apart, and nobody can tell who they are")
  func users() throws {
    let json =
      #"{"user":{"id":"7","username":"max@example.org","email":"max@example.org","#
      + #""ip_address":"203.0.113.7","password":"x"}}"#
    let body = try JSONReader.value(of: json.utf8)
    let user = try #require(scrubber.scrubbed(body)["user"])
    #expect(user["id"] == .text("7"))
    #expect(user["username"] == .text("[username p15]"))
    #expect(user["email"] == .text("[email p15]"))
    #expect(user["ip_address"] == .text("[ip p11]"))
    #expect(user["password"] == .text("[Filtered]"))
  }

  /// What must never be stored, with the part of each that gives it away.
  private static let planted = [
    ("max.canary@example.org", "max.canary"), ("5105 1051 0510 5100", "5105 1051"),
    ("DE89370400440532013000", "DE89370400"),
    ("password=canary-1", "canary-1"), ("\"secret\": \"canary 2\"", "canary 2"),
    ("sk_live_canary30123456789", "canary3"),
    ("eyJhbGciOiJIUzI1NiJ9.eyJjYW5hcnk0Ijoic3ViIn0.c2lnbmF0dXJl", "eyJjYW5hcnk0"),
    ("Authorization: Bearer canary-five-5", "canary-five"), ("mysql://root:canary6@db/x", "canary6"),
    ("-----BEGIN PRIVATE KEY-----\ncanary7\n-----END PRIVATE KEY-----", "canary7"),
  ]

  @Test("secrets in every text and every name of what real SDKs send are all found")
  func everywhere() throws {
    func planting(_ secret: String, in value: JSONValue) -> JSONValue {
      switch value {
      case .text(let text): .text("\(text) \(secret) ")
      case .array(let items): .array(items.map { planting(secret, in: $0) })
      case .object(let members):
        .object(members.map { .init($0.name, planting(secret, in: $0.value)) } + [.init(secret + " ", .int(1))])
      default: value
      }
    }
    let reader = SentryProtocol()
    var count = 0
    for request in try RecordedRequest.all() {
      let endpoint = try #require(reader.endpoint(of: request.head))
      let plain = try BodyDecoder(limit: 1 << 20).decoded(
        request.body, encoding: request.head.header("content-encoding"))
      for case .event(let body, _) in try reader.items(of: plain, to: endpoint) {
        // Each event takes two of them in turn, so that each meets the events of every SDK.
        let secrets = ScrubberTests.planted
        for (secret, canary) in [secrets[count % secrets.count], secrets[(count + 1) % secrets.count]] {
          let text = scrubber.scrubbed(planting(secret, in: body)).serialized()
          let place = text.firstRange(of: canary).map { text[..<$0.upperBound].suffix(100) }
          #expect(place == nil, "\(secret) in \(request.name)")
          count += 1
        }
      }
    }
    #expect(count > 190)
  }

  @Test("a clean event is not touched")
  func untouched() throws {
    let body = try JSONReader.value(of: #"{"exception":{"type":"E","value":"x"},"extra":{"a":[1,2.5,true,null]}}"#.utf8)
    #expect(scrubber.scrubbed(body) == body)
  }

  @Test(
    "a text made to be slow is bounded by its length", .timeLimit(.minutes(10)),
    arguments: [
      "@", "a@", "a@b", "a@b.", "password=", "password='", "eyJ_", "eyJ.", "eyJa.eyJ", "-----BEGIN ",
      "-----BEGIN PRIVATE KEY-----", "://", "a://", "a://b", "a:", "=", "sk_live_", "Bearer ", "DE89 ", "4", "4 ",
      "4111-",
      "\"", "\\\"", "token=\\", "x-api-key: ", "DE89370400440532013", "token=\"\\", "\u{e9}@",
    ])
  func slow(_ piece: String) {
    let text = String(repeating: piece, count: 30_000 / piece.utf8.count)
    _ = texts.scrubbed(text)
    _ = texts.scrubbed(text, isCode: true)
    _ = names.contains(text)
  }
}
