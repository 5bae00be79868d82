import Foundation
package import Vireo
package import VireoEvents
import VireoModel

/// Takes in what programs report, and makes issues of it.
///
/// A request is answered when what it brought is safe in the spool. Digesting goes on behind that on a thread of its
/// own, and what is not digested when the process ends is digested by the next one.
package final class Intake: Sendable {
  /// What may come in, and how much of it.
  package struct Limits: Sendable {
    /// The most bytes of a body as it is sent.
    package var body = 20 << 20
    /// The most bytes of a body without its encoding.
    package var decodedBody = 50 << 20
    /// The most bytes of bodies, as sent and without their encodings, that may be in memory at once.
    package var inMemory = 128 << 20
    /// The most bytes that may wait in the spool.
    package var spool = 1 << 30
    /// How many groups may be new within an hour.
    package var newGroups = 100

    package init() {}
  }

  /// The families of SDKs that are understood.
  package static let protocols: [any IntakeProtocol] = [SentryProtocol()]

  package let limits: Limits
  package let room: ByteRoom
  private let rules: LiveRules
  /// `nil` takes any key.
  private let keys: IntakeKeys?
  private let environment: Environment
  private let spool: Spool<SpoolEntry>
  private let worker: DigestWorker
  private let lock: FolderLock

  /// Begins to take in; what an earlier process left in the spool is digested first.
  ///
  /// - Parameters:
  ///   - folder: Where events are recorded.
  ///   - filer: Makes issues of them.
  ///   - takesAnyKey: Whether every key will do.
  ///   - limits: What may come in.
  ///   - environment: The clock and randomness.
  ///   - report: Is told what goes wrong behind the answers, a line each.
  /// - Throws: `VireoError` with the codes `intake-busy`, `events-unreadable`, `write-failed` or `read-failed`.
  package init(
    folder: EventFolder, filer: any GroupFiler, takesAnyKey: Bool, limits: Limits = Limits(),
    environment: Environment, report: @escaping @Sendable (String) -> Void
  ) throws {
    self.limits = limits
    room = ByteRoom(limit: limits.inMemory)
    self.environment = environment
    lock = try folder.lock()
    var random = environment.makeRandom()
    let secret = try folder.secret(&random)
    let rules = try LiveRules(
      read: { try filer.rules() }, pseudonym: { String(secret.mac(of: $0).prefix(8)) }, report: report)
    self.rules = rules
    let events = try EventDatabase(folder: folder.path, isWritable: true)
    keys = takesAnyKey ? nil : IntakeKeys(events, secret: secret)
    let digester = try Digester(events, budget: GroupBudget(limit: limits.newGroups), random: random)
    // The worker gives the spool's room back, and the spool hands to the worker what is durable.
    let room = SpoolRoom()
    let worker = DigestWorker(
      digester, events, Intake.protocols, filer, rules, now: environment.now,
      release: { room.spool?.release(before: $0) },
      report: report)
    self.worker = worker
    spool = try Spool(folder: folder.spool) { worker.add($0, upTo: $1) }
    room.spool = spool
    try recover(events, report)
    worker.start()
  }

  /// Hands over what was safe, but not digested.
  private func recover(_ events: EventDatabase, _ report: (String) -> Void) throws {
    var unknown = 0
    try spool.forEachRecord(after: try events.position().flatMap(SpoolPosition.init)) { bytes, position in
      guard let entry = SpoolEntry(bytes: bytes, protocols: Intake.protocols) else {
        unknown += 1
        return
      }
      worker.add([entry], upTo: position, isRecovery: true)
    }
    if unknown > 0 { report("\(unknown) records of the spool were written by another version, and were left out") }
  }

  /// Answers a request; `nil` if it is for no protocol.
  ///
  /// - Parameters:
  ///   - request: The head.
  ///   - body: Reads the body, and is only called if there is use for it.
  package func reply(
    to request: IntakeRequest, body: () async throws(IntakeRefusal) -> [UInt8]
  ) async -> IntakeReply? {
    for reader in Intake.protocols {
      guard let endpoint = reader.endpoint(of: request) else { continue }
      if endpoint.purpose == .preflight { return reader.reply(to: .stored(nil), at: endpoint) }
      do {
        let id = try await take(request, endpoint, reader, body)
        return reader.reply(to: .stored(id), at: endpoint)
      } catch { return reader.reply(to: .refused(error), at: endpoint) }
    }
    return nil
  }

  private func take(
    _ request: IntakeRequest, _ endpoint: IntakeEndpoint, _ reader: any IntakeProtocol,
    _ body: () async throws(IntakeRefusal) -> [UInt8]
  ) async throws(IntakeRefusal) -> EventID? {
    guard request.method == "POST" else { throw .wrongMethod }
    let now = environment.now()
    // Whoever has no right does not make us read what they send.
    if let key = endpoint.key { try admit(key, endpoint, now) }
    let decoder = BodyDecoder(limit: limits.decodedBody)
    let bytes = try decoder.decoded(try await body(), encoding: request.header("content-encoding"))
    guard let key = endpoint.key ?? reader.key(in: bytes) else { throw .keyMissing }
    if endpoint.key == nil { try admit(key, endpoint, now) }
    guard spool.size <= limits.spool, worker.canRecord else { throw .noRoom }
    guard room.take(bytes.count) else { throw .unavailable }
    defer { room.giveBack(bytes.count) }
    let parts = try reader.parts(of: bytes, to: endpoint)
    try keys?.charge(parts.count { $0.isEvent } - 1, to: key, at: now)
    return try await store(parts, of: bytes, endpoint, reader, now)
  }

  private func admit(_ key: String, _ endpoint: IntakeEndpoint, _ now: Timestamp) throws(IntakeRefusal) {
    try keys?.admit(key, project: endpoint.project, at: now)
  }

  /// How many bytes are read before they are written; what was read takes a few times as much.
  private static let batchSize = 256 << 10

  /// Reads the parts of a body one by one, so that no more than a few of them are in memory, and stores them.
  ///
  /// - Returns: The id of the first event.
  private func store(
    _ parts: [IntakePart], of body: [UInt8], _ endpoint: IntakeEndpoint, _ reader: any IntakeProtocol, _ now: Timestamp
  ) async throws(IntakeRefusal) -> EventID? {
    var reading = IntakeReading(
      project: endpoint.project, reader: reader, now: now, rules: rules.present(), newID: { self.newID() },
      count: { self.worker.count($0, $1) })
    reading.attachments = parts.filter { $0.type == "attachment" }.map { ($0.filename ?? "attachment", $0.range.count) }
    for part in parts {
      reading.read(try reader.item(of: part, in: body))
      if reading.size >= Intake.batchSize { try await write(&reading) }
    }
    try await write(&reading)
    return reading.first
  }

  private func write(_ reading: inout IntakeReading) async throws(IntakeRefusal) {
    let entries = reading.take()
    guard !entries.isEmpty else { return }
    do { try await spool.append(entries.map { ($0, $0.bytes) }) } catch { throw .noRoom }
  }

  private func newID() -> EventID {
    var random = environment.makeRandom()
    return EventID(high: .random(in: .min ... .max, using: &random), low: .random(in: .min ... .max, using: &random))
  }

  /// Waits until everything that was taken in is digested and every issue that it needs is written.
  package func drain() async { await worker.drain() }

  /// Stops digesting after the present batch; what is left waits in the spool for the next process.
  package func stop() { worker.stop() }

  /// How many events were digested, and how many of them had come before.
  package var counts: (digested: Int, repeated: Int) { worker.counts }
}

/// The spool whose room is given back, known when both it and the worker are there.
private final class SpoolRoom: @unchecked Sendable {
  weak var spool: Spool<SpoolEntry>?
}
