import Foundation
import Synchronization
import Testing
import Vireo
@testable import VireoErrors
import VireoEvents
import VireoTestSupport

@Suite("Taking in")
struct IntakeTests {
  private let folder: EventFolder
  private let filer = MemoryFiler()

  init() throws { folder = EventFolder(try ScratchRepository(initialised: false).path + "/events") }

  private func intake(
    anyKey: Bool = true, newGroups: Int = 100, _ report: @escaping @Sendable (String) -> Void = { _ in }
  )
    throws -> Intake
  {
    var limits = Intake.Limits()
    limits.newGroups = newGroups
    return try Intake(
      folder: folder, filer: filer, takesAnyKey: anyKey, limits: limits,
      environment: Vireo.Environment(
        variables: [:], currentDirectory: "/", now: { Timestamp(seconds: 1_800_000_000) },
        makeRandom: { SystemRandomNumberGenerator() }),
      report: report)
  }

  private func event(_ type: String, id: Int = 0, user: String? = nil, function: String = "f") -> String {
    let digits = String(id, radix: 16)
    let eventID = String(repeating: "0", count: 32 - digits.count) + digits
    let user = user.map { #","user":{"id":"\#($0)"}"# } ?? ""
    return #"{"event_id":"\#(eventID)","platform":"python","release":"1.0","environment":"test""#
      + #","exception":{"values":[{"type":"\#(type)","value":"v","stacktrace":{"frames":[{"filename":"a.py","#
      + #""function":"\#(function)","module":"a","in_app":true}]}}]}\#(user)}"#
  }

  @discardableResult
  private func send(
    _ body: String, to intake: Intake, key: String = "k", path: String = "/api/1/store/"
  ) async -> IntakeReply? {
    let head = IntakeRequest(
      method: "POST", path: path, headers: [EventTag("x-sentry-auth", "Sentry sentry_key=\(key), sentry_client=t/1")])
    return await intake.reply(to: head) { Array(body.utf8) }
  }

  private func database() throws -> EventDatabase { try EventDatabase(folder: folder.path, isWritable: false) }

  @Test("events of one error are one group, with its users, and are counted")
  func counting() async throws {
    let intake = try intake()
    for id in 1...20 { await send(event("KeyError", id: id, user: "u\(id % 3)"), to: intake) }
    await send(event("ValueError", id: 99), to: intake)
    await intake.drain()
    intake.stop()
    #expect(filer.titles == ["KeyError: v", "ValueError: v"])
    let groups = try database().groups().sorted { $0.id < $1.id }
    #expect(groups.map(\.events) == [20, 1])
    #expect(groups.map(\.users) == [3, 0])
    #expect(groups.allSatisfy { $0.isFiled })
    #expect(try database().releases(of: groups[0].id) == [NamedCount(name: "1.0", events: 20)])
  }

  @Test("an event that is sent again is counted once, and another project's of the same identity as well")
  func repeated() async throws {
    let intake = try intake()
    for _ in 0..<3 { await send(event("E", id: 5), to: intake) }
    await send(event("E", id: 5), to: intake, path: "/api/2/store/")
    await intake.drain()
    #expect(intake.counts.digested == 2)
    #expect(intake.counts.repeated == 2)
    intake.stop()
  }

  /// Takes in for a while; the next one may begin afterwards.
  private func during(_ body: (Intake) async -> Void) async throws -> (digested: Int, repeated: Int) {
    let intake = try intake()
    await body(intake)
    intake.stop()
    return intake.counts
  }

  @Test("what an answered process did not digest is digested by the next one, once")
  func recovery() async throws {
    _ = try await during { intake in
      for id in 1...5 { await send(event("E", id: id), to: intake) }
      await intake.drain()
      // Nothing is digested any more, but everything that is answered is safe.
      intake.stop()
      for id in 6...9 { #expect(await send(event("E", id: id), to: intake)?.status == 200) }
    }
    let counts = try await during { await $0.drain() }
    #expect(counts.digested == 4)
    #expect(try database().groups().map(\.events) == [9])
  }

  @Test("two processes do not take in at once")
  func locked() throws {
    let first = try intake()
    #expect(throws: VireoError.self) { try intake() }
    first.stop()
  }

  @Test("groups whose issues cannot be written are counted, and written when it goes again")
  func filingFails() async throws {
    let reports = Mutex<[String]>([])
    filer.fail(true)
    let intake = try intake { text in reports.withLock { $0.append(text) } }
    await send(event("E", id: 1), to: intake)
    await intake.drain()
    #expect(filer.titles.isEmpty)
    #expect(reports.withLock { $0.count } > 0)
    filer.fail(false)
    await send(event("E", id: 2), to: intake)
    await intake.drain()
    intake.stop()
    #expect(filer.titles == ["E: v"])
    #expect(try database().groups().map(\.events) == [2])
  }

  @Test("an issue that an ended process could not write is written by the next one, without a new event")
  func leftUnfiled() async throws {
    filer.fail(true)
    _ = try await during { intake in
      await send(event("E", id: 1), to: intake)
      await intake.drain()
    }
    #expect(filer.titles.isEmpty)
    filer.fail(false)
    _ = try await during { await $0.drain() }
    #expect(filer.titles == ["E: v"])
  }

  @Test("an issue that could not be written is tried again, without a new event", .timeLimit(.minutes(2)))
  func triedAgain() async throws {
    filer.fail(true)
    _ = try await during { intake in
      await send(event("E", id: 1), to: intake)
      await intake.drain()
      filer.fail(false)
      while filer.titles.isEmpty { try? await Task.sleep(for: .milliseconds(50)) }
    }
    #expect(filer.titles == ["E: v"])
  }

  @Test("beyond the budget of an hour, new errors go to one group")
  func budget() async throws {
    let intake = try intake(newGroups: 3)
    for id in 1...50 { await send(event("E\(id)", id: id, function: "f\(id)"), to: intake) }
    await send(event("E1", id: 99, function: "f1"), to: intake)
    await intake.drain()
    intake.stop()
    #expect(filer.titles == ["E1: v", "E2: v", "E3: v", "More new errors than an hour may bring"])
    #expect(try database().groups().sorted { $0.id < $1.id }.map(\.events) == [2, 1, 1, 47])
  }

  @Test("a list in an issue's file says where events go: moving a hash merges, taking it away splits")
  func lists() async throws {
    func sendAndDrain(_ events: String...) async throws {
      _ = try await during { intake in
        for event in events { await send(event, to: intake) }
        await intake.drain()
      }
    }
    try await sendAndDrain(event("A", id: 1), event("B", id: 2))
    let (a, b) = (filer.lists[0], filer.lists[1])
    filer.set(a + b, at: 0)
    filer.set([], at: 1)
    try await sendAndDrain(event("B", id: 3))
    #expect(try database().groups().sorted { $0.id < $1.id }.map(\.events) == [2, 1])
    filer.set(a, at: 0)
    try await sendAndDrain(event("B", id: 4))
    #expect(filer.titles == ["A: v", "B: v", "B: v"])
    #expect(try database().groups().sorted { $0.id < $1.id }.map(\.events) == [2, 1, 1])
  }

  @Test("what users say and what was logged stand beside the error, and are none themselves")
  func company() async throws {
    let body = event("KeyError", id: 7).dropLast() + #","contexts":{"trace":{"trace_id":"aaaa1111"}}}"#
    let said =
      #"{"type":"feedback","contexts":{"feedback":{"name":"Max","message":"It broke","#
      + #""associated_event_id":"\#(String(repeating: "0", count: 31))7"}}}"#
    let report = #"{"event_id":"\#(String(repeating: "0", count: 31))7","comments":"Again"}"#
    let other = #"{"event_id":"\#(String(repeating: "0", count: 31))8","comments":"Elsewhere"}"#
    let log =
      #"{"items":[{"timestamp":1799999999,"level":"warn","body":"low","trace_id":"aaaa1111"},"#
      + #"{"body":"other","trace_id":"bbbb"}]}"#
    _ = try await during { intake in
      await send(String(body), to: intake)
      await send(said, to: intake)
      for (type, payload) in [("user_report", report), ("user_report", other), ("log", log)] {
        await send("{}\n{\"type\":\"\(type)\"}\n\(payload)\n", to: intake, path: "/api/1/envelope/")
      }
      await intake.drain()
    }
    #expect(filer.titles == ["KeyError: v"])
    let group = try #require(try database().groups().first)
    #expect(try database().feedback(on: group.id, limit: 5).map(\.text).sorted() == ["Again", "It broke"])
    #expect(try database().logs(ofTrace: "aaaa1111", limit: 9).map { "\($0.level) \($0.text)" } == ["warn low"])
    #expect(try database().logs(ofTrace: "%", limit: 9).isEmpty)
  }

  @Test("a project's own rules say what is one error")
  func rules() async throws {
    filer.set(rules: "error.type:Late* -> too-late title=\"Too late\"", at: ErrorRules.fingerprintsPath)
    _ = try await during { intake in
      for (id, type) in ["LateA", "LateB", "Other"].enumerated() { await send(event(type, id: id + 1), to: intake) }
      await intake.drain()
    }
    #expect(filer.titles == ["Too late", "Other: v"])
    #expect(try database().groups().sorted { $0.id < $1.id }.map(\.events) == [2, 1])
  }

  @Test("rules of the project drop and change events before they are stored, and what they drop is counted")
  func eventRules() async throws {
    filer.set(rules: "error.type:Noise -> drop\nerror.type:Late -> level=info, tags.team=b", at: ErrorRules.eventsPath)
    _ = try await during { intake in
      for (id, type) in ["Noise", "Late", "Noise"].enumerated() {
        #expect(await send(event(type, id: id + 1), to: intake)?.status == 200)
      }
      await intake.drain()
    }
    #expect(filer.titles == ["Late: v"])
    let counted = try database().counted(since: Timestamp(seconds: 0))
    #expect(counted == [NamedCount(name: "dropped by .tracker/errors/events:1", events: 2)])
    let group = try #require(try database().groups().first)
    let late = try #require(try database().latestSample(of: group.id)?.event(Intake.protocols))
    #expect(late.level == .info && late.tags == [EventTag("team", "b")])
  }

  @Test("what is not kept is counted where no event comes along, and when the process ends")
  func countedAlone() async throws {
    filer.set(rules: "error.type:Noise -> drop", at: ErrorRules.eventsPath)
    _ = try await during { await send(event("Noise"), to: $0) }
    #expect(try database().counted(since: Timestamp(seconds: 0)).map(\.events) == [1])
  }

  @Test("a project's own names of secrets hold before anything is on the disk")
  func secretNames() async throws {
    filer.set(rules: "tenant_code\n!token", at: ErrorRules.secretsPath)
    _ = try await during { intake in
      await send(
        #"{"event_id":"00000000000000000000000000000001","message":"m","#
          + #""extra":{"myTenantCode":"hunter2","token":"plain7"}}"#, to: intake)
      await intake.drain()
    }
    let bytes = try FileManager.default.subpathsOfDirectory(atPath: folder.path).compactMap {
      FileManager.default.contents(atPath: folder.path + "/" + $0)
    }
    func isStored(_ text: String) -> Bool { bytes.contains { $0.range(of: Data(text.utf8)) != nil } }
    #expect(!isStored("hunter2"))
    #expect(isStored("plain7"))
  }

  @Test("the secret is made once, and one that is damaged is told and left as it is")
  func secretFile() throws {
    var random = SystemRandomNumberGenerator()
    let made = try folder.secret(&random).mac(of: "x")
    #expect(try folder.secret(&random).mac(of: "x") == made)
    try Data("short".utf8).write(to: URL(fileURLWithPath: folder.path + "/secret"))
    let error = #expect(throws: VireoError.self) { try folder.secret(&random) }
    #expect(error?.code == .eventsUnreadable)
    #expect(FileManager.default.contents(atPath: folder.path + "/secret") == Data("short".utf8))
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["secret"])
  }

  @Test("a key sends to its project alone, until it is revoked, and no more often than its quota")
  func keys() async throws {
    var random = SystemRandomNumberGenerator()
    let secret = try folder.secret(&random)
    let keys = IntakeKeys(try EventDatabase(folder: folder.path, isWritable: true), secret: secret)
    let now = Timestamp(seconds: 1_800_000_000)
    let key = try keys.add(project: 1, name: "web", quota: 2, at: now)
    let text = keys.text(of: key)
    let intake = try intake(anyKey: false)
    #expect(await send(event("E", id: 1), to: intake, key: text, path: "/api/2/store/")?.status == 403)
    #expect(await send(event("E", id: 1), to: intake, key: text)?.status == 200)
    #expect(await send(event("E", id: 2), to: intake, key: text)?.status == 200)
    let third = await send(event("E", id: 3), to: intake, key: text)
    #expect(third?.status == 429)
    #expect(third?.headers.contains(EventTag("retry-after", "30")) == true)
    for wrong in ["", "k", text + "0", String(text.dropLast()), text.uppercased(), "00000009" + text.dropFirst(8)] {
      let status = await send(event("E", id: 4), to: intake, key: wrong)?.status
      #expect(status == (wrong.isEmpty ? 401 : 403), "\(wrong)")
    }
    intake.stop()
    #expect(try keys.revoke(key.id, at: now))
    #expect(try !keys.revoke(key.id, at: now))
    #expect(throws: IntakeRefusal.keyRefused) {
      try IntakeKeys(try database(), secret: secret).admit(text, project: 1, at: now)
    }
  }

  @Test("a new key works at once, and each event of an envelope counts for its quota")
  func quota() async throws {
    let intake = try intake(anyKey: false)
    #expect(await send(event("E"), to: intake, key: "0")?.status == 403)
    var random = SystemRandomNumberGenerator()
    let keys = IntakeKeys(
      try EventDatabase(folder: folder.path, isWritable: true), secret: try folder.secret(&random))
    let text = try keys.text(of: keys.add(project: 1, name: "", quota: 5, at: Timestamp(seconds: 1_800_000_000)))
    func envelope(_ ids: ClosedRange<Int>) -> String {
      ids.reduce("{}\n") { $0 + "{\"type\":\"event\"}\n\(event("E", id: $1))\n" }
    }
    #expect(await send(envelope(1...4), to: intake, key: text, path: "/api/1/envelope/")?.status == 200)
    #expect(await send(envelope(5...6), to: intake, key: text, path: "/api/1/envelope/")?.status == 429)
    await intake.drain()
    #expect(intake.counts.digested == 4)
    intake.stop()
  }

  @Test("a large event waits as its bytes, and is counted and kept like any other")
  func large() async throws {
    let body =
      event("E", id: 1, user: "u").dropLast() + #","extra":{"x":"\#(String(repeating: "y", count: 300_000))"}}"#
    _ = try await during { intake in
      #expect(await send(String(body), to: intake)?.status == 200)
      await intake.drain()
    }
    let group = try #require(try database().groups().first)
    #expect(group.events == 1 && group.users == 1)
    #expect(try database().latestSample(of: group.id)?.body.count ?? 0 > 300_000)
  }

  @Test("sessions, check-ins and feedback are kept, and what is dropped is counted")
  func others() async throws {
    let intake = try intake()
    let body = """
      {}
      {"type":"session"}
      {"sid":"1","status":"ok"}
      {"type":"transaction"}
      {"a":1}
      {"type":"span","item_count":7}
      {"a":1}
      {"type":"user_report"}
      {"comments":"password=hunter2 is broken"}
      {"type":"event"}
      {"message":"m"}
      """
    let reply = await send(body, to: intake, path: "/api/1/envelope/")
    #expect(reply?.status == 200)
    await intake.drain()
    intake.stop()
    #expect(
      try database().recorded() == [NamedCount(name: "feedback", events: 1), NamedCount(name: "session", events: 1)])
    #expect(
      try database().counted(since: Timestamp(seconds: 0))
        == [NamedCount(name: "span", events: 7), NamedCount(name: "transaction", events: 1)])
    let bytes = try Data(contentsOf: URL(fileURLWithPath: folder.path + "/events.sqlite"))
    #expect(bytes.firstRange(of: Data("hunter2".utf8)) == nil)
  }

  @Test("bodies that are too large or no JSON are refused, and browsers are let in")
  func refusals() async throws {
    let intake = try intake()
    #expect(await send("{", to: intake)?.status == 400)
    let get = await intake.reply(to: IntakeRequest(method: "GET", path: "/api/1/store/")) { [] }
    #expect(get?.status == 405 && get?.headers.contains(EventTag("allow", "POST, OPTIONS")) == true)
    #expect(await send("[]", to: intake)?.status == 400)
    let large = #"{"message":"\#(String(repeating: "x", count: 1 << 20))"}"#
    #expect(await send(large, to: intake)?.status == 413)
    let preflight = IntakeRequest(method: "OPTIONS", path: "/api/1/envelope/")
    let reply = await intake.reply(to: preflight) { [] }
    #expect(reply?.status == 200)
    #expect(reply?.headers.contains { $0.name == "access-control-allow-headers" } == true)
    #expect(await intake.reply(to: IntakeRequest(method: "GET", path: "/")) { [] } == nil)
    intake.stop()
  }

  @Test("of many events a sample is kept, the first among it")
  func sample() async throws {
    let intake = try intake()
    for id in 1...400 { await send(event("E", id: id), to: intake) }
    await intake.drain()
    intake.stop()
    let database = try database()
    let group = try #require(try database.groups().first)
    #expect(group.events == 400)
    let kept = try (1...400).filter { try database.sample(EventID(high: 0, low: UInt64($0))) != nil }
    #expect(kept.first == 1)
    #expect((40...55).contains(kept.count), "\(kept.count)")
  }
}
